"""Effects of the previous report: breaches that stand, vanished evidence, changed terms, limited authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.breaches import (
    is_cleared,
    list_published_breaches,
    list_withdrawn_breaches,
    record_breach,
    uphold_breach,
)
from trustpages.assess.history.previous_report import (
    PreviousAgent,
    find_previous_agent,
    find_vanished_evidence,
    name_vanished_behind,
    withhold_verdict,
)
from trustpages.assess.history.published import record_evidence
from trustpages.assess.history.task_outcomes import record_tasks
from trustpages.assess.history.undeclared_changes import find_undeclared_changes, record_pacts
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.results.history import EvidenceRecord, PactRecord, TaskOutcomes, VanishedItem, WithdrawnBreach
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.record import PreviousReport
from trustpages.model.results.standing import AuthorityResult
from trustpages.model.sentence import Sentence, Term
from trustpages.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class AgentHistory:
    """One agent's records for the next report, and what the earlier one says of it; `past` is None without one."""

    past: PreviousAgent | None
    evidence: tuple[EvidenceRecord, ...]
    pacts: tuple[PactRecord, ...]
    vanished: tuple[VanishedItem, ...] = ()
    withdrawn: tuple[WithdrawnBreach, ...] = ()
    tasks: tuple[TaskOutcomes, ...] = ()

    @property
    def names_of_vanished(self) -> tuple[str, ...] | None:
        """What the limitation says is gone; None where there is no earlier report."""
        return tuple(item.name for item in self.vanished) if self.past is not None else None


def build_history(context: Context, previous: PreviousReport | None) -> AgentHistory:
    """What the agent leaves behind for the next report, and what the earlier one leaves behind for this one."""
    past = find_previous_agent(previous, context.id)
    evidence, pacts, tasks = record_evidence(context.evidence), record_pacts(context, past), record_tasks(context, past)
    if past is None:
        return AgentHistory(None, evidence, pacts, tasks=tasks)
    return AgentHistory(
        past=past,
        evidence=evidence,
        pacts=pacts,
        vanished=find_vanished_evidence(context, past, evidence),
        withdrawn=list_withdrawn_breaches(context, past),
        tasks=tasks,
    )


def apply_history(
    context: Context, results: Sequence[ObligationResult], history: AgentHistory
) -> tuple[ObligationResult, ...]:
    """The results of all obligations, held to what was published; breaches are marked for the next report.

    A published breach stands until it is cleared. Where evidence that was published is gone there is no verdict.
    Terms that changed without a word are noted. None of it makes a verdict better than it is without the past.
    """
    documents = {f"{pact.id}/{obligation.id}": (pact, obligation) for pact, obligation in context.obligations()}
    held = (_apply_to_result(context, result, *documents[result.ref], history) for result in results)
    return tuple(replace(result, looks=_count_looks(history.past, result)) for result in held)


def _apply_to_result(
    context: Context, result: ObligationResult, pact: Pact, obligation: Obligation, history: AgentHistory
) -> ObligationResult:
    past = history.past
    if past is not None:
        undeclared = find_undeclared_changes(past, pact, obligation, result, context.as_of)
        silent = next((record.in_silence for record in history.pacts if record.id == pact.id), ())
        result = replace(result, undeclared=undeclared, notes=(*result.notes, *silent))
    if result.verdict is Verdict.BREACHED:
        return replace(result, breach=record_breach(result, context.as_of))
    if past is None:
        return result
    gone = name_vanished_behind(result, history.vanished)
    published = list_published_breaches(past).get(result.ref)
    if published is not None and not is_cleared(context, past, result, published.breach, gone):
        return uphold_breach(context, result, published.breach)
    return withhold_verdict(result, gone) if gone else result


def _count_looks(past: PreviousAgent | None, result: ObligationResult) -> int:
    """The published reports that have shown the promise since it was last judged, this one included."""
    published = past.agent.obligations if past is not None else ()
    before = next((record for record in published if record.ref == result.ref), None)
    return before.looks + 1 if before is not None and before.judged_on == result.judged_on else 1


def limit_authority(authority: AuthorityResult, history: AgentHistory) -> AuthorityResult:
    """The authority by the rules, no higher than the published one while evidence behind that is gone.

    A consequence that lowered it would otherwise be undone by taking away its record.
    """
    if history.past is None or not history.vanished:
        return authority
    # A published rung that the ladder no longer has cannot be compared, and one at or above today's limits nothing.
    published, ladder = history.past.agent.authority.by_rules, authority.ladder
    if published not in ladder or ladder.index(published) >= ladder.index(authority.by_rules):
        return authority
    reason = Sentence("no more than ", Term(published), ", as published, while evidence that was published is gone")
    return replace(
        authority, by_rules=published, differs=published != authority.granted, reasons=(*authority.reasons, reason)
    )
