"""The names that the documents of a workspace declare, taken from plain values.

A document that is invalid for another reason still declares its names, so that one mistake is reported once
and not again wherever the document is referred to. For the same reason the folder says whose names they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from trustpages.intake.audience import Projection
from trustpages.intake.placing import kind_named, placed
from trustpages.model.located import Path, Plain

_ANY = "*"


@dataclass(slots=True)
class OfAgent:
    """What one agent's documents declare."""

    exists: bool = False
    pacts: set[str] = field(default_factory=set)
    obligations: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    overrides: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    rungs: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    has_unnamed_change: bool = False


@dataclass(slots=True)
class Names:
    """What all documents declare: agents with a document, by agent, benchmarks, the steps of each workflow."""

    known_agents: set[str] = field(default_factory=set)
    agents: defaultdict[str, OfAgent] = field(default_factory=lambda: defaultdict(OfAgent))
    benchmarks: set[str] = field(default_factory=set)
    workflows: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def of(self, agent: str) -> OfAgent:
        """What an agent's documents declare; nothing for an agent without documents."""
        return self.agents.get(agent, OfAgent())


def declared(projections: Iterable[Projection]) -> Names:
    """All names in the documents, whatever their order."""
    names = Names()
    for projection in projections:
        value = projection.value
        place = placed(projection.file)
        if isinstance(value, dict):
            agent = place.agent if place else None
            _TAKERS.get(kind_of(projection), _take_nothing)(names, agent, value)
    return names


def values_at(value: Plain, *steps: str) -> Iterator[tuple[Path, str]]:
    """Every text at a path, with its exact path; `*` stands for each entry of a list."""
    if not steps:
        if isinstance(value, str):
            yield (), value
        return
    step, *rest = steps
    inner: Iterable[tuple[str | int, Plain]] = ()
    if step == _ANY and isinstance(value, list):
        inner = enumerate(value)
    elif isinstance(value, dict) and step in value:
        inner = ((step, value[step]),)
    for key, child in inner:
        for path, text in values_at(child, *rest):
            yield (key, *path), text


def kind_of(projection: Projection) -> str:
    """The kind that a document states, or the one that belongs at its place where it states none that exists."""
    value, place = projection.value, placed(projection.file)
    stated = str(value.get("kind")) if isinstance(value, dict) else ""
    return stated if kind_named(stated) or place is None else place.kind.name


def _take_nothing(names: Names, folder: str | None, value: Plain) -> None:
    """Kinds that declare nothing that others refer to."""


def _texts(value: Plain, *steps: str) -> set[str]:
    return {text for _, text in values_at(value, *steps)}


def _one(value: Plain, key: str) -> str:
    return next(iter(_texts(value, key)), "")


def _take_agent(names: Names, folder: str | None, value: Plain) -> None:
    name = folder or _one(value, "id")
    agent = names.agents[name]
    agent.exists = True
    names.known_agents.add(name)
    agent.steps |= _texts(value, "workflow", "steps", _ANY, "id")
    agent.rungs |= _texts(value, "authority", "ladder", _ANY)
    agent.roles |= _texts(value, "owner", "role")
    agent.roles |= _texts(value, "decision_rights", _ANY, "owner")
    agent.roles |= _texts(value, "decision_rights", _ANY, "may_override", _ANY)
    agent.changes |= _texts(value, "changes", _ANY, "id")
    agent.has_unnamed_change |= len(_texts(value, "changes", _ANY, "kind")) > 0 and not agent.changes
    for workflow in _texts(value, "workflow", "id"):
        names.workflows[workflow] |= agent.steps


def _take_pact(names: Names, folder: str | None, value: Plain) -> None:
    agent, pact = names.agents[folder or _one(value, "agent")], _one(value, "id")
    agent.pacts.add(pact)
    agent.obligations |= {f"{pact}/{text}" for text in _texts(value, "obligations", _ANY, "id")}


def _take_bundle(names: Names, folder: str | None, value: Plain) -> None:
    agent = names.agents[folder or _one(value, "agent")]
    items = value.get("items") if isinstance(value, dict) else None
    for item in items if isinstance(items, list) else ():
        agent.items |= _texts(item, "id")
        if _one(item, "kind") == "override":
            agent.overrides |= _texts(item, "id")


def _take_claims(names: Names, folder: str | None, value: Plain) -> None:
    names.agents[folder or _one(value, "agent")].claims |= _texts(value, "claims", _ANY, "id")


def _take_benchmark(names: Names, folder: str | None, value: Plain) -> None:
    names.benchmarks |= _texts(value, "id")


_TAKERS = {
    "agent": _take_agent,
    "pact": _take_pact,
    "bundle": _take_bundle,
    "claims": _take_claims,
    "benchmark": _take_benchmark,
}
