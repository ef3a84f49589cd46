"""The one place where two assessed sides become a review, and a review becomes text in one of the forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trustpages.compose.problems import escape_controls
from trustpages.model.documents.trust import Gates
from trustpages.model.results.review import Review, ReviewSide, SideFacts
from trustpages.review.gating import ReviewGates, parse_gates, read_gates
from trustpages.review.reviewing import review_changes


@dataclass(frozen=True, slots=True)
class Form:
    """How a review is written: at most so many characters, where `limit` says so."""

    name: str
    limit: int | None = None


def make_review(before: ReviewSide, after: ReviewSide, fail_on: Sequence[str]) -> Review:
    """The review of two sides that were assessed, with the gates that are named, else those of the earlier side."""
    return review_changes(before, after, _choose_gates(before, after, fail_on), after.record.as_of)


def _choose_gates(before: ReviewSide, after: ReviewSide, fail_on: Sequence[str]) -> ReviewGates:
    # What a change says of gates itself holds only where there were none to pass.
    workspace = before.workspace or after.workspace
    if fail_on:
        return parse_gates(fail_on)
    return read_gates(workspace.trust.gates if workspace is not None else Gates())


def make_facts(side: ReviewSide) -> SideFacts:
    """What a reader is told of a side."""
    return SideFacts(
        label=side.label, commit=side.commit, as_of=side.record.as_of, inputs_digest=side.record.inputs_digest
    )


def _write_lines(review: Review, form: Form) -> str:
    """One line a change, the gating ones marked; one a problem of a side that cannot be read."""
    problems = (f"{side.label}: {problem}" for side in review.unreadable for problem in side.problems)
    changes = (
        f"{'stops' if change.stops else '     '} {change.fingerprint} {change.title}" for change in review.changes
    )
    lines = [*problems, *changes] or ["No change of meaning." if review.only_form else "No change."]
    return "".join(f"{escape_controls(line)}\n" for line in lines)[: form.limit]


FORMS: Final[Mapping[str, Callable[[Review, Form], str]]] = dict.fromkeys(
    ("text", "markdown", "json", "github", "codequality", "sarif", "html"), _write_lines
)


def write_review(review: Review, form: Form) -> str:
    """The review in a form."""
    return FORMS[form.name](review, form)
