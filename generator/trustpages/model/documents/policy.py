"""Policy parameters in `trust.yml`: every default line that the rules draw, each a choice and none a measurement."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, Strict

from trustpages.model.documents.base import (
    AtLeastOne,
    Days,
    Model,
    NonNegative,
    Positive,
    Share,
    SomeDays,
    field_descriptions,
)
from trustpages.model.vocabulary import IncidentSeverity, Posture, Severity

Level = Annotated[float, Strict(), Field(gt=0.5, lt=1)]
Draws = Annotated[int, Strict(), Field(ge=1, le=1_000_000)]
Rung = Literal["granted", "one-down", "approve-each", "lowest"]


class LowN(Model):
    """When a share is too uncertain to stand alone."""

    n_eff: AtLeastOne = 30
    """Fewer effective outcomes than this: "k of n" with its interval, never a bare percentage."""
    width: Share = 0.30
    """So too from this width of the interval on."""

    def is_few(self, independent: float) -> bool:
        """Whether so many independent outcomes are fewer than that; computed ones carry noise of computation."""
        return round(independent, 6) < self.n_eff


class Freshness(Model):
    """How age turns into a status; multiples of the cadence."""

    due_soon: Positive = 0.8
    """Above this share of the cadence evidence is due soon."""
    stale: Positive = 1.0
    """Above this it is stale."""
    expired: Positive = 2.0
    """Above this it is expired."""
    half_life: Positive = 1.0
    """Half-life of the weight that evidence has in diversity, in cadences."""


class SeverityWeights(Model):
    """Weights by severity."""

    critical: NonNegative
    """Weight of critical."""
    high: NonNegative
    """Weight of high."""
    medium: NonNegative
    """Weight of medium."""
    low: NonNegative
    """Weight of low."""

    def of(self, severity: Severity) -> float:
        """The weight of one severity."""
        return float(getattr(self, severity.value))


class IncidentWeights(Model):
    """Weights of incidents by severity."""

    critical: NonNegative = 25
    """Weight of a critical incident."""
    major: NonNegative = 5
    """Weight of a major incident."""
    minor: NonNegative = 1
    """Weight of a minor incident."""

    def of(self, severity: IncidentSeverity) -> float:
        """The weight of one severity."""
        return float(getattr(self, severity.value))


class IntervalsBySeverity(Model):
    """Intervals in days by severity."""

    critical: SomeDays
    """Days for critical."""
    high: SomeDays
    """Days for high."""
    medium: SomeDays
    """Days for medium."""
    low: SomeDays
    """Days for low."""

    def of(self, severity: Severity) -> int:
        """The days of one severity."""
        return int(getattr(self, severity.value))


class DaysBySeverity(Model):
    """Days by severity."""

    critical: Days
    """Days for critical."""
    high: Days
    """Days for high."""
    medium: Days
    """Days for medium."""
    low: Days
    """Days for low."""

    def of(self, severity: Severity) -> int:
        """The days of one severity."""
        return int(getattr(self, severity.value))


class ReviewPolicy(Model):
    """How often to look again."""

    base: IntervalsBySeverity = IntervalsBySeverity(critical=14, high=30, medium=90, low=180)
    """Days between reviews by blast radius."""
    velocity_days: SomeDays = 90
    """Days over which changes are counted."""
    medium_from: AtLeastOne = 2
    """Changes from which the velocity is medium."""
    high_above: AtLeastOne = 6
    """Changes above which it is high."""
    medium_factor: Share = 0.5
    """Factor on the interval at medium velocity."""
    high_factor: Share = 0.25
    """Factor at high velocity."""
    floor: SomeDays = 7
    """Never more often than this."""
    due_soon: Share = 0.2
    """Due soon when this share of the interval or less is left."""
    deadline: DaysBySeverity = DaysBySeverity(critical=3, high=7, medium=14, low=30)
    """Days within which a trigger must be reviewed, by its severity."""


class RankPolicy(Model):
    """When rank and outcome may be compared."""

    exploratory_from: AtLeastOne = 5
    """Agents from which a correlation is shown, as exploratory."""
    ok_from: AtLeastOne = 10
    """Agents from which it counts as evidence."""
    ceiling: Share = 0.8
    """Below this noise ceiling a weak link may be noise."""
    restricted: Share = 0.5
    """Below this share of the board the sample is restricted to top agents."""
    simulations: Draws = 2_000
    """Simulations of the noise ceiling."""
    permutations: Draws = 10_000
    """Permutations above nine agents."""


class ProcurementPolicy(Model):
    """When a decision leans too much on benchmarks."""

    cap: Share = 0.50
    """Above this weight on benchmarks a decision is over-indexed."""
    consequential_cap: Share = 0.25
    """Above this one where much is at stake and nothing comes from the target workflow."""
    min_decisions: AtLeastOne = 5
    """Fewer decisions: "k of n" alone."""
    high_share: Share = 0.25
    """The limitation is high when the lower limit of the share exceeds this."""


class DiversityPolicy(Model):
    """When evidence is too much of one kind."""

    kinds: Positive = 2.0
    """Below this effective number of kinds diversity is low."""
    concentration: Share = 0.25
    """Above this index sources are concentrated."""
    strong_concentration: Share = 0.50
    """Above this they are strongly so."""


class CoveragePolicy(Model):
    """When benchmarks cover too little of the work."""

    partial: Share = 0.5
    """Strength of a partial mapping."""
    low: Share = 0.5
    """Below this coverage is low."""
    consequence: SeverityWeights = SeverityWeights(critical=5, high=3, medium=2, low=1)
    """Weights by consequence of the step."""


class BenchmarkPolicy(Model):
    """When a benchmark or a result on it deserves a warning."""

    wide: Share = 0.15
    """From this width of the interval on the benchmark is small."""
    design_effect: Positive = 1.5
    """Above this design effect the plain error is misleading."""
    trivial: Share = 0.10
    """From this score of a do-nothing agent on."""
    unreliable: Share = 0.15
    """From this drop from pass^1 to pass^k on."""
    top: AtLeastOne = 3
    """How many of the best entries must be indistinguishable for saturation."""


class GapPolicy(Model):
    """When the gap between claim and reality is unresolved."""

    wide: Share = 0.05
    """From this width of the interval on."""
    assumed_n: tuple[AtLeastOne, ...] = (50, 150, 500, 5000)
    """Sample sizes to try for a claim that gives none."""
    dispersion_p: Share = 0.05
    """Below this p-value incidents come in bursts."""


class PactPolicy(Model):
    """How obligations are judged."""

    many_looks: AtLeastOne = 4
    """More published reports than this on a promise that is never judged weigh heavily."""
    many_obligations: AtLeastOne = 10
    """From so many obligations on false alarms are to be expected."""
    finite_above: Share = 0.10
    """Above this share of a known population its size counts."""
    drift_p: Share = 0.01
    """Below this p-value the level of a promise shifted within its window."""
    power: Share = 0.80
    """Chance of showing a kept promise to be kept for which further runs are planned."""
    units_min: AtLeastOne = 5
    """Fewer clusters, or runs that stand alone, than this lean to one side at most."""
    pooling_level: Level = 0.90
    """Level of the difference between versions or producers; they are not pooled where its interval excludes zero."""
    carried_level: Level = 0.80
    """Level at which the deployed version's own runs must show a verdict that earlier versions help to decide."""
    mean_min: AtLeastOne = 10
    """Fewer values than this give no mean."""
    mean_t_from: AtLeastOne = 30
    """From so many values on the t interval decides."""
    mean_skewness: NonNegative = 0.15
    """Beyond this skewness of the mean (that of one value over √n) a mean leans at best."""
    horizon_min: AtLeastOne = 20
    """Fewer clusters of tasks than this lean to one side at most with a time horizon."""


