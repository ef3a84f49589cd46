"""What an obligation measures, one model a kind with all that holds of its kind.

A new kind is a class here, its name in `Measure`, and its rules in `assess/measures/kinds`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from trustpages.model.documents.base import AtLeastOne, Label, Model, Positive, Share, Text
from trustpages.model.documents.bundle import AnyItem
from trustpages.model.documents.items import CountedKind, ExaminationKind
from trustpages.model.documents.thresholds import (
    Threshold,
    ThresholdFault,
    check_lower_bound,
    check_precision,
    check_share,
    check_single_bound,
    check_upper_bound,
    refuse_keys,
    warn_unprovable,
)
from trustpages.model.vocabulary import IncidentSeverity, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTraits:
    """What holds of every measure of one kind.

    `scale` is that of the chart that shows the measured value against its line, None where none does.
    `harmful` holds the directions of a target under which the counted outcome is what should not happen.
    `is_record` says that a record keeps the promise, so that there is no number; `is_broken_at_once` that one event
    breaks it, whatever day it is judged on. `counted_in` is what its evidence is counted in.
    """

    scale: Scale | None
    harmful: tuple[str, ...]
    is_record: bool
    is_broken_at_once: bool = False
    counted_in: str = "runs"


class BaseMeasure(Model):
    """What every kind of measure tells of itself."""

    traits: ClassVar[MeasureTraits]

    @property
    def outcome(self) -> str:
        """The outcome that counts where a claim speaks of success: the one that the measure calls good."""
        return str(getattr(self, "good", "success"))

    @property
    def value_unit(self) -> str | None:
        """The unit of the measured value; None where no value is measured, or its unit is not given."""
        return None

    @property
    def exposure_unit(self) -> str:
        """What real use is counted in."""
        return self.traits.counted_in

    @property
    def least_severity(self) -> IncidentSeverity:
        """The least severity of incidents that count."""
        return IncidentSeverity.MINOR

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """Whether it is of the kind that a benchmark measures, which is success on tasks.

        Rates of events, durations, costs and records are not, whatever work the tasks are about.
        """
        return False

    def find_least_share(self, threshold: Threshold) -> float | None:
        """The least share of success (0..1) that is promised; None where something else is."""
        del threshold
        return None

    @abstractmethod
    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """What the measure cannot have in a threshold, or no number of runs can show."""

    @abstractmethod
    def explain_unused(self, item: AnyItem) -> str:
        """Why the measure gets nothing from an item that counts outcomes; empty where it gets something."""


class ProportionMeasure(BaseMeasure):
    """The share of runs with a good outcome."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=Scale.SHARE, harmful=("at_most",), is_record=False)

    kind: Literal["proportion"]
    """Share of outcomes."""
    of: CountedKind = "runs"
    """Kind of evidence item whose outcomes count."""
    good: Label = "success"
    """Outcome that counts; `success` is what `successes` and `data.success` give."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """A share of good outcomes is, unless customers decide them."""
        return self.of != "customer_outcome"

    def find_least_share(self, threshold: Threshold) -> float | None:
        """Its line, where success is what counts."""
        return threshold.at_least if self.good == "success" else None

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound, a share that some runs can show and some can break."""
        return check_share(threshold, self.kind, "proportion")

    def explain_unused(self, item: AnyItem) -> str:
        """It counts the outcome in items of its kind."""
        return _explain_other_kind(item, self.of) or item.explain_missing_outcome(self.good)


class RepeatedMeasure(BaseMeasure):
    """Several tries of one task, of which all succeed (pass^k), any does (pass@k), or all end alike (consistency)."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=Scale.SHARE, harmful=(), is_record=False, counted_in="tasks")

    kind: Literal["repeated"]
    """Several tries of one task."""
    of: CountedKind = "runs"
    """Kind of evidence item that counts outcomes by task."""
    tries: AtLeastOne = 2
    """How many tries: the k of pass^k."""
    need: Literal["all", "any", "same"] = "all"
    """Whether all of the tries succeed, any of them does, or all of them end alike."""
    good: Label = "success"
    """Outcome that counts as success."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """It is success on tasks."""
        return True

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound on a share, and more than one try."""
        yield from check_share(threshold, self.kind, "share")
        if self.tries < 2:
            sentence = "a single try is never repeated"
            yield ThresholdFault(("measure", "tries"), sentence, "use a measure of kind proportion, or more tries")

    def explain_unused(self, item: AnyItem) -> str:
        """It counts the outcome by task in items of its kind."""
        return _explain_no_tasks(item, self.of, self.good)


