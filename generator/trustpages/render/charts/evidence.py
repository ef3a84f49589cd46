"""Charts about the evidence: age of each item, coverage of obligations by benchmarks, items of each class."""

from __future__ import annotations

from functools import partial
from string import ascii_uppercase

from trustpages.model.pages.chart import CoverageChart, DiversityChart, FreshnessChart, PlottedFreshness, Strength
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.states import FRESHNESS
from trustpages.render.charts.axes import Calendar, fit_axis, fit_calendar
from trustpages.render.charts.plots import (
    TRACK_END,
    TRACK_START,
    draw_bar,
    draw_report_date,
    draw_time_axis,
    draw_track,
    draw_upright,
)
from trustpages.render.charts.scene import (
    Drawers,
    Form,
    Ink,
    Label,
    Mark,
    Scene,
    Shape,
    draw_box,
    draw_line,
    draw_symbol,
    make_signs,
)
from trustpages.render.charts.sheet import (
    LEFT,
    RIGHT,
    SIZE,
    SMALL,
    Sheet,
    fit_text,
    make_bar_sample,
    make_stroke_sample,
)

MOST_ITEMS = 16

FRESHNESS_SIGNS = make_signs(
    FRESHNESS,
    {
        FreshnessStatus.FRESH: (Form.DISC, Ink.KEPT),
        FreshnessStatus.DUE_SOON: (Form.DISC_OPEN, Ink.LEANING),
        FreshnessStatus.STALE: (Form.TRIANGLE_OPEN, Ink.LEANING),
        FreshnessStatus.EXPIRED: (Form.DIAMOND, Ink.BROKEN),
        FreshnessStatus.MISSING: (Form.CROSS, Ink.UNKNOWN),
        FreshnessStatus.INVALID: (Form.CROSS, Ink.UNKNOWN),
    },
)


def draw_freshness(chart: FreshnessChart) -> Scene:
    """One row an item: a bar over its collection, a line to its last good day, the report's date across."""
    sheet = Sheet()
    shown = chart.items[:MOST_ITEMS]
    days = [item.good_until for item in shown]
    days += [day for item in shown if item.collected for day in (item.collected.from_, item.collected.to)]
    calendar = fit_calendar((*days, chart.as_of), TRACK_START, TRACK_END)
    if calendar is None:
        return sheet.scene()
    sheet.down(SMALL * 1.6)
    top = sheet.y
    for item in shown:
        _draw_item(sheet, item, calendar)
        sheet.down(14)
    draw_report_date(sheet, calendar, chart.as_of, top)
    sheet.remainder(len(chart.items) - len(shown))
    draw_time_axis(sheet, calendar, top)
    sheet.key(
        (
            (make_bar_sample(Ink.MUTED, 8), "collected"),
            (make_stroke_sample(Ink.MUTED, 2), "counts until"),
            (make_stroke_sample(Ink.MUTED, 1.5, upright=True), "date of this report"),
        )
    )
    return sheet.scene()


def _draw_item(sheet: Sheet, item: PlottedFreshness, calendar: Calendar) -> None:
    sign = FRESHNESS_SIGNS[item.status]
    sheet.heading(item.label, sign)
    sheet.down(13)
    y = sheet.y
    draw_track(sheet, y, known=item.collected is not None)
    if item.collected is not None:
        last = calendar.at(item.collected.to)
        draw_bar(sheet, calendar.at(item.collected.from_), last, y, sign.ink, 10.0)
        if item.good_until is not None:
            end = calendar.at(item.good_until)
            sheet.put(draw_line((last, y), (end, y), sign.ink, 2.5))
            draw_upright(sheet, end, y, sign.ink, 7.0)
    sheet.down(9)
    sheet.text(item.note)


MOST_OBLIGATIONS, MOST_BENCHMARKS = 24, 8

_CELL = 28.0
_LABEL_SIZE = 14.0


