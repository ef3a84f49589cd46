"""Charts of slides that whoever gets them can edit: bars, with their ranges as error bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from trustpages.exports.documents.deck import RULE, Deck, colour
from trustpages.exports.documents.room import Area
from trustpages.exports.documents.words import clean, shorten
from trustpages.model.measured import Measured
from trustpages.model.pages.chart import IntervalChart, PlottedInterval
from trustpages.model.pages.tones import KEPT, LIGHT
from trustpages.system.extras import require_extra

MOST_BARS: Final = 8
_GREY: Final = "#9aa3b0"
_LABEL: Final = 58
_REMARK: Final = 0.3  # inches
_PLAIN: Final = re.compile(r"(?!\w+:)[^\W_]")


def add_intervals(deck: Deck, area: Area, chart: IntervalChart) -> None:
    """What was measured beside what was promised; a promise without a number has no bar.

    The worst come first, as in the chart of the page; of more than `MOST_BARS` the first are drawn.
    """
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    shown = chart.intervals[:MOST_BARS]
    if len(chart.intervals) > len(shown):
        upper, lower = area.split_down(1 - _REMARK / area.height)
        deck.add_remark(lower, f"{len(shown)} of {len(chart.intervals)} promises about shares, the worst first.")
        area = upper
    data = _chart_data().CategoryChartData(number_format="0%")
    data.categories = [neutralize(_label(interval)) for interval in shown]
    data.add_series("Promised limit", [interval.target.value for interval in shown])
    data.add_series("Measured", [_value(interval) for interval in shown])
    frame = deck.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *area.box, data)
    _describe(frame, f"{chart.title}. {chart.summary}")
    drawn = frame.chart
    drawn.font.size = Pt(11)
    drawn.has_title, drawn.has_legend = False, True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 0
    promised, measured = plot.series
    _paint(promised, _GREY)
    _paint(measured, LIGHT[KEPT])
    _add_ranges(measured, shown)
    _order(drawn.category_axis)
    values = drawn.value_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = 0, 1, 0.25
    values.has_major_gridlines, values.tick_labels.number_format_is_linked = True, False
    values.tick_labels.number_format, values.tick_label_position = "0%", XL_TICK_LABEL_POSITION.HIGH
    _soften(values)


def _chart_data() -> Any:
    return require_extra("pptx.chart.data", "slides")


def neutralize(text: str) -> str:
    """The text in quotes where the sheet behind a chart would take it for a formula or an address."""
    return text if _PLAIN.match(text) else f"“{text}”"


def _label(interval: PlottedInterval) -> str:
    note = f" ({interval.note})" if interval.note else ""
    return f"{shorten(clean(interval.label).rstrip('.'), _LABEL)}{shorten(clean(note), 40)}"


def _value(interval: PlottedInterval) -> float | None:
    return interval.measured.value if isinstance(interval.measured, Measured) else None


def add_counts(deck: Deck, area: Area, title: str, counts: Sequence[tuple[str, int]]) -> None:
    """How many there are of each, the number at the end of its bar."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
    from pptx.util import Pt

    data = _chart_data().CategoryChartData(number_format="0")
    data.categories = [neutralize(clean(name).capitalize()) for name, _ in counts]
    data.add_series(neutralize(title), [count for _, count in counts])
    frame = deck.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *area.box, data)
    _describe(frame, f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts) + ".")
    drawn = frame.chart
    drawn.font.size = Pt(12 if len(counts) < 6 else 10)
    drawn.has_title, drawn.has_legend = False, False
    plot = drawn.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.position, plot.data_labels.font.size = XL_LABEL_POSITION.OUTSIDE_END, Pt(12)
    _paint(plot.series[0], LIGHT[KEPT])
    _order(drawn.category_axis)
    drawn.value_axis.visible, drawn.value_axis.has_major_gridlines = False, False
    drawn.value_axis.minimum_scale = 0
    _soften(drawn.category_axis)


def _describe(frame: Any, text: str) -> None:
    """What the chart says, for those who do not see it."""
    named = frame._element.nvGraphicFramePr.cNvPr
    named.set("descr", clean(text))
    frame.name = "Chart"


def _paint(series: Any, ink: str) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour(ink)
    series.invert_if_negative = False


def _soften(axis: Any) -> None:
    axis.format.line.color.rgb = colour(RULE)
    if axis.has_major_gridlines:
        axis.major_gridlines.format.line.color.rgb = colour(RULE)


def _order(axis: Any) -> None:
    """The first category at the top, and the label of each, however little room there is."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    axis.reverse_order = True
    element = axis._element
    last = element.find("{*}noMultiLvlLbl")
    element.insert(element.index(last), parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>'))


def _add_ranges(series: Any, shown: Sequence[PlottedInterval]) -> None:
    """The limits that the data allow, as error bars of the measured values."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    def write(side: str, lengths: Sequence[float]) -> str:
        points = "".join(f'<c:pt idx="{place}"><c:v>{length:.6f}</c:v></c:pt>' for place, length in enumerate(lengths))
        counted = f'<c:ptCount val="{len(lengths)}"/>'
        return f"<c:{side}><c:numLit><c:formatCode>General</c:formatCode>{counted}{points}</c:numLit></c:{side}>"

    below, above = zip(*(_measure_range(interval) for interval in shown), strict=True)
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"{write('plus', above)}{write('minus', below)}"
        '<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="1B2230"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    element = series._element
    element.insert(element.index(element.find("{*}cat")), bars)


def _measure_range(interval: PlottedInterval) -> tuple[float, float]:
    """How far the range reaches below and above the value; a side without a limit reaches to the end of the scale."""
    seen = interval.measured
    if not isinstance(seen, Measured):
        return 0.0, 0.0
    low, high = (0.0 if seen.low is None else seen.low), (1.0 if seen.high is None else seen.high)
    return max(0.0, seen.value - low), max(0.0, high - seen.value)
