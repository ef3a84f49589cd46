"""Cadence of review: whether somebody looked when they should have."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.metric import Metric
from trustpages.assess.standing.reviews import assess_review_cadence
from trustpages.assess.standing.triggers import find_report_triggers
from trustpages.model.results.follow_through import OpenTrigger, ReviewCadence
from trustpages.model.results.metrics import ClaimResult
from trustpages.model.results.obligation import ObligationResult


def assess_reviews(
    context: Context,
    obligations: Sequence[ObligationResult],
    claims: Sequence[ClaimResult],
    triggers: Sequence[OpenTrigger],
) -> ReviewCadence:
    """The state of reviews, with the events on record (`triggers`) and what the report itself finds."""
    found = find_report_triggers(context, obligations, claims)
    return assess_review_cadence(context, (*triggers, *found))


REVIEW_CADENCE = Metric(
    id="review-cadence",
    title="Cadence of review",
    question="Did somebody look when they should have?",
    needs="blast radius, change log, review records, and events that call for a review.",
    smallest="none; without any review the agent was never reviewed.",
    formula="The interval follows from blast radius and the number of recent changes, unless the agent sets "
    "its own. Material changes, incidents from major on, breaches, expired overrides and contradicted "
    "claims open triggers with deadlines of their own, which only a review that names them closes.",
    cannot_tell="how good a review was.",
    sources="NIST AI RMF GOVERN 1.5, MANAGE 4.1; ISO/IEC 42001 9.3.",
    compute=assess_reviews,
    reads=("obligations", "claims", "triggers"),
)
