"""Charts about benchmarks: scores against doing nothing, claimed against observed failure, repeated success."""

from __future__ import annotations

from trustpages.model.measured import Measured
from trustpages.model.pages.chart import Baseline, BaselineChart, GapChart, PlottedGap, RepeatChart, RepeatSeries
from trustpages.model.vocabulary import Scale
from trustpages.render.charts.axes import Axis, fit_axis, make_share_axis
from trustpages.render.charts.plots import (
    PLOT_END,
    PLOT_HEIGHT,
    PLOT_START,
    TRACK_END,
    TRACK_START,
    Dimension,
    draw_frame,
    draw_limits,
    draw_track,
    draw_upright,
    draw_value_axis,
    reserve_plot,
)
from trustpages.render.charts.scene import Drawers, Form, Ink, Scene, Shape, draw_box, draw_line, draw_symbol
from trustpages.render.charts.sheet import Sheet, make_bar_sample, make_stroke_sample, make_symbol_sample

MOST_BASELINES = 14


def draw_baselines(chart: BaselineChart) -> Scene:
    """One row a benchmark: the part that doing nothing earns is shaded, the score stands beyond it or not."""
    sheet = Sheet()
    shown = chart.baselines[:MOST_BASELINES]
    axis = make_share_axis(TRACK_START, TRACK_END)
    top = sheet.y
    for baseline in shown:
        _draw_baseline(sheet, baseline, axis)
        sheet.down(14)
    sheet.remainder(len(chart.baselines) - len(shown))
    draw_value_axis(sheet, axis, Scale.SHARE, "Score", top)
    entries = [
        (make_symbol_sample(Form.DISC, Ink.KEPT), "score"),
        (make_bar_sample(Ink.KEPT), "could be anywhere here"),
    ]
    if any(row.do_nothing is not None for row in shown):
        entries.append((make_stroke_sample(Ink.LEANING, 2.5, upright=True), "reached by doing nothing"))
    sheet.key(entries)
    return sheet.scene()


def _draw_baseline(sheet: Sheet, baseline: Baseline, axis: Axis) -> None:
    sheet.heading(baseline.label)
    sheet.down(15)
    y = sheet.y
    if baseline.do_nothing is not None:
        sheet.put_below(draw_box(TRACK_START, y - 9, axis.at(baseline.do_nothing), y + 9, Ink.GRID))
    draw_track(sheet, y)
    draw_limits(sheet, baseline.interval, axis, y, Ink.KEPT)
    if baseline.do_nothing is not None:
        draw_upright(sheet, axis.at(baseline.do_nothing), y, Ink.LEANING)
    sheet.put(*draw_symbol(Form.DISC, axis.at(baseline.score), y, Ink.KEPT))
    sheet.down(12)
    sheet.text(baseline.note)


MOST_GAPS = 12

_APART = 18.0


def draw_gaps(chart: GapChart) -> Scene:
    """One row a claim: above what the claim implies, below what was observed, the gap drawn between them."""
    sheet = Sheet()
    shown = chart.gaps[:MOST_GAPS]
    sides = [side for gap in shown for side in (gap.claimed, gap.observed)]
    values = [value for side in sides for value in (side.value, side.low, side.high)]
    axis = fit_axis(values, TRACK_START, TRACK_END, ceiling=1.0)
    top = sheet.y
    for gap in shown:
        _draw_gap(sheet, gap, axis)
        sheet.down(14)
    sheet.remainder(len(chart.gaps) - len(shown))
    draw_value_axis(sheet, axis, Scale.SHARE, "Share of cases that fail", top)
    sheet.key(
        (
            (make_symbol_sample(Form.DIAMOND_OPEN, Ink.CLAIMED), "failure that the claim implies"),
            (make_symbol_sample(Form.DISC, Ink.TEXT), "failure observed"),
            (make_bar_sample(Ink.MUTED), "could be anywhere here"),
        )
    )
    return sheet.scene()


def _draw_gap(sheet: Sheet, gap: PlottedGap, axis: Axis) -> None:
    sheet.heading(gap.label)
    sheet.down(14)
    y = sheet.y
    claimed, observed = axis.at(gap.claimed.value), axis.at(gap.observed.value)
    middle = y + _APART / 2
    sheet.put(
        draw_line((claimed, y), (claimed, middle), Ink.RULE, 1.5),
        draw_line((claimed, middle), (observed, middle), Ink.RULE, 1.5),
        draw_line((observed, middle), (observed, y + _APART), Ink.RULE, 1.5),
    )
    _draw_measured(sheet, gap.claimed, axis, y, Form.DIAMOND_OPEN, Ink.CLAIMED)
    _draw_measured(sheet, gap.observed, axis, y + _APART, Form.DISC, Ink.TEXT)
    sheet.down(_APART + 10)
    sheet.text(gap.note)


def _draw_measured(sheet: Sheet, measured: Measured, axis: Axis, y: float, form: Form, ink: Ink) -> None:
    draw_track(sheet, y)
    draw_limits(sheet, measured, axis, y, ink, 5.0)
    sheet.put(*draw_symbol(form, axis.at(measured.value), y, ink))


MOST_SERIES = 5
EVERY_TIME = "Share of tasks solved every time"

_LOOKS = (
    (Form.DISC, Ink.KEPT),
    (Form.DIAMOND, Ink.BROKEN),
    (Form.SQUARE_OPEN, Ink.CLAIMED),
    (Form.TRIANGLE_OPEN, Ink.REVIEWED),
    (Form.DISC_OPEN, Ink.LEANING),
)


def draw_repeats(chart: RepeatChart) -> Scene:
    """One curve a series over the number of attempts, with limits where there are any."""
    sheet = Sheet()
    reserve_plot(sheet, EVERY_TIME)
    shown = chart.series[:MOST_SERIES]
    most = max((k for series in shown for k, _ in series.repeats), default=1)
    across = Axis(0.75, max(most, 2) + 0.25, PLOT_START, PLOT_END)
    upwards = make_share_axis(sheet.y, sheet.y - PLOT_HEIGHT)
    draw_frame(
        sheet,
        Dimension(across, "Attempts that all have to succeed", Scale.NUMBER, whole=True),
        Dimension(upwards, EVERY_TIME, Scale.SHARE),
    )
    for index, series in enumerate(shown):
        _draw_curve(sheet, series, *_LOOKS[index], across, upwards)
    sheet.key((make_symbol_sample(*_LOOKS[index]), series.label) for index, series in enumerate(shown))
    sheet.remainder(len(chart.series) - len(shown))
    return sheet.scene()


def _draw_curve(sheet: Sheet, series: RepeatSeries, form: Form, ink: Ink, across: Axis, upwards: Axis) -> None:
    for k, every in series.repeats:
        x = across.at(k)
        if every.low is not None and every.high is not None:
            sheet.put(draw_line((x, upwards.at(every.low)), (x, upwards.at(every.high)), ink, 1.5))
    places = tuple((across.at(k), upwards.at(every.value)) for k, every in series.repeats)
    if len(places) > 1:
        sheet.put(Shape(places, ink, width=2.0))
    for x, y in places:
        sheet.put(*draw_symbol(form, x, y, ink))


BENCHMARK_CHARTS: Drawers = {BaselineChart: draw_baselines, GapChart: draw_gaps, RepeatChart: draw_repeats}
