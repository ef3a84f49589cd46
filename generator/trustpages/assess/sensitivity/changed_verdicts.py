"""An agent with verdicts and claims judged again under another policy, as far as the change reaches."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.freshness import assess_freshness, compute_review_interval
from trustpages.assess.history.previous_report import HISTORY
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.measures.ruling import REASON
from trustpages.assess.metrics.claims.support import check_claims
from trustpages.assess.metrics.coverage import compute_coverage
from trustpages.assess.metrics.diversity import compute_diversity
from trustpages.assess.metrics.follow_through.summary import assess_follow_through
from trustpages.assess.metrics.freshness import summarise_freshness
from trustpages.assess.obligations.judging import judge_obligation
from trustpages.assess.sensitivity.changed_weights import replace_policy
from trustpages.assess.sensitivity.level_effects import could_claim_change, could_verdict_change
from trustpages.assess.standing.reviews import assess_review_cadence
from trustpages.model.documents.pact import Obligation
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import ClaimVerdict

FIXED = frozenset({HISTORY, REASON})
"""What decides verdicts that hang on no line of the policy."""

WITH_NUMBER = frozenset({"at_least", "at_most", "about", "better_than"})
"""Operators of claims that state how much; ranks and events have no shortfall."""


def recompute_for_cadence(agent: AssessedAgent, policy: Policy) -> AssessedAgent | None:
    """Another time between reviews, and with it another age up to which evidence counts."""
    changed = replace_policy(agent, policy)
    if _is_same_cadence(agent, changed):
        return None
    reviews = assess_review_cadence(changed.context, agent.findings.reviews.triggers)
    return recompute_for_ages(replace(agent, findings=replace(agent.findings, reviews=reviews)), policy)


def recompute_for_ages(agent: AssessedAgent, policy: Policy) -> AssessedAgent:
    """Freshness anew, and the verdicts on promises whose evidence has another status than before."""
    changed = replace_policy(agent, policy)
    if _is_same_cadence(agent, changed) and not _is_any_moved(agent, policy):
        return changed
    freshness = summarise_freshness(changed.context, agent.findings.reviews.recorded)
    before = {item.evidence: item.status for item in agent.findings.freshness.items}
    moved = {item.evidence for item in freshness.items if item.status is not before[item.evidence]}
    supported = {ref for evidence in agent.proof if evidence.id in moved for ref in evidence.item.supports}
    refs = supported | _find_moved_by_own_age(agent, policy)
    judged = rejudge_obligations(replace(changed, findings=replace(changed.findings, freshness=freshness)), refs)
    if not moved:
        return judged
    claims = {claim.id for claim in agent.findings.claims if moved.intersection(claim.evidence)}
    judged = rejudge_claims(judged, claims) or judged
    findings = replace(
        judged.findings,
        diversity=compute_diversity(judged.context, freshness),
        coverage=compute_coverage(judged.context, judged.findings.obligations, freshness),
    )
    return replace(judged, findings=findings)


def recompute_for_stale_line(agent: AssessedAgent, policy: Policy) -> AssessedAgent:
    """Freshness anew; evidence counts whether it is stale or not, so that verdicts stay."""
    changed = replace_policy(agent, policy)
    if not _is_any_moved(agent, policy) and not any(obligation.stale for obligation in agent.findings.obligations):
        return changed
    triggers = agent.findings.reviews.recorded
    own = {
        f"{pact.id}/{obligation.id}": obligation.evidence_max_age for pact, obligation in agent.context.obligations()
    }

    def renew(result: ObligationResult) -> ObligationResult:
        items = (agent.context.item(item.evidence) for item in result.freshness)
        renewed = tuple(
            assess_freshness(changed.context, item, triggers, own[result.ref]) for item in items if item is not None
        )
        return replace(result, freshness=renewed, stale=any(item.status is FreshnessStatus.STALE for item in renewed))

    obligations = tuple(renew(result) if result.freshness else result for result in agent.findings.obligations)
    findings = replace(
        changed.findings,
        freshness=summarise_freshness(changed.context, triggers),
        obligations=obligations,
        follow_through=assess_follow_through(changed.context, obligations),
    )
    return replace(changed, findings=findings)


def _is_same_cadence(before: AssessedAgent, after: AssessedAgent) -> bool:
    return compute_review_interval(before.context) == compute_review_interval(after.context)


def _is_any_moved(agent: AssessedAgent, policy: Policy) -> bool:
    """Whether any item comes to lie beyond another line, by its own age or by the one that a promise sets."""
    ratios = (item.ratio for item in agent.findings.freshness.items if item.ratio is not None)
    return any(_band(ratio, agent.policy) != _band(ratio, policy) for ratio in ratios) or bool(
        _find_moved_by_own_age(agent, policy)
    )


def _find_moved_by_own_age(agent: AssessedAgent, policy: Policy) -> set[str]:
    """The promises that set an age of their own, and have an item that comes to lie beyond another line."""
    ages = {item.evidence: item.age for item in agent.findings.freshness.items}
    limits = {
        f"{pact.id}/{obligation.id}": max(1, obligation.evidence_max_age)
        for pact, obligation in agent.context.obligations()
        if obligation.evidence_max_age is not None
    }
    return {
        ref
        for evidence in agent.proof
        for ref in evidence.item.supports
        if ref in limits
        and (age := ages[evidence.id]) is not None
        and _band(age / limits[ref], agent.policy) != _band(age / limits[ref], policy)
    }


def _band(ratio: float, policy: Policy) -> tuple[bool, bool]:
    return ratio > policy.freshness.stale, ratio > policy.freshness.expired


def recompute_verdicts_where(
    concerns: Callable[[Obligation], bool],
) -> Callable[[AssessedAgent, Policy], AssessedAgent | None]:
    """Verdicts anew on the promises that a parameter concerns."""

    def changed(agent: AssessedAgent, policy: Policy) -> AssessedAgent | None:
        refs = {
            f"{pact.id}/{obligation.id}" for pact, obligation in agent.context.obligations() if concerns(obligation)
        }
        return rejudge_obligations(replace_policy(agent, policy), refs) if refs else None

    return changed


def recompute_for_level(agent: AssessedAgent, policy: Policy) -> AssessedAgent:
    """Verdicts and claims at another level of intervals; other figures keep theirs."""
    refs = {result.ref for result in agent.findings.obligations if could_verdict_change(agent, result, policy.level)}
    judged = rejudge_obligations(replace_policy(agent, policy), refs)
    moved = {claim.id for claim in agent.findings.claims if could_claim_change(agent, claim, policy)}
    return rejudge_claims(judged, moved) or judged


def rejudge_obligations(agent: AssessedAgent, refs: Collection[str]) -> AssessedAgent:
    """The agent with those promises judged by the policy of their context, and what followed from that.

    What history decided stays, and so does the day since which a verdict has held.
    """
    if not refs:
        return agent
    triggers = agent.findings.reviews.recorded
    pairs = zip(agent.findings.obligations, agent.context.obligations(), strict=True)
    obligations = tuple(
        _rejudge_obligation(result, Case(agent.context, pact, obligation, triggers, verdict_only=True))
        if result.ref in refs and result.decided_by not in FIXED
        else result
        for result, (pact, obligation) in pairs
    )
    findings = replace(agent.findings, obligations=obligations)
    # What follows from a verdict hangs on nothing else of it, and is dear to compute for every variation.
    results = zip(agent.findings.obligations, obligations, strict=True)
    if any((old.verdict, old.stale) != (new.verdict, new.stale) for old, new in results):
        findings = replace(findings, follow_through=assess_follow_through(agent.context, obligations))
    return replace(agent, findings=findings)


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
        quantity=ruling.quantity,
        unknown=ruling.unknown,
        bounds=ruling.bounds,
        verdict_bounds=ruling.verdict_bounds,
        n_min=ruling.n_min,
        units=ruling.units,
        freshness=ruling.basis.freshness,
        pooled=ruling.basis.items,
        left_out=ruling.basis.left_out,
        stale=any(item.status is FreshnessStatus.STALE for item in ruling.basis.freshness),
    )


def recompute_for_thinness(agent: AssessedAgent, policy: Policy) -> AssessedAgent | None:
    """Claims anew whose figure is on the other side of the lines below which it is too thin to stand on."""
    moved = {
        claim.id
        for claim in agent.findings.claims
        if _measure_thinness(claim.quantity, agent.policy) != _measure_thinness(claim.quantity, policy)
    }
    return rejudge_claims(replace_policy(agent, policy), moved)


def _measure_thinness(quantity: Quantity, policy: Policy) -> tuple[bool, bool]:
    """Whether a figure rests on too few outcomes, and whether its interval is too wide."""
    if not isinstance(quantity, Measured):
        return False, False
    few = (quantity.n_eff or quantity.n or policy.low_n.n_eff) < policy.low_n.n_eff
    if quantity.low is None or quantity.high is None:
        return few, False
    return few, quantity.high - quantity.low >= policy.low_n.width


def recompute_for_delta(agent: AssessedAgent, policy: Policy) -> AssessedAgent | None:
    """Claims anew for which it counts how closely they are missed."""
    near = {ClaimVerdict.PARTIALLY_SUPPORTED, ClaimVerdict.UNSUPPORTED}
    moved = {
        claim.id
        for claim in agent.findings.claims
        if claim.verdict in near and claim.operator in WITH_NUMBER and isinstance(claim.quantity, Measured)
    }
    return rejudge_claims(replace_policy(agent, policy), moved)


def rejudge_claims(agent: AssessedAgent, ids: Collection[str]) -> AssessedAgent | None:
    """The agent with those claims judged by the policy of their context; None without any."""
    if not ids:
        return None
    documents = tuple(
        document.model_copy(update={"claims": tuple(claim for claim in document.claims if claim.id in ids)})
        for document in agent.context.agent.claims
    )
    context = replace(agent.context, agent=replace(agent.context.agent, claims=documents))
    findings = agent.findings
    judged = {claim.id: claim for claim in check_claims(context, findings.obligations, findings.freshness)}
    claims = tuple(judged.get(claim.id, claim) for claim in findings.claims)
    return replace(agent, findings=replace(findings, claims=claims))
