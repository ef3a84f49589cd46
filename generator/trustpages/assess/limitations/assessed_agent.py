"""One agent with its findings: what the limitation rules read, and what another policy changes."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.effects import AgentHistory
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.policy import Policy
from trustpages.model.results.benchmarks import ResultQuality
from trustpages.model.results.claims import ClaimResult, Gap
from trustpages.model.results.disputes import Contest, JointContest
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.findings import Findings
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.records.sensitivity import Sensitivity
from trustpages.model.results.report import Portfolio
from trustpages.model.results.standing import AuthorityResult
from trustpages.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedAgent:
    """The findings about one agent, with the documents and the policy behind them.

    `sensitivity` is None where other values of the policy were not tried, `authority` where what the rules allow
    was not computed.
    """

    context: Context
    findings: Findings
    portfolio: Portfolio
    history: AgentHistory
    contests: tuple[Contest, ...] = ()
    contested_together: JointContest | None = None
    sensitivity: Sensitivity | None = None
    authority: AuthorityResult | None = None

    @property
    def document(self) -> Agent:
        """The agent's document."""
        return self.context.agent.agent

    @property
    def policy(self) -> Policy:
        """The lines that the rules draw."""
        return self.context.policy

    @property
    def proof(self) -> tuple[Evidence, ...]:
        """The evidence without control records."""
        # Records of reviews, drills and overrides show that somebody governs, not how the agent does.
        return tuple(item for item in self.context.evidence if item.evidence_class is not None)

    @property
    def promises(self) -> tuple[ObligationResult, ...]:
        """The obligations that apply."""
        return tuple(
            obligation for obligation in self.findings.obligations if obligation.verdict is not Verdict.NOT_APPLICABLE
        )

    @property
    def results(self) -> tuple[ResultQuality, ...]:
        """The published benchmark scores."""
        return self.findings.benchmarks.results

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What real use shows of each claimed share of success or failure."""
        return self.findings.real_use.gaps

    @property
    def live_claims(self) -> tuple[ClaimResult, ...]:
        """The claims that are still made on the date of the report."""
        as_of = self.context.as_of
        return tuple(claim for claim in self.findings.claims if claim.withdrawn is None or claim.withdrawn > as_of)

    def benchmark_name(self, id_: str) -> str:
        """The benchmark's name as its maintainers write it, else its id."""
        benchmark = self.context.benchmarks.get(id_)
        return benchmark.name if benchmark else id_