class WeightedScoreMeasure(BaseMeasure):
    """The share of success over tasks that do not weigh the same."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=Scale.SHARE, harmful=(), is_record=False, counted_in="tasks")

    kind: Literal["weighted_score"]
    """Success weighed by task."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that counts outcomes by task."""
    value: Label
    """Name of the value that is a task's weight, 0 or more; only proportions count."""
    good: Label = "success"
    """Outcome that counts as success."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """It is success on tasks."""
        return True

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound on a share."""
        return check_share(threshold, self.kind, "weighted score")

    def explain_unused(self, item: AnyItem) -> str:
        """It counts the outcome by task, with the weight of each, in items of its kind."""
        return _explain_no_tasks(item, self.of, self.good, self.value)


class CostPerSuccessMeasure(BaseMeasure):
    """What all runs cost together for each that succeeds."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False, counted_in="tasks")

    kind: Literal["cost_per_success"]
    """Cost of all runs for each success."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that counts outcomes by task."""
    value: Label = "cost"
    """Name of the value that a run costs: money, minutes, tokens."""
    unit: Text | None = None
    """Unit of the cost."""
    most: Positive | None = None
    """What a run can cost at most: where it is stopped. Without it no evidence shows that the promise is kept."""
    good: Label = "success"
    """Outcome that counts as success."""

    @property
    def value_unit(self) -> str | None:
        """The one that the promise gives."""
        return self.unit

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """At most so much, more than nothing."""
        return check_upper_bound(threshold, self.kind)

    def explain_unused(self, item: AnyItem) -> str:
        """It reads outcomes and cost by task in items of its kind."""
        return _explain_no_tasks(item, self.of, self.good, self.value)


class TimeHorizonMeasure(BaseMeasure):
    """The length of tasks, in the time that people need, at which half of the runs succeed."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False, counted_in="tasks")

    kind: Literal["time_horizon"]
    """Task length at which half of the runs succeed."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that counts outcomes by task."""
    value: Label = "human-minutes"
    """Name of the value that is a task's length: how long people need for it."""
    unit: Text = "minutes"
    """Unit of the length."""
    good: Label = "success"
    """Outcome that counts as success."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """It is success on tasks."""
        return True

    @property
    def value_unit(self) -> str | None:
        """The one that the promise gives."""
        return self.unit

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """At least so long."""
        return check_lower_bound(threshold, self.kind)

    def explain_unused(self, item: AnyItem) -> str:
        """It reads outcomes and length by task in items of its kind."""
        return _explain_no_tasks(item, self.of, self.good, self.value)


class RobustnessMeasure(BaseMeasure):
    """The success on changed tasks for each on the same tasks as they were: rephrased, or with faults put in."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False, counted_in="tasks")

    kind: Literal["robustness"]
    """Success on changed tasks against that on the original ones."""
    of: CountedKind = "runs"
    """Kind of evidence item that counts both by task."""
    changed: Label = "rephrased"
    """Name of the outcome that is success on the changed tasks."""
    good: Label = "success"
    """Outcome that is success on the original tasks."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """It is success on tasks."""
        return True

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """At least so much of the success on the original tasks."""
        yield from check_lower_bound(threshold, self.kind)
        if threshold.at_least is not None and threshold.at_least > 1:
            remedy = f"{threshold.at_least:g} % is {threshold.at_least / 100:g}"
            sentence = f"'at_least' is {threshold.at_least:g}: changed tasks are not solved better than original ones"
            yield ThresholdFault(("threshold", "at_least"), sentence, remedy)
        elif threshold.at_least == 1:
            yield warn_unprovable("at_least", "no number of tasks can show that changes cost nothing")

    def explain_unused(self, item: AnyItem) -> str:
        """It counts both outcomes by task in items of its kind."""
        return _explain_no_tasks(item, self.of, self.good) or item.explain_missing_outcome(self.changed)


class CalibrationMeasure(BaseMeasure):
    """How far the confidence that the agent states lies from its success."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False, counted_in="tasks")

    kind: Literal["calibration"]
    """Stated confidence against success."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that counts outcomes by task."""
    value: Label = "confidence"
    """Name of the value that is the confidence stated before the outcome was known, from 0 to 1."""
    by: Literal["overconfidence", "brier"] = "overconfidence"
    """Mean of confidence minus success, or mean of its square (the Brier score, which a data file tells)."""
    good: Label = "success"
    """Outcome that counts as success."""

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """At most so far off, less than 1."""
        yield from check_upper_bound(threshold, self.kind)
        if threshold.at_most is not None and threshold.at_most >= 1:
            sentence = f"every result is at most {threshold.at_most:g}"
            yield ThresholdFault(("threshold", "at_most"), sentence, "write a number below 1")

    def explain_unused(self, item: AnyItem) -> str:
        """It reads outcomes and confidence by task in items of its kind."""
        return _explain_no_tasks(item, self.of, self.good, self.value)


