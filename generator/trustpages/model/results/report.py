"""The report: everything that is computed from a workspace for one audience and one date, sensitivity to the
policy included.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmark import Benchmark
from trustpages.model.documents.pact import Pact
from trustpages.model.problem import Problem
from trustpages.model.results.benchmarks import BenchmarkQuality, Procurement, RankOutcome
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.findings import Findings
from trustpages.model.results.history import EvidenceRecord, PactRecord, TaskOutcomes, VanishedItem, WithdrawnBreach
from trustpages.model.results.limitation import Limitations
from trustpages.model.results.standing import AuthorityResult, PastStanding, PostureResult, ValidUntil
from trustpages.model.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class Shift:
    """What changes when one policy parameter has another value.

    `verdicts` lists `pact/obligation: before -> after`, `claims` the same by claim, `limitations` by rule, with
    a severity, `clear` or `not evaluable` on each side; `posture` is `before -> after` or empty.
    """

    parameter: str
    value: str
    tried: str
    verdicts: tuple[str, ...]
    posture: str
    limitations: tuple[str, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Every policy parameter tried at half and at double its value.

    `tried` counts the trials, `shifts` has those that change anything; `obligations` and `claims` are those whose
    verdict changes in any trial. `skipped` are parameters without another value to try.
    """

    tried: int
    shifts: tuple[Shift, ...]
    obligations: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgentReport:
    """All that was computed for one agent.

    `evidence_records` and `pact_records` are what the next report is held against. `vanished` and `withdrawn` come
    from the earlier report, and are empty without one; so does `history`, how the agent stood in the reports before
    this one, oldest first. `tasks` are the outcomes by task that a later report compares with.
    """

    agent: Agent
    findings: Findings
    pacts: tuple[Pact, ...]
    evidence: tuple[Evidence, ...]
    posture: PostureResult
    authority: AuthorityResult
    valid_until: ValidUntil
    limitations: Limitations
    illustrative: bool = False
    evidence_records: tuple[EvidenceRecord, ...] = ()
    pact_records: tuple[PactRecord, ...] = ()
    vanished: tuple[VanishedItem, ...] = ()
    withdrawn: tuple[WithdrawnBreach, ...] = ()
    history: tuple[PastStanding, ...] = ()
    tasks: tuple[TaskOutcomes, ...] = ()
    sensitivity: Sensitivity | None = None

    @property
    def id(self) -> str:
        """The agent's id."""
        return self.agent.id


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What concerns all agents together."""

    ranks: tuple[RankOutcome, ...]
    procurement: Procurement | None
    benchmarks: tuple[BenchmarkQuality, ...]
    documents: tuple[Benchmark, ...]
    limitations: Limitations | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report of a workspace.

    `previous_digest` is the SHA-256 of the earlier report that it was held against, `previous_as_of` its day.
    """

    as_of: date
    audience: Audience
    inputs_digest: str
    agents: tuple[AgentReport, ...]
    portfolio: Portfolio
    problems: tuple[Problem, ...] = ()
    previous_digest: str | None = None
    previous_as_of: date | None = None
