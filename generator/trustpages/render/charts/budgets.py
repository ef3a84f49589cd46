"""Error budget consumed against the time that has passed."""

from __future__ import annotations

from trustpages.model.chart import Budget, BudgetChart, Scale
from trustpages.render.charts.axes import Axis, axis_over
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Scene
from trustpages.render.charts.sheet import Sheet, bar_sample, stroke_sample
from trustpages.render.charts.symbols import VERDICT_SIGNS
from trustpages.render.charts.tracks import TRACK_END, TRACK_START, bar, track, upright, value_axis

MOST_ROWS = 14


def budgets_scene(chart: BudgetChart) -> Scene:
    """One row an obligation: failures used up above, time used up below; the line at 100 % ends both."""
    sheet = Sheet()
    shown = chart.budgets[:MOST_ROWS]
    axis = axis_over(
        (1.0, *(row.consumed for row in shown), *(row.elapsed for row in shown)), TRACK_START, TRACK_END
    )
    top = sheet.y
    for budget in shown:
        _row(sheet, budget, axis)
        sheet.down(14)
    sheet.remainder(len(chart.budgets) - len(shown))
    value_axis(sheet, axis, Scale.SHARE, "Share of the allowance and of the window", top)
    sheet.key(
        (
            (bar_sample(Ink.KEPT, 10), "failures used up"),
            (bar_sample(Ink.RULE, 4), "time used up"),
            (stroke_sample(Ink.TEXT, 2.5, upright=True), "nothing left"),
        )
    )
    return sheet.scene()


def _row(sheet: Sheet, budget: Budget, axis: Axis) -> None:
    sheet.heading(budget.label, VERDICT_SIGNS[budget.verdict])
    sheet.down(12)
    if budget.consumed is None:
        track(sheet, sheet.y, known=False)
    else:
        bar(
            sheet, TRACK_START, axis.at(budget.consumed), sheet.y, _ink(budget.consumed, budget.elapsed), 10.0
        )
    bar(sheet, TRACK_START, axis.at(budget.elapsed), sheet.y + 9, Ink.RULE, 4.0)
    upright(sheet, axis.at(1.0), sheet.y + 3, Ink.TEXT)
    sheet.down(17)
    sheet.text(budget.note)


def _ink(consumed: float, elapsed: float) -> Ink:
    if consumed >= 1:
        return Ink.BROKEN
    return Ink.LEANING if consumed > elapsed else Ink.KEPT
