"""A review of a change as the document `trustpages.diff/1`: for programs, with ids where readers see names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from trustpages.model.problem import Problem
from trustpages.model.results.records.json_values import Json, encode_json, problem_to_json, to_json
from trustpages.model.results.review import ChangeReview, ReviewedChange
from trustpages.secrets.scanning import mask_secrets

FORMAT: Final = "trustpages.diff/1"


def write_review(review: ChangeReview) -> bytes:
    """The review as JSON, its keys in a fixed order; what looks like a secret in it is masked."""
    document: dict[str, Json] = {
        "format": FORMAT,
        "is_stopped": review.is_stopped,
        "only_form": review.only_form,
        "before": to_json(review.before),
        "after": to_json(review.after),
        "changes": [_change_to_json(change) for change in review.changes],
        "sayable": to_json(review.sayable),
        "unreadable": [
            {"label": side.label, "problems": _problems_to_json(side.problems)} for side in review.unreadable
        ],
        "wrong_acceptances": _problems_to_json(review.wrong_acceptances),
        "next_step": list(review.next_step),
        "names": to_json(review.names),
    }
    return encode_json(_mask(document))


def _change_to_json(change: ReviewedChange) -> Json:
    record = to_json(change)
    return {**record, "stops": change.stops} if isinstance(record, dict) else record


def _problems_to_json(problems: Iterable[Problem]) -> list[Json]:
    return [problem_to_json(problem) for problem in problems]


def _mask(value: Json) -> Json:
    match value:
        case str():
            return mask_secrets(value)
        case list():
            return [_mask(entry) for entry in value]
        case dict():
            return {key: _mask(entry) for key, entry in value.items()}
    return value
