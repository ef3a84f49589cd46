"""Rows by day: one scan tells what lies in every window of days, since counts of windows are sums over days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from trustpages.intake.data.counting.fetching import fetch_rows
from trustpages.intake.data.queries import DataQuery, WindowCounts
from trustpages.model.aggregate import DataRequest, DayAggregate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def count_windows(
    source: str, questions: Sequence[DataQuery], connection: DuckDBPyConnection
) -> dict[DataRequest, WindowCounts]:
    """What lies in the window of each question that reads days, from one scan for each column of them.

    Days outside of those of collection count as the one before or after these: such rows are refused afterwards, and
    a file that has millions of days shall not have them counted one by one.
    """
    found: dict[DataRequest, WindowCounts] = {}
    for cell in dict.fromkeys(query.day.value for query in questions if query.has_days):
        group = [query for query in questions if query.has_days and query.day.value == cell]
        first, last = _widen(group[0].request.collected or (date.min, date.max))
        known = f"least(greatest({cell}, DATE '{first}'), DATE '{last}')"
        expressions = [expression for query in group for expression in query.list_by_day()]
        rows = sorted(fetch_rows(connection, [known, *expressions], source, f"GROUP BY {known}"))
        days, width = [row[0] for row in rows], len(expressions) // len(group)
        columns = [[row[place] for row in rows] for place in range(1, 1 + len(expressions))]
        for place, query in enumerate(group):
            found[query.request] = _count_window(query, days, columns[place * width :][:width])
    return found


def _widen(days: tuple[date, date]) -> tuple[date, date]:
    """The day before and the day after them, where Python knows these."""
    first, last = (day.toordinal() for day in days)
    return date.fromordinal(max(1, first - 1)), date.fromordinal(min(date.max.toordinal(), last + 1))


def _count_window(query: DataQuery, days: Sequence[date], columns: Sequence[Sequence[int]]) -> WindowCounts:
    first, last = query.request.first, query.request.last
    begin = bisect_left(days, first) if first else 0
    end = max(begin, bisect_right(days, last) if last else len(days))
    attempts, successes, unknown, events = (sum(column[begin:end]) for column in columns)
    return WindowCounts(
        attempts=attempts,
        successes=successes,
        unknown=unknown,
        events=events,
        first=days[begin] if begin < end else None,
        last=days[end - 1] if begin < end else None,
        days=end - begin,
        before=sum(columns[0][:begin]),
        after=sum(columns[0][end:]),
        by_day=tuple(map(DayAggregate, days, *columns[:3])) if query.is_by_day else (),
        span=(days[0], days[-1]) if days else None,
    )
