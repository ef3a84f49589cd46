"""Evidence that was published and is gone, and what that does to the verdicts that it could change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trustpages.assess.context import Context
from trustpages.assess.history.past import Past, is_settled
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.history import EvidenceRecord, Vanished
from trustpages.model.results.obligation import ObligationResult, WhatWouldChange
from trustpages.model.vocabulary import Verdict

HISTORY = "history"
"""What decided a verdict that the evidence of today alone would not give."""

COUNTED_IN_A_WINDOW = frozenset({"runs", "benchmark_result", "human_review", "red_team", "customer_outcome"})
"""Kinds that say nothing once the window of a promise has left them behind."""


def vanished_since(context: Context, past: Past, records: Sequence[EvidenceRecord]) -> tuple[Vanished, ...]:
    """The items that were published and are gone or cut back, unless a later review names them; by id.

    Those that were gone in the earlier report already stay, until they are back as they were or explained.
    """
    now = {record.id: record for record in records}
    published = {item.id: Vanished(item, past.as_of) for item in past.agent.evidence}
    published |= {item.item.id: replace(item, cut_back=False) for item in past.agent.vanished}
    found = []
    for id_, one in sorted(published.items()):
        still_there = now.get(id_)
        if still_there is not None and not is_cut_back(one.item, still_there):
            continue
        if not is_settled(context, past, id_, one.last_cited):
            found.append(replace(one, cut_back=still_there is not None))
    return tuple(found)


def is_cut_back(before: EvidenceRecord, now: EvidenceRecord) -> bool:
    """Whether an item shows less than it did: fewer runs, failures, days or promises."""
    return (
        _is_less(now.attempts, before.attempts)
        or _is_less(now.failures, before.failures)
        or _covers_less(before, now)
        or not set(before.supports) <= set(now.supports)
    )


def _is_less(now: int | None, before: int | None) -> bool:
    return before is not None and (now is None or now < before)


def _covers_less(before: EvidenceRecord, now: EvidenceRecord) -> bool:
    if before.collected is None:
        return False
    days = now.collected
    return days is None or days.from_ > before.collected.from_ or days.to < before.collected.to


def gone_behind(result: ObligationResult, vanished: Iterable[Vanished]) -> tuple[str, ...]:
    """The names of the vanished items that could change this verdict if they were still there."""
    return tuple(
        item.name for item in vanished if result.ref in item.item.bears_on and _could_count(item.item, result)
    )


def _could_count(item: EvidenceRecord, result: ObligationResult) -> bool:
    if item.kind not in COUNTED_IN_A_WINDOW:
        return True
    first = result.window[0] if result.window is not None else None
    return item.collected is not None and (first is None or item.collected.to >= first)


def without_verdict(result: ObligationResult, gone: Sequence[str]) -> ObligationResult:
    """The result without its verdict: what is left was chosen by whoever took the rest away.

    `missing` ranks with a breach, so that removing evidence never makes a promise look better.
    """
    what = f"evidence that was published is gone: {', '.join(gone)}"
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
        budget=None,
        would_change=WhatWouldChange(
            text="It gets a verdict again once that is restored, or a review names it."
        ),
        notes=(*result.notes, what),
        since=None,
    )
