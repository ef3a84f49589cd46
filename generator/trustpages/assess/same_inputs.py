"""Agents of whom two assessments would say the same, found without making either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from pydantic import BaseModel

from trustpages.assess.history.lineage import find_lineage
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Workspace


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
    old, new = (_Side(side) for side in (before, after))
    both = old.agents.keys() & new.agents.keys()
    return frozenset(id_ for id_ in both if old.list_inputs(id_) == new.list_inputs(id_))


def describe_inputs(inputs: AgentInputs) -> dict[str, str]:
    """A text of all that the report on each agent is made of, by id: where two are the same, so are the reports."""
    shared = sha256(repr(inputs.shared).encode("utf-8", "surrogatepass")).hexdigest()
    side = _Side(inputs)
    return {id_: f"{shared} {side.list_inputs(id_)!r}" for id_ in side.agents}


def divide_files(digests: Mapping[str, str]) -> Mapping[str, list[tuple[str, str]]]:
    """The files of each agent with their digests, by its id, in order."""
    files: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, digest in sorted(digests.items()):
        folder, _, rest = path.partition("/")
        if folder == "evidence":
            files[rest.partition("/")[0]].append((path, digest))
    return files


class _Side:
    """The inputs with what is looked up in them for each agent."""

    def __init__(self, inputs: AgentInputs) -> None:
        self._lineage = find_lineage(inputs.previous, inputs.workspace)
        self._data = divide_files(inputs.data)
        self.agents = {agent.agent.id: agent for agent in inputs.workspace.agents}
        # Nobody asks who holds what without an earlier report.
        held = self.agents if self._lineage.past else {}
        self._holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for id_, agent in held.items():
            for bundle in agent.bundles:
                for item in bundle.items:
                    self._holders[item.id, item.kind].add(id_)

    def list_inputs(self, id_: str) -> tuple[object, ...]:
        """What the report on one agent is made of, apart from what is shared by all."""
        agent, lineage = self.agents[id_], self._lineage
        past = lineage.past.get(id_)
        documents = _write((agent.agent, *agent.pacts, *agent.bundles, *agent.claims))
        alike, holders = lineage.alike.get(id_, ()), self._find_holders(id_, past)
        return documents, self._data.get(id_, []), past, alike, lineage.begins, holders

    def _find_holders(self, id_: str, past: PreviousAgent | None) -> tuple[tuple[str, str, str], ...]:
        """The other agents that have an item which this one had, since vanished evidence may be with one of them."""
        if past is None:
            return ()
        gone = (*past.agent.vanished, *past.agent.explained)
        had = {(record.id, record.kind) for record in past.agent.evidence}
        had |= {(vanished.item.id, vanished.item.kind) for vanished in gone}
        return tuple(sorted((other, *item) for item in had for other in self._holders.get(item, ()) if other != id_))


def _write(documents: Iterable[BaseModel]) -> tuple[str, ...]:
    """The documents as JSON, since Python takes `1` and `true` for equal."""
    return tuple(document.model_dump_json() for document in documents)
