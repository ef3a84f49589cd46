"""Which agent of the earlier report each agent of today is: by its id, by its former names, or by what it shares.

An agent that was reported, left something open and is gone without a word is missing, and stays so from report to
report. One that looks like it is held to what it left open, so that a new name does not end a breach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from trustpages.model.documents.agent import Agent
from trustpages.model.results.records.agent import AgentRecord, PreviousAgent
from trustpages.model.results.records.likeness import SAME_WORK, list_shared
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.vocabulary import Verdict
from trustpages.model.workspace import AgentEvidence, Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A missing agent that one of today looks like, and what both have, in words."""

    missing: PreviousAgent
    shared: tuple[str, ...]

    @property
    def is_held_to_it(self) -> bool:
        """Whether what the missing one left open counts here: the same work alone does not make it the same agent."""
        return self.shared != (SAME_WORK,)


@dataclass(frozen=True, slots=True)
class Lineage:
    """What was published about each agent of today, by its id; missing agents, and which of today look like them.

    `begins` is the day of the first report of those that were held against each other; None where this is the first.
    """

    past: Mapping[str, PreviousAgent] = field(default_factory=dict)
    alike: Mapping[str, tuple[Likeness, ...]] = field(default_factory=dict)
    missing: tuple[PreviousAgent, ...] = ()
    begins: date | None = None


def find_lineage(previous: PreviousReport | None, workspace: Workspace) -> Lineage:
    """The lineage of all agents of the workspace; an empty one without an earlier report."""
    if previous is None:
        return Lineage()
    record = previous.record
    known = {gone.agent.id: gone for gone in record.missing}
    known |= {agent.id: PreviousAgent(agent, record.as_of) for agent in record.agents}
    named = {name for agent in workspace.agents for name in (agent.agent.id, *agent.agent.formerly)}
    missing = tuple(past for id_, past in sorted(known.items()) if id_ not in named and past.agent.left_open)
    alike = {agent.agent.id: tuple(_find_likenesses(agent, known, missing)) for agent in workspace.agents}
    past = {
        agent.agent.id: predecessor
        for agent in workspace.agents
        if (predecessor := _join(_list_predecessors(agent.agent, known, alike[agent.agent.id]))) is not None
    }
    begins = record.begins or min([record.as_of, *(day for agent in record.agents for day in _list_days(agent))])
    return Lineage(past, alike, missing, begins)


def _list_days(agent: AgentRecord) -> Iterator[date]:
    return (standing.as_of for standing in agent.history)


def _list_predecessors(
    agent: Agent, known: Mapping[str, PreviousAgent], alike: Iterable[Likeness]
) -> Iterator[PreviousAgent]:
    yield from (known[name] for name in (agent.id, *agent.formerly) if name in known)
    if agent.id not in known:
        yield from (likeness.missing for likeness in alike if likeness.is_held_to_it)


def _find_likenesses(
    agent: AgentEvidence, known: Mapping[str, PreviousAgent], missing: Sequence[PreviousAgent]
) -> Iterator[Likeness]:
    """The missing agents that a new one looks like; of one that is not new those that it looked like when it came."""
    own = known.get(agent.agent.id)
    for gone in missing:
        if own is None or gone.agent.id in own.agent.resembles:
            shared = tuple(list_shared(agent, gone.agent))
            if shared:
                yield Likeness(gone, shared)


def _join(parts: Iterable[PreviousAgent]) -> PreviousAgent | None:
    """What was published about several agents as if it had been one; of what both had, the worse or the first."""
    pasts = tuple(parts)
    if len(pasts) < 2:
        return next(iter(pasts), None)
    agents = [past.agent for past in pasts]
    promises = sorted(
        (promise for agent in agents for promise in agent.obligations),
        key=lambda promise: (promise.verdict is not Verdict.BREACHED, promise.severity.rank),
    )
    joined = replace(
        agents[0],
        obligations=_keep_first((promise.ref, promise) for promise in promises),
        evidence=_keep_first((item.id, item) for agent in agents for item in agent.evidence),
        pacts=_keep_first((pact.id, pact) for agent in agents for pact in agent.pacts),
        claims=_keep_first((claim.id, claim) for agent in agents for claim in agent.claims),
        vanished=_keep_first((item.item.id, item) for agent in agents for item in agent.vanished),
        explained=_keep_first((item.item.id, item) for agent in agents for item in agent.explained),
        withdrawn=_keep_first((broken.ref, broken) for agent in agents for broken in agent.withdrawn),
    )
    return PreviousAgent(joined, max(past.as_of for past in pasts))


def _keep_first(named: Iterable[tuple[str, T]]) -> tuple[T, ...]:
    kept: dict[str, T] = {}
    for name, value in named:
        kept.setdefault(name, value)
    return tuple(kept.values())
