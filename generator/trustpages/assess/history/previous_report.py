"""The previous report about an agent: what it said, which reviews came after it, which evidence is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.evidence.context import Context
from trustpages.assess.standing.reviews import list_answers
from trustpages.model.documents.bundle import OUTCOMES_BY_KIND, Review
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import ObligationResult, WhatWouldChange
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.history import EvidenceRecord, ReviewAnswer, VanishedItem
from trustpages.model.sentence import Sentence, join
from trustpages.model.vocabulary import Verdict


def find_settling_review(context: Context, past: PreviousAgent, name: str, after: date) -> Review | None:
    """The first review that may answer for `name`, closes it, and came after the report of the day `after`.

    A review of that very day counts if the earlier report did not have it yet.
    """
    known = {item.id for item in past.agent.evidence}
    later = (
        review
        for review in list_answers(context, {name})
        if review.date > after or (review.date == after and review.id not in known)
    )
    return next(later, None)


def is_settled_by_review(context: Context, past: PreviousAgent, name: str, after: date) -> bool:
    """Whether there is such a review."""
    return find_settling_review(context, past, name, after) is not None


HISTORY = "history"
"""What decided a verdict that the evidence of today alone would not give."""


def find_vanished_evidence(
    context: Context, past: PreviousAgent, records: Sequence[EvidenceRecord]
) -> tuple[VanishedItem, ...]:
    """The items that were published and are gone or cut back, by id, each with the review that says why, if one does.

    Those that were gone in the earlier report already stay, until they are back as they were.
    """
    now = {record.id: record for record in records}
    published = {item.id: VanishedItem(item.in_short, past.as_of) for item in past.agent.evidence}
    published |= {item.item.id: item for item in (*past.agent.vanished, *past.agent.explained)}
    return tuple(
        replace(
            cited,
            cut_back=id_ in now,
            moved_to="" if id_ in now else _find_other_holder(context, cited.item),
            answer=_find_answer(context, past, cited),
        )
        for id_, cited in sorted(published.items())
        if id_ not in now or cited.item.shows_less(now[id_])
    )


def _find_answer(context: Context, past: PreviousAgent, gone: VanishedItem) -> ReviewAnswer | None:
    """The review that says why the item is gone; one that had said so before does, for as long as it is on record."""
    known = gone.answer.review if gone.answer is not None else None
    said = next((review for review in list_answers(context, {gone.item.id}) if review.id == known), None)
    review = said or find_settling_review(context, past, gone.item.id, gone.last_cited)
    return (
        None if review is None else ReviewAnswer(review.id, review.by.name, review.by.role, review.date, review.outcome)
    )


def _find_other_holder(context: Context, gone: EvidenceRecord) -> str:
    """The agent, other than this one, that has an item of that name and kind; empty where none has."""
    for other in context.workspace.agents:
        items = (item for bundle in other.bundles for item in bundle.items)
        if other.agent.id != context.id and any((item.id, item.kind) == (gone.id, gone.kind) for item in items):
            return other.agent.id
    return ""


def name_vanished_behind(result: ObligationResult, vanished: Iterable[VanishedItem]) -> tuple[str, ...]:
    """The names of the vanished items that could change this verdict if they were still there."""
    first = result.window[0] if result.window is not None else None

    def could_count(item: EvidenceRecord) -> bool:
        if item.kind not in OUTCOMES_BY_KIND:
            return True  # incidents and records count by other days than those of their collection
        return item.collected is not None and (first is None or item.collected.to >= first)

    return tuple(item.name for item in vanished if result.ref in item.item.bears_on and could_count(item.item))


def withhold_verdict(result: ObligationResult, gone: Sequence[str]) -> ObligationResult:
    """The result without its verdict: what is left was chosen by whoever took the rest away.

    `missing` ranks with a breach, so that removing evidence never makes a promise look better.
    """
    what = Sentence("evidence that was published is gone: ", join(", ", gone))
    return replace(
        result,
        verdict=Verdict.MISSING,
        decided_by=HISTORY,
        observed=None,
        inferred=Verdict.MISSING,
        quantity=Unmeasured(Status.MISSING, what),
        unknown=0,
        bounds=None,
        verdict_bounds=None,
        judged_on=None,
        since_then=None,
        budget=None,
        would_change=WhatWouldChange(text="It gets a verdict again once that is restored, or a review names it."),
        notes=(*result.notes, what),
        since=None,
    )
