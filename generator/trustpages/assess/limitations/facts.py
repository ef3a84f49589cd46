"""Everything that was computed for one agent: the input of the limitation rules."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.effects import AgentHistory
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.policy import Policy
from trustpages.model.results.evidence import (
    Coverage,
    Diversity,
    Evidence,
    FreshnessSummary,
    ProofAndJudgment,
)
from trustpages.model.results.follow_through import FollowThrough, ReviewCadence
from trustpages.model.results.metrics import (
    BenchmarkQuality,
    ClaimResult,
    Gap,
    IncidentRates,
    Procurement,
    RankOutcome,
    ResultQuality,
)
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import Sensitivity
from trustpages.model.results.standing import AuthorityResult
from trustpages.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Facts:
    """All figures of one agent.

    `sensitivity` is None where other values of the policy were not tried, `authority` where what the rules allow
    was not computed; `vanished` names items that the earlier report cited and that are gone, and is None without
    an earlier report.
    """

    context: Context
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
    procurement: Procurement | None
    sensitivity: Sensitivity | None = None
    authority: AuthorityResult | None = None
    vanished: tuple[str, ...] | None = None
    history: AgentHistory | None = None

    @property
    def agent(self) -> Agent:
        """The agent's document."""
        return self.context.agent.agent

    @property
    def policy(self) -> Policy:
        """The lines that the rules draw."""
        return self.context.policy

    @property
    def proof(self) -> tuple[Evidence, ...]:
        """The evidence without control records."""
        return tuple(item for item in self.context.evidence if item.evidence_class is not None)

    @property
    def promises(self) -> tuple[ObligationResult, ...]:
        """The obligations that apply."""
        return tuple(
            obligation for obligation in self.obligations if obligation.verdict is not Verdict.NOT_APPLICABLE
        )

    @property
    def live_claims(self) -> tuple[ClaimResult, ...]:
        """The claims that are still made on the date of the report."""
        as_of = self.context.as_of
        return tuple(claim for claim in self.claims if claim.withdrawn is None or claim.withdrawn > as_of)

    def benchmark_name(self, id_: str) -> str:
        """The benchmark's name as its maintainers write it, else its id."""
        found = self.context.benchmarks.get(id_)
        return found.name if found else id_