class JudgmentPolicy(Model):
    """When judgment outweighs proof."""

    deterministic: Share = 0.5
    """Below this share of deterministic checks evidence is heavy on judgment."""
    agreement: Share = 0.667
    """Below this agreement beyond chance it is weak."""
    reliable: Share = 0.800
    """From this on it is reliable."""
    min_units: AtLeastOne = 30
    """Fewer units show no agreement beyond chance."""


class ClaimPolicy(Model):
    """How claims are judged."""

    delta: Share = 0.05
    """Shortfall of the lower limit up to which a claim is borne out in part."""


def _default_authority() -> dict[Posture, Rung]:
    return {
        Posture.SUPPORTED: "granted",
        Posture.PROVISIONAL: "granted",
        Posture.CONDITIONAL: "one-down",
        Posture.RESTRICTED: "approve-each",
        Posture.BLOCKED: "lowest",
    }


class Policy(Model):
    """All policy parameters; every one is listed on the site with its value."""

    level: Level = 0.95
    """Two-sided level of intervals."""
    low_n: LowN = LowN()
    """When a share is too uncertain to stand alone."""
    freshness: Freshness = Freshness()
    """How age turns into a status."""
    review: ReviewPolicy = ReviewPolicy()
    """How often to look again."""
    rank: RankPolicy = RankPolicy()
    """When rank and outcome may be compared."""
    procurement: ProcurementPolicy = ProcurementPolicy()
    """When a decision leans too much on benchmarks."""
    diversity: DiversityPolicy = DiversityPolicy()
    """When evidence is too much of one kind."""
    coverage: CoveragePolicy = CoveragePolicy()
    """When benchmarks cover too little of the work."""
    benchmark: BenchmarkPolicy = BenchmarkPolicy()
    """When a benchmark deserves a warning."""
    gap: GapPolicy = GapPolicy()
    """When the gap between claim and reality is unresolved."""
    pact: PactPolicy = PactPolicy()
    """How obligations are judged."""
    judgment: JudgmentPolicy = JudgmentPolicy()
    """When judgment outweighs proof."""
    claim: ClaimPolicy = ClaimPolicy()
    """How claims are judged."""
    incident_weights: IncidentWeights = IncidentWeights()
    """Weights of incidents by severity."""
    authority: dict[Posture, Rung] = Field(default_factory=_default_authority)
    """Highest rung by posture: granted, one rung down, a human before each action, or the lowest."""

    def parameters(self) -> tuple[tuple[str, Any, str], ...]:
        """Every parameter as (dotted name, value, description), in order of definition."""
        return tuple(_walk_parameters(self, ""))


def _walk_parameters(model: Model, prefix: str) -> list[tuple[str, Any, str]]:
    parameters: list[tuple[str, Any, str]] = []
    said = field_descriptions(type(model))
    for name in type(model).model_fields:
        value, text = getattr(model, name), said.get(name, "")
        if isinstance(value, Model):
            parameters.extend(_walk_parameters(value, f"{prefix}{name}."))
        elif isinstance(value, dict):
            parameters.extend((f"{prefix}{name}.{key}", setting, text) for key, setting in value.items())
        else:
            parameters.append((f"{prefix}{name}", value, text))
    return parameters
