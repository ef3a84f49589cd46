"""The facts with verdicts and claims judged again under another policy, as far as the change reaches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.freshness import (
    assess_freshness,
    compute_review_interval,
    summarise_freshness,
)
from trustpages.assess.history.previous_report import HISTORY
from trustpages.assess.limitations.facts import Facts
from trustpages.assess.measures.obligations import rule_on_obligation
from trustpages.assess.measures.ruling import REASON
from trustpages.assess.metrics.claims.support import check_claims
from trustpages.assess.metrics.coverage import compute_coverage
from trustpages.assess.metrics.diversity import compute_diversity
from trustpages.assess.metrics.follow_through.summary import assess_follow_through
from trustpages.assess.sensitivity.changed_weights import list_recorded_triggers, replace_policy
from trustpages.assess.sensitivity.level_effects import could_claim_change, could_verdict_change
from trustpages.assess.standing.reviews import assess_review_cadence
from trustpages.model.documents.pact import Obligation
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.metrics import ClaimResult
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import ClaimVerdict, Verdict

FIXED = frozenset({HISTORY, REASON})
"""What decides verdicts that hang on no line of the policy."""

WITH_NUMBER = frozenset({"at_least", "at_most", "about", "better_than"})
"""Operators of claims that state how much; ranks and events have no shortfall."""


def recompute_for_cadence(facts: Facts, policy: Policy) -> Facts | None:
    """Another time between reviews, and with it another age up to which evidence counts."""
    changed = replace_policy(facts, policy)
    if _is_same_cadence(facts, changed):
        return None
    reviews = assess_review_cadence(changed.context, facts.reviews.triggers)
    return recompute_for_ages(replace(facts, reviews=reviews), policy)


def recompute_for_ages(facts: Facts, policy: Policy) -> Facts:
    """Freshness anew, and the verdicts on promises whose evidence has another status than before."""
    changed = replace_policy(facts, policy)
    if _is_same_cadence(facts, changed) and not _is_any_moved(facts, policy):
        return changed
    freshness = summarise_freshness(changed.context, list_recorded_triggers(facts))
    before = {item.evidence: item.status for item in facts.freshness.items}
    moved = {item.evidence for item in freshness.items if item.status is not before[item.evidence]}
    supported = {ref for one in facts.proof if one.id in moved for ref in one.item.supports}
    refs = supported | _find_moved_by_own_age(facts, policy)
    judged = rejudge_obligations(replace(changed, freshness=freshness), refs)
    if not moved:
        return judged
    said = {claim.id for claim in facts.claims if moved.intersection(claim.evidence)}
    return replace(
        rejudge_claims(judged, said) or judged,
        diversity=compute_diversity(judged.context, freshness),
        coverage=compute_coverage(judged.context, judged.obligations, freshness),
    )


def recompute_for_stale_line(facts: Facts, policy: Policy) -> Facts:
    """Freshness anew; evidence counts whether it is stale or not, so that verdicts stay."""
    changed = replace_policy(facts, policy)
    if not _is_any_moved(facts, policy) and not any(obligation.stale for obligation in facts.obligations):
        return changed
    triggers = list_recorded_triggers(facts)
    own = {
        f"{pact.id}/{obligation.id}": obligation.evidence_max_age
        for pact, obligation in facts.context.obligations()
    }

    def anew(result: ObligationResult) -> ObligationResult:
        items = (facts.context.item(item.evidence) for item in result.freshness)
        found = tuple(
            assess_freshness(changed.context, item, triggers, own[result.ref])
            for item in items
            if item is not None
        )
        stale = any(one.status is FreshnessStatus.STALE for one in found)
        return replace(result, freshness=found, stale=stale)

    obligations = tuple(
        anew(obligation) if obligation.freshness else obligation for obligation in facts.obligations
    )
    freshness = summarise_freshness(changed.context, triggers)
    followed = assess_follow_through(changed.context, obligations)
    return replace(changed, freshness=freshness, obligations=obligations, follow_through=followed)


def _is_same_cadence(before: Facts, after: Facts) -> bool:
    return compute_review_interval(before.context) == compute_review_interval(after.context)


def _is_any_moved(facts: Facts, policy: Policy) -> bool:
    """Whether any item comes to lie beyond another line, by its own age or by the one that a promise sets."""
    ratios = (item.ratio for item in facts.freshness.items if item.ratio is not None)
    return any(_band(ratio, facts.policy) != _band(ratio, policy) for ratio in ratios) or bool(
        _find_moved_by_own_age(facts, policy)
    )


def _find_moved_by_own_age(facts: Facts, policy: Policy) -> set[str]:
    """The promises that set an age of their own, and have an item that comes to lie beyond another line."""
    ages = {item.evidence: item.age for item in facts.freshness.items}
    limits = {
        f"{pact.id}/{one.id}": max(1, one.evidence_max_age)
        for pact, one in facts.context.obligations()
        if one.evidence_max_age is not None
    }
    return {
        ref
        for one in facts.proof
        for ref in one.item.supports
        if ref in limits
        and (age := ages[one.id]) is not None
        and _band(age / limits[ref], facts.policy) != _band(age / limits[ref], policy)
    }


def _band(ratio: float, policy: Policy) -> tuple[bool, bool]:
    return ratio > policy.freshness.stale, ratio > policy.freshness.expired


def recompute_verdicts_where(
    concerns: Callable[[Obligation], bool],
) -> Callable[[Facts, Policy], Facts | None]:
    """Verdicts anew on the promises that a parameter concerns."""

    def changed(facts: Facts, policy: Policy) -> Facts | None:
        refs = {f"{pact.id}/{one.id}" for pact, one in facts.context.obligations() if concerns(one)}
        return rejudge_obligations(replace_policy(facts, policy), refs) if refs else None

    return changed


def recompute_for_level(facts: Facts, policy: Policy) -> Facts:
    """Verdicts and claims at another level of intervals; other figures keep theirs."""
    refs = {
        obligation.ref
        for obligation in facts.obligations
        if could_verdict_change(facts, obligation, policy.level)
    }
    judged = rejudge_obligations(replace_policy(facts, policy), refs)
    moved = {claim.id for claim in facts.claims if could_claim_change(facts, claim, policy)}
    return rejudge_claims(judged, moved) or judged


def rejudge_obligations(facts: Facts, refs: Collection[str]) -> Facts:
    """The facts with those promises judged by the policy of their context, and what followed from that.

    What history decided stays, and so does the day since which a verdict has held.
    """
    if not refs:
        return facts
    triggers = list_recorded_triggers(facts)
    pairs = zip(facts.obligations, facts.context.obligations(), strict=True)
    obligations = tuple(
        _rejudge_obligation(result, Case(facts.context, pact, obligation, triggers, verdict_only=True))
        if result.ref in refs and result.decided_by not in FIXED
        else result
        for result, (pact, obligation) in pairs
    )
    if _list_standings(obligations) == _list_standings(facts.obligations):
        return replace(facts, obligations=obligations)
    return replace(
        facts, obligations=obligations, follow_through=assess_follow_through(facts.context, obligations)
    )


def _list_standings(obligations: Sequence[ObligationResult]) -> list[tuple[Verdict, bool]]:
    return [(obligation.verdict, obligation.stale) for obligation in obligations]


def _rejudge_obligation(result: ObligationResult, case: Case) -> ObligationResult:
    ruling = rule_on_obligation(case)
    return replace(
        result,
        verdict=ruling.verdict,
        decided_by=ruling.decided_by,
        observed=ruling.observed,
        inferred=ruling.inferred,
        quantity=ruling.quantity,
        unknown=ruling.unknown,
        bounds=ruling.bounds,
        verdict_bounds=ruling.verdict_bounds,
        n_min=ruling.n_min,
        freshness=ruling.basis.freshness,
        pooled=ruling.basis.items,
        left_out=ruling.basis.left_out,
        stale=any(one.status is FreshnessStatus.STALE for one in ruling.basis.freshness),
    )


def recompute_for_thinness(facts: Facts, policy: Policy) -> Facts | None:
    """Claims anew whose figure is on the other side of the lines below which it is too thin to stand on."""
    moved = {
        claim.id
        for claim in facts.claims
        if _measure_thinness(claim, facts.policy) != _measure_thinness(claim, policy)
    }
    return rejudge_claims(replace_policy(facts, policy), moved)


def _measure_thinness(one: ClaimResult, policy: Policy) -> tuple[bool, bool]:
    found = one.quantity
    if not isinstance(found, Measured):
        return False, False
    few = (found.n_eff or found.n or policy.low_n.n_eff) < policy.low_n.n_eff
    if found.low is None or found.high is None:
        return few, False
    return few, found.high - found.low >= policy.low_n.width


def recompute_for_delta(facts: Facts, policy: Policy) -> Facts | None:
    """Claims anew for which it counts how closely they are missed."""
    near = {ClaimVerdict.PARTIALLY_SUPPORTED, ClaimVerdict.UNSUPPORTED}
    moved = {
        claim.id
        for claim in facts.claims
        if claim.verdict in near and claim.operator in WITH_NUMBER and isinstance(claim.quantity, Measured)
    }
    return rejudge_claims(replace_policy(facts, policy), moved)


def rejudge_claims(facts: Facts, ids: Collection[str]) -> Facts | None:
    """The facts with those claims judged by the policy of their context; None without any."""
    if not ids:
        return None
    agent = facts.context.agent
    documents = tuple(
        one.model_copy(update={"claims": tuple(claim for claim in one.claims if claim.id in ids)})
        for one in agent.claims
    )
    context = replace(facts.context, agent=replace(agent, claims=documents))
    found = {claim.id: claim for claim in check_claims(context, facts.obligations, facts.freshness)}
    return replace(facts, claims=tuple(found.get(claim.id, claim) for claim in facts.claims))
