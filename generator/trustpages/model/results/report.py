"""The report: everything that is computed from a workspace for one audience and one date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmark import Benchmark
from trustpages.model.documents.pact import Pact
from trustpages.model.problem import Problem
from trustpages.model.results.changes import ChangeSince
from trustpages.model.results.evidence import Evidence, FreshnessSummary
from trustpages.model.results.history import EvidenceRecord, PactRecord, Standing, Vanished, WithdrawnBreach
from trustpages.model.results.limitation import Limitations
from trustpages.model.results.loop import (
    AuthorityResult,
    ClaimResult,
    FollowThrough,
    PostureResult,
    ReviewCadence,
    ValidUntil,
)
from trustpages.model.results.metrics import (
    BenchmarkQuality,
    Coverage,
    Diversity,
    Gap,
    IncidentRates,
    Procurement,
    ProofAndJudgment,
    RankOutcome,
    ResultQuality,
)
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.sensitivity import Sensitivity
from trustpages.model.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class AgentReport:
    """All that was computed for one agent.

    `evidence_records` and `pact_records` are what the next report is held against. `vanished`, `withdrawn` and
    `changes` come from the earlier report, and are empty without one; so does `history`, how the agent stood in the
    reports before this one, oldest first.
    """

    agent: Agent
    pacts: tuple[Pact, ...]
    evidence: tuple[Evidence, ...]
    posture: PostureResult
    authority: AuthorityResult
    valid_until: ValidUntil
    obligations: tuple[ObligationResult, ...]
    freshness: FreshnessSummary
    gaps: tuple[Gap, ...]
    incidents: IncidentRates | None
    diversity: Diversity
    coverage: Coverage
    results: tuple[ResultQuality, ...]
    benchmarks: tuple[BenchmarkQuality, ...]
    judgment: ProofAndJudgment
    follow_through: FollowThrough
    reviews: ReviewCadence
    claims: tuple[ClaimResult, ...]
    ranks: tuple[RankOutcome, ...]
    limitations: Limitations
    illustrative: bool = False
    evidence_records: tuple[EvidenceRecord, ...] = ()
    pact_records: tuple[PactRecord, ...] = ()
    vanished: tuple[Vanished, ...] = ()
    withdrawn: tuple[WithdrawnBreach, ...] = ()
    changes: tuple[ChangeSince, ...] = ()
    history: tuple[Standing, ...] = ()
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

    `previous_digest` is the SHA-256 of the earlier report that it was held against, `previous_as_of` its day,
    `changes` the agents that came and went since; what changed about an agent stands with the agent.
    """

    as_of: date
    audience: Audience
    inputs_digest: str
    agents: tuple[AgentReport, ...]
    portfolio: Portfolio
    problems: tuple[Problem, ...] = ()
    previous_digest: str | None = None
    previous_as_of: date | None = None
    changes: tuple[ChangeSince, ...] = ()
