"""The one place where two assessed sides become a review, and a review becomes text in one of the forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from trustpages.compose.problems import escape_controls
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.results.review import Review, ReviewedChange, ReviewSide, SideFacts
from trustpages.model.sentence import Sentence
from trustpages.model.vocabulary import Severity
from trustpages.review.changes import find_changes
from trustpages.review.words import describe_change


@dataclass(frozen=True, slots=True)
class Form:
    """How a review is written: at most so many characters, where `limit` says so."""

    name: str
    limit: int | None = None


def make_review(before: ReviewSide, after: ReviewSide, fail_on: Sequence[str]) -> Review:
    """The review of two sides that were assessed."""
    del fail_on
    changes = tuple(map(_review_change, find_changes(before.record, after.record)))
    return Review(
        before=make_facts(before),
        after=make_facts(after),
        changes=changes,
        only_form=not changes and before.reads_files != after.reads_files,
    )


def make_facts(side: ReviewSide) -> SideFacts:
    """What a reader is told of a side."""
    return SideFacts(
        label=side.label, commit=side.commit, as_of=side.record.as_of, inputs_digest=side.record.inputs_digest
    )


def _review_change(change: ReportChange) -> ReviewedChange:
    parts = (change.changed, change.agent, change.subject, change.aspect, change.before or "", change.after or "")
    return ReviewedChange(
        rule=change.changed,
        agent=change.agent,
        subject=change.subject,
        aspect=change.aspect,
        before=change.before,
        after=change.after,
        turn=change.turn,
        weight=Severity.HIGH if change.turn is Turn.WORSE else Severity.LOW,
        fingerprint=f"fp-{sha256(chr(0).join(parts).encode()).hexdigest()[:16]}",
        title=Sentence(describe_change(change)),
        is_gating=change.turn is Turn.WORSE and change.changed in _GATING,
    )


_GATING: Final = {ChangeTopic.POSTURE, ChangeTopic.VERDICT, ChangeTopic.CLAIM}


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
