"""A window that moves: the day on which it opens, and the last day on which it still holds another."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trustpages.model.documents.pact import Window

DAY = timedelta(days=1)
WINDOWS = st.one_of(
    st.integers(1, 400).map(lambda days: Window(rolling=days)), st.integers(1, 24).map(lambda n: Window(months=n))
)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(WINDOWS, DAYS)
def test_the_last_day_with_another_is_the_last_whose_window_holds_it(window: Window, day: date) -> None:
    last = window.find_last_day_with(day)
    assert last is not None
    opens, opens_next = window.find_first_day(last), window.find_first_day(last + DAY)
    assert opens is not None
    assert opens_next is not None
    assert opens <= day < opens_next


@given(WINDOWS, DAYS)
def test_two_windows_in_a_row_reach_back_to_the_one_before(window: Window, day: date) -> None:
    last = window.find_last_day_with(day, 2)
    assert last is not None
    opens = window.find_first_day(last)
    assert opens is not None
    before = window.find_first_day(opens - DAY)
    assert before is not None
    assert before <= day
    after = window.find_first_day(last + DAY)
    assert after is not None
    before_that = window.find_first_day(after - DAY)
    assert before_that is not None
    assert before_that > day


def test_a_fixed_window_moves_for_nobody() -> None:
    window = Window.model_validate({"from": "2026-01-01", "to": "2026-03-31"})
    assert not window.is_rolling
    assert window.find_first_day(date(2026, 3, 31)) == date(2026, 1, 1)
    assert window.find_last_day_with(date(2026, 1, 5)) is None
