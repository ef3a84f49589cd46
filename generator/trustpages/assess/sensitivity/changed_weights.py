"""The facts with the same verdicts under other lines, weights and deadlines of the policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from trustpages.assess.evidence.freshness import summarise_freshness
from trustpages.assess.limitations.facts import Facts
from trustpages.assess.metrics.coverage import reweigh_coverage
from trustpages.assess.metrics.diversity import compute_diversity
from trustpages.assess.metrics.incidents import compute_incident_rates
from trustpages.assess.metrics.judgment import compute_overall_shares
from trustpages.assess.standing.triggers import FINDING_KINDS
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured
from trustpages.model.results.follow_through import OpenTrigger


def list_recorded_triggers(facts: Facts) -> tuple[OpenTrigger, ...]:
    """The events that call for a review, without the findings of the report."""
    return tuple(trigger for trigger in facts.reviews.triggers if trigger.kind not in FINDING_KINDS)


def replace_policy(facts: Facts, policy: Policy) -> Facts:
    """The same figures under other lines."""
    return replace(facts, context=replace(facts.context, policy=policy))


def recompute_for_weights(facts: Facts, policy: Policy) -> Facts | None:
    """Coverage and shares of proof under other weights of consequences."""
    old, new = facts.policy.coverage, policy.coverage
    same_weights = all(new.consequence.of(row.consequence) == row.weight for row in facts.coverage.rows)
    if same_weights and new.partial == old.partial:
        return None
    coverage = reweigh_coverage(facts.coverage, old, new)
    changed = replace_policy(facts, policy)
    overall = compute_overall_shares(changed.context, facts.obligations)
    return replace(changed, coverage=coverage, judgment=replace(facts.judgment, overall=overall))


def recompute_for_half_life(facts: Facts, policy: Policy) -> Facts:
    """Diversity with other weights of age."""
    changed = replace_policy(facts, policy)
    freshness = summarise_freshness(changed.context, list_recorded_triggers(facts))
    return replace(changed, diversity=compute_diversity(changed.context, freshness))


def recompute_for_dispersion(facts: Facts, policy: Policy) -> Facts | None:
    """Incident rates with another line for bursts."""
    if facts.incidents is None or not isinstance(facts.incidents.dispersion, Measured):
        return None
    changed = replace_policy(facts, policy)
    return replace(changed, incidents=compute_incident_rates(changed.context))


def recompute_for_deadlines(facts: Facts, policy: Policy) -> Facts | None:
    """Other deadlines for the review of events, where one that is open passes or meets its own by that."""
    as_of, days = facts.context.as_of, policy.review.deadline
    triggers = tuple(
        trigger
        if (deadline := trigger.on + timedelta(days=days.of(trigger.severity))) == trigger.deadline
        else replace(trigger, deadline=deadline)
        for trigger in facts.reviews.triggers
    )
    pairs = zip(facts.reviews.triggers, triggers, strict=True)
    if all(old.is_overdue(as_of) == new.is_overdue(as_of) for old, new in pairs):
        return None
    return replace(replace_policy(facts, policy), reviews=replace(facts.reviews, triggers=triggers))
