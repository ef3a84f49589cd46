"""Measures of counted outcomes, and of records that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, TypeAlias

from trustpages.model.documents.base import Label
from trustpages.model.documents.bundle import AnyItem
from trustpages.model.documents.items.outcomes import CountedKind, ExaminationKind
from trustpages.model.documents.measures.base import BaseMeasure, MeasureTraits, explain_other_kind
from trustpages.model.documents.thresholds import Threshold, ThresholdFault, check_share, refuse_keys
from trustpages.model.vocabulary import Scale


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
        return explain_other_kind(item, self.of) or item.explain_missing_outcome(self.good)


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
        return explain_other_kind(item, self.of)


OutcomeMeasure: TypeAlias = ProportionMeasure | BooleanMeasure
