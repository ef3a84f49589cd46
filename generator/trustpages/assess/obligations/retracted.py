"""Promises whose evidence was taken back: nobody gains by that before somebody outside has looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.sentence import Sentence, join, refer
from trustpages.model.vocabulary import Verdict

_WORST_FIRST = (
    Verdict.BREACHED,
    Verdict.MISSING,
    Verdict.LEANING_BREACH,
    Verdict.INCOMPLETE,
    Verdict.LEANING_MET,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


def hold_to_retracted(context: Context, results: Sequence[ObligationResult]) -> tuple[ObligationResult, ...]:
    """The results, each as it is with the evidence that was taken back where it is the worse for it.

    That holds for evidence that bears on the promise, and at whose withdrawal, correction or refutation nobody outside
    has looked; see `Context.restore_unexamined`.
    """
    kept = {item.id: _list_concerned(context, item) for item in context.unexamined}
    if not kept:
        return tuple(results)
    restored = context.restore_unexamined()
    triggers = find_recorded_triggers(restored)
    documents = {f"{pact.id}/{obligation.id}": (pact, obligation) for pact, obligation in restored.obligations()}
    held = []
    for result in results:
        named = tuple(id_ for id_, refs in sorted(kept.items()) if result.ref in refs)
        again = evaluate_obligation(Case(restored, *documents[result.ref], triggers)) if named else result
        held.append(_keep(again, named) if is_worse(again, result) else result)
    return tuple(held)


def is_worse(result: ObligationResult, other: ObligationResult) -> bool:
    """Whether the first of two results of one promise says the worse of it."""
    return _rank(result) < _rank(other)


def _list_concerned(context: Context, item: Evidence) -> frozenset[str]:
    """The promises for which the item is, or its correction."""
    name = item.set_aside.correction if item.set_aside is not None else None
    correction = context.item(name) if name is not None else None
    return item.item.obligations | (correction.item.obligations if correction is not None else frozenset())


def _keep(result: ObligationResult, named: Sequence[str]) -> ObligationResult:
    why = Sentence(
        "judged as if it had not been taken back, since nobody outside has looked at that: ", join(", ", refer(named))
    )
    return replace(result, held_to=tuple(named), notes=(*result.notes, why))


def _rank(result: ObligationResult) -> tuple[int, int, bool]:
    """Where the result stands among all that it could be, the worst first."""
    readings = (result.verdict, result.inferred or result.verdict)
    ranks = [_WORST_FIRST.index(verdict.ranked_as) for verdict in readings]
    return min(ranks), ranks[0], not result.stale
