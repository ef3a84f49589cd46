"""Laws of charts: whatever the labels and figures, a drawing is well formed and stays in its frame."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from support.render.charts import NOTHING, a_share, an_interval, an_interval_chart
from trustpages.model.pages.chart import PlottedInterval
from trustpages.model.vocabulary import Verdict
from trustpages.render.charts.axes import fit_axis, fit_calendar
from trustpages.render.charts.catalog import draw_scene
from trustpages.render.charts.scene import Label
from trustpages.render.charts.sheet import estimate_width, fit_text
from trustpages.render.charts.svg import to_svg

LABELS = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
SHARES = st.floats(0, 1)
VALUES = st.none() | st.floats(-1e12, 1e12)


@st.composite
def intervals(draw: st.DrawFn) -> PlottedInterval:
    low, estimate, high = sorted((draw(SHARES), draw(SHARES), draw(SHARES)))
    known = draw(st.booleans())
    return an_interval(
        draw(LABELS),
        draw(st.sampled_from(Verdict)),
        a_share(estimate, low, high) if known else NOTHING,
        draw(st.none() | SHARES),
        note=draw(LABELS),
    )


@given(st.lists(intervals(), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_both_variants_are_well_formed_and_say_the_same(rows: list[PlottedInterval]) -> None:
    scene = draw_scene(an_interval_chart(*rows))
    files = to_svg(scene, "c", "title", rows[0].label)
    light, dark = ET.fromstring(files.light), ET.fromstring(files.dark)  # noqa: S314 - our own output
    assert list(light.itertext()) == list(dark.itertext())
    assert [node.get("d") for node in light.iter()] == [node.get("d") for node in dark.iter()]


@given(st.lists(intervals(), min_size=1, max_size=4))
@settings(deadline=None)
def test_marks_stay_inside(rows: list[PlottedInterval]) -> None:
    scene = draw_scene(an_interval_chart(*rows))
    for mark in scene.marks:
        if isinstance(mark, Label):
            assert 0 <= mark.y <= scene.height
            assert mark.anchor != "start" or mark.x + 0.9 * estimate_width(mark.text, mark.size) <= scene.width


@given(st.lists(VALUES, max_size=8))
def test_an_axis_holds_its_values_and_few_ticks(values: list[float | None]) -> None:
    axis = fit_axis(values, 0, 100)
    known = [value for value in values if value is not None]
    slack = (axis.high - axis.low) * 1e-6
    assert all(axis.low - slack <= value <= axis.high + slack for value in known)
    assert 1 <= len(axis.ticks()) <= 8


@given(st.lists(st.dates(), min_size=1, max_size=5))
def test_a_calendar_holds_its_days_and_few_ticks(days: list[date]) -> None:
    calendar = fit_calendar(days, 0, 100)
    assert calendar is not None
    assert all(0 <= calendar.at(day) <= 100 for day in days)
    assert len(calendar.ticks()) <= 10


@given(LABELS, st.floats(30, 400), st.integers(1, 3))
def test_fitted_text_fits(text: str, room: float, lines: int) -> None:
    parts = fit_text(text, room, 13.0, lines=lines)
    assert len(parts) <= lines
    assert all(estimate_width(part, 13.0) <= room for part in parts)
