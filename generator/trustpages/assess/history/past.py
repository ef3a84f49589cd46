"""What an earlier report says about one agent, and which reviews came after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.assess.context import Context
from trustpages.model.documents.items import Review
from trustpages.model.previous import Previous, PublishedAgent


@dataclass(frozen=True, slots=True)
class Past:
    """One agent as it was published on `as_of`."""

    agent: PublishedAgent
    as_of: date


def past_of(previous: Previous | None, agent: str) -> Past | None:
    """What was published about the agent; None without an earlier report, and for an agent that is new."""
    found = previous.agent(agent) if previous is not None else None
    return Past(found, previous.as_of) if previous is not None and found is not None else None


def is_settled(context: Context, past: Past, name: str, after: date) -> bool:
    """Whether a review that came after the report of the day `after` names `name` in `closes`.

    A review of that very day counts if the earlier report did not have it yet.
    """
    known = {item.id for item in past.agent.evidence}
    reviews = (item.item for item in context.evidence if isinstance(item.item, Review))
    return any(
        name in review.closes
        and review.date <= context.as_of
        and (review.date > after or (review.date == after and review.id not in known))
        for review in reviews
    )
