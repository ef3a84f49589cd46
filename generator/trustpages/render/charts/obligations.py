"""Charts of obligations: intervals against thresholds, and error budget consumed against time passed."""

from __future__ import annotations

from trustpages.model.measured import Measured
from trustpages.model.pages.chart import BudgetChart, IntervalChart, PlottedBudget, PlottedInterval
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Scale
from trustpages.render.charts.axes import Axis, fit_axis, format_tick, make_share_axis
from trustpages.render.charts.plots import (
    TRACK_END,
    TRACK_START,
    draw_bar,
    draw_limits,
    draw_track,
    draw_upright,
    draw_value_axis,
)
from trustpages.render.charts.scene import VERDICT_SIGNS, Drawers, Form, Ink, Scene, draw_box, draw_symbol
from trustpages.render.charts.sheet import Sheet, make_bar_sample, make_stroke_sample, make_symbol_sample

MOST_INTERVALS = 14


def draw_intervals(chart: IntervalChart) -> Scene:
    """One row an obligation: limits as a bar, the estimate as the verdict's symbol, the promise as a line."""
    sheet = Sheet()
    shown = chart.intervals[:MOST_INTERVALS]
    axis = make_share_axis(TRACK_START, TRACK_END)
    top = sheet.y
    for interval in shown:
        _draw_interval(sheet, interval, axis)
        sheet.down(14)
    sheet.remainder(len(chart.intervals) - len(shown))
    draw_value_axis(sheet, axis, Scale.SHARE, "Share of runs, or of tasks", top)
    sheet.key(
        (
            (make_symbol_sample(Form.DISC, Ink.MUTED), "measured"),
            (make_bar_sample(Ink.MUTED), "could be anywhere here"),
            (make_stroke_sample(Ink.TEXT, 2.5, upright=True), "promised limit"),
            (make_bar_sample(Ink.BAND, 14), "promised side"),
        )
    )
    return sheet.scene()


def _draw_interval(sheet: Sheet, interval: PlottedInterval, axis: Axis) -> None:
    sign, promised, measured = VERDICT_SIGNS[interval.verdict], interval.target.value, interval.measured
    sheet.heading(interval.label, sign)
    sheet.down(16)
    y = sheet.y
    if promised is not None:
        x, side = axis.at(promised), TRACK_START if interval.target.direction == "at_most" else TRACK_END
        sheet.put_below(draw_box(min(x, side), y - 9, max(x, side), y + 9, Ink.BAND))
    draw_track(sheet, y, known=isinstance(measured, Measured))
    draw_limits(sheet, measured, axis, y, sign.ink)
    if promised is not None:
        draw_upright(sheet, axis.at(promised), y, Ink.TEXT)
    if isinstance(measured, Measured):
        sheet.put(*draw_symbol(sign.form, axis.at(measured.value), y, sign.ink))
    sheet.down(12)
    sheet.sides(interval.note, _describe_promise(interval.target))


def _describe_promise(target: Target) -> str:
    if target.value is None:
        return ""
    side = "at most" if target.direction == "at_most" else "at least"
    return f"promised: {side} {format_tick(target.value, Scale.SHARE)}"


MOST_BUDGETS = 14


def draw_budgets(chart: BudgetChart) -> Scene:
    """One row an obligation: failures used up above, time used up below; the line at 100 % ends both."""
    sheet = Sheet()
    shown = chart.budgets[:MOST_BUDGETS]
    axis = fit_axis((1.0, *(row.consumed for row in shown), *(row.elapsed for row in shown)), TRACK_START, TRACK_END)
    top = sheet.y
    for budget in shown:
        _draw_budget(sheet, budget, axis)
        sheet.down(14)
    sheet.remainder(len(chart.budgets) - len(shown))
    draw_value_axis(sheet, axis, Scale.SHARE, "Share of the allowance and of the window", top)
    sheet.key(
        (
            (make_bar_sample(Ink.KEPT, 10), "failures used up"),
            (make_bar_sample(Ink.RULE, 4), "time used up"),
            (make_stroke_sample(Ink.TEXT, 2.5, upright=True), "nothing left"),
        )
    )
    return sheet.scene()


def _draw_budget(sheet: Sheet, budget: PlottedBudget, axis: Axis) -> None:
    sheet.heading(budget.label, VERDICT_SIGNS[budget.verdict])
    sheet.down(12)
    ink = _choose_ink(budget.consumed, budget.elapsed)
    draw_bar(sheet, TRACK_START, axis.at(budget.consumed), sheet.y, ink, 10.0)
    draw_bar(sheet, TRACK_START, axis.at(budget.elapsed), sheet.y + 9, Ink.RULE, 4.0)
    draw_upright(sheet, axis.at(1.0), sheet.y + 3, Ink.TEXT)
    sheet.down(17)
    sheet.text(budget.note)


def _choose_ink(consumed: float, elapsed: float) -> Ink:
    if consumed >= 1:
        return Ink.BROKEN
    return Ink.LEANING if consumed > elapsed else Ink.KEPT


OBLIGATION_CHARTS: Drawers = {IntervalChart: draw_intervals, BudgetChart: draw_budgets}
