"""The report: everything that is computed from a workspace for one audience and one date, sensitivity to the
policy included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.pact import Pact
from trustpages.model.documents.policy import Policy
from trustpages.model.problem import Problem
from trustpages.model.results.benchmarks import BenchmarkQuality, Procurement, RankOutcome
from trustpages.model.results.disputes import Contest, JointContest
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.findings import Findings
from trustpages.model.results.follow_through import AcceptanceFinding
from trustpages.model.results.limitation import Limitations
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.history import (
    EvidenceRecord,
    PactRecord,
    TaskOutcomes,
    VanishedItem,
    WithdrawnBreach,
)
from trustpages.model.results.records.sensitivity import Sensitivity
from trustpages.model.results.standing import AuthorityResult, PastStanding, PostureResult, ValidUntil
from trustpages.model.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class AgentReport:
    """All that was computed for one agent.

    `evidence_records` and `pact_records` are what the next report is held against. `vanished`, `explained` and
    `withdrawn` come from the earlier report, and are empty without one; so does `history`, how the agent stood in the
    reports before this one, oldest first. `resembles` are missing agents that it looks like.
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
    explained: tuple[VanishedItem, ...] = ()
    withdrawn: tuple[WithdrawnBreach, ...] = ()
    history: tuple[PastStanding, ...] = ()
    tasks: tuple[TaskOutcomes, ...] = ()
    sensitivity: Sensitivity | None = None
    resembles: tuple[str, ...] = ()
    contests: tuple[Contest, ...] = ()
    contested_together: JointContest | None = None

    @property
    def id(self) -> str:
        """The agent's id."""
        return self.agent.id

    def find_contests(self, name: str) -> tuple[Contest, ...]:
        """The disputes over an item, a promise or a claim, or over what it rests on."""
        return tuple(contest for contest in self.contests if name in (*contest.items, *contest.rests_on))


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What concerns all agents together."""

    ranks: tuple[RankOutcome, ...]
    procurement: Procurement | None
    benchmarks: tuple[BenchmarkQuality, ...]
    documents: tuple[Benchmark, ...]
    limitations: Limitations | None = None
    acceptances: tuple[AcceptanceFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report of a workspace.

    `previous_digest` is the SHA-256 of the earlier report that it was held against, `previous_as_of` its day. `missing`
    are agents that were reported before, left something open, and are in no folder, nor the former name of one that
    is. `begins` is the day of the first report of those that were held against each other, this one included.
    """

    as_of: date
    audience: Audience
    inputs_digest: str
    agents: tuple[AgentReport, ...]
    portfolio: Portfolio
    problems: tuple[Problem, ...] = ()
    previous_digest: str | None = None
    previous_as_of: date | None = None
    missing: tuple[PreviousAgent, ...] = ()
    begins: date | None = None
    policy: Policy = field(default_factory=Policy)

    def find_agent(self, id_: str) -> AgentReport:
        """The agent of that id, which the report has; raises LookupError where it has none."""
        return {agent.id: agent for agent in self.agents}[id_]
