"""How often an agent must be looked at: by how far a failure reaches and how fast the agent changes."""

from __future__ import annotations

import math
from datetime import timedelta

from trustpages.assess.context import Context


def changes_counted(context: Context) -> int:
    """How many changes took effect in the last days that the policy counts (90 by default)."""
    since = context.as_of - timedelta(days=context.policy.review.velocity_days)
    return sum(since < change.date <= context.as_of for change in context.agent.agent.changes)


def velocity(context: Context) -> str:
    """`low`, `medium` or `high`."""
    count, policy = changes_counted(context), context.policy.review
    if count > policy.high_above:
        return "high"
    return "medium" if count >= policy.medium_from else "low"


def review_interval(context: Context) -> int:
    """Days between scheduled reviews: the agent's own cadence, else base times velocity, not below the floor.

    Part days are dropped, so that a review is never asked for later than the factor says.
    """
    agent, policy = context.agent.agent, context.policy.review
    if agent.cadence.review is not None:
        return agent.cadence.review
    factor = {"low": 1.0, "medium": policy.medium_factor, "high": policy.high_factor}[velocity(context)]
    return max(policy.floor, math.floor(policy.base.of(agent.blast_radius) * factor))
