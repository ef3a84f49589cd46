"""Scatter chart: rank or score on a leaderboard against an outcome, every point numbered and named below."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.model.pages.chart import Point, ScatterChart
from trustpages.model.vocabulary import Scale
from trustpages.render.charts.axes import Axis, fit_axis
from trustpages.render.charts.plots import PLOT_END, PLOT_HEIGHT, PLOT_START, Dimension, draw_frame, reserve_plot
from trustpages.render.charts.scene import Drawers, Form, Ink, Label, Scene, draw_symbol
from trustpages.render.charts.scene import Point as Spot
from trustpages.render.charts.sheet import LEFT, RIGHT, SMALL, Sheet, fit_text

MOST_NAMED = 30

_NUMBER_PLACES = ((8.0, -4.0), (8.0, 14.0), (-24.0, -4.0), (-24.0, 14.0), (-7.0, -9.0), (-7.0, 19.0), (13.0, 5.0))
_NUMBER_WIDTH, _NUMBER_HEIGHT = 16.0, 12.0
_COLUMN = (RIGHT - LEFT) / 2


def draw_scatter(chart: ScatterChart) -> Scene:
    """Points on two axes, and the list of their names, from the top down."""
    sheet = Sheet()
    reserve_plot(sheet, chart.y_axis)
    points = sorted(chart.points, key=lambda point: (-point.y, point.x, point.label))
    across = _make_x_axis(chart)
    upwards = _fit_scale([point.y for point in points], sheet.y, sheet.y - PLOT_HEIGHT, chart.y_scale)
    draw_frame(
        sheet,
        Dimension(across, chart.x_axis, Scale.NUMBER if chart.x_is_rank else chart.x_scale, whole=chart.x_is_rank),
        Dimension(upwards, chart.y_axis, chart.y_scale),
    )
    spots = [(across.at(point.x), upwards.at(point.y)) for point in points]
    for x, y in spots:
        sheet.put(*draw_symbol(Form.DISC, x, y, Ink.KEPT, 5.0))
    _number_points(sheet, spots)
    _name_points(sheet, points)
    return sheet.scene()


def _make_x_axis(chart: ScatterChart) -> Axis:
    places = [point.x for point in chart.points]
    if chart.x_is_rank:
        return Axis(0.5, max(places, default=1.0) + 0.5, PLOT_END, PLOT_START)
    return _fit_scale(places, PLOT_START, PLOT_END, chart.x_scale)


def _fit_scale(values: Sequence[float], start: float, end: float, scale: Scale) -> Axis:
    if scale is Scale.SHARE:
        return fit_axis(values, start, end, ceiling=1.0)
    return fit_axis(values, start, end, from_zero=False)


def _number_points(sheet: Sheet, spots: Sequence[Spot]) -> None:
    """Numbers the named spots, each where it covers the fewest spots and numbers that are there."""
    taken = list(spots)
    for number, (x, y) in enumerate(spots[:MOST_NAMED], 1):
        place = min(
            ((x + dx, y + dy) for dx, dy in _NUMBER_PLACES),
            key=lambda corner: sum(_is_covered(corner, spot) for spot in taken),
        )
        taken += [place, (place[0] + _NUMBER_WIDTH / 2, place[1] - _NUMBER_HEIGHT / 2)]
        sheet.put(Label(*place, str(number), SMALL, Ink.TEXT, bold=True))


def _is_covered(corner: Spot, spot: Spot) -> bool:
    """Whether a number set at `corner` (lower left) comes near `spot`."""
    left, bottom = corner
    return left - 5 < spot[0] < left + _NUMBER_WIDTH + 5 and bottom - _NUMBER_HEIGHT - 4 < spot[1] < bottom + 4


def _name_points(sheet: Sheet, points: Sequence[Point]) -> None:
    """The names in two columns, read downwards."""
    sheet.down(6)
    named = points[:MOST_NAMED]
    rows = -(-len(named) // 2)
    for index, point in enumerate(named):
        column, row = divmod(index, rows)
        x, y = LEFT + column * _COLUMN, sheet.y + (row + 1) * SMALL * 1.45
        sheet.put(*draw_symbol(Form.DISC, x + 6, y - SMALL * 0.33, Ink.KEPT, 4.5))
        sheet.put(Label(x + 32, y, str(index + 1), SMALL, Ink.TEXT, "end", bold=True))
        sheet.put(*(Label(x + 38, y, text, SMALL) for text in fit_text(point.label, _COLUMN - 44, SMALL)))
    sheet.down(rows * SMALL * 1.45 + 6)
    sheet.remainder(len(points) - len(named))


RANK_CHARTS: Drawers = {ScatterChart: draw_scatter}
