"""The facts about an agent with verdicts and claims judged anew, as far as a change of the policy reaches.

Each function yields None where it reaches nothing of this agent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from trustpages.assess.case import Case
from trustpages.assess.freshness import freshness_of, freshness_summary
from trustpages.assess.history.vanished import HISTORY
from trustpages.assess.intervals import review_interval
from trustpages.assess.level_reach import claim_may_move, verdict_may_move
from trustpages.assess.limitations.facts import Facts
from trustpages.assess.metrics.claims import claims
from trustpages.assess.metrics.coverage import coverage
from trustpages.assess.metrics.diversity import diversity
from trustpages.assess.metrics.follow_through import follow_through
from trustpages.assess.obligations import ruling_of
from trustpages.assess.reviews import review_cadence
from trustpages.assess.reweighed import on_record, with_lines
from trustpages.assess.verdicts.ruling import REASON
from trustpages.model.documents.pact import Obligation
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.loop import ClaimResult
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import ClaimVerdict, Verdict

FIXED = frozenset({HISTORY, REASON})
"""What decides verdicts that hang on no line of the policy."""

WITH_NUMBER = frozenset({"at_least", "at_most", "about", "better_than"})
"""Operators of claims that state how much; ranks and events have no shortfall."""


def with_cadence(facts: Facts, policy: Policy) -> Facts | None:
    """Another time between reviews, and with it another age up to which evidence counts."""
    changed = with_lines(facts, policy)
    if _same_cadence(facts, changed):
        return None
    reviews = review_cadence(changed.context, facts.reviews.triggers)
    return with_ages(replace(facts, reviews=reviews), policy)


def with_ages(facts: Facts, policy: Policy) -> Facts:
    """Freshness anew, and the verdicts on promises whose evidence has another status than before."""
    changed = with_lines(facts, policy)
    if _same_cadence(facts, changed) and not _is_any_moved(facts, policy):
        return changed
    freshness = freshness_summary(changed.context, on_record(facts))
    before = {item.evidence: item.status for item in facts.freshness.items}
    moved = {item.evidence for item in freshness.items if item.status is not before[item.evidence]}
    supported = {ref for one in facts.proof if one.id in moved for ref in one.item.supports}
    refs = supported | _moved_by_own_age(facts, policy)
    judged = judged_anew(replace(changed, freshness=freshness), refs)
    if not moved:
        return judged
    said = {claim.id for claim in facts.claims if moved.intersection(claim.evidence)}
    return replace(
        claims_anew(judged, said) or judged,
        diversity=diversity(judged.context, freshness),
        coverage=coverage(judged.context, judged.obligations, freshness),
    )


def with_stale_line(facts: Facts, policy: Policy) -> Facts:
    """Freshness anew; evidence counts whether it is stale or not, so that verdicts stay."""
    changed = with_lines(facts, policy)
    if not _is_any_moved(facts, policy) and not any(obligation.stale for obligation in facts.obligations):
        return changed
    triggers = on_record(facts)
    own = {
        f"{pact.id}/{obligation.id}": obligation.evidence_max_age
        for pact, obligation in facts.context.obligations()
    }

    def anew(result: ObligationResult) -> ObligationResult:
        items = (facts.context.item(item.evidence) for item in result.freshness)
        found = tuple(
            freshness_of(changed.context, item, triggers, own[result.ref])
            for item in items
            if item is not None
        )
        stale = any(one.status is FreshnessStatus.STALE for one in found)
        return replace(result, freshness=found, stale=stale)

    obligations = tuple(
        anew(obligation) if obligation.freshness else obligation for obligation in facts.obligations
    )
    freshness = freshness_summary(changed.context, triggers)
    followed = follow_through(changed.context, obligations)
    return replace(changed, freshness=freshness, obligations=obligations, follow_through=followed)


def _same_cadence(before: Facts, after: Facts) -> bool:
    return review_interval(before.context) == review_interval(after.context)


def _is_any_moved(facts: Facts, policy: Policy) -> bool:
    """Whether any item comes to lie beyond another line, by its own age or by the one that a promise sets."""
    ratios = (item.ratio for item in facts.freshness.items if item.ratio is not None)
    return any(_band(ratio, facts.policy) != _band(ratio, policy) for ratio in ratios) or bool(
        _moved_by_own_age(facts, policy)
    )


def _moved_by_own_age(facts: Facts, policy: Policy) -> set[str]:
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


def with_verdicts(concerns: Callable[[Obligation], bool]) -> Callable[[Facts, Policy], Facts | None]:
    """Verdicts anew on the promises that a parameter concerns."""

    def changed(facts: Facts, policy: Policy) -> Facts | None:
        refs = {f"{pact.id}/{one.id}" for pact, one in facts.context.obligations() if concerns(one)}
        return judged_anew(with_lines(facts, policy), refs) if refs else None

    return changed


def with_level(facts: Facts, policy: Policy) -> Facts:
    """Verdicts and claims at another level of intervals; other figures keep theirs."""
    refs = {
        obligation.ref
        for obligation in facts.obligations
        if verdict_may_move(facts, obligation, policy.level)
    }
    judged = judged_anew(with_lines(facts, policy), refs)
    moved = {claim.id for claim in facts.claims if claim_may_move(facts, claim, policy)}
    return claims_anew(judged, moved) or judged


def judged_anew(facts: Facts, refs: Collection[str]) -> Facts:
    """The facts with those promises judged by the policy of their context, and what followed from that.

    What history decided stays, and so does the day since which a verdict has held.
    """
    if not refs:
        return facts
    triggers = on_record(facts)
    pairs = zip(facts.obligations, facts.context.obligations(), strict=True)
    obligations = tuple(
        _judged(result, Case(facts.context, pact, obligation, triggers, verdict_only=True))
        if result.ref in refs and result.decided_by not in FIXED
        else result
        for result, (pact, obligation) in pairs
    )
    if _standings(obligations) == _standings(facts.obligations):
        return replace(facts, obligations=obligations)
    return replace(facts, obligations=obligations, follow_through=follow_through(facts.context, obligations))


def _standings(obligations: Sequence[ObligationResult]) -> list[tuple[Verdict, bool]]:
    return [(obligation.verdict, obligation.stale) for obligation in obligations]


def _judged(result: ObligationResult, case: Case) -> ObligationResult:
    ruling = ruling_of(case)
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


def with_thinness(facts: Facts, policy: Policy) -> Facts | None:
    """Claims anew whose figure is on the other side of the lines below which it is too thin to stand on."""
    moved = {claim.id for claim in facts.claims if _thinness(claim, facts.policy) != _thinness(claim, policy)}
    return claims_anew(with_lines(facts, policy), moved)


def _thinness(one: ClaimResult, policy: Policy) -> tuple[bool, bool]:
    found = one.quantity
    if not isinstance(found, Measured):
        return False, False
    few = (found.n_eff or found.n or policy.low_n.n_eff) < policy.low_n.n_eff
    if found.low is None or found.high is None:
        return few, False
    return few, found.high - found.low >= policy.low_n.width


def with_delta(facts: Facts, policy: Policy) -> Facts | None:
    """Claims anew for which it counts how closely they are missed."""
    near = {ClaimVerdict.PARTIALLY_SUPPORTED, ClaimVerdict.UNSUPPORTED}
    moved = {
        claim.id
        for claim in facts.claims
        if claim.verdict in near and claim.operator in WITH_NUMBER and isinstance(claim.quantity, Measured)
    }
    return claims_anew(with_lines(facts, policy), moved)


def claims_anew(facts: Facts, ids: Collection[str]) -> Facts | None:
    """The facts with those claims judged by the policy of their context; None without any."""
    if not ids:
        return None
    agent = facts.context.agent
    documents = tuple(
        one.model_copy(update={"claims": tuple(claim for claim in one.claims if claim.id in ids)})
        for one in agent.claims
    )
    context = replace(facts.context, agent=replace(agent, claims=documents))
    found = {claim.id: claim for claim in claims(context, facts.obligations, facts.freshness)}
    return replace(facts, claims=tuple(found.get(claim.id, claim) for claim in facts.claims))
