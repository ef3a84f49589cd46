"""Days of review: calendar periods, stated dates, the end of a fixed window; and the level of each judgement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.builders import Values
from trustpages.assess.evidence.review_days import (
    compute_judged_level,
    count_reviews_a_year,
    find_last_review_day,
    find_next_review_day,
    list_review_days,
)
from trustpages.model.documents.pact import Window
from trustpages.model.vocabulary import Recurrence

BEGIN = date(2026, 1, 1)
SPRING = {"from": date(2026, 3, 1), "to": date(2026, 5, 15)}


def a_window(**values: object) -> Window:
    """A rolling window of 90 days, unless it says from when to when."""
    return Window.model_validate(values if "from" in values else {"rolling": 90, **values})


@pytest.mark.parametrize(
    ("window", "as_of", "last", "coming"),
    [
        ({"reviews": "monthly"}, date(2026, 2, 27), date(2026, 1, 31), date(2026, 2, 28)),
        ({"reviews": "monthly"}, date(2026, 2, 28), date(2026, 2, 28), date(2026, 3, 31)),
        ({"reviews": "monthly"}, date(2028, 2, 28), date(2028, 1, 31), date(2028, 2, 29)),
        ({"reviews": "quarterly"}, date(2026, 11, 20), date(2026, 9, 30), date(2026, 12, 31)),
        ({"reviews": "yearly"}, date(2027, 1, 1), date(2026, 12, 31), date(2027, 12, 31)),
        # The quarter ended before the pact began.
        ({"reviews": "quarterly"}, date(2026, 3, 30), None, date(2026, 3, 31)),
        ({}, date(2026, 6, 30), None, None),
        ({"review_dates": [date(2026, 6, 1), date(2026, 4, 1)]}, date(2026, 5, 1), date(2026, 4, 1), date(2026, 6, 1)),
        ({"review_dates": [date(2025, 12, 31)]}, date(2026, 5, 1), None, None),
        (SPRING, date(2026, 5, 14), None, date(2026, 5, 15)),
        (SPRING, date(2026, 8, 1), date(2026, 5, 15), None),
        (SPRING | {"reviews": "monthly"}, date(2026, 5, 14), date(2026, 4, 30), date(2026, 5, 15)),
        (SPRING | {"reviews": "monthly"}, date(2026, 8, 1), date(2026, 5, 15), None),
        (SPRING | {"reviews": "monthly"}, date(2026, 1, 1), None, date(2026, 3, 31)),
        (SPRING | {"review_dates": [date(2026, 2, 1)]}, date(2026, 4, 1), None, date(2026, 5, 15)),
        # A window that was over before the pact began is judged all the same.
        ({"from": date(2025, 3, 1), "to": date(2025, 5, 15)}, date(2026, 4, 1), date(2025, 5, 15), None),
    ],
)
def test_the_last_and_the_next_day_of_review(
    window: Values, as_of: date, last: date | None, coming: date | None
) -> None:
    assert find_last_review_day(a_window(**window), as_of, BEGIN) == last
    assert find_next_review_day(a_window(**window), as_of) == coming


def test_no_day_comes_after_the_last_that_there_is() -> None:
    assert find_next_review_day(a_window(reviews="monthly"), date.max) is None


@pytest.mark.parametrize(
    ("window", "number"),
    [
        ({}, 0),
        ({"reviews": "monthly"}, 12),
        ({"reviews": "quarterly"}, 4),
        ({"reviews": "yearly"}, 1),
        ({"review_dates": [date(2026, 1, 31), date(2027, 1, 30)]}, 2),
        ({"review_dates": [date(2026, 1, 31), date(2027, 1, 31)]}, 1),
        ({"review_dates": [date(2026, 1, 31), date(2026, 1, 31)]}, 1),
        (SPRING, 1),
        (SPRING | {"reviews": "monthly"}, 3),
        (SPRING | {"review_dates": [date(2026, 4, 1), date(2026, 6, 1)]}, 2),
        ({"from": date(2024, 1, 1), "to": date(2027, 12, 31), "reviews": "monthly"}, 12),
    ],
)
def test_how_often_a_promise_is_judged_in_a_year(window: Values, number: int) -> None:
    assert count_reviews_a_year(a_window(**window)) == number


@pytest.mark.parametrize(
    ("window", "level"), [({}, 0.95), ({"reviews": "yearly"}, 0.95), ({"reviews": "quarterly"}, 0.9875)]
)
def test_each_judgement_spends_its_part_of_the_error(window: Values, level: float) -> None:
    assert compute_judged_level(0.95, a_window(**window)) == pytest.approx(level, abs=1e-15)


@given(st.sampled_from(Recurrence), st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(1, 800))
def test_listed_days_are_those_that_each_day_calls_its_last(every: Recurrence, first: date, length: int) -> None:
    window, last = a_window(reviews=every), first + timedelta(days=length)
    days = list_review_days(window, first, last)
    by_day = {find_last_review_day(window, first + timedelta(days=n), first) for n in range(length + 1)}
    assert set(days) == by_day - {None}
    assert all((day + timedelta(days=1)).day == 1 for day in days)
    assert len([day for day in days if day < first + timedelta(days=365)]) <= count_reviews_a_year(window)
