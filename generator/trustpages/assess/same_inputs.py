"""Agents of whom two assessments would say the same, found without making either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from pydantic import BaseModel

from trustpages.assess.history.lineage import Lineage, find_lineage
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import AgentEvidence, Workspace


@dataclass(frozen=True, slots=True)
class AgentInputs:
    """All that `assess` makes a report of; `data` are the SHA-256 of the data files by path."""

    workspace: Workspace
    as_of: date
    audience: Audience
    previous: PreviousReport | None
    data: Mapping[str, str]

    @property
    def shared(self) -> tuple[object, ...]:
        """What the report on each agent is made of besides its own part."""
        documents = (self.workspace.trust, *self.workspace.benchmarks, *self.workspace.decisions)
        return self.as_of, self.audience, _write(documents)


def find_same_agents(before: AgentInputs, after: AgentInputs) -> frozenset[str]:
    """The ids of the agents whose reports cannot differ; none where anything differs that all of them hang on."""
    if before.shared != after.shared:
        return frozenset()
    sides = [(side, find_lineage(side.previous, side.workspace)) for side in (before, after)]
    old, new = ({agent.agent.id: agent for agent in side.workspace.agents} for side in (before, after))
    return frozenset(
        id_ for id_ in old.keys() & new.keys() if _list_inputs(old[id_], *sides[0]) == _list_inputs(new[id_], *sides[1])
    )


def describe_inputs(inputs: AgentInputs) -> dict[str, str]:
    """A text of all that the report on each agent is made of, by id: where two are the same, so are the reports."""
    shared = sha256(repr(inputs.shared).encode("utf-8", "surrogatepass")).hexdigest()
    lineage = find_lineage(inputs.previous, inputs.workspace)
    return {agent.agent.id: f"{shared} {_list_inputs(agent, inputs, lineage)!r}" for agent in inputs.workspace.agents}


def _list_inputs(agent: AgentEvidence, side: AgentInputs, lineage: Lineage) -> tuple[object, ...]:
    """What the report on one agent is made of, apart from what is shared by all."""
    id_ = agent.agent.id
    past = lineage.past.get(id_)
    own = f"evidence/{id_}/"
    data = sorted((path, digest) for path, digest in side.data.items() if path.startswith(own))
    documents = _write((agent.agent, *agent.pacts, *agent.bundles, *agent.claims))
    return documents, data, past, lineage.alike.get(id_, ()), lineage.begins, _find_holders(id_, past, side.workspace)


def _write(documents: Iterable[BaseModel]) -> tuple[str, ...]:
    """The documents as JSON, since Python takes `1` and `true` for equal."""
    return tuple(document.model_dump_json() for document in documents)


def _find_holders(id_: str, past: PreviousAgent | None, workspace: Workspace) -> tuple[tuple[str, str, str], ...]:
    """The other agents that have an item which this one had, since vanished evidence may be with one of them."""
    if past is None:
        return ()
    gone = (*past.agent.vanished, *past.agent.explained)
    had = {(record.id, record.kind) for record in past.agent.evidence}
    had |= {(vanished.item.id, vanished.item.kind) for vanished in gone}
    held = {
        (other.agent.id, item.id, item.kind)
        for other in workspace.agents
        if other.agent.id != id_
        for _, item in other.items()
        if (item.id, item.kind) in had
    }
    return tuple(sorted(held))
