"""The days on which a promise is judged, and the confidence level that so many judgements leave for each."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from trustpages.model.documents.pact import Window
from trustpages.model.vocabulary import Recurrence

_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)


def find_last_review_day(window: Window, as_of: date, begin: date) -> date | None:
    """The latest day of review up to `as_of`; None without one.

    Days before `begin`, the first day of the pact, are none, but for the last day of a fixed window.
    """
    stated = [day for day in _list_stated_days(window) if day <= as_of and (day >= begin or day == window.to)]
    return max((*stated, *_find_end_of_period_up_to(window, as_of, begin)), default=None)


def find_next_review_day(window: Window, after: date) -> date | None:
    """The first day of review later than `after`; None where none is to come."""
    if after == date.max:
        return None
    stated = [day for day in _list_stated_days(window) if day > after]
    if window.reviews is not None:
        coming = _compute_end_of_period(window.reviews, max(after + _DAY, window.from_ or date.min))
        stated += [coming] if _is_inside(window, coming) else []
    return min(stated, default=None)


def list_review_days(window: Window, first: date, last: date) -> tuple[date, ...]:
    """Every day of review from `first` to `last`, both included, in order."""
    days, day = [], find_next_review_day(window, first - _DAY)
    while day is not None and day <= last:
        days.append(day)
        day = find_next_review_day(window, day)
    return tuple(days)


@lru_cache(maxsize=1024)  # asked for each interval of a promise
def count_reviews_a_year(window: Window) -> int:
    """The most days of review that lie within any 365 days; 0 where the promise is never judged."""
    if window.reviews is not None and (window.from_ is None or window.to is None):
        return 12 // window.reviews.months
    days = sorted(set(_list_stated_days(window)))
    if window.from_ is not None and window.to is not None:
        days = list(list_review_days(window, window.from_, window.to))
    return max((bisect_left(days, day + _YEAR) - number for number, day in enumerate(days)), default=0)


def compute_judged_level(level: float, window: Window) -> float:
    """The level of each judgement, so that those of a year together are as often right as `level` says.

    Judging R times spends the error R times; each judgement gets 1/R of it (Bonferroni), which holds however the
    windows overlap. Formula: docs/reference/formulas.md#verdict-of-record.
    """
    reviews = count_reviews_a_year(window)
    return level if reviews <= 1 else 1 - (1 - level) / reviews


def _list_stated_days(window: Window) -> Iterator[date]:
    yield from (day for day in window.review_dates if _is_inside(window, day))
    if not window.is_rolling and window.to is not None:
        yield window.to


def _find_end_of_period_up_to(window: Window, as_of: date, begin: date) -> Iterator[date]:
    if window.reviews is None:
        return
    end = _compute_end_of_period(window.reviews, as_of)
    if end > as_of:
        end = _compute_end_of_period(window.reviews, as_of, periods=-1)
    if end >= begin and _is_inside(window, end):
        yield end


def _is_inside(window: Window, day: date) -> bool:
    """Whether a fixed window holds the day; every day is as good for a rolling one."""
    return (window.from_ is None or window.from_ <= day) and (window.to is None or day <= window.to)


def _compute_end_of_period(every: Recurrence, day: date, periods: int = 0) -> date:
    """The last day of the calendar period that holds `day`, or of the one so many periods later."""
    number = (day.year * 12 + day.month - 1) // every.months + periods
    year, month = divmod((number + 1) * every.months - 1, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])
