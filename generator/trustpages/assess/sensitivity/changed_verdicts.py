"""Verdicts on promises under another policy: of those alone that one of its parameters can concern.

Rulings take most of the time of a report, and nearly all of them read nearly every parameter, if only to find that
evidence is as fresh as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.freshness import compute_evidence_cadence, compute_review_interval
from trustpages.assess.history.previous_report import HISTORY
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.measures.ruling import REASON
from trustpages.assess.obligations.judging import judge_obligation
from trustpages.model.documents.pact import Obligation
from trustpages.model.measured import with_inputs
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.obligation import ObligationResult

FIXED = frozenset({HISTORY, REASON})
"""What decides verdicts that hang on no line of the policy."""


def rejudge_obligations(agent: AssessedAgent, after: Context, parameter: str) -> tuple[ObligationResult, ...]:
    """The results of all promises under the policy of `after`, which differs from the agent's in `parameter` alone.

    What history decided stays, and so does the day since which a verdict has held.
    """
    refs = _find_concerned(agent, after, parameter)
    if not refs:
        return agent.findings.obligations
    triggers = agent.findings.reviews.recorded
    restored = after.restore_unexamined()
    return tuple(
        _rejudge_obligation(
            result,
            Case(
                restored if result.held_to else after.leave_out(result.overturned),
                pact,
                obligation,
                triggers,
                verdict_only=True,
            ),
        )
        if result.ref in refs and result.decided_by not in FIXED
        else result
        for result, (pact, obligation) in zip(agent.findings.obligations, after.obligations(), strict=True)
    )


_OF_SHARES = frozenset({"pact.units_min", "pact.pooling_level", "pact.carried_level"})
"""Parameters that bear on every promise about a share."""


def _find_concerned(agent: AssessedAgent, after: Context, parameter: str) -> Collection[str]:
    """The promises whose verdict could be another one."""
    if parameter == "level":
        return {result.ref for result in agent.findings.obligations}
    if parameter.startswith(("freshness.stale", "freshness.expired", "review.")):
        return _find_moved(agent, after)
    if parameter == "pact.finite_above":
        return {
            f"{pact.id}/{obligation.id}" for pact, obligation in after.obligations() if obligation.window.population
        }
    kinds = {
        kind
        for kind, assessor in ASSESSORS.items()
        if parameter.startswith(assessor.parameters)
        or (parameter in _OF_SHARES and not assessor.model.traits.is_record)
    }
    several = _find_with_several_items(after) if parameter == "pact.carried_level" else frozenset[str]()
    return {
        result.ref
        for result in agent.findings.obligations
        if result.kind in kinds
        and (parameter not in _OF_SHARES or _bears_on_share(parameter, result, agent, after, several))
    }


def _bears_on_share(
    parameter: str, result: ObligationResult, agent: AssessedAgent, after: Context, several: Collection[str]
) -> bool:
    """Whether a parameter of all shares could turn this verdict.

    Levels hold runs of one source against runs of another. How many clusters are enough is asked of all runs, and
    of each source and part of them. What must never happen is broken once it does, however few the clusters are; only
    what other versions add to it is held back at the carried level.
    """
    if result.traits.is_broken_at_once:
        return parameter == "pact.carried_level" and result.ref in several
    if parameter != "pact.units_min":
        return bool(result.sources)
    lines = agent.context.policy.pact.units_min, after.policy.pact.units_min
    is_whole = not (result.sources or result.strata)
    is_far = is_whole and result.kind in _OF_ONE_SHARE and result.units is not None and result.units >= max(lines)
    return not is_far


_OF_ONE_SHARE = frozenset({"proportion", "quantile"})
"""Kinds that are decided by the share of all runs where these are of one source and have no parts."""


def _find_with_several_items(context: Context) -> set[str]:
    named = Counter(ref for evidence in context.on_record for ref in set(evidence.item.supports))
    return {ref for ref, items in named.items() if items > 1}


def _find_moved(agent: AssessedAgent, after: Context) -> set[str]:
    """The promises with evidence that comes to lie beyond another line of age, or has gone stale on another day."""
    before = agent.context
    is_same_cadence = compute_review_interval(before) == compute_review_interval(after)
    if is_same_cadence and before.policy.freshness == after.policy.freshness:
        return set()
    obligations = {f"{pact.id}/{obligation.id}": obligation for pact, obligation in after.obligations()}
    ages = {item.evidence: item.age for item in agent.findings.freshness.items}
    passed = {
        ref
        for evidence in agent.proof
        for ref in evidence.item.supports
        if (obligation := obligations.get(ref)) is not None
        and (age := ages[evidence.id]) is not None
        and _count_passed(before, obligation, age) != _count_passed(after, obligation, age)
    }
    return passed | {result.ref for result in agent.findings.obligations if result.stale}


def _count_passed(context: Context, obligation: Obligation, age: int) -> int:
    """How many of the two lines that verdicts hang on lie behind evidence of so many days."""
    ratio, lines = age / compute_evidence_cadence(context, obligation.evidence_max_age), context.policy.freshness
    return (ratio > lines.stale) + (ratio > lines.expired)


def _rejudge_obligation(result: ObligationResult, case: Case) -> ObligationResult:
    judgement = judge_obligation(case)
    ruling = judgement.ruling
    return replace(
        result,
        judged_on=judgement.judged_on,
        window=judgement.days,
        verdict=ruling.verdict,
        decided_by=ruling.decided_by,
        observed=ruling.observed,
        inferred=ruling.inferred,
        quantity=with_inputs(ruling.quantity, ruling.basis.items),
        unknown=ruling.unknown,
        bounds=ruling.bounds,
        verdict_bounds=ruling.verdict_bounds,
        n_min=ruling.n_min,
        units=ruling.units,
        sources=ruling.sources,
        differences=ruling.differences,
        held_back=ruling.held_back,
        methods=ruling.basis.methods,
        freshness=ruling.basis.freshness,
        pooled=ruling.basis.items,
        left_out=ruling.basis.left_out,
        stale=any(item.status is FreshnessStatus.STALE for item in ruling.basis.freshness),
    )
