"""What scores and positions on leaderboards are worth, and which decisions leaned on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trustpages.model.measured import Quantity, get_headline, with_inputs
from trustpages.model.vocabulary import Method


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The positions that an entry could hold given the uncertainty of the scores."""

    name: str
    rank: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class RankPoint:
    """One agent or version of a comparison; score and outcome are shares from 0 to 1 unless a unit is named."""

    name: str
    score: float | None
    rank: float
    outcome: float
    runs: int | None
    ours: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gains:
    """Whether gains on the benchmark go with gains in use, for one agent over its versions."""

    pairs: int
    rho: Quantity
    concordance: Quantity
    benchmark_change: Quantity
    outcome_change: Quantity
    transferred: bool


@dataclass(frozen=True, slots=True)
class RankOutcome:
    """Whether a better position goes with more success in one workflow."""

    comparison: str
    benchmark: str
    title: str
    workflow: str
    stand_in: bool
    of: str
    n: int
    excluded: int
    rho: Quantity
    tau: Quantity
    p: float | None
    p_method: str
    ceiling: Quantity
    words: str
    top_share: float | None
    entrants: int | None
    points: tuple[RankPoint, ...]
    intervals: tuple[RankInterval, ...] = ()
    gains: Gains | None = None
    median_runs: float | None = None
    score_unit: str | None = None
    outcome_unit: str | None = None

    @property
    def headline(self) -> Quantity:
        """Rho of position and outcome."""
        return self.rho


@dataclass(frozen=True, slots=True)
class DecisionFinding:
    """Whether one decision leaned mainly on rank, and the rules that say so: a, b, c, d."""

    decision: str
    rules: tuple[str, ...]
    benchmark_weight: float | None
    classifiable: bool
    value: float | None


@dataclass(frozen=True, slots=True)
class Procurement:
    """Share of decisions that lean on rank, with bounds for those that name no evidence."""

    share: Quantity
    bounds: tuple[float, float] | None
    by_value: Quantity
    unclassifiable: int
    dominated_by: str | None
    decisions: tuple[DecisionFinding, ...]

    @property
    def headline(self) -> Quantity:
        """The share of decisions that lean on rank."""
        return self.share


@dataclass(frozen=True, slots=True)
class PassHat:
    """pass^k and pass@k for one k."""

    k: int
    every: Quantity
    any: Quantity


@dataclass(frozen=True, slots=True)
class BoardPosition:
    """Where the agent stands on a board: `rank` as published, else among the entries; `low` and `high` where it could.

    Both are None without entries that say how many tasks they rest on; `high` is below those that are listed, since a
    board lists its best. `entries` counts all that are on the board, None where nobody says, and `compared` those with
    the agent whose scores were held against each other.
    """

    rank: int
    is_published: bool
    entries: int | None
    compared: int = 1
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class ResultQuality:
    """What one published score is worth.

    `interval` is the score with its honest interval; `selection_points` is by how much picking the best of
    `variants` inflates it; `possible` is None where the score cannot be held against its n, or where it is no
    whole share of it and `may_be_average` of something else. `replicated` says that a third party
    is said to have repeated it, and `repeated_in` names results of third parties on the same tasks. `tasks_there_are`
    counts the tasks of the benchmark, or
    of the part that was run; `human` is the share that people solve, and `ceiling` what is left where labels are known
    to be wrong.
    """

    evidence: str
    benchmark: str
    score: float
    n_tasks: int | None
    trials: int | None
    interval: Quantity
    published_se: float | None
    design_effect: float | None
    clusters: int | None
    repeats: tuple[PassHat, ...]
    between_variance: float | None
    within_variance: float | None
    possible: bool | None
    variants: int | None
    selection_points: float | None
    contamination: str
    tuned_on: int | None
    baseline: float | None
    above_baseline: Quantity | None
    method: Method
    judge_calibrated: bool | None
    first_party: bool
    replicated: bool
    may_be_average: bool = False
    repeated_in: tuple[str, ...] = ()
    tasks_there_are: int | None = None
    human: float | None = None
    ceiling: float | None = None
    position: BoardPosition | None = None

    @property
    def headline(self) -> Quantity:
        """The score with its honest interval."""
        return with_inputs(self.interval, (self.evidence,))


@dataclass(frozen=True, slots=True)
class ChecklistSection:
    """Items of a checklist that are met, of those that apply.

    `bounds` are the shares (0..1) if all unknown ones were not met and if all were; None where no item applies.
    """

    name: str
    met: int
    applicable: int
    unknown: int
    failed: tuple[str, ...]
    bounds: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class BenchmarkQuality:
    """What one benchmark is worth, whoever is measured on it."""

    benchmark: str
    name: str
    sections: tuple[ChecklistSection, ...]
    saturated: bool | None
    saturation_words: str
    baseline: float | None


@dataclass(frozen=True, slots=True)
class BenchmarkFindings:
    """What the scores of one agent are worth, and the benchmarks that they come from."""

    results: tuple[ResultQuality, ...]
    benchmarks: tuple[BenchmarkQuality, ...]

    @property
    def headline(self) -> Quantity:
        """The first score with its honest interval."""
        return get_headline(self.results)


class VersionOutcome(StrEnum):
    """How one version compares with another on the same tasks."""

    BETTER = "better"
    WORSE = "worse"
    UNDECIDED = "cannot be told apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionComparison:
    """One version of the agent against another on tasks that both tried; the difference is `version` less `other`.

    `clusters` counts groups of related tasks. `tasks_to_tell` is how many tasks would tell the difference seen, where
    it is not told, and `tasks_for_five_points` how many would tell one of 5 points, with the policy's power; None
    where nothing varies. `published` is the day of the earlier report that alone has the outcomes of `other`.
    """

    benchmark: str
    version: str
    other: str
    outcome: VersionOutcome
    difference: Quantity
    tasks: int
    clusters: int
    tasks_to_tell: int | None
    tasks_for_five_points: int | None
    evidence: tuple[str, ...]
    published: date | None = None

    @property
    def headline(self) -> Quantity:
        """The difference on the same tasks."""
        return with_inputs(self.difference, self.evidence)