class ScoreMeasure(BaseMeasure):
    """A score in a unit of its own, which somebody publishes with an interval: a rating, points, money."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False)

    kind: Literal["score"]
    """A published score."""
    of: Literal["published_score"] = "published_score"
    """Kind of evidence item that gives it."""
    score: Label
    """Name of the score in the items."""
    unit: Text | None = None
    """Unit of the score."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """It is what somebody scores."""
        return True

    @property
    def value_unit(self) -> str | None:
        """The one that the promise gives."""
        return self.unit

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound, of any size."""
        return check_single_bound(threshold, self.kind)

    def explain_unused(self, item: AnyItem) -> str:
        """It reads the score of its name in items of its kind."""
        return _explain_other_kind(item, self.of) or item.explain_missing_score(self.score)


class QuantileMeasure(BaseMeasure):
    """A quantile of a measured value, decided as the share of runs within the limit."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=Scale.SHARE, harmful=(), is_record=False)

    kind: Literal["quantile"]
    """Quantile of a value."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that carries the value."""
    value: Label
    """Name of the measured value in the items."""
    q: Share = 0.95
    """Which quantile, from 0 to 1."""
    unit: Text | None = None
    """Unit of the value."""

    @property
    def value_unit(self) -> str | None:
        """The one that the promise gives."""
        return self.unit

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound, and a quantile that some number of runs can show."""
        yield from check_single_bound(threshold, self.kind)
        yield from check_precision(("measure", "q"), self.q)
        if self.q in {0, 1}:
            sentence = f"a quantile of {self.q:g} is an extreme, which no number of runs can show"
            yield ThresholdFault(("measure", "q"), sentence, "use one between, such as 0.95")

    def explain_unused(self, item: AnyItem) -> str:
        """It reads the value in items of its kind."""
        return _explain_other_kind(item, self.of) or item.explain_missing_value(self.value)


class MeanMeasure(BaseMeasure):
    """The mean of a measured value; a proportion or a quantile says more."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False)

    kind: Literal["mean"]
    """Mean of a value."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that carries the value."""
    value: Label
    """Name of the measured value in the items."""
    unit: Text | None = None
    """Unit of the value."""

    @property
    def value_unit(self) -> str | None:
        """The one that the promise gives."""
        return self.unit

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound, of any size."""
        return check_single_bound(threshold, self.kind)

    def explain_unused(self, item: AnyItem) -> str:
        """It reads the value in items of its kind."""
        return _explain_other_kind(item, self.of) or item.explain_missing_value(self.value)


class RateMeasure(BaseMeasure):
    """Events per exposure."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False)

    kind: Literal["rate"]
    """Events per exposure."""
    of: Literal["incidents", "events"] = "incidents"
    """Recorded incidents, or events counted inside runs."""
    at_or_above: IncidentSeverity = IncidentSeverity.MINOR
    """Least severity of incidents that count."""
    exposure: Label = "runs"
    """Unit of exposure: runs, hours, users."""
    per: Positive = 1
    """The threshold is per this much exposure."""

    @property
    def exposure_unit(self) -> str:
        """The one that the promise gives."""
        return self.exposure

    @property
    def least_severity(self) -> IncidentSeverity:
        """The one that the promise gives."""
        return self.at_or_above

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """At most so many, more than none."""
        most = threshold.at_most
        if most is None:
            sentence = "a rate of bad events has no 'at_most'"
            yield ThresholdFault(("threshold",), sentence, "say how many at most, per exposure")
        elif most < 0:
            sentence = f"a rate cannot be {most:g}"
            yield ThresholdFault(("threshold", "at_most"), sentence, "write a rate above 0")
        elif most == 0:
            yield warn_unprovable("at_most", "no exposure can show a rate of 0")
        yield from refuse_keys(threshold, self.kind, "at_least", "tolerable_rate")

    def explain_unused(self, item: AnyItem) -> str:
        """It counts incidents over exposure, or events inside runs."""
        return _explain_no_use(item) if self.of == "incidents" else _explain_no_events(item)


