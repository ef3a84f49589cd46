"""Reviews that answer for what speaks against an agent: who may hold them, and what others lack.

Any review can look at a change. To close an incident, to clear a breach, to stand for a look from outside at evidence
that was taken back, or to say why published evidence is gone, it has to be held by somebody with the right to decide
about the agent who did not answer for it alone.
"""

from __future__ import annotations

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.bundle import Review


def find_lacks(agent: Agent, review: Review) -> tuple[str, ...]:
    """What keeps the review from answering, in a few words each; empty for one that may.

    The role of whoever held it is named by a decision right, as owner of the decision or as one that may override it,
    and is not that of the agent's owner; somebody besides the deploying team took part. Its `outcome` is the reason.
    """
    roles = {role for right in agent.decision_rights for role in (right.owner, *right.may_override)}
    tests = (
        (review.by.role in roles, "decision right"),
        (not review.deploying_team and review.by.role != agent.owner.role, "independence"),
    )
    return tuple(what for holds, what in tests if not holds)
