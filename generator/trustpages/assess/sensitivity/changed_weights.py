"""An agent with the same verdicts under other lines, weights and deadlines of the policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.metrics.coverage import reweigh_coverage
from trustpages.assess.metrics.diversity import compute_diversity
from trustpages.assess.metrics.freshness import summarise_freshness
from trustpages.assess.metrics.judgment import compute_overall_shares
from trustpages.assess.metrics.real_use.incidents import compute_incident_rates
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured


def replace_policy(agent: AssessedAgent, policy: Policy) -> AssessedAgent:
    """The same findings under other lines."""
    return replace(agent, context=replace(agent.context, policy=policy))


def recompute_for_weights(agent: AssessedAgent, policy: Policy) -> AssessedAgent | None:
    """Coverage and shares of proof under other weights of consequences."""
    old, new = agent.policy.coverage, policy.coverage
    same_weights = all(new.consequence.of(row.consequence) == row.weight for row in agent.findings.coverage.rows)
    if same_weights and new.partial == old.partial:
        return None
    changed, findings = replace_policy(agent, policy), agent.findings
    overall = compute_overall_shares(changed.context, findings.obligations)
    findings = replace(
        findings,
        coverage=reweigh_coverage(findings.coverage, old, new),
        judgment=replace(findings.judgment, overall=overall),
    )
    return replace(changed, findings=findings)


def recompute_for_half_life(agent: AssessedAgent, policy: Policy) -> AssessedAgent:
    """Diversity with other weights of age."""
    changed = replace_policy(agent, policy)
    freshness = summarise_freshness(changed.context, agent.findings.reviews.recorded)
    diversity = compute_diversity(changed.context, freshness)
    return replace(changed, findings=replace(changed.findings, diversity=diversity))


def recompute_for_dispersion(agent: AssessedAgent, policy: Policy) -> AssessedAgent | None:
    """Incident rates with another line for bursts."""
    incidents = agent.findings.real_use.incidents
    if incidents is None or not isinstance(incidents.dispersion, Measured):
        return None
    changed = replace_policy(agent, policy)
    real_use = replace(agent.findings.real_use, incidents=compute_incident_rates(changed.context))
    return replace(changed, findings=replace(agent.findings, real_use=real_use))


def recompute_for_deadlines(agent: AssessedAgent, policy: Policy) -> AssessedAgent | None:
    """Other deadlines for the review of events, where one that is open passes or meets its own by that."""
    as_of, days = agent.context.as_of, policy.review.deadline
    reviews = agent.findings.reviews
    triggers = tuple(
        trigger
        if (deadline := trigger.on + timedelta(days=days.of(trigger.severity))) == trigger.deadline
        else replace(trigger, deadline=deadline)
        for trigger in reviews.triggers
    )
    pairs = zip(reviews.triggers, triggers, strict=True)
    if all(old.is_overdue(as_of) == new.is_overdue(as_of) for old, new in pairs):
        return None
    findings = replace(agent.findings, reviews=replace(reviews, triggers=triggers))
    return replace(replace_policy(agent, policy), findings=findings)