class ZeroMeasure(BaseMeasure):
    """Something that must never happen."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(
        scale=None, harmful=("never",), is_record=False, is_broken_at_once=True
    )

    kind: Literal["zero"]
    """Must never happen."""
    of: Literal["incidents", "events", "runs"] = "incidents"
    """Recorded incidents, events counted inside runs, or runs without success."""
    at_or_above: IncidentSeverity = IncidentSeverity.MINOR
    """Least severity of incidents that count."""
    event: Text | None = None
    """What must never happen."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """Runs without success are; incidents and other events are not."""
        return self.of == "runs"

    @property
    def least_severity(self) -> IncidentSeverity:
        """The one that the promise gives."""
        return self.at_or_above

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """No bound; a tolerable rate that some number of runs can show."""
        yield from refuse_keys(threshold, self.kind, "at_least", "at_most")
        yield from check_precision(("threshold", "tolerable_rate"), threshold.tolerable_rate)

    def explain_unused(self, item: AnyItem) -> str:
        """It counts incidents, events inside runs, or runs without success."""
        match self.of:
            case "incidents":
                return _explain_no_use(item)
            case "events":
                return _explain_no_events(item)
            case "runs":
                return _explain_other_kind(item, "runs") or item.explain_missing_outcome("success")


class BooleanMeasure(BaseMeasure):
    """An artefact that must exist: an audit, a review, a drill."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=True)

    kind: Literal["boolean"]
    """Something that exists or does not."""
    of: Literal[ExaminationKind, "review", "drill"] = "audit"
    """Kind of evidence item that shows it."""

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """None at all."""
        return refuse_keys(threshold, self.kind, "at_least", "at_most", "tolerable_rate")

    def explain_unused(self, item: AnyItem) -> str:
        """It looks for items of its kind."""
        return _explain_other_kind(item, self.of)


Measure = Annotated[
    ProportionMeasure
    | RepeatedMeasure
    | WeightedScoreMeasure
    | CostPerSuccessMeasure
    | TimeHorizonMeasure
    | RobustnessMeasure
    | CalibrationMeasure
    | ScoreMeasure
    | QuantileMeasure
    | MeanMeasure
    | RateMeasure
    | ZeroMeasure
    | BooleanMeasure,
    Field(discriminator="kind"),
]

MEASURE_KINDS: Mapping[str, type[BaseMeasure]] = MappingProxyType(
    {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(Measure)[0])}
)
"""Every kind of measure that an obligation may have, by its name."""


def _explain_other_kind(item: AnyItem, kind: str) -> str:
    return "" if item.kind == kind else f"it looks at items of kind {kind}"


def _explain_no_tasks(item: AnyItem, kind: str, outcome: str, value: str | None = None) -> str:
    missing = item.explain_missing_outcome(outcome) or item.explain_missing_tasks(value)
    return _explain_other_kind(item, kind) or missing


def _explain_no_use(item: AnyItem) -> str:
    return "" if item.kind == "runs" else "it counts incidents, and runs as exposure"


def _explain_no_events(item: AnyItem) -> str:
    return _explain_other_kind(item, "runs") or item.explain_missing_events()
