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

from trustpages.model.documents.base import Label, Model, Positive, Share, Text
from trustpages.model.documents.bundle import AnyItem
from trustpages.model.documents.items import CountedKind, ExaminationKind
from trustpages.model.documents.thresholds import (
    Threshold,
    ThresholdFault,
    check_precision,
    check_single_bound,
    refuse_keys,
    warn_unprovable,
)
from trustpages.model.vocabulary import IncidentSeverity, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTraits:
    """What holds of every measure of one kind.

    `scale` is that of the chart that shows the measured value against its line, None where none does.
    `harmful` holds the directions of a target under which the counted outcome is what should not happen.
    `is_record` says that a record keeps the promise, so that there is no number.
    """

    scale: Scale | None
    harmful: tuple[str, ...]
    is_record: bool


class BaseMeasure(Model):
    """What every kind of measure tells of itself."""

    traits: ClassVar[MeasureTraits]

    @property
    def outcome(self) -> str:
        """The outcome that counts where a claim speaks of success."""
        return "success"

    @property
    def value_unit(self) -> str | None:
        """The unit of the measured value; None where no value is measured, or its unit is not given."""
        return None

    @property
    def exposure_unit(self) -> str:
        """What real use is counted in."""
        return "runs"

    @property
    def least_severity(self) -> IncidentSeverity:
        """The least severity of incidents that count."""
        return IncidentSeverity.MINOR

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
    def outcome(self) -> str:
        """The one that the promise names."""
        return self.good

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound, a share that some runs can show and some can break."""
        yield from check_single_bound(threshold, self.kind)
        for key, promises_nothing, allows_no_error in (("at_least", 0, 1), ("at_most", 1, 0)):
            value = getattr(threshold, key)
            if value is None:
                continue
            yield from check_precision(("threshold", key), value)
            if not 0 <= value <= 1:
                remedy = f"{value:g} % is {value / 100:g}" if 1 < value <= 100 else "write a share from 0 to 1"
                sentence = f"'{key}' is {value:g}, but a proportion lies between 0 and 1"
                yield ThresholdFault(("threshold", key), sentence, remedy)
            elif value == promises_nothing:
                sentence = f"every result is {key.replace('_', ' ')} {value:g}"
                yield ThresholdFault(("threshold", key), sentence, "write the share that is promised")
            elif value == allows_no_error:
                yield warn_unprovable(key, f"no number of runs can show a proportion of {value:g}")

    def explain_unused(self, item: AnyItem) -> str:
        """It counts the outcome in items of its kind."""
        return _explain_other_kind(item, self.of) or item.explain_missing_outcome(self.good)


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

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=("never",), is_record=False)

    kind: Literal["zero"]
    """Must never happen."""
    of: Literal["incidents", "events", "runs"] = "incidents"
    """Recorded incidents, events counted inside runs, or runs without success."""
    at_or_above: IncidentSeverity = IncidentSeverity.MINOR
    """Least severity of incidents that count."""
    event: Text | None = None
    """What must never happen."""

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
    ProportionMeasure | QuantileMeasure | MeanMeasure | RateMeasure | ZeroMeasure | BooleanMeasure,
    Field(discriminator="kind"),
]

MEASURE_KINDS: Mapping[str, type[BaseMeasure]] = MappingProxyType(
    {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(Measure)[0])}
)
"""Every kind of measure that an obligation may have, by its name."""


def _explain_other_kind(item: AnyItem, kind: str) -> str:
    return "" if item.kind == kind else f"it looks at items of kind {kind}"


def _explain_no_use(item: AnyItem) -> str:
    return "" if item.kind == "runs" else "it counts incidents, and runs as exposure"


def _explain_no_events(item: AnyItem) -> str:
    return _explain_other_kind(item, "runs") or item.explain_missing_events()
