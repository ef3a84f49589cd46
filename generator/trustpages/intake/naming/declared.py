"""The ids that documents declare, and those that an invalid document fails to declare.

A document that is invalid for another reason still declares its ids, so that one mistake is reported once and not
again wherever the document is referred to. For the same reason the folder says whose ids they are. References to
an id that its document fails to declare are not reported again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from trustpages.intake.files.projection import Projection
from trustpages.intake.quoting import find_nearest
from trustpages.model.documents import base
from trustpages.model.documents.catalog import (
    find_placement,
    get_kind,
)
from trustpages.model.source_map import Plain, ValuePath

_ANY = "*"


@dataclass(slots=True)
class AgentNames:
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
class DeclaredNames:
    """What all documents declare: agents with a document, by agent, benchmarks, the steps of each workflow."""

    known_agents: set[str] = field(default_factory=set)
    agents: defaultdict[str, AgentNames] = field(default_factory=lambda: defaultdict(AgentNames))
    benchmarks: set[str] = field(default_factory=set)
    workflows: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def of(self, agent: str) -> AgentNames:
        """What an agent's documents declare; nothing for an agent without documents."""
        return self.agents.get(agent, AgentNames())


def collect_names(projections: Iterable[Projection]) -> DeclaredNames:
    """All names in the documents, whatever their order."""
    names = DeclaredNames()
    for projection in projections:
        value = projection.value
        place = find_placement(projection.file)
        if isinstance(value, dict):
            agent = place.agent if place else None
            _COLLECTORS.get(infer_kind(projection), _collect_nothing)(names, agent, value)
    return names


def find_values(value: Plain, *steps: str) -> Iterator[tuple[ValuePath, str]]:
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
        for path, text in find_values(child, *rest):
            yield (key, *path), text


def infer_kind(projection: Projection) -> str:
    """The kind that a document states, or the one that belongs at its place where it states none that exists."""
    value, place = projection.value, find_placement(projection.file)
    stated = str(value.get("kind")) if isinstance(value, dict) else ""
    return stated if get_kind(stated) or place is None else place.kind.name


def _collect_nothing(names: DeclaredNames, folder: str | None, value: Plain) -> None:
    """Kinds that declare nothing that others refer to."""


def _find_texts(value: Plain, *steps: str) -> set[str]:
    return {text for _, text in find_values(value, *steps)}


def _find_first(value: Plain, key: str) -> str:
    return next(iter(_find_texts(value, key)), "")


def _collect_agent(names: DeclaredNames, folder: str | None, value: Plain) -> None:
    name = folder or _find_first(value, "id")
    agent = names.agents[name]
    agent.exists = True
    names.known_agents.add(name)
    agent.steps |= _find_texts(value, "workflow", "steps", _ANY, "id")
    agent.rungs |= _find_texts(value, "authority", "ladder", _ANY)
    agent.roles |= _find_texts(value, "owner", "role")
    agent.roles |= _find_texts(value, "decision_rights", _ANY, "owner")
    agent.roles |= _find_texts(value, "decision_rights", _ANY, "may_override", _ANY)
    agent.changes |= _find_texts(value, "changes", _ANY, "id")
    agent.has_unnamed_change |= len(_find_texts(value, "changes", _ANY, "kind")) > 0 and not agent.changes
    for workflow in _find_texts(value, "workflow", "id"):
        names.workflows[workflow] |= agent.steps


def _collect_pact(names: DeclaredNames, folder: str | None, value: Plain) -> None:
    agent, pact = names.agents[folder or _find_first(value, "agent")], _find_first(value, "id")
    agent.pacts.add(pact)
    agent.obligations |= {f"{pact}/{text}" for text in _find_texts(value, "obligations", _ANY, "id")}


def _collect_bundle(names: DeclaredNames, folder: str | None, value: Plain) -> None:
    agent = names.agents[folder or _find_first(value, "agent")]
    items = value.get("items") if isinstance(value, dict) else None
    for item in items if isinstance(items, list) else ():
        agent.items |= _find_texts(item, "id")
        if _find_first(item, "kind") == "override":
            agent.overrides |= _find_texts(item, "id")


def _collect_claims(names: DeclaredNames, folder: str | None, value: Plain) -> None:
    names.agents[folder or _find_first(value, "agent")].claims |= _find_texts(value, "claims", _ANY, "id")


def _collect_benchmark(names: DeclaredNames, folder: str | None, value: Plain) -> None:
    names.benchmarks |= _find_texts(value, "id")


_COLLECTORS = {
    "agent": _collect_agent,
    "pact": _collect_pact,
    "bundle": _collect_bundle,
    "claims": _collect_claims,
    "benchmark": _collect_benchmark,
}


_EACH = "*"
_ID = re.compile(base.ID_PATTERN)
_VERY_ALIKE = 0.8

_DECLARATIONS: dict[str, tuple[tuple[str, tuple[str, ...], bool], ...]] = {
    "agent": (
        ("workflow", ("workflow", "id"), True),
        ("step", ("workflow", "steps", _EACH, "id"), True),
        ("rung", ("authority", "ladder", _EACH), True),
        ("role", ("owner",), True),
        ("role", ("decision_rights", _EACH, "owner"), False),
        ("role", ("decision_rights", _EACH, "may_override", _EACH), False),
    ),
    "pact": (
        ("pact", ("id",), True),
        ("obligation", ("id",), True),
        ("obligation", ("obligations", _EACH, "id"), True),
    ),
    "bundle": (("item", ("items", _EACH, "id"), True), ("override", ("items", _EACH, "id"), True)),
    "benchmark": (("benchmark", ("id",), True),),
}
"""By kind: the noun, where its names stand, and whether every document of the kind has to have some."""


@dataclass(frozen=True, slots=True)
class MissingDeclaration:
    """Names of a noun may be missing, in the folder of an agent or (None) in what all agents share."""

    agent: str | None
    noun: str


def find_missing_declarations(projections: Iterable[Projection]) -> frozenset[MissingDeclaration]:
    """Where names are missing because the document that would declare them is not in order."""
    return frozenset(hole for projection in projections for hole in _find_missing_in(projection))


def _find_missing_in(projection: Projection) -> Iterator[MissingDeclaration]:
    value, place = projection.value, find_placement(projection.file)
    kind = infer_kind(projection)
    for noun, steps, is_needed in _DECLARATIONS.get(kind, ()):
        if not isinstance(value, dict) or not _is_declared(value, steps, is_needed):
            yield MissingDeclaration(place.agent if place else None, noun)


def _is_declared(value: Plain, steps: tuple[str, ...], is_needed: bool) -> bool:
    if not steps:
        return isinstance(value, dict) or (isinstance(value, str) and _ID.fullmatch(value) is not None)
    step, *rest = steps
    if step == _EACH:
        is_list = isinstance(value, list) and (bool(value) or not is_needed)
        return is_list and all(_is_declared(entry, tuple(rest), is_needed) for entry in _get_entries(value))
    if not isinstance(value, dict):
        return False
    if step not in value:
        return not is_needed and find_nearest(step, value, _VERY_ALIKE) is None
    return _is_declared(value[step], tuple(rest), is_needed)


def _get_entries(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []
