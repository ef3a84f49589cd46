"""Charts as plain data: what `compose` fills in and `render` draws.

Every chart carries the table of the same numbers: a chart never shows what its table does not.
Shares are 0..1. A value that is missing is drawn as a gap with words, never as zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trustpages.model.documents.base import Period
from trustpages.model.measured import Measured, Quantity
from trustpages.model.pages.values import Said
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Scale, Verdict


class Strength(StrEnum):
    """How far a benchmark speaks about an obligation."""

    UNMAPPED = "unmapped"  # nobody has judged the pair
    NONE = "none"  # judged: says nothing about it
    PARTIAL = "partial"
    DIRECT = "direct"


class EventKind(StrEnum):
    """What kind of event stands on the timeline."""

    CHANGE = "change"
    BREACH = "breach"
    INCIDENT = "incident"
    CONSEQUENCE = "consequence"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What every chart has besides its data.

    `id` is unique on its page and a plain slug; `summary` is the text alternative, a full
    sentence; `columns` and `rows` are the table beside the chart.
    """

    id: str
    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]

    def __post_init__(self) -> None:
        width = len(self.columns)
        if not self.id or not self.title or not self.summary:
            raise ValueError("a chart needs an id, a title and a summary")
        if any(len(row) != width for row in self.rows):
            raise ValueError(f"table of chart '{self.id}': a row differs from its {width} columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlottedInterval:
    """One obligation: what was measured against its target.

    `note` is the figure in words that stands in the chart ("43 of 100") or the reason for its absence.
    """

    label: str
    verdict: Verdict
    target: Target
    measured: Quantity
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalChart(Chart):
    """The shares that were measured, with their uncertainty, against what was promised."""

    intervals: tuple[PlottedInterval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlottedGap:
    """One claim: the failure share that it implies and the one observed."""

    label: str
    claimed: Measured
    observed: Measured
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChart(Chart):
    """Claimed against observed failure."""

    gaps: tuple[PlottedGap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One agent: where it stands on either axis."""

    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterChart(Chart):
    """Rank or score on a leaderboard against an outcome; with `x_is_rank` the first rank is at the right."""

    points: tuple[Point, ...]
    x_axis: str
    y_axis: str
    x_is_rank: bool = False
    x_scale: Scale = Scale.SHARE
    y_scale: Scale = Scale.SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class PlottedFreshness:
    """One evidence item: when it was collected and the last day on which it counts."""

    label: str
    collected: Period | None
    good_until: date | None
    status: FreshnessStatus
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshnessChart(Chart):
    """How old each piece of evidence is, and until when it counts."""

    items: tuple[PlottedFreshness, ...]
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageChart(Chart):
    """Obligations (down) against benchmarks (across): one strength for each pair."""

    obligations: tuple[str, ...]
    benchmarks: tuple[str, ...]
    strengths: tuple[tuple[Strength, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversityChart(Chart):
    """How many items of each class of evidence there are; zero is shown as zero."""

    classes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlottedBudget:
    """One obligation: shares of its error budget and of its window that are used up (may exceed 1)."""

    label: str
    verdict: Verdict
    consumed: float
    elapsed: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetChart(Chart):
    """Error budget consumed against the time elapsed."""

    budgets: tuple[PlottedBudget, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on a day, or from `day` to `until`; of the day no more than its month may be known."""

    day: date
    label: str
    until: date | None = None
    day_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The events of one kind, in any order; an empty lane is drawn and says that nothing is recorded."""

    kind: EventKind
    label: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTimeline(Chart):
    """Changes, breaches, incidents, consequences and reviews on one time axis."""

    lanes: tuple[Lane, ...]
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlottedHistory:
    """One obligation through the versions; None where it did not exist in that version."""

    label: str
    verdicts: tuple[Verdict | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryChart(Chart):
    """The verdict of each obligation in each published version, oldest first."""

    versions: tuple[str, ...]
    histories: tuple[PlottedHistory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """One published score with its uncertainty, and what an agent that does nothing scores."""

    label: str
    score: float
    interval: Quantity
    do_nothing: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineChart(Chart):
    """Benchmark scores against the score for doing nothing."""

    baselines: tuple[Baseline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatSeries:
    """One agent or benchmark: the share of tasks that succeed `k` times out of `k`, by rising `k`."""

    label: str
    repeats: tuple[tuple[int, Measured], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatChart(Chart):
    """What remains of a success share when every one of k attempts has to succeed."""

    series: tuple[RepeatSeries, ...]
