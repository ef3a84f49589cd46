"""What every kind of measure tells of itself, and what several kinds share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from trustpages.model.documents.base import Model, Text
from trustpages.model.documents.bundle import AnyItem
from trustpages.model.documents.thresholds import Threshold, ThresholdFault
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
    def is_tested_by_benchmarks(self) -> bool:
        """Whether it is of the kind that a benchmark measures, which is success on tasks.

        Rates of events, durations, costs and records are not, whatever work the tasks are about.
        """
        return False

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


class MeasureInUnit(BaseMeasure):
    """A measure of a value, whose unit the promise gives."""

    kind: str
    """Which measure it is."""
    unit: Text | None = None
    """Unit of the value."""

    @property
    def value_unit(self) -> str | None:
        """The one that the promise gives."""
        return self.unit


def explain_other_kind(item: AnyItem, kind: str) -> str:
    """Why an item that is not of the kind does not count; empty where it is."""
    return "" if item.kind == kind else f"it looks at items of kind {kind}"
