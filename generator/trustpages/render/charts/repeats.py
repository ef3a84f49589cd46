"""What remains of a success share when every one of k attempts has to succeed."""

from __future__ import annotations

from trustpages.model.chart import RepeatChart, RepeatSeries, Scale
from trustpages.render.charts.axes import Axis, share_axis
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.plot import PLOT_END, PLOT_HEIGHT, PLOT_START, Dimension, above, frame
from trustpages.render.charts.scene import Scene, Shape, line
from trustpages.render.charts.sheet import Sheet, symbol_sample
from trustpages.render.charts.symbols import Form, symbol

MOST_SERIES = 5

_LOOKS = (
    (Form.DISC, Ink.KEPT),
    (Form.DIAMOND, Ink.BROKEN),
    (Form.SQUARE_OPEN, Ink.CLAIMED),
    (Form.TRIANGLE_OPEN, Ink.REVIEWED),
    (Form.DISC_OPEN, Ink.LEANING),
)


def repeats_scene(chart: RepeatChart) -> Scene:
    """One curve a series over the number of attempts, with limits where there are any."""
    sheet = Sheet()
    above(sheet, chart.axis)
    shown = chart.series[:MOST_SERIES]
    most = max((repeat.k for series in shown for repeat in series.repeats), default=1)
    across = Axis(0.75, max(most, 2) + 0.25, PLOT_START, PLOT_END)
    upwards = share_axis(sheet.y, sheet.y - PLOT_HEIGHT)
    frame(
        sheet,
        Dimension(across, "Attempts that all have to succeed", Scale.NUMBER, whole=True),
        Dimension(upwards, chart.axis, Scale.SHARE),
    )
    for index, series in enumerate(shown):
        _curve(sheet, series, *_LOOKS[index], across, upwards)
    sheet.key((symbol_sample(*_LOOKS[index]), series.label) for index, series in enumerate(shown))
    sheet.remainder(len(chart.series) - len(shown))
    return sheet.scene()


def _curve(sheet: Sheet, series: RepeatSeries, form: Form, ink: Ink, across: Axis, upwards: Axis) -> None:
    for repeat in series.repeats:
        x = across.at(repeat.k)
        if repeat.low is not None and repeat.high is not None:
            sheet.put(line((x, upwards.at(repeat.low)), (x, upwards.at(repeat.high)), ink, 1.5))
    places = tuple((across.at(repeat.k), upwards.at(repeat.value)) for repeat in series.repeats)
    if len(places) > 1:
        sheet.put(Shape(places, ink, width=2.0))
    for x, y in places:
        sheet.put(*symbol(form, x, y, ink))
