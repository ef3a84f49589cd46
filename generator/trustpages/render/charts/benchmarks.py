"""Charts about benchmarks: scores against doing nothing, claimed against observed failure, repeated success."""

from __future__ import annotations

from trustpages.model.chart import Baseline, BaselineChart, GapChart, PlottedGap, RepeatChart, RepeatSeries, Scale
from trustpages.render.charts.axes import Axis, fit_axis, make_share_axis
from trustpages.render.charts.plots import (
    PLOT_END,
    PLOT_HEIGHT,
    PLOT_START,
    TRACK_END,
    TRACK_START,
    Dimension,
    draw_bar,
    draw_frame,
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
    axis = _make_baseline_axis(chart)
    top = sheet.y
    for baseline in shown:
        _draw_baseline(sheet, baseline, axis)
        sheet.down(14)
    sheet.remainder(len(chart.baselines) - len(shown))
    draw_value_axis(sheet, axis, chart.scale, chart.axis, top)
    entries = [
        (make_symbol_sample(Form.DISC, Ink.KEPT), "score"),
        (make_bar_sample(Ink.KEPT), "could be anywhere here"),
    ]
    if any(row.do_nothing is not None for row in shown):
        entries.append((make_stroke_sample(Ink.LEANING, 2.5, upright=True), "reached by doing nothing"))
    if any(row.best is not None for row in shown):
        entries.append((make_symbol_sample(Form.DIAMOND_OPEN, Ink.CLAIMED), "best known"))
    sheet.key(entries)
    return sheet.scene()


def _make_baseline_axis(chart: BaselineChart) -> Axis:
    if chart.scale is Scale.SHARE:
        return make_share_axis(TRACK_START, TRACK_END)
    values = [value for row in chart.baselines for value in (row.score, row.low, row.high, row.do_nothing, row.best)]
    return fit_axis(values, TRACK_START, TRACK_END)


def _draw_baseline(sheet: Sheet, baseline: Baseline, axis: Axis) -> None:
    sheet.heading(baseline.label)
    sheet.down(15)
    y = sheet.y
    if baseline.do_nothing is not None:
        sheet.put_below(draw_box(TRACK_START, y - 9, axis.at(baseline.do_nothing), y + 9, Ink.GRID))
    draw_track(sheet, y, known=baseline.score is not None)
    if baseline.low is not None and baseline.high is not None:
        draw_bar(sheet, axis.at(baseline.low), axis.at(baseline.high), y, Ink.KEPT)
    if baseline.do_nothing is not None:
        draw_upright(sheet, axis.at(baseline.do_nothing), y, Ink.LEANING)
    if baseline.best is not None:
        sheet.put(*draw_symbol(Form.DIAMOND_OPEN, axis.at(baseline.best), y, Ink.CLAIMED))
    if baseline.score is not None:
        sheet.put(*draw_symbol(Form.DISC, axis.at(baseline.score), y, Ink.KEPT))
    sheet.down(12)
    sheet.text(baseline.note)


MOST_GAPS = 12

_APART = 18.0


def draw_gaps(chart: GapChart) -> Scene:
    """One row a claim: above what the claim implies, below what was observed, the gap drawn between them."""
    sheet = Sheet()
    shown = chart.gaps[:MOST_GAPS]
    values = [
        value
        for gap in shown
        for value in (gap.claimed, gap.claimed_low, gap.claimed_high, gap.observed, gap.low, gap.high)
    ]
    ceiling = 1.0 if chart.scale is Scale.SHARE else float("inf")
    axis = fit_axis(values, TRACK_START, TRACK_END, ceiling)
    top = sheet.y
    for gap in shown:
        _draw_gap(sheet, gap, axis)
        sheet.down(14)
    sheet.remainder(len(chart.gaps) - len(shown))
    draw_value_axis(sheet, axis, chart.scale, chart.axis, top)
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
    if gap.claimed is not None and gap.observed is not None:
        claimed, observed = axis.at(gap.claimed), axis.at(gap.observed)
        middle = y + _APART / 2
        sheet.put(
            draw_line((claimed, y), (claimed, middle), Ink.RULE, 1.5),
            draw_line((claimed, middle), (observed, middle), Ink.RULE, 1.5),
        )
        sheet.put(draw_line((observed, middle), (observed, y + _APART), Ink.RULE, 1.5))
    _draw_measure(sheet, (gap.claimed, gap.claimed_low, gap.claimed_high), axis, y, Form.DIAMOND_OPEN, Ink.CLAIMED)
    _draw_measure(sheet, (gap.observed, gap.low, gap.high), axis, y + _APART, Form.DISC, Ink.TEXT)
    sheet.down(_APART + 10)
    sheet.text(gap.note)


def _draw_measure(
    sheet: Sheet, measure: tuple[float | None, float | None, float | None], axis: Axis, y: float, form: Form, ink: Ink
) -> None:
    value, low, high = measure
    draw_track(sheet, y, known=value is not None)
    if low is not None and high is not None:
        draw_bar(sheet, axis.at(low), axis.at(high), y, ink, 5.0)
    if value is not None:
        sheet.put(*draw_symbol(form, axis.at(value), y, ink))


MOST_SERIES = 5

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
    reserve_plot(sheet, chart.axis)
    shown = chart.series[:MOST_SERIES]
    most = max((repeat.k for series in shown for repeat in series.repeats), default=1)
    across = Axis(0.75, max(most, 2) + 0.25, PLOT_START, PLOT_END)
    upwards = make_share_axis(sheet.y, sheet.y - PLOT_HEIGHT)
    draw_frame(
        sheet,
        Dimension(across, "Attempts that all have to succeed", Scale.NUMBER, whole=True),
        Dimension(upwards, chart.axis, Scale.SHARE),
    )
    for index, series in enumerate(shown):
        _draw_curve(sheet, series, *_LOOKS[index], across, upwards)
    sheet.key((make_symbol_sample(*_LOOKS[index]), series.label) for index, series in enumerate(shown))
    sheet.remainder(len(chart.series) - len(shown))
    return sheet.scene()


def _draw_curve(sheet: Sheet, series: RepeatSeries, form: Form, ink: Ink, across: Axis, upwards: Axis) -> None:
    for repeat in series.repeats:
        x = across.at(repeat.k)
        if repeat.low is not None and repeat.high is not None:
            sheet.put(draw_line((x, upwards.at(repeat.low)), (x, upwards.at(repeat.high)), ink, 1.5))
    places = tuple((across.at(repeat.k), upwards.at(repeat.value)) for repeat in series.repeats)
    if len(places) > 1:
        sheet.put(Shape(places, ink, width=2.0))
    for x, y in places:
        sheet.put(*draw_symbol(form, x, y, ink))


BENCHMARK_CHARTS: Drawers = {BaselineChart: draw_baselines, GapChart: draw_gaps, RepeatChart: draw_repeats}
