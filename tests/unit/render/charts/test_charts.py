"""What single charts say in cases of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from support.render.charts import (
    BASELINES,
    BUDGETS,
    COLUMNS,
    COVERAGE,
    DIVERSITY,
    FRESHNESS,
    GAPS,
    HISTORY,
    NOTHING,
    REPEATS,
    SCATTER,
    TIMELINE,
    a_share,
    an_interval,
    an_interval_chart,
)
from trustpages.model.pages.chart import Chart, Event, PlottedFreshness, Point, Strength
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Verdict
from trustpages.render.charts.catalog import draw_scene
from trustpages.render.charts.scene import Disc, Ink, Label, Shape
from trustpages.render.charts.sheet import estimate_width


def words(chart: Chart) -> list[str]:
    return [mark.text for mark in draw_scene(chart).marks if isinstance(mark, Label)]


def with_rows(chart: Chart, field: str, rows: tuple[object, ...]) -> Chart:
    changes: dict[str, Any] = {field: rows}
    return replace(chart, **changes)


def bands(chart: Chart) -> list[tuple[float, float]]:
    """Left and right ends of the promised sides."""
    shapes = [mark for mark in draw_scene(chart).marks if isinstance(mark, Shape) and mark.fill is Ink.BAND]
    return [(shape.points[0][0], shape.points[1][0]) for shape in shapes]


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_said_in_words(verdict: Verdict) -> None:
    assert VERDICTS[verdict].word in words(an_interval_chart(an_interval(verdict=verdict)))


def test_the_promised_side_follows_the_direction() -> None:
    at_least, *_ = bands(an_interval_chart(an_interval(threshold=0.5)))
    at_most, *_ = bands(an_interval_chart(an_interval(threshold=0.5, direction="at_most")))
    assert at_least[0] == at_most[1] == 240


def test_without_an_estimate_nothing_stands_at_zero() -> None:
    none = an_interval_chart(an_interval("a", Verdict.MISSING, NOTHING, 0.9, note="no evidence"))
    zero = an_interval_chart(an_interval("a", Verdict.BREACHED, a_share(0.0, 0.0, 0.1), 0.9))
    discs = [mark for mark in draw_scene(none).marks if isinstance(mark, Disc)]
    assert len(discs) == 1  # the one in the key
    assert "no evidence" in words(none)
    assert sum(isinstance(mark, Shape) and mark.dashed for mark in draw_scene(none).marks) == 1
    assert not any(isinstance(mark, Shape) and mark.dashed for mark in draw_scene(zero).marks)


@pytest.mark.parametrize(
    ("chart", "field", "one"),
    [
        (an_interval_chart(), "intervals", an_interval()),
        (GAPS, "gaps", GAPS.gaps[0]),
        (FRESHNESS, "items", FRESHNESS.items[0]),
        (DIVERSITY, "classes", ("x", 1)),
        (BUDGETS, "budgets", BUDGETS.budgets[0]),
        (HISTORY, "histories", HISTORY.histories[0]),
        (BASELINES, "baselines", BASELINES.baselines[0]),
        (REPEATS, "series", REPEATS.series[0]),
        (SCATTER, "points", Point(label="x", x=0.1, y=0.2)),
    ],
    ids=lambda value: getattr(value, "id", None),
)
def test_long_charts_say_how_much_is_in_the_table_only(chart: Chart, field: str, one: object) -> None:
    many = with_rows(chart, field, (one,) * 100)
    remainder = next(text for text in words(many) if text.startswith("… and"))
    assert remainder.endswith("more in the table")
    assert draw_scene(many).height < 2000


@pytest.mark.parametrize(
    "field", ["intervals", "gaps", "items", "classes", "budgets", "histories", "baselines", "series", "points"]
)
def test_charts_without_rows_can_be_drawn(field: str) -> None:
    samples = (an_interval_chart(), GAPS, FRESHNESS, DIVERSITY, BUDGETS, HISTORY, BASELINES, REPEATS, SCATTER)
    chart = next(sample for sample in samples if hasattr(sample, field))
    assert draw_scene(with_rows(chart, field, ())).height > 0


def test_a_large_grid_names_what_it_leaves_out() -> None:
    chart = replace(
        COVERAGE,
        obligations=tuple(f"o{n}" for n in range(30)),
        benchmarks=tuple(f"b{n}" for n in range(12)),
        strengths=((Strength.NONE,) * 12,) * 30,
    )
    assert {"… and 6 more in the table", "… and 4 more in the table"} <= set(words(chart))


def test_absent_classes_are_named_absent() -> None:
    assert words(DIVERSITY).count("none") == sum(not count for _, count in DIVERSITY.classes)


def test_an_undated_item_has_no_bar() -> None:
    item = PlottedFreshness(label="x", collected=None, good_until=None, status=FreshnessStatus.MISSING)
    assert "Undated" in words(replace(FRESHNESS, items=(item,)))


def test_events_are_numbered_in_order_of_time() -> None:
    told = [text.split(": ")[0] for text in words(TIMELINE) if ": " in text]
    assert told == [
        "1 Jun 2024",
        "13 Aug 2024",
        "14 Aug 2024",
        "20 Aug 2024 to 20 Sep 2024",
        "22 Aug 2024",
        "22 Aug 2024",
        "2 Oct 2024",
    ]
    assert "none recorded" in words(TIMELINE)


def test_equal_events_get_numbers_of_their_own() -> None:
    twice = Event(day=date(2024, 8, 1), label="again")
    lane = replace(TIMELINE.lanes[0], events=(twice, replace(twice)))
    assert {"1", "2"} <= set(words(replace(TIMELINE, lanes=(lane,))))


@pytest.mark.parametrize("days", range(0, 60, 4))
def test_the_line_of_the_day_goes_through_no_number(days: int) -> None:
    event = Event(day=TIMELINE.as_of - timedelta(days), label="shortly before")
    lanes = tuple(replace(lane, events=(event, *lane.events)) for lane in TIMELINE.lanes)
    marks = draw_scene(replace(TIMELINE, lanes=lanes)).marks
    labels = [mark for mark in marks if isinstance(mark, Label) and mark.bold]
    (line,) = (label for label in labels if label.text.startswith("as of"))
    for number in (label for label in labels if label.text.isdigit()):
        width = estimate_width(number.text, number.size)
        left = number.x - width if number.anchor == "end" else number.x
        assert not left < line.x < left + width, number


def test_the_first_rank_stands_at_the_right() -> None:
    chart = replace(
        SCATTER, points=tuple(Point(label=f"a{n}", x=float(n), y=0.1) for n in range(1, 15)), x_is_rank=True
    )
    ticks = [
        mark
        for mark in draw_scene(chart).marks
        if isinstance(mark, Label) and mark.text in ("5", "10") and not mark.bold
    ]
    assert [tick.text for tick in sorted(ticks, key=lambda tick: tick.x)] == ["10", "5"]


def test_the_latest_versions_are_drawn() -> None:
    chart = replace(
        HISTORY,
        versions=tuple(f"v{n}" for n in range(20)),
        histories=(replace(HISTORY.histories[0], verdicts=(Verdict.MET,) * 20),),
    )
    assert "4 earlier versions in the table" in words(chart)
    assert "v19" in words(chart)


def test_long_names_of_versions_stay_within_the_chart() -> None:
    names = ("1 November 2026", "20 November 2026")
    history = replace(HISTORY.histories[0], verdicts=(Verdict.MET,) * 2)
    marks = draw_scene(replace(HISTORY, versions=names, histories=(history,))).marks
    anchors = [mark.anchor for mark in marks if isinstance(mark, Label) and mark.text in names]
    assert sorted(anchors) == ["end", "start"]


def test_a_table_with_ragged_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="differs from its 2 columns"):
        replace(GAPS, rows=(("only one",),))


def test_widths_do_not_depend_on_the_table() -> None:
    assert draw_scene(GAPS) == draw_scene(replace(GAPS, columns=(*COLUMNS, "more"), rows=()))
