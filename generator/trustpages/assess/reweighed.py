"""The facts about an agent with the same verdicts under other lines, weights and deadlines of the policy.

Each function yields None where the change reaches nothing of this agent.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from trustpages.assess.freshness import freshness_summary
from trustpages.assess.limitations.facts import Facts
from trustpages.assess.metrics.coverage import reweighted
from trustpages.assess.metrics.diversity import diversity
from trustpages.assess.metrics.incidents import incident_rates
from trustpages.assess.metrics.judgment import overall_shares
from trustpages.assess.triggers import FOUND_KINDS
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured
from trustpages.model.results.loop import OpenTrigger


def on_record(facts: Facts) -> tuple[OpenTrigger, ...]:
    """The events that call for a review, without the findings of the report."""
    return tuple(trigger for trigger in facts.reviews.triggers if trigger.kind not in FOUND_KINDS)


def with_lines(facts: Facts, policy: Policy) -> Facts:
    """The same figures under other lines."""
    return replace(facts, context=replace(facts.context, policy=policy))


def with_weights(facts: Facts, policy: Policy) -> Facts | None:
    """Coverage and shares of proof under other weights of consequences."""
    old, new = facts.policy.coverage, policy.coverage
    same_weights = all(new.consequence.of(row.consequence) == row.weight for row in facts.coverage.rows)
    if same_weights and new.partial == old.partial:
        return None
    coverage = reweighted(facts.coverage, old, new)
    changed = with_lines(facts, policy)
    overall = overall_shares(changed.context, facts.obligations)
    return replace(changed, coverage=coverage, judgment=replace(facts.judgment, overall=overall))


def with_half_life(facts: Facts, policy: Policy) -> Facts:
    """Diversity with other weights of age."""
    changed = with_lines(facts, policy)
    freshness = freshness_summary(changed.context, on_record(facts))
    return replace(changed, diversity=diversity(changed.context, freshness))


def with_dispersion(facts: Facts, policy: Policy) -> Facts | None:
    """Incident rates with another line for bursts."""
    if facts.incidents is None or not isinstance(facts.incidents.dispersion, Measured):
        return None
    changed = with_lines(facts, policy)
    return replace(changed, incidents=incident_rates(changed.context))


def with_deadlines(facts: Facts, policy: Policy) -> Facts | None:
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
    return replace(with_lines(facts, policy), reviews=replace(facts.reviews, triggers=triggers))
