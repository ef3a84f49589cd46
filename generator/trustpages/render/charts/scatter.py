"""Scatter chart: rank or score on a leaderboard against an outcome, every point numbered and named below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trustpages.model.chart import Point, Scale, ScatterChart
from trustpages.render.charts.axes import Axis, fit_axis
from trustpages.render.charts.plots import PLOT_END, PLOT_HEIGHT, PLOT_START, Dimension, draw_frame, reserve_plot
from trustpages.render.charts.scene import Drawers, Form, Ink, Label, Scene, draw_line, draw_symbol
from trustpages.render.charts.scene import Point as Spot
from trustpages.render.charts.sheet import LEFT, RIGHT, SMALL, Sheet, fit_text

MOST_NAMED = 30

_NUMBER_PLACES = ((8.0, -4.0), (8.0, 14.0), (-24.0, -4.0), (-24.0, 14.0), (-7.0, -9.0), (-7.0, 19.0), (13.0, 5.0))
_NUMBER_WIDTH, _NUMBER_HEIGHT = 16.0, 12.0
_COLUMN = (RIGHT - LEFT) / 2


def draw_scatter(chart: ScatterChart) -> Scene:
    """Points with their limits on two axes, and the list of their names, from the top down."""
    sheet = Sheet()
    reserve_plot(sheet, chart.y_axis)
    points = sorted(chart.points, key=lambda point: (-point.y, point.x, point.label))
    across = _make_x_axis(chart)
    upwards = _fit_values(((p.y, p.y_low, p.y_high) for p in points), chart.y_scale, sheet.y, sheet.y - PLOT_HEIGHT)
    draw_frame(
        sheet,
        Dimension(across, chart.x_axis, chart.x_scale, whole=chart.x_is_rank),
        Dimension(upwards, chart.y_axis, chart.y_scale),
    )
    for point in points:
        _draw_limits(sheet, point, across, upwards)
    spots = [(across.at(point.x), upwards.at(point.y)) for point in points]
    for point, (x, y) in zip(points, spots, strict=True):
        form, ink = _choose_look(point)
        sheet.put(*draw_symbol(form, x, y, ink, 5.0))
    _number_points(sheet, spots)
    _name_points(sheet, points)
    return sheet.scene()


def _make_x_axis(chart: ScatterChart) -> Axis:
    if chart.x_is_rank:
        last = max((point.x for point in chart.points), default=1.0)
        return Axis(0.5, last + 0.5, PLOT_END, PLOT_START)
    return _fit_values(((p.x, p.x_low, p.x_high) for p in chart.points), chart.x_scale, PLOT_START, PLOT_END)


def _fit_values(values: Iterable[tuple[float | None, ...]], scale: Scale, start: float, end: float) -> Axis:
    ceiling = 1.0 if scale is Scale.SHARE else float("inf")
    return fit_axis((value for group in values for value in group), start, end, ceiling)


def _draw_limits(sheet: Sheet, point: Point, across: Axis, upwards: Axis) -> None:
    x, y = across.at(point.x), upwards.at(point.y)
    if point.x_low is not None and point.x_high is not None:
        sheet.put(draw_line((across.at(point.x_low), y), (across.at(point.x_high), y), Ink.RULE, 1.2))
    if point.y_low is not None and point.y_high is not None:
        sheet.put(draw_line((x, upwards.at(point.y_low)), (x, upwards.at(point.y_high)), Ink.RULE, 1.2))


def _choose_look(point: Point) -> tuple[Form, Ink]:
    return (Form.DIAMOND, Ink.BROKEN) if point.highlighted else (Form.DISC, Ink.KEPT)


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
        form, ink = _choose_look(point)
        name = fit_text(point.label, _COLUMN - 44, SMALL, bold=point.highlighted)
        sheet.put(*draw_symbol(form, x + 6, y - SMALL * 0.33, ink, 4.5))
        sheet.put(Label(x + 32, y, str(index + 1), SMALL, Ink.TEXT, "end", bold=True))
        sheet.put(*(Label(x + 38, y, text, SMALL, bold=point.highlighted) for text in name))
    sheet.down(rows * SMALL * 1.45 + 6)
    sheet.remainder(len(points) - len(named))


RANK_CHARTS: Drawers = {ScatterChart: draw_scatter}
