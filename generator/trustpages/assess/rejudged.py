"""The facts about an agent under another policy, computed anew as far as the change reaches.

Each function yields None where the change reaches nothing of this agent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from trustpages.assess.case import Case
from trustpages.assess.freshness import freshness_summary
from trustpages.assess.history.vanished import HISTORY
from trustpages.assess.intervals import review_interval
from trustpages.assess.limitations.facts import Facts
from trustpages.assess.metrics.claims import claims
from trustpages.assess.metrics.coverage import reweighted
from trustpages.assess.metrics.diversity import diversity
from trustpages.assess.metrics.follow_through import follow_through
from trustpages.assess.metrics.incidents import incident_rates
from trustpages.assess.metrics.judgment import overall_shares
from trustpages.assess.obligations import ruling_of
from trustpages.assess.reviews import review_cadence
from trustpages.assess.triggers import FOUND_KINDS
from trustpages.model.documents.pact import Obligation
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.loop import ClaimResult, OpenTrigger
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import ClaimVerdict, Verdict

WITH_NUMBER = frozenset({"at_least", "at_most", "about", "better_than"})
"""Operators of claims that state how much; ranks and events have no shortfall."""


def on_record(facts: Facts) -> tuple[OpenTrigger, ...]:
    """The events that call for a review, without the findings of the report."""
    return tuple(one for one in facts.reviews.triggers if one.kind not in FOUND_KINDS)


def with_lines(facts: Facts, policy: Policy) -> Facts:
    """The same figures under other lines."""
    return replace(facts, context=replace(facts.context, policy=policy))


def with_weights(facts: Facts, policy: Policy) -> Facts | None:
    """Coverage and shares of proof under other weights of consequences."""
    coverage = reweighted(facts.coverage, facts.policy.coverage, policy.coverage)
    if coverage.rows == facts.coverage.rows:
        return None
    changed = with_lines(facts, policy)
    return replace(
        changed,
        coverage=coverage,
        judgment=replace(facts.judgment, overall=overall_shares(changed.context, facts.obligations)),
    )


def with_half_life(facts: Facts, policy: Policy) -> Facts:
    """Diversity with other weights of age."""
    changed = with_lines(facts, policy)
    freshness = freshness_summary(changed.context, on_record(facts))
    return replace(changed, diversity=diversity(changed.context, freshness))


def with_dispersion(facts: Facts, policy: Policy) -> Facts | None:
    """Incident rates with another line for bursts."""
    changed = with_lines(facts, policy)
    if facts.incidents is None or not isinstance(facts.incidents.dispersion, Measured):
        return None
    return replace(changed, incidents=incident_rates(changed.context))


def with_thinness(facts: Facts, policy: Policy) -> Facts | None:
    """Claims anew whose figure is on the other side of the lines below which it is too thin to stand on."""
    moved = {one.id for one in facts.claims if _thinness(one, facts.policy) != _thinness(one, policy)}
    return claims_anew(with_lines(facts, policy), moved)


def _thinness(one: ClaimResult, policy: Policy) -> tuple[bool, bool]:
    found = one.quantity
    if not isinstance(found, Measured):
        return False, False
    few = (found.n_eff or found.n or policy.low_n.n_eff) < policy.low_n.n_eff
    limits = (found.low, found.high)
    wide = None not in limits and (found.high or 0.0) - (found.low or 0.0) >= policy.low_n.width
    return few, wide


def with_delta(facts: Facts, policy: Policy) -> Facts | None:
    """Claims anew for which it counts how closely they are missed."""
    open_ = {ClaimVerdict.PARTIALLY_SUPPORTED, ClaimVerdict.UNSUPPORTED}
    moved = {
        one.id
        for one in facts.claims
        if one.verdict in open_ and one.operator in WITH_NUMBER and isinstance(one.quantity, Measured)
    }
    return claims_anew(with_lines(facts, policy), moved)


def claims_anew(facts: Facts, ids: Collection[str]) -> Facts | None:
    """The facts with those claims judged by the policy of their context; None without any."""
    if not ids:
        return None
    wanted = (
        (one, tuple(claim for claim in one.claims if claim.id in ids)) for one in facts.context.agent.claims
    )
    documents = tuple(one.model_copy(update={"claims": several}) for one, several in wanted)
    context = replace(facts.context, agent=replace(facts.context.agent, claims=documents))
    found = {one.id: one for one in claims(context, facts.obligations, facts.freshness)}
    return replace(facts, claims=tuple(found.get(one.id, one) for one in facts.claims))


def with_deadlines(facts: Facts, policy: Policy) -> Facts | None:
    """Other deadlines for the review of events."""
    days = policy.review.deadline
    if all(
        days.of(one.severity) == facts.policy.review.deadline.of(one.severity)
        for one in facts.reviews.triggers
    ):
        return None
    triggers = tuple(
        replace(one, deadline=one.on + timedelta(days=days.of(one.severity)))
        for one in facts.reviews.triggers
    )
    return replace(with_lines(facts, policy), reviews=replace(facts.reviews, triggers=triggers))


def with_cadence(facts: Facts, policy: Policy) -> Facts | None:
    """Another time between reviews, and with it another age up to which evidence counts."""
    changed = with_lines(facts, policy)
    if review_interval(changed.context) == review_interval(facts.context):
        return None
    reviews = review_cadence(changed.context, facts.reviews.triggers)
    return with_ages(replace(facts, reviews=reviews), policy)


def with_ages(facts: Facts, policy: Policy) -> Facts:
    """Freshness anew, and the verdicts on promises whose evidence has another status than before."""
    changed = with_lines(facts, policy)
    freshness = freshness_summary(changed.context, on_record(facts))
    before = {one.evidence: one.status for one in facts.freshness.items}
    moved = {one.evidence for one in freshness.items if one.status is not before[one.evidence]}
    supported = {ref for one in facts.proof if one.id in moved for ref in one.item.supports}
    named = {ref for one in facts.proof for ref in one.item.supports}
    # The age that a promise itself allows is not in the summary: such promises are judged anew in any case.
    own_age = {
        f"{pact.id}/{one.id}" for pact, one in facts.context.obligations() if one.evidence_max_age is not None
    }
    changed = replace(changed, freshness=freshness)
    judged = judged_anew(changed, supported | (own_age & named))
    if not moved and judged.obligations == facts.obligations:
        return judged
    return replace(judged, diversity=diversity(judged.context, freshness))


def with_verdicts(concerns: Callable[[Obligation], bool]) -> Callable[[Facts, Policy], Facts | None]:
    """Verdicts anew on the promises that a parameter concerns."""

    def changed(facts: Facts, policy: Policy) -> Facts | None:
        refs = {f"{pact.id}/{one.id}" for pact, one in facts.context.obligations() if concerns(one)}
        return judged_anew(with_lines(facts, policy), refs) if refs else None

    return changed


def with_level(facts: Facts, policy: Policy) -> Facts:
    """Verdicts, and claims that state how much, at another level of intervals; other figures keep theirs."""
    judged = judged_anew(with_lines(facts, policy), {one.ref for one in facts.obligations})
    counted = {one.id for one in facts.claims if one.operator in WITH_NUMBER}
    return claims_anew(judged, counted) or judged


def judged_anew(facts: Facts, refs: set[str]) -> Facts:
    """The facts with those promises judged by the policy of their context, and what followed from that.

    What history decided stays, and so does the day since which a verdict has held.
    """
    if not refs:
        return facts
    triggers = on_record(facts)
    pairs = zip(facts.obligations, facts.context.obligations(), strict=True)
    obligations = tuple(
        _judged(result, Case(facts.context, pact, obligation, triggers, verdict_only=True))
        if result.ref in refs
        and result.decided_by != HISTORY
        and result.verdict is not Verdict.NOT_APPLICABLE
        else result
        for result, (pact, obligation) in pairs
    )
    if _standings(obligations) == _standings(facts.obligations):
        return replace(facts, obligations=obligations)
    return replace(facts, obligations=obligations, follow_through=follow_through(facts.context, obligations))


def _standings(obligations: Sequence[ObligationResult]) -> list[tuple[Verdict, bool]]:
    return [(one.verdict, one.stale) for one in obligations]


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
