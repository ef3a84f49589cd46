"""The kinds of documents, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.pact import Pact
from trustpages.model.documents.questions import Questions
from trustpages.model.documents.trust import Trust


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its name, its model, and where its files stand in a workspace."""

    name: str
    model: type[BaseModel]
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
)
