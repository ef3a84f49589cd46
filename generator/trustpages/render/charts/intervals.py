"""Intervals against thresholds: what was measured, with its uncertainty, against what was promised."""

from __future__ import annotations

from trustpages.model.chart import Direction, Interval, IntervalChart, Scale
from trustpages.render.charts.axes import Axis, axis_over, share_axis, tick_label
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Scene, box
from trustpages.render.charts.sheet import Sheet, bar_sample, stroke_sample, symbol_sample
from trustpages.render.charts.symbols import VERDICT_SIGNS, Form, symbol
from trustpages.render.charts.tracks import TRACK_END, TRACK_START, bar, track, upright, value_axis

MOST_ROWS = 14


def intervals_scene(chart: IntervalChart) -> Scene:
    """One row an obligation: limits as a bar, the estimate as the verdict's symbol, the promise as a line."""
    sheet = Sheet()
    shown = chart.intervals[:MOST_ROWS]
    axis = _axis(chart)
    top = sheet.y
    for interval in shown:
        _row(sheet, interval, axis, chart.scale)
        sheet.down(14)
    sheet.remainder(len(chart.intervals) - len(shown))
    value_axis(sheet, axis, chart.scale, chart.axis, top)
    sheet.key(
        (
            (symbol_sample(Form.DISC, Ink.MUTED), "measured"),
            (bar_sample(Ink.MUTED), "could be anywhere here"),
            (stroke_sample(Ink.TEXT, 2.5, upright=True), "promised limit"),
            (bar_sample(Ink.BAND, 14), "promised side"),
        )
    )
    return sheet.scene()


def _axis(chart: IntervalChart) -> Axis:
    if chart.scale is Scale.SHARE:
        return share_axis(TRACK_START, TRACK_END)
    values = [value for row in chart.intervals for value in (row.threshold, row.estimate, row.low, row.high)]
    return axis_over(values, TRACK_START, TRACK_END)


def _row(sheet: Sheet, interval: Interval, axis: Axis, scale: Scale) -> None:
    sign = VERDICT_SIGNS[interval.verdict]
    sheet.heading(interval.label, sign)
    sheet.down(16)
    y = sheet.y
    if interval.threshold is not None:
        x = axis.at(interval.threshold)
        side = TRACK_END if interval.direction is Direction.AT_LEAST else TRACK_START
        sheet.put_below(box(min(x, side), y - 9, max(x, side), y + 9, Ink.BAND))
    track(sheet, y, known=interval.estimate is not None)
    if interval.low is not None and interval.high is not None:
        bar(sheet, axis.at(interval.low), axis.at(interval.high), y, sign.ink)
    if interval.threshold is not None:
        upright(sheet, axis.at(interval.threshold), y, Ink.TEXT)
    if interval.estimate is not None:
        sheet.put(*symbol(sign.form, axis.at(interval.estimate), y, sign.ink))
    sheet.down(12)
    sheet.sides(interval.note, _promise(interval, scale))


def _promise(interval: Interval, scale: Scale) -> str:
    if interval.threshold is None:
        return ""
    side = "at least" if interval.direction is Direction.AT_LEAST else "at most"
    return f"promised: {side} {tick_label(interval.threshold, scale)}"
