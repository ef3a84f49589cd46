from __future__ import annotations

from datetime import date

import pytest

from support.builders import AS_OF, Values, days_before
from trustpages.assess.evidence.windows import (
    compute_day_coverage,
    compute_window_days,
    explain_outside_window,
    find_last_day_inside,
)
from trustpages.model.documents.base import Period
from trustpages.model.documents.pact import Window

ROLLING = Window(rolling=30)
JUNE = Window.model_validate({"from": date(2026, 6, 1), "to": date(2026, 6, 30)})


def period(start: int, end: int) -> Period:
    """From so many days before the date of the report to so many."""
    return Period(from_=days_before(start), to=days_before(end))


@pytest.mark.parametrize(
    ("window", "as_of", "days"),
    [
        ({"rolling": 30}, AS_OF, (date(2026, 6, 1), AS_OF)),
        ({"rolling": 1}, AS_OF, (AS_OF, AS_OF)),
        ({"months": 1}, AS_OF, (date(2026, 6, 1), AS_OF)),
        ({"months": 1}, date(2026, 2, 10), (date(2026, 2, 1), date(2026, 2, 10))),
        ({"months": 3}, date(2026, 1, 31), (date(2025, 11, 1), date(2026, 1, 31))),
        ({"months": 12}, date(2026, 12, 31), (date(2026, 1, 1), date(2026, 12, 31))),
        ({"from": date(2026, 6, 1), "to": date(2026, 6, 30)}, AS_OF, (date(2026, 6, 1), AS_OF)),
        ({"from": date(2026, 6, 1), "to": date(2026, 6, 30)}, date(2026, 6, 10), (date(2026, 6, 1), date(2026, 6, 10))),
        ({"from": date(2026, 6, 1), "to": date(2026, 6, 30)}, date(2026, 8, 1), (date(2026, 6, 1), date(2026, 6, 30))),
        ({"to": date(2026, 6, 30)}, AS_OF, (None, AS_OF)),
    ],
)
def test_the_days_of_a_window(window: Values, as_of: date, days: tuple[date | None, date]) -> None:
    assert compute_window_days(Window.model_validate(window), as_of) == days


@pytest.mark.parametrize(
    ("window", "collected", "cut", "inside"),
    [
        (ROLLING, period(29, 0), False, True),
        (ROLLING, period(29, 29), False, True),
        (ROLLING, period(30, 30), False, False),
        # A month that reaches into the window before counts, a quarter does not.
        (ROLLING, period(59, 10), False, True),
        (ROLLING, period(60, 10), False, False),
        (ROLLING, period(400, 10), True, True),
        (ROLLING, period(400, 30), True, False),
        (JUNE, period(29, 0), False, True),
        (JUNE, period(30, 0), False, False),
        (JUNE, period(30, 0), True, True),
        # A file that goes on beyond the window is cut on that side, too; totals are not.
        (JUNE, period(20, -5), True, True),
        (JUNE, period(20, -5), False, False),
        (JUNE, period(-1, -5), True, False),
    ],
)
def test_what_lies_in_a_window(window: Window, collected: Period, cut: bool, inside: bool) -> None:
    reason = explain_outside_window(window, compute_window_days(window, AS_OF), collected, cut_by_day=cut)
    assert (reason is None) is inside


@pytest.mark.parametrize(("start", "end"), [(5, 0), (40, 20), (29, 29)])
def test_the_last_day_inside_is_the_last_day_on_which_it_counts(start: int, end: int) -> None:
    collected = period(start, end)
    last = find_last_day_inside(ROLLING, collected, cut_by_day=False)
    assert last is not None
    assert explain_outside_window(ROLLING, compute_window_days(ROLLING, last), collected, cut_by_day=False) is None
    after = date.fromordinal(last.toordinal() + 1)
    assert explain_outside_window(ROLLING, compute_window_days(ROLLING, after), collected, cut_by_day=False) is not None


def test_days_that_two_collections_share_are_covered_once() -> None:
    covered = compute_day_coverage(compute_window_days(ROLLING, AS_OF), [period(29, 20), period(25, 15)])
    assert covered == pytest.approx(15 / 30)