def draw_coverage(chart: CoverageChart) -> Scene:
    """Obligations down, benchmarks across under a letter each; the fill of a square is the strength."""
    sheet = Sheet()
    benchmarks = chart.benchmarks[:MOST_BENCHMARKS]
    shown = chart.obligations[:MOST_OBLIGATIONS]
    start = RIGHT - _CELL * len(benchmarks)
    sheet.down(18)
    for column, _ in enumerate(benchmarks):
        x = start + _CELL * (column + 0.5)
        sheet.put(Label(x, sheet.y - 4, ascii_uppercase[column], SMALL, Ink.TEXT, "middle", bold=True))
    for label, strengths in zip(shown, chart.strengths, strict=False):
        _draw_obligation(sheet, label, strengths[: len(benchmarks)], start)
    sheet.remainder(len(chart.obligations) - len(shown))
    sheet.down(8)
    for letter, name in zip(ascii_uppercase, benchmarks, strict=False):
        sheet.put(Label(LEFT, sheet.y + SMALL * 0.95, letter, SMALL, Ink.TEXT, bold=True))
        sheet.text(name, left=LEFT + 20)
    sheet.remainder(len(chart.benchmarks) - len(benchmarks))
    sheet.key(
        (partial(_draw_square, strength), words)
        for strength, words in (
            (Strength.DIRECT, "tests it directly"),
            (Strength.PARTIAL, "tests part of it"),
            (Strength.NONE, "says nothing of it"),
            (Strength.UNMAPPED, "nobody has judged"),
        )
    )
    return sheet.scene()


def _draw_obligation(sheet: Sheet, label: str, strengths: tuple[Strength, ...], start: float) -> None:
    lines = fit_text(label, start - LEFT - 12, _LABEL_SIZE, lines=2)
    height = max(_CELL, 18.0 * len(lines) + 6)
    middle = sheet.y + height / 2
    sheet.put_below(draw_line((LEFT, sheet.y), (RIGHT, sheet.y), Ink.GRID))
    for index, text in enumerate(lines):
        offset = (index - (len(lines) - 1) / 2) * 18.0
        sheet.put(Label(LEFT, middle + offset + 5, text, _LABEL_SIZE))
    for column, strength in enumerate(strengths):
        sheet.put(*_draw_square(strength, start + _CELL * (column + 0.5), middle))
    sheet.down(height)


def _draw_square(strength: Strength, x: float, y: float) -> tuple[Mark, ...]:
    outline = Shape(
        ((x - 8, y - 8), (x + 8, y - 8), (x + 8, y + 8), (x - 8, y + 8), (x - 8, y - 8)), Ink.KEPT, width=1.5
    )
    match strength:
        case Strength.DIRECT:
            return (draw_box(x - 8, y - 8, x + 8, y + 8, Ink.KEPT, Ink.KEPT),)
        case Strength.PARTIAL:
            half = Shape(((x - 8, y + 8), (x + 8, y - 8), (x + 8, y + 8)), fill=Ink.KEPT)
            return (half, outline)
        case Strength.NONE:
            return (Shape(outline.points, Ink.RULE, width=1.5),)
        case Strength.UNMAPPED:
            return (draw_line((x - 4, y), (x + 4, y), Ink.RULE, 2.0),)


MOST_CLASSES = 16

_BAR_START = LEFT + 168
_BAR_END = RIGHT - 60
_CLASS_HEIGHT = 30.0


def draw_diversity(chart: DiversityChart) -> Scene:
    """One row a class: its name, a bar, its count; a cross and the word where there is none."""
    sheet = Sheet()
    shown = chart.classes[:MOST_CLASSES]
    axis = fit_axis((count for _, count in shown), _BAR_START, _BAR_END)
    top = sheet.y
    for label, count in shown:
        y = sheet.y + _CLASS_HEIGHT / 2
        name, *_ = *fit_text(label, _BAR_START - LEFT - 12, SIZE), ""
        sheet.put(Label(LEFT, y + 5, name, SIZE, Ink.TEXT if count else Ink.MUTED))
        if count:
            end = axis.at(count)
            sheet.put(draw_box(_BAR_START, y - 8, end, y + 8, Ink.KEPT))
            sheet.put(Label(end + 8, y + 5, f"{count:,}", SIZE, Ink.TEXT, bold=True))
        else:
            sheet.put(*draw_symbol(Form.CROSS, _BAR_START + 10, y, Ink.BROKEN, 5.0))
            sheet.put(Label(_BAR_START + 22, y + 5, "none", SIZE, Ink.BROKEN, bold=True))
        sheet.down(_CLASS_HEIGHT)
    sheet.put(draw_line((_BAR_START, top), (_BAR_START, sheet.y), Ink.RULE))
    sheet.remainder(len(chart.classes) - len(shown))
    return sheet.scene()


EVIDENCE_CHARTS: Drawers = {
    FreshnessChart: draw_freshness,
    CoverageChart: draw_coverage,
    DiversityChart: draw_diversity,
}
