"""Each kind of chart against its gold file; `python -m pytest tests/unit/render --update-gold` writes them anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from support.render.charts import SAMPLES
from trustpages.model.pages.chart import Chart
from trustpages.render.charts.catalog import DRAWERS, draw_scene
from trustpages.render.charts.drawing import draw
from trustpages.render.charts.scene import Disc, Label, Mark, Point, Shape
from trustpages.render.charts.sheet import estimate_span

GOLD = Path(__file__).parents[3] / "gold" / "charts"
SVG = "{http://www.w3.org/2000/svg}"

each_sample = pytest.mark.parametrize("chart", SAMPLES, ids=lambda chart: chart.id)


def described(mark: Mark) -> str:
    """One mark on one line, positions to the unit: what a reviewer of a changed picture wants to see."""
    match mark:
        case Label():
            return f"{mark.x:.0f} {mark.y:.0f} {mark.ink.name} {mark.anchor} {mark.text}"
        case Disc():
            return f"{mark.x:.0f} {mark.y:.0f} disc {mark.radius:g} {_inks(mark.stroke, mark.fill)}"
        case _:
            path = " ".join(f"{x:.0f},{y:.0f}" for x, y in mark.points)
            return f"{path} {'dashed' if mark.dashed else 'shape'} {mark.width:g} {_inks(mark.stroke, mark.fill)}"


def _inks(*inks: object) -> str:
    return "/".join(getattr(ink, "name", "-") for ink in inks)


@each_sample
def test_is_drawn_like_its_gold_file(chart: Chart, updates_gold: bool) -> None:
    scene = draw_scene(chart)
    drawn = "\n".join((f"{scene.width:g} x {scene.height:g}", *map(described, scene.marks), ""))
    path = GOLD / f"{chart.id}.txt"
    if updates_gold:
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


def test_every_kind_has_a_sample() -> None:
    assert {type(chart) for chart in SAMPLES} == set(DRAWERS)


@each_sample
def test_stays_inside_its_frame(chart: Chart) -> None:
    scene = draw_scene(chart)
    for mark in scene.marks:
        match mark:
            case Label():
                points: Iterable[Point] = ((end, mark.y) for end in estimate_span(mark))
            case Disc():
                points = ((mark.x, mark.y),)
            case Shape():
                points = mark.points
        assert all(0 <= x <= scene.width and 0 <= y <= scene.height for x, y in points), mark


@each_sample
def test_is_accessible_xml_without_anything_active(chart: Chart) -> None:
    files = draw(chart)
    for content in (files.light, files.dark):
        root = ET.fromstring(content)  # noqa: S314 - our own output
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert (root.get("role"), title.text, description.text) == ("img", chart.title, chart.summary)
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert {node.tag for node in root.iter()} <= {
            f"{SVG}{name}" for name in ("svg", "title", "desc", "path", "text")
        }
        assert not any("style" in node.attrib or "href" in str(node.attrib) for node in root.iter())


@each_sample
def test_same_chart_same_bytes(chart: Chart) -> None:
    assert draw(chart) == draw(chart)
