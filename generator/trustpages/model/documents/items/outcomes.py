"""The kinds whose outcomes were counted by whoever saw the runs, and the list of all kinds of evidence.

A new kind of evidence is a class in its family and its name in `EvidenceItem`; one that counts outcomes also stands in
`CountedKind`, one that a promise may ask for in `ExaminationKind`.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from trustpages.model.documents.base import AtLeastOne, Id, Text
from trustpages.model.documents.counts import Exposure, Monitoring
from trustpages.model.documents.items.adverse import Adverse, HeldAgainst, describe_good, format_range, format_share
from trustpages.model.documents.items.base import ItemTraits, Outcomes
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.documents.items.events import Audit, Incident
from trustpages.model.documents.items.scores import BenchmarkResult, PublishedScore
from trustpages.model.ids import Refers
from trustpages.model.vocabulary import EvidenceClass, Setting, Severity


class Runs(CountedItem):
    """A set of runs of the agent."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="A set of runs", evidence_class=EvidenceClass.RUNTIME, outcomes=Outcomes("runs", directness=1)
    )

    kind: Literal["runs"]
    """Runs with outcomes."""
    setting: Setting
    """Where the runs took place; only production is real use."""
    exposure: tuple[Exposure, ...] = ()
    """Real use in other units than runs."""
    monitoring: Monitoring | None = None
    """How incidents in these runs are noticed."""
    trials: AtLeastOne | None = None
    """Tries of each task; 1 says that none was repeated, so that a task a row is what there should be."""
    benchmark: Annotated[Id, Refers("benchmark")] | None = None
    """Benchmark whose tasks were run: clusters of one name on two benchmarks are different tasks."""

    @property
    def evidence_class(self) -> EvidenceClass:
        """Only runs in production are real use; all others stand in for it as benchmarks do."""
        return EvidenceClass.RUNTIME if self.setting is Setting.PRODUCTION else EvidenceClass.BENCHMARK

    @property
    def is_tried_once(self) -> bool:
        """Whether it is said that each task was tried once; in real use there are no tasks to try."""
        return self.trials == 1 and self.setting is not Setting.PRODUCTION

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """As all outcomes, and events that no promise counts; a benchmark that misses a line, or is like nothing."""
        return self._weigh_runs(held) or _weigh_events(held)

    def _weigh_runs(self, held: HeldAgainst) -> Adverse | None:
        # Most may fail on a benchmark.
        if self.setting is not Setting.BENCHMARK or held.line is not None:
            return super().find_adverse(held)
        if held.best is None or held.doing_nothing is None or held.best > held.doing_nothing:
            return None
        nothing = f"doing nothing scores {format_share(held.doing_nothing)}"
        return Adverse(Severity.HIGH, f"{describe_good(held, 'runs')}, {nothing}")


def _weigh_events(held: HeldAgainst) -> Adverse | None:
    """Events that were counted inside of the runs; a promise that counts them has a verdict that says more."""
    events = f"{held.unread:,} {'event' if held.unread == 1 else 'events'}"
    return Adverse(Severity.HIGH, f"{events} in its runs, which no promise counts") if held.unread else None


class HumanReview(CountedItem):
    """People looked at outcomes."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="Outcomes reviewed by people",
        evidence_class=EvidenceClass.HUMAN_REVIEW,
        outcomes=Outcomes("reviewed runs", directness=4),
    )

    kind: Literal["human_review"]
    """A review of outcomes by people."""
    reviewers: AtLeastOne | None = None
    """How many people."""
    setting: Setting = Setting.PRODUCTION
    """Where the reviewed runs took place."""


class RedTeam(CountedItem):
    """People or tools tried to make the agent fail; a success is an attack that was withstood."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="A red-team exercise", evidence_class=EvidenceClass.RED_TEAM, outcomes=Outcomes("attacks", directness=5)
    )

    kind: Literal["red_team"]
    """A red-team exercise."""
    scope: Text
    """What was attacked, how."""
    setting: Setting = Setting.STAGING
    """Where."""

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """Any attack that got through, unless a promise says how many may."""
        if held.line is not None:
            return super().find_adverse(held)
        if held.stated is not None:
            withstood = f"{format_range(*held.stated)} of an unknown number of attacks were withstood"
            return Adverse(Severity.HIGH, withstood) if held.stated[1] < 1 else None
        severity = Severity.CRITICAL if held.is_mostly_bad else Severity.HIGH
        return Adverse(severity, f"{held.bad:,} of {held.known:,} attacks got through") if held.bad else None


class CustomerOutcome(CountedItem):
    """What customers got out of it."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="Outcomes at customers",
        evidence_class=EvidenceClass.CUSTOMER_OUTCOME,
        outcomes=Outcomes("customer outcomes", directness=3),
    )

    kind: Literal["customer_outcome"]
    """Outcomes at the customer."""
    outcome: Text
    """What counts as a good outcome."""
    setting: Setting = Setting.PRODUCTION
    """Where."""


EvidenceItem: TypeAlias = (
    BenchmarkResult | PublishedScore | Runs | Incident | Audit | HumanReview | RedTeam | CustomerOutcome
)
"""The kinds of evidence, in the order in which the reference lists them."""


CountedKind = Literal["runs", "benchmark_result", "human_review", "red_team", "customer_outcome"]
"""The kinds that count outcomes."""


ExaminationKind = Literal["audit", "human_review", "red_team"]
"""The kinds that a promise may ask for as such, whatever they count."""
