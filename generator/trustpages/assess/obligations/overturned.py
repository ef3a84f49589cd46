"""Promises over whose verdict a dispute was upheld: what was collected until then shows nothing of them any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.history.retractions import list_overturning
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.assess.obligations.retracted import is_worse
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.bundle import Dispute
from trustpages.model.results.obligation import LeftOut, ObligationResult
from trustpages.model.sentence import Reference, Sentence


def hold_to_overturned(context: Context, results: Sequence[ObligationResult]) -> tuple[ObligationResult, ...]:
    """The results, each on what was collected since the last dispute over it that was upheld.

    Nobody gains by it: where it is the worse with the evidence from before, that still counts.
    """
    last: dict[str, Dispute] = {}
    for dispute in sorted(list_overturning(context.evidence, context.as_of), key=lambda dispute: dispute.ended):
        last |= dict.fromkeys(dispute.concerns, dispute)
    return tuple(_hold(context, result, last[result.ref]) if result.ref in last else result for result in results)


def _hold(context: Context, result: ObligationResult, dispute: Dispute) -> ObligationResult:
    before = {
        item.id
        for item in context.evidence
        if result.ref in item.item.obligations and (item.collected_to or dispute.ended) <= dispute.ended
    }
    later = context.leave_out(before)
    documents = {f"{pact.id}/{obligation.id}": (pact, obligation) for pact, obligation in later.obligations()}
    again = evaluate_obligation(Case(later, *documents[result.ref], find_recorded_triggers(later)))
    if is_worse(result, again):
        return result
    why = Sentence("the dispute ", Reference(dispute.id), " over the verdict was upheld on ", dispute.ended)
    gone = tuple(LeftOut(id_, why) for id_ in result.pooled if id_ in before)
    return replace(
        again,
        left_out=(*again.left_out, *gone),
        overturned=tuple(gap.evidence for gap in gone),
        notes=(*again.notes, why),
    )
