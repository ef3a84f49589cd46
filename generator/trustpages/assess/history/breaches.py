"""Published breaches stand until a full later window clears them, or a review does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.pooling import is_cut_by_day
from trustpages.assess.evidence.review_days import find_next_review_day
from trustpages.assess.history.previous_report import HISTORY, is_settled_by_review
from trustpages.model.documents.pact import Window
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult, SinceReview, WhatWouldChange
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.history import Breach, WithdrawnBreach
from trustpages.model.results.records.obligation import LEFT_OPEN, ObligationRecord
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Verdict

# Leaning to a breach is no breach; no evidence, unknown outcomes and what is said between reviews clear nothing.
_NOT_BREACHED = frozenset({Verdict.MET, Verdict.LEANING_MET, Verdict.LEANING_BREACH})


def record_breach(result: ObligationResult | ObligationRecord, as_of: date, terms: str = "") -> Breach:
    """The breach that the evidence of that day shows."""
    first, last = result.window or (None, as_of)
    return Breach(as_of, first, last, result.since, terms)


def list_published_breaches(past: PreviousAgent) -> dict[str, WithdrawnBreach]:
    """The breaches that the earlier report leaves behind, by `pact/obligation`; withdrawn or not."""
    return {ref: record for ref, record in _list_left_open(past).items() if record.verdict is Verdict.BREACHED}


def _list_left_open(past: PreviousAgent) -> dict[str, WithdrawnBreach]:
    """The promises that the earlier report shows as broken, leaning to it, or open for want of evidence."""
    left = {withdrawn.ref: withdrawn for withdrawn in past.agent.withdrawn}
    for obligation in past.agent.obligations:
        verdict = obligation.verdict.ranked_as
        if verdict in LEFT_OPEN:
            breach = obligation.breach or record_breach(obligation, past.as_of)
            left[obligation.ref] = WithdrawnBreach(
                obligation.pact, obligation.id, obligation.promise, obligation.severity, breach, verdict
            )
    return left


def is_cleared(
    context: Context, past: PreviousAgent, result: ObligationResult, breach: Breach, gone: Sequence[str], terms: str
) -> bool:
    """Whether a review settled the breach, or a full window after it shows enough and no breach of the same promise.

    `gone` is evidence about the promise that vanished: what is left of it clears nothing. `terms` are those of today.
    """
    if is_settled_by_review(context, past, result.ref, breach.seen_on):
        return True
    quantity = result.quantity
    independent = result.units or (quantity.n or 0 if isinstance(quantity, Measured) else 0)
    # As many independent runs as it takes to show that the promise is kept: a quiet week clears nothing.
    return (
        not gone
        and result.verdict in _NOT_BREACHED
        and breach.terms in ("", terms)
        and (result.n_min is None or independent >= result.n_min)
        and _is_full_window_after(context, result, breach)
        and _is_all_collected_after(context, result, breach.last)
    )


def hold_severity(context: Context, past: PreviousAgent, result: ObligationResult) -> ObligationResult:
    """The result at the graver severity at which the promise was published, until it is kept or a review names it.

    What is broken or not shown does not weigh less because the pact says so afterwards.
    """
    published = next((record for record in past.agent.obligations if record.ref == result.ref), None)
    if published is None or published.severity.rank >= result.severity.rank:
        return result
    is_kept = result.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE)
    if is_kept or is_settled_by_review(context, past, result.ref, past.as_of):
        return result
    said = f"it weighs as {published.severity}, as it was published, and not as {result.severity}"
    why = f"{said}: it was not kept when the pact was changed"
    return replace(result, severity=published.severity, notes=(*result.notes, why))


def _is_full_window_after(context: Context, result: ObligationResult, breach: Breach) -> bool:
    if result.window is None or result.window[0] is None or result.window[0] <= breach.last:
        return False
    window = _find_window(context, result)
    is_over = window is not None and window.to is not None and window.to <= context.as_of
    return is_over or (window is not None and window.is_rolling)


def _is_all_collected_after(context: Context, result: ObligationResult, day: date) -> bool:
    behind = [context.item(id_) for id_ in result.pooled]
    return all(
        item is not None and (is_cut_by_day(item) or (item.collected is not None and item.collected.from_ > day))
        for item in behind
    )


def _find_window(context: Context, result: ObligationResult) -> Window | None:
    windows = {f"{pact.id}/{obligation.id}": obligation.window for pact, obligation in context.obligations()}
    return windows.get(result.ref)


def uphold_breach(context: Context, result: ObligationResult, breach: Breach) -> ObligationResult:
    """The result with the breach that stands, why it does, and what clears it."""
    clears = _explain_clearing(context, result, breach)
    published = f"It was published as {VERDICTS[Verdict.BREACHED].in_sentence}"
    return replace(
        result,
        verdict=Verdict.BREACHED,
        decided_by=HISTORY,
        breach=breach,
        since=breach.since or breach.seen_on,
        judged_on=breach.last,
        since_then=result.since_then or _describe_interim(result),
        sticky=Sentence(published, ", last by evidence up to ", breach.last, ", and stands. ", clears),
        would_change=WhatWouldChange(text=clears),
    )


def _describe_interim(result: ObligationResult) -> SinceReview | None:
    """The interim verdict that the breach stands over, if there is one."""
    if not result.verdict.is_interim or result.window is None:
        return None
    return SinceReview(result.verdict, result.quantity, result.window)


def _explain_clearing(context: Context, result: ObligationResult, breach: Breach) -> Sentence:
    review = Sentence("a review after ", breach.seen_on, " that names ", Reference(result.ref))
    window = _find_window(context, result)
    if window is None or (not window.is_rolling and (window.from_ is None or window.from_ <= breach.last)):
        return Sentence("Only ", review, " clears it.")
    opens_after = window.find_last_day_with(breach.last)
    if opens_after is None:
        until = ("The window up to ", window.to) if window.to else ("The window",)
        return Sentence(*until, ", once it is over, clears it if it shows no breach; so does ", review, ".")
    earliest = find_next_review_day(window, opens_after)
    if earliest is None:
        return Sentence("Only ", review, " clears it: the pact names no later day on which it is judged.")
    window_after = ("A full window after ", breach.last, " with enough evidence and no breach clears it, on ", earliest)
    return Sentence(*window_after, " at the earliest; so does ", review, ".")


def list_withdrawn_breaches(context: Context, past: PreviousAgent) -> tuple[WithdrawnBreach, ...]:
    """Promises that were not kept and were taken out of their pact, until a review names them; by name."""
    kept = {f"{pact.id}/{obligation.id}" for pact, obligation in context.obligations()}
    return tuple(
        published
        for ref, published in sorted(_list_left_open(past).items())
        if ref not in kept and not is_settled_by_review(context, past, ref, published.breach.seen_on)
    )
