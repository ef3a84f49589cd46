"""The days of an obligation's window, and whether the days on which an item was collected lie in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

from trustpages.model.documents.base import Period
from trustpages.model.documents.pact import Window
from trustpages.model.sentence import Sentence

DAY = timedelta(days=1)

Days: TypeAlias = tuple[date | None, date]
"""First day (None for an open start) and last day that count, both included."""


def compute_window_days(window: Window, as_of: date) -> Days:
    """The days of a window on `as_of`: a rolling one ends there, a fixed one at the latest there."""
    last = as_of if window.is_rolling else min(window.to or as_of, as_of)
    return window.find_first_day(last), last


def explain_outside_window(window: Window, days: Days, collected: Period, *, cut_by_day: bool) -> str | None:
    """Why a collection does not count in the window, as a phrase; None if it does.

    What can be cut by day counts if any of it lies in the window. Totals cannot be cut: for a fixed window
    all days must lie in it; for a rolling one the last day must, and the first may reach back as far as
    the window before it, since months do not end when windows do.
    """
    first, last = days
    if collected.to > last and not (cut_by_day and collected.from_ <= last):
        return Sentence("collected until ", collected.to, ", after the window ends on ", last)
    if first is None:
        return None
    if collected.to < first:
        return Sentence("collected until ", collected.to, ", before the window opens on ", first)
    if cut_by_day or collected.from_ >= first:
        return None
    if not window.is_rolling:
        opens = Sentence("before the window opens on ", first)
        return Sentence("collected from ", collected.from_, ", ", opens, ", and not divisible by day")
    if collected.from_ < (window.find_first_day(first - DAY) or first):
        return Sentence("collected from ", collected.from_, ", too long before the window opens on ", first)
    return None


def find_last_day_inside(window: Window, collected: Period, *, cut_by_day: bool) -> date | None:
    """The last day of report on which a collection still counts in a rolling window; None for a fixed one."""
    leaves, reaches_back = window.find_last_day_with(collected.to), window.find_last_day_with(collected.from_, 2)
    return leaves if cut_by_day or leaves is None or reaches_back is None else min(leaves, reaches_back)


def compute_day_coverage(days: Days, periods: Iterable[Period]) -> float | None:
    """The share of the window's days (0..1) on which something was collected; None for an open window."""
    first, last = days
    if first is None or first > last:
        return None
    covered: set[date] = set()  # a set, since the days of two items may overlap
    for period in periods:
        start, end = max(period.from_, first), min(period.to, last)
        covered.update(start + n * DAY for n in range((end - start).days + 1))
    return len(covered) / ((last - first).days + 1)
