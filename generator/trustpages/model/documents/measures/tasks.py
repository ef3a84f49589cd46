"""Measures that go by tasks: what several tries of one task come to, what tasks weigh, cost and take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, TypeAlias

from trustpages.model.documents.base import AtLeastOne, Label, Positive, Text
from trustpages.model.documents.bundle import AnyItem
from trustpages.model.documents.items.outcomes import CountedKind
from trustpages.model.documents.measures.base import BaseMeasure, MeasureInUnit, MeasureTraits, explain_other_kind
from trustpages.model.documents.thresholds import (
    Threshold,
    ThresholdFault,
    check_lower_bound,
    check_share,
    check_upper_bound,
    warn_unprovable,
)
from trustpages.model.vocabulary import Scale


class TaskMeasure(BaseMeasure):
    """A measure of outcomes that are told apart by task."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False, counted_in="tasks")

    kind: str
    """Which measure it is."""
    of: CountedKind = "runs"
    """Kind of evidence item that counts outcomes by task."""
    good: Label = "success"
    """Outcome that counts as success."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """It is success on tasks."""
        return True

    def explain_unused(self, item: AnyItem) -> str:
        """It counts the outcome by task in items of its kind, with the value of each where it reads one."""
        missing = item.explain_missing_outcome(self.good) or item.explain_missing_tasks(getattr(self, "value", None))
        return explain_other_kind(item, self.of) or missing


class RepeatedMeasure(TaskMeasure):
    """Several tries of one task, of which all succeed (pass^k), any does (pass@k), or all end alike (consistency)."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=Scale.SHARE, harmful=(), is_record=False, counted_in="tasks")

    kind: Literal["repeated"]
    """Several tries of one task."""
    tries: AtLeastOne = 2
    """How many tries: the k of pass^k."""
    need: Literal["all", "any", "same"] = "all"
    """Whether all of the tries succeed, any of them does, or all of them end alike."""

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound on a share, and more than one try."""
        yield from check_share(threshold, self.kind, "share")
        if self.tries < 2:
            sentence = "a single try is never repeated"
            yield ThresholdFault(("measure", "tries"), sentence, "use a measure of kind proportion, or more tries")


class WeightedScoreMeasure(TaskMeasure):
    """The share of success over tasks that do not weigh the same."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=Scale.SHARE, harmful=(), is_record=False, counted_in="tasks")

    kind: Literal["weighted_score"]
    """Success weighed by task."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that counts outcomes by task."""
    value: Label
    """Name of the value that is a task's weight, 0 or more; only proportions count."""

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound on a share."""
        return check_share(threshold, self.kind, "weighted score")


class CostPerSuccessMeasure(TaskMeasure, MeasureInUnit):
    """What all runs cost together for each that succeeds."""

    kind: Literal["cost_per_success"]
    """Cost of all runs for each success."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that counts outcomes by task."""
    value: Label = "cost"
    """Name of the value that a run costs: money, minutes, tokens."""
    most: Positive | None = None
    """What a run can cost at most: where it is stopped. Without it no evidence shows that the promise is kept."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """It is what success costs, which a benchmark does not measure."""
        return False

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """At most so much, more than nothing."""
        return check_upper_bound(threshold, self.kind)


class TimeHorizonMeasure(TaskMeasure, MeasureInUnit):
    """The length of tasks, in the time that people need, at which half of the runs succeed."""

    kind: Literal["time_horizon"]
    """Task length at which half of the runs succeed."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that counts outcomes by task."""
    value: Label = "human-minutes"
    """Name of the value that is a task's length: how long people need for it."""
    unit: Text = "minutes"
    """Unit of the length."""

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """At least so long."""
        return check_lower_bound(threshold, self.kind)


class RobustnessMeasure(TaskMeasure):
    """The success on changed tasks for each on the same tasks as they were: rephrased, or with faults put in."""

    kind: Literal["robustness"]
    """Success on changed tasks against that on the original ones."""
    of: CountedKind = "runs"
    """Kind of evidence item that counts both by task."""
    changed: Label = "rephrased"
    """Name of the outcome that is success on the changed tasks."""
    good: Label = "success"
    """Outcome that is success on the original tasks."""

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
        return super().explain_unused(item) or item.explain_missing_outcome(self.changed)


class CalibrationMeasure(TaskMeasure):
    """How far the confidence that the agent states lies from its success."""

    kind: Literal["calibration"]
    """Stated confidence against success."""
    of: Literal["runs"] = "runs"
    """Kind of evidence item that counts outcomes by task."""
    value: Label = "confidence"
    """Name of the value that is the confidence stated before the outcome was known, from 0 to 1."""
    by: Literal["overconfidence", "brier"] = "overconfidence"
    """Mean of confidence minus success, or mean of its square (the Brier score, which a data file tells)."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """It is how sure the agent is of itself, which a benchmark does not measure."""
        return False

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """At most so far off, less than 1."""
        yield from check_upper_bound(threshold, self.kind)
        if threshold.at_most is not None and threshold.at_most >= 1:
            sentence = f"every result is at most {threshold.at_most:g}"
            yield ThresholdFault(("threshold", "at_most"), sentence, "write a number below 1")


MeasureByTask: TypeAlias = (
    RepeatedMeasure
    | WeightedScoreMeasure
    | CostPerSuccessMeasure
    | TimeHorizonMeasure
    | RobustnessMeasure
    | CalibrationMeasure
)
