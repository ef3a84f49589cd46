"""The kinds of documents, in the order in which they are read, each with its model and where its files stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.asked.framework import Framework
from trustpages.model.documents.asked.questions import Questions
from trustpages.model.documents.base import Model
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.pact import Pact
from trustpages.model.documents.trust import Trust


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its name, its model, and where its files stand in a workspace."""

    name: str
    model: type[Model]
    place: str


KINDS: tuple[Kind, ...] = (
    Kind("trust", Trust, "trust.yml"),
    Kind("agent", Agent, "evidence/<agent>/agent.yml"),
    Kind("pact", Pact, "evidence/<agent>/pacts/*.yml"),
    Kind("bundle", Bundle, "evidence/<agent>/bundles/*.yml"),
    Kind("claims", Claims, "evidence/<agent>/claims.yml"),
    Kind("benchmark", Benchmark, "evidence/benchmarks/*.yml"),
    Kind("decisions", Decisions, "evidence/decisions/*.yml"),
    Kind("questions", Questions, "evidence/questions/*.yml"),
    Kind("framework", Framework, "evidence/frameworks/*.yml"),
)

_SHARED_FOLDERS = ("benchmarks", "decisions", "questions", "frameworks")  # so no agent can have one of these ids

_PATTERN_PARTS = {
    "<agent>": rf"(?P<agent>(?!(?:{'|'.join(_SHARED_FOLDERS)})/)[^/]+)",
    "*": r"[^/]+",
    ".yml": r"\.ya?ml",
}


@dataclass(frozen=True, slots=True)
class Placement:
    """What a path says about its file: the kind that belongs there, and whose folder it is in, if any."""

    kind: Kind
    agent: str | None


def find_placement(path: str) -> Placement | None:
    """The kind that belongs at a path relative to the workspace, None where none does."""
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(path):
            return Placement(kind, match.groupdict().get("agent"))
    return None


def get_kind(name: str) -> Kind | None:
    """The kind of that name, if there is one."""
    return next((kind for kind in KINDS if kind.name == name), None)


def _compile_place(place: str) -> re.Pattern[str]:
    parts = re.split(r"(<agent>|\*|\.yml)", place)
    return re.compile("".join(_PATTERN_PARTS.get(part, re.escape(part)) for part in parts))


_PATTERNS = tuple((kind, _compile_place(kind.place)) for kind in KINDS)
