"""What an agent of today has in common with one that was reported and is gone: it may be the same under a new name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.workspace import AgentEvidence

SAME_WORK: Final = "the same work"
"""What alone does not make it the same agent."""


def list_shared(agent: AgentEvidence, gone: AgentRecord) -> Iterator[str]:
    """What an agent has in common with a missing one, in words."""
    promises = {(pact.id, obligation.id) for pact in agent.pacts for obligation in pact.obligations}
    sentences = {obligation.promise for pact in agent.pacts for obligation in pact.obligations}
    if agent.agent.name == gone.name:
        yield "the same name"
    if any((promise.pact, promise.id) in promises or promise.promise in sentences for promise in gone.obligations):
        yield "the same promises"
    if {(item.id, item.kind) for _, item in agent.items()} & {(item.id, item.kind) for item in gone.evidence}:
        yield "the same evidence"
    if agent.agent.workflow.id == gone.workflow:
        yield SAME_WORK
