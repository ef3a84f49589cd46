"""The one place where two assessed sides become a review, and a review becomes text in one of the forms."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.model.documents.trust import Gates
from trustpages.model.results.review import ChangeReview, ReviewSide, SideFacts
from trustpages.review.gating import parse_gates
from trustpages.review.reviewing import review_changes
from trustpages.workflow.diff.forms import FORMS, OutputForm


def make_review(before: ReviewSide, after: ReviewSide, fail_on: Sequence[str]) -> ChangeReview:
    """The review of two sides that were assessed; what is named stops, too, besides the gates of the earlier side."""
    return review_changes(before, after, parse_gates((*_find_gates(before, after), *fail_on)), after.record.as_of)


def _find_gates(before: ReviewSide, after: ReviewSide) -> tuple[str, ...]:
    """The gates from before, since a change opens none that it has to pass.

    Of a published version they are not known: then those hold that hold by default, and those that the change has.
    """
    if before.workspace is not None:
        return before.workspace.trust.gates.review
    return (*Gates().review, *(after.workspace.trust.gates.review if after.workspace is not None else ()))


def make_facts(side: ReviewSide) -> SideFacts:
    """What a reader is told of a side."""
    return SideFacts(
        label=side.label, commit=side.commit, as_of=side.record.as_of, inputs_digest=side.record.inputs_digest
    )


def write_review(review: ChangeReview, form: OutputForm) -> str:
    """The review in a form."""
    return FORMS[form.name](review, form)
