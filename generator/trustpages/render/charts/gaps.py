"""Claimed against observed failure, each with its limits, on one axis from zero."""

from __future__ import annotations

from trustpages.model.chart import Gap, GapChart, Scale
from trustpages.render.charts.axes import Axis, axis_over
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Scene, line
from trustpages.render.charts.sheet import Sheet, bar_sample, symbol_sample
from trustpages.render.charts.symbols import Form, symbol
from trustpages.render.charts.tracks import TRACK_END, TRACK_START, bar, track, value_axis

MOST_ROWS = 12

_APART = 18.0


def gaps_scene(chart: GapChart) -> Scene:
    """One row a claim: above what the claim implies, below what was observed, the gap drawn between them."""
    sheet = Sheet()
    shown = chart.gaps[:MOST_ROWS]
    values = [
        value
        for gap in shown
        for value in (gap.claimed, gap.claimed_low, gap.claimed_high, gap.observed, gap.low, gap.high)
    ]
    ceiling = 1.0 if chart.scale is Scale.SHARE else float("inf")
    axis = axis_over(values, TRACK_START, TRACK_END, ceiling)
    top = sheet.y
    for gap in shown:
        _row(sheet, gap, axis)
        sheet.down(14)
    sheet.remainder(len(chart.gaps) - len(shown))
    value_axis(sheet, axis, chart.scale, chart.axis, top)
    sheet.key(
        (
            (symbol_sample(Form.DIAMOND_OPEN, Ink.CLAIMED), "failure that the claim implies"),
            (symbol_sample(Form.DISC, Ink.TEXT), "failure observed"),
            (bar_sample(Ink.MUTED), "could be anywhere here"),
        )
    )
    return sheet.scene()


def _row(sheet: Sheet, gap: Gap, axis: Axis) -> None:
    sheet.heading(gap.label)
    sheet.down(14)
    y = sheet.y
    if gap.claimed is not None and gap.observed is not None:
        claimed, observed = axis.at(gap.claimed), axis.at(gap.observed)
        middle = y + _APART / 2
        sheet.put(
            line((claimed, y), (claimed, middle), Ink.RULE, 1.5),
            line((claimed, middle), (observed, middle), Ink.RULE, 1.5),
        )
        sheet.put(line((observed, middle), (observed, y + _APART), Ink.RULE, 1.5))
    _measure(sheet, (gap.claimed, gap.claimed_low, gap.claimed_high), axis, y, Form.DIAMOND_OPEN, Ink.CLAIMED)
    _measure(sheet, (gap.observed, gap.low, gap.high), axis, y + _APART, Form.DISC, Ink.TEXT)
    sheet.down(_APART + 10)
    sheet.text(gap.note)


def _measure(
    sheet: Sheet,
    measure: tuple[float | None, float | None, float | None],
    axis: Axis,
    y: float,
    form: Form,
    ink: Ink,
) -> None:
    value, low, high = measure
    track(sheet, y, known=value is not None)
    if low is not None and high is not None:
        bar(sheet, axis.at(low), axis.at(high), y, ink, 5.0)
    if value is not None:
        sheet.put(*symbol(form, axis.at(value), y, ink))
