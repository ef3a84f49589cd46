"""Measures of events: how often they happen for so much use, and whether they happen at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, TypeAlias

from trustpages.model.documents.base import Label, Positive, Text
from trustpages.model.documents.bundle import AnyItem
from trustpages.model.documents.measures.base import BaseMeasure, MeasureTraits, explain_other_kind
from trustpages.model.documents.thresholds import (
    Threshold,
    ThresholdFault,
    check_precision,
    refuse_keys,
    warn_unprovable,
)
from trustpages.model.vocabulary import IncidentSeverity


class EventMeasure(BaseMeasure):
    """A measure of what should not happen."""

    kind: str
    """Which measure it is."""
    of: str
    """What counts as an event."""
    at_or_above: IncidentSeverity = IncidentSeverity.MINOR
    """Least severity of incidents that count."""

    @property
    def least_severity(self) -> IncidentSeverity:
        """The one that the promise gives."""
        return self.at_or_above

    def explain_unused(self, item: AnyItem) -> str:
        """It counts incidents over exposure, or events or failures inside runs."""
        match self.of:
            case "incidents":
                return "" if item.kind == "runs" else "it counts incidents, and runs as exposure"
            case "events":
                return explain_other_kind(item, "runs") or item.explain_missing_events()
        return explain_other_kind(item, "runs") or item.explain_missing_outcome("success")


class RateMeasure(EventMeasure):
    """Events per exposure."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False)

    kind: Literal["rate"]
    """Events per exposure."""
    of: Literal["incidents", "events"] = "incidents"
    """Recorded incidents, or events counted inside runs."""
    exposure: Label = "runs"
    """Unit of exposure: runs, hours, users."""
    per: Positive = 1
    """The threshold is per this much exposure."""

    @property
    def exposure_unit(self) -> str:
        """The one that the promise gives."""
        return self.exposure

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


class ZeroMeasure(EventMeasure):
    """Something that must never happen."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(
        scale=None, harmful=("never",), is_record=False, is_broken_at_once=True
    )

    kind: Literal["zero"]
    """Must never happen."""
    of: Literal["incidents", "events", "runs"] = "incidents"
    """Recorded incidents, events counted inside runs, or runs without success."""
    event: Text | None = None
    """What must never happen."""

    @property
    def is_tested_by_benchmarks(self) -> bool:
        """Runs without success are; incidents and other events are not."""
        return self.of == "runs"

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """No bound; a tolerable rate that some number of runs can show."""
        yield from refuse_keys(threshold, self.kind, "at_least", "at_most")
        yield from check_precision(("threshold", "tolerable_rate"), threshold.tolerable_rate)


MeasureOfEvents: TypeAlias = RateMeasure | ZeroMeasure
