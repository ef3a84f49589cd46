"""Measures of values in a unit of their own: a quantile or mean of runs, a published score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, TypeAlias

from trustpages.model.documents.base import Label, Share
from trustpages.model.documents.bundle import AnyItem
from trustpages.model.documents.measures.base import MeasureInUnit, MeasureTraits, explain_other_kind
from trustpages.model.documents.thresholds import Threshold, ThresholdFault, check_precision, check_single_bound
from trustpages.model.vocabulary import Scale


class ValueMeasure(MeasureInUnit):
    """A measure of a value that each run has."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False)

    of: Literal["runs"] = "runs"
    """Kind of evidence item that carries the value."""
    value: Label
    """Name of the measured value in the items."""

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound, of any size."""
        return check_single_bound(threshold, self.kind)

    def explain_unused(self, item: AnyItem) -> str:
        """It reads the value in items of its kind."""
        return explain_other_kind(item, self.of) or item.explain_missing_value(self.value)


class QuantileMeasure(ValueMeasure):
    """A quantile of a measured value, decided as the share of runs within the limit."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=Scale.SHARE, harmful=(), is_record=False)

    kind: Literal["quantile"]
    """Quantile of a value."""
    q: Share = 0.95
    """Which quantile, from 0 to 1."""

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound, and a quantile that some number of runs can show."""
        yield from check_single_bound(threshold, self.kind)
        yield from check_precision(("measure", "q"), self.q)
        if self.q in {0, 1}:
            sentence = f"a quantile of {self.q:g} is an extreme, which no number of runs can show"
            yield ThresholdFault(("measure", "q"), sentence, "use one between, such as 0.95")


class MeanMeasure(ValueMeasure):
    """The mean of a measured value; a proportion or a quantile says more."""

    kind: Literal["mean"]
    """Mean of a value."""


class ScoreMeasure(MeasureInUnit):
    """A score in a unit of its own, which somebody publishes with an interval: a rating, points, money."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False)

    kind: Literal["score"]
    """A published score."""
    of: Literal["published_score"] = "published_score"
    """Kind of evidence item that gives it."""
    score: Label
    """Name of the score in the items."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """It is what somebody scores."""
        return True

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound, of any size."""
        return check_single_bound(threshold, self.kind)

    def explain_unused(self, item: AnyItem) -> str:
        """It reads the score of its name in items of its kind."""
        return explain_other_kind(item, self.of) or item.explain_missing_score(self.score)


MeasureOfValue: TypeAlias = QuantileMeasure | MeanMeasure | ScoreMeasure
