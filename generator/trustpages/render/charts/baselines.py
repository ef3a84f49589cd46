"""Benchmark scores against the score that an agent reaches by doing nothing."""

from __future__ import annotations

from trustpages.model.chart import Baseline, BaselineChart, Scale
from trustpages.render.charts.axes import Axis, axis_over, share_axis
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Scene, box
from trustpages.render.charts.sheet import Sheet, bar_sample, stroke_sample, symbol_sample
from trustpages.render.charts.symbols import Form, symbol
from trustpages.render.charts.tracks import TRACK_END, TRACK_START, bar, track, upright, value_axis

MOST_ROWS = 14


def baselines_scene(chart: BaselineChart) -> Scene:
    """One row a benchmark: the part that doing nothing earns is shaded, the score stands beyond it or not."""
    sheet = Sheet()
    shown = chart.baselines[:MOST_ROWS]
    axis = _axis(chart)
    top = sheet.y
    for baseline in shown:
        _row(sheet, baseline, axis)
        sheet.down(14)
    sheet.remainder(len(chart.baselines) - len(shown))
    value_axis(sheet, axis, chart.scale, chart.axis, top)
    entries = [
        (symbol_sample(Form.DISC, Ink.KEPT), "score"),
        (bar_sample(Ink.KEPT), "could be anywhere here"),
    ]
    if any(row.do_nothing is not None for row in shown):
        entries.append((stroke_sample(Ink.LEANING, 2.5, upright=True), "reached by doing nothing"))
    if any(row.best is not None for row in shown):
        entries.append((symbol_sample(Form.DIAMOND_OPEN, Ink.CLAIMED), "best known"))
    sheet.key(entries)
    return sheet.scene()


def _axis(chart: BaselineChart) -> Axis:
    if chart.scale is Scale.SHARE:
        return share_axis(TRACK_START, TRACK_END)
    values = [
        value for row in chart.baselines for value in (row.score, row.low, row.high, row.do_nothing, row.best)
    ]
    return axis_over(values, TRACK_START, TRACK_END)


def _row(sheet: Sheet, baseline: Baseline, axis: Axis) -> None:
    sheet.heading(baseline.label)
    sheet.down(15)
    y = sheet.y
    if baseline.do_nothing is not None:
        sheet.put_below(box(TRACK_START, y - 9, axis.at(baseline.do_nothing), y + 9, Ink.GRID))
    track(sheet, y, known=baseline.score is not None)
    if baseline.low is not None and baseline.high is not None:
        bar(sheet, axis.at(baseline.low), axis.at(baseline.high), y, Ink.KEPT)
    if baseline.do_nothing is not None:
        upright(sheet, axis.at(baseline.do_nothing), y, Ink.LEANING)
    if baseline.best is not None:
        sheet.put(*symbol(Form.DIAMOND_OPEN, axis.at(baseline.best), y, Ink.CLAIMED))
    if baseline.score is not None:
        sheet.put(*symbol(Form.DISC, axis.at(baseline.score), y, Ink.KEPT))
    sheet.down(12)
    sheet.text(baseline.note)
