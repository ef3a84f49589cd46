from __future__ import annotations

from datetime import date

import pytest

from trustpages.model.vocabulary import Scale
from trustpages.render.charts.axes import Axis, fit_axis, fit_calendar, format_tick, make_share_axis
from trustpages.render.charts.scene import Ink
from trustpages.render.charts.sheet import SMALL, estimate_width, fit_text

PAGES = {"light": "#ffffff", "dark": "#1e2129"}  # of the theme's two colour schemes
DECORATION = {Ink.PAPER, Ink.GRID, Ink.BAND}
MARKS_ONLY = {Ink.RULE}


@pytest.mark.parametrize(
    ("values", "ceiling", "ticks"),
    [
        ([0.154, 0.205, 0.021], 1.0, (0.0, 0.05, 0.1, 0.15, 0.2, 0.25)),
        ([0.97], 1.0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ([12, 3], float("inf"), (0, 2.5, 5, 7.5, 10, 12.5)),
        ([-4, 9], float("inf"), (-5, 0, 5, 10)),
        ([], float("inf"), (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ([0, 0], float("inf"), (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ([None, float("inf"), 2], float("inf"), (0, 0.5, 1, 1.5, 2)),
    ],
)
def test_axes_start_at_zero_and_end_on_a_round_value(
    values: list[float | None], ceiling: float, ticks: tuple[float, ...]
) -> None:
    assert fit_axis(values, 0, 100, ceiling).ticks() == ticks


def test_positions() -> None:
    assert [make_share_axis(10, 110).at(value) for value in (0, 0.25, 1, -1, 7)] == [10, 35, 110, 10, 110]
    assert Axis(0.5, 4.5, 100, 0).at(4.5) == 0


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [
        (0.025, Scale.SHARE, "2.5\N{NO-BREAK SPACE}%"),
        (0.999, Scale.SHARE, "99.9\N{NO-BREAK SPACE}%"),
        (1, Scale.SHARE, "100\N{NO-BREAK SPACE}%"),
        (1500, Scale.NUMBER, "1,500"),
        (0.5, Scale.NUMBER, "0.5"),
    ],
)
def test_tick_labels(value: float, scale: Scale, text: str) -> None:
    assert format_tick(value, scale) == text


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2024, 6, 10), date(2024, 6, 24), ["7 Jun 2024", "27 Jun 2024"]),
        (date(2024, 1, 15), date(2025, 2, 28), ["Jan 2024", "Apr 2024", "Jul 2024", "Oct 2024", "Jan 2025"]),
        (date(2014, 3, 1), date(2024, 3, 1), ["2015", "2020"]),
    ],
)
def test_time_axes_mark_first_days(first: date, last: date, labels: list[str]) -> None:
    calendar = fit_calendar([first, None, last], 0, 100)
    assert calendar is not None
    assert [label for _, label in calendar.ticks()] == labels


@pytest.mark.parametrize("day", [date.min, date.max])
def test_time_axes_hold_at_the_ends_of_time(day: date) -> None:
    calendar = fit_calendar([day], 0, 100)
    assert calendar is not None
    assert 0 <= calendar.at(day) <= 100


def test_no_days_no_axis() -> None:
    assert fit_calendar([None], 0, 100) is None


@pytest.mark.parametrize(
    ("text", "lines", "result"),
    [
        ("short", 1, ("short",)),
        ("", 2, ()),
        ("two words that break", 2, ("two words that", "break")),
        ("two words that do not fit at all", 1, ("two words tha…",)),
        ("Donaudampfschifffahrtsgesellschaft", 2, ("Donaudampfsch", "ifffahrtsgesell…")),
        ("a\x00b\n$c$", 1, ("a\ufffdb $c$",)),
        ("東京都千代田区千代田一丁目", 1, ("東京都千代田区…",)),
    ],
)
def test_text_is_fitted(text: str, lines: int, result: tuple[str, ...]) -> None:
    assert fit_text(text, 110, SMALL, lines=lines) == result


def test_very_long_text_is_marked_as_cut() -> None:
    result = fit_text("word " * 10_000, 10_000, SMALL, lines=1)
    assert result[0].endswith("…")
    assert estimate_width(result[0], SMALL) < 10_000


@pytest.mark.parametrize("ink", [ink for ink in Ink if ink not in DECORATION])
def test_marks_and_words_stand_out(ink: Ink) -> None:
    least = 3.0 if ink in MARKS_ONLY else 4.5
    assert contrast(ink.light, PAGES["light"]) >= least
    assert contrast(ink.dark, PAGES["dark"]) >= least


def test_light_values_tell_all_inks_apart() -> None:
    assert len({ink.light for ink in Ink}) == len(Ink)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
