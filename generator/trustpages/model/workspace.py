"""A workspace after intake: all documents that `assess` reads, where each of them stands, and how much an
audience does not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.asked.framework import Framework
from trustpages.model.documents.asked.questions import Questions
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import AnyItem, Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.pact import Pact
from trustpages.model.documents.trust import Trust


@dataclass(frozen=True, slots=True)
class AgentEvidence:
    """All that a workspace says about one agent, each tuple sorted by id."""

    agent: Agent
    pacts: tuple[Pact, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    claims: tuple[Claims, ...] = ()

    def items(self) -> tuple[tuple[Bundle, AnyItem], ...]:
        """Every evidence item with its bundle, sorted by item id."""
        pairs = ((bundle, item) for bundle in self.bundles for item in bundle.items)
        return tuple(sorted(pairs, key=lambda pair: (pair[1].id, pair[0].id)))


@dataclass(frozen=True, slots=True)
class Workspace:
    """A whole workspace as one audience may see it, each tuple sorted by id.

    `inputs_digest` is the SHA-256 over the projected documents and data files.
    """

    trust: Trust
    agents: tuple[AgentEvidence, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    decisions: tuple[Decisions, ...] = ()
    questions: tuple[Questions, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    inputs_digest: str = ""

    def benchmark(self, id_: str) -> Benchmark | None:
        """The benchmark of that id, if there is one."""
        return next((benchmark for benchmark in self.benchmarks if benchmark.id == id_), None)


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of some lines: the short id of the commit and its UTC day, or None and `NOT_COMMITTED`.

    `author` wrote it, `readers` are others who have read it by the record of git. `is_read` is False where nobody else
    has read some commit that the lines come from, None where that is not known.
    """

    commit: str | None
    day: str
    author: str = ""
    readers: tuple[str, ...] = ()
    is_read: bool | None = None


NOT_COMMITTED: Final = "not committed yet"
"""What stands in place of a day for lines that are in no commit."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document or an item of it stands: file, first line, digest of the file, and what git knows of it."""

    file: str
    first_line: int
    sha256: str
    change: LastChange | None = None


@dataclass(frozen=True, slots=True)
class Origins:
    """Where everything comes from: by `kind:id` for documents, by `agent/item-id` for items.

    `entries` are promises, by `agent/pact/obligation`, and claims, by `agent/claim`.
    """

    documents: Mapping[str, Origin] = field(default_factory=dict)
    items: Mapping[str, Origin] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WithheldCount:
    """The number of items of one agent and one evidence class that are withheld; no class: control records."""

    agent: str
    evidence_class: str
    count: int
