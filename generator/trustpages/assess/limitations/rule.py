"""A limitation rule: what it looks at, what it says, what removes it; and what all rules look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from trustpages.assess.context import Context
from trustpages.model.documents.agent import Agent
from trustpages.model.explained import Explained
from trustpages.model.results.evidence import Evidence, FreshnessSummary
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.loop import ClaimResult, FollowThrough, ReviewCadence
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
from trustpages.model.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was computed for one agent: what the rules look at."""

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
    vanished: tuple[str, ...] | None = None
    cited_before: int = 0

    @property
    def agent(self) -> Agent:
        """The agent's document."""
        return self.context.agent.agent

    @property
    def proof(self) -> tuple[Evidence, ...]:
        """The evidence without control records."""
        return tuple(one for one in self.context.evidence if one.evidence_class is not None)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion on which a rule fires: the values of its sentence's slots, and what it is about.

    `severity` and `sentence` replace those of the rule where the case differs.
    """

    slots: dict[str, Slot] = field(default_factory=dict)
    subject: str = ""
    severity: Severity | None = None
    sentence: str | None = None


Found: TypeAlias = "Iterable[Occasion] | NotEvaluable"


@dataclass(frozen=True, slots=True)
class Rule:
    """A limitation rule of the catalog.

    `fires` says in words when it fires and `needs` what it needs to be evaluated; `sentence` has the slots that
    `find` fills. `only_if_not` names a rule that says the same more strongly and suppresses this one.
    """

    id: str
    slug: str
    severity: Severity
    fires: str
    sentence: str
    removed_by: str
    needs: str
    find: Callable[[Facts], Found]
    only_if_not: str = ""

    def explained(self) -> Explained:
        """The paragraph under `explain` and on the Method page."""
        first = f"Fires when {self.fires}. Severity: {self.severity.value}, unless the case says otherwise."
        parts = (
            f"{first} Needs {self.needs}; without that the rule is listed as not evaluable.",
            f'Says: "{self.sentence}"',
            f"Removed by: {self.removed_by}.",
        )
        return Explained(self.id, self.slug.replace("_", " "), "\n\n".join(parts))
