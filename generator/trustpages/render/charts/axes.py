"""Value axes and calendars: from values and dates to positions, and round values and dates as ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trustpages.model.vocabulary import Scale

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24000)
_DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis: the values `low` < `high` lie at the positions `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The position of `value`; values beyond the axis stop at its ends."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)

    def ticks(self, at_most: int = 5) -> tuple[float, ...]:
        """At most `at_most` + 1 round values from `low` to `high`."""
        step = _choose_step((self.high - self.low) / at_most)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return tuple(round(step * count, 12) for count in range(first, last + 1))


def make_share_axis(start: float, end: float) -> Axis:
    """The whole range of a share, 0 to 1: a cut axis would exaggerate."""
    return Axis(0.0, 1.0, start, end)


def fit_axis(
    values: Iterable[float | None], start: float, end: float, ceiling: float = math.inf, *, from_zero: bool = True
) -> Axis:
    """An axis from zero (or the lowest value below it) to a round value at or above all `values`.

    It does not go beyond `ceiling`, for example 1 where the values are shares. Without `from_zero` it begins at a round
    value at or below all of them: scales such as Elo have no zero.
    """
    finite = [value for value in values if value is not None and math.isfinite(value)]
    origin = [0.0] if from_zero or not finite else []
    low, high = min([*origin, *finite]), max([*origin, *finite])
    # Nothing to tell apart: zero, or so near to it that a step between would be no number.
    if high - low < 1e-300:
        return Axis(0.0, 1.0, start, end)
    step = _choose_step((high - low) / 5)
    top = min(ceiling, math.ceil(high / step - 1e-9) * step)
    return Axis(math.floor(low / step + 1e-9) * step, top, start, end)


def _choose_step(at_least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `at_least`."""
    power = 10.0 ** math.floor(math.log10(at_least))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10, 20) if power * factor >= at_least * (1 - 1e-9))


def format_tick(value: float, scale: Scale) -> str:
    """`value` as an axis says it: `25 %` for a share, `1,500` for a number."""
    if scale is Scale.SHARE:
        return f"{value * 100:.10g}\N{NO-BREAK SPACE}%"
    return f"{value:,.10g}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A time axis: the days `first` < `last` lie at the positions `start` and `end`."""

    first: date
    last: date
    start: float
    end: float

    def at(self, day: date) -> float:
        """The position of `day`; days beyond the axis stop at its ends."""
        share = (day - self.first).days / (self.last - self.first).days
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)

    def ticks(self, at_most: int = 5) -> tuple[tuple[date, str], ...]:
        """First days of months, evenly spaced, with labels; the ends of a span shorter than two months."""
        months = (self.last - self.first).days / _DAYS_A_MONTH
        if months < 2:
            return tuple((day, format_day(day)) for day in (self.first, self.last))
        step = next((size for size in _MONTH_STEPS if months / size <= at_most), _MONTH_STEPS[-1])
        return tuple((day, _format_month(day, step)) for day in self._month_starts(step))

    def _month_starts(self, step: int) -> Iterable[date]:
        number = -(-(self.first.year * 12 + self.first.month - 1 + (self.first.day > 1)) // step) * step
        while (year := number // 12) <= self.last.year and (day := date(year, number % 12 + 1, 1)) <= self.last:
            yield day
            number += step


def format_day(day: date) -> str:
    """A day as `1 Dec 2024`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _format_month(day: date, step: int) -> str:
    return str(day.year) if step % 12 == 0 else f"{_MONTHS[day.month - 1]} {day.year}"


def fit_calendar(days: Iterable[date | None], start: float, end: float) -> Calendar | None:
    """A time axis over all `days`, with a margin; None where there is no day at all."""
    known = [day for day in days if day is not None]
    if not known:
        return None
    margin = timedelta(days=max(3, (max(known) - min(known)).days // 25))
    first = max(min(known), date.min + margin) - margin
    last = min(max(known), date.max - margin) + margin
    return Calendar(first, last, start, end)
