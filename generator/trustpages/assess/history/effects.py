"""Effects of the previous report: breaches that stand, vanished evidence, changed terms, limited authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.breaches import (
    hold_severity,
    is_cleared,
    list_published_breaches,
    list_withdrawn_breaches,
    record_breach,
    uphold_breach,
)
from trustpages.assess.history.lineage import Likeness, Lineage
from trustpages.assess.history.previous_report import find_vanished_evidence, name_vanished_behind, withhold_verdict
from trustpages.assess.history.published import record_evidence
from trustpages.assess.history.task_outcomes import record_tasks
from trustpages.assess.history.undeclared_changes import describe_line, find_undeclared_changes, record_pacts
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.history import (
    EvidenceRecord,
    PactRecord,
    TaskOutcomes,
    VanishedItem,
    WithdrawnBreach,
)
from trustpages.model.results.standing import AuthorityResult
from trustpages.model.sentence import Sentence, Term
from trustpages.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class AgentHistory:
    """One agent's records for the next report, and what the earlier one says of it; `past` is None without one.

    `vanished` is gone without a word; of what is `explained` a review says why. `alike` are missing agents that it
    looks like; `is_compared` says whether there was an earlier report at all.
    """

    past: PreviousAgent | None
    evidence: tuple[EvidenceRecord, ...]
    pacts: tuple[PactRecord, ...]
    vanished: tuple[VanishedItem, ...] = ()
    explained: tuple[VanishedItem, ...] = ()
    withdrawn: tuple[WithdrawnBreach, ...] = ()
    alike: tuple[Likeness, ...] = ()
    is_compared: bool = False
    tasks: tuple[TaskOutcomes, ...] = ()

    @property
    def names_of_vanished(self) -> tuple[str, ...] | None:
        """What the limitation says is gone; None where there is no earlier report."""
        return tuple(item.name for item in self.vanished) if self.past is not None else None


def build_history(context: Context, lineage: Lineage) -> AgentHistory:
    """What the agent leaves behind for the next report, and what the earlier one leaves behind for this one."""
    past = lineage.past.get(context.id)
    evidence, pacts, tasks = (
        record_evidence(context.on_record),
        record_pacts(context, past),
        record_tasks(context, past),
    )
    if past is None:
        return AgentHistory(
            None,
            evidence,
            pacts,
            tasks=tasks,
            alike=lineage.alike.get(context.id, ()),
            is_compared=lineage.begins is not None,
        )
    gone = find_vanished_evidence(context, past, evidence)
    return AgentHistory(
        past=past,
        evidence=evidence,
        pacts=pacts,
        vanished=tuple(item for item in gone if item.answer is None),
        explained=tuple(item for item in gone if item.answer is not None),
        withdrawn=list_withdrawn_breaches(context, past),
        alike=lineage.alike.get(context.id, ()),
        is_compared=True,
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
    if past is None:
        return _hold_breach(context, result, obligation, history)
    undeclared = find_undeclared_changes(past, pact, obligation, result, context.as_of)
    silent = next((record.in_silence for record in history.pacts if record.id == pact.id), ())
    result = replace(result, undeclared=undeclared, notes=(*result.notes, *silent))
    return hold_severity(context, past, _hold_breach(context, result, obligation, history))


def _hold_breach(
    context: Context, result: ObligationResult, obligation: Obligation, history: AgentHistory
) -> ObligationResult:
    past, terms = history.past, describe_line(obligation)
    published = list_published_breaches(past).get(result.ref) if past is not None else None
    if result.verdict is Verdict.BREACHED:
        # A promise that is made easier while it is broken is cleared by nothing less than what was broken first.
        broken = published.breach.terms if published is not None else ""
        return replace(result, breach=record_breach(result, context.as_of, broken or terms))
    if past is None:
        return result
    gone = name_vanished_behind(result, history.vanished)
    if published is not None and not is_cleared(context, past, result, published.breach, gone, terms):
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
