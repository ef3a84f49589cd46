"""Horizontal tracks: the rows with a value axis that most charts share."""

from __future__ import annotations

from datetime import date

from trustpages.model.chart import Scale
from trustpages.render.charts.axes import Axis, Calendar, day_label, tick_label
from trustpages.render.charts.lettering import SMALL, width_of
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Anchor, Label, box, line
from trustpages.render.charts.sheet import LEFT, RIGHT, WIDTH, Sheet

TRACK_START, TRACK_END = LEFT + 6, RIGHT - 6


def track(sheet: Sheet, y: float, *, known: bool = True) -> None:
    """The line that values lie on, dashed where there is no value."""
    sheet.put(line((TRACK_START, y), (TRACK_END, y), Ink.RULE, 1.0, dashed=not known))


def bar(sheet: Sheet, start: float, end: float, y: float, ink: Ink, height: float = 6.0) -> None:
    """A bar between two positions, at least two units long so that it stays visible."""
    middle, half = (start + end) / 2, max(abs(end - start), 2.0) / 2
    sheet.put(box(middle - half, y - height / 2, middle + half, y + height / 2, ink))


def upright(sheet: Sheet, x: float, y: float, ink: Ink, half: float = 11.0, width: float = 2.5) -> None:
    """A short vertical stroke through a track."""
    sheet.put(line((x, y - half), (x, y + half), ink, width))


def value_axis(sheet: Sheet, axis: Axis, scale: Scale, title: str, top: float) -> None:
    """Grid lines from `top` down to here, their values, and what the axis shows."""
    _grid(sheet, [(axis.at(value), tick_label(value, scale)) for value in axis.ticks()], top)
    sheet.text(title, ink=Ink.MUTED)


def today(sheet: Sheet, calendar: Calendar, as_of: date, top: float) -> None:
    """The date of the report as a line from `top` down to here, named above it."""
    x, text = calendar.at(as_of), f"as of {day_label(as_of)}"
    sheet.put_below(line((x, top), (x, sheet.y), Ink.MUTED, 1.5))
    sheet.put(Label(x, top - 5, text, SMALL, Ink.TEXT, anchor_at(x, text), bold=True))


def time_axis(sheet: Sheet, calendar: Calendar, top: float) -> None:
    """Grid lines from `top` down to here, and their dates."""
    _grid(sheet, [(calendar.at(day), label) for day, label in calendar.ticks()], top)


def _grid(sheet: Sheet, ticks: list[tuple[float, str]], top: float) -> None:
    """Grid lines, each with its label where that does not run into the label before."""
    free = 0.0
    for x, text in ticks:
        sheet.put_below(line((x, top), (x, sheet.y), Ink.GRID))
        label = Label(x, sheet.y + SMALL * 1.2, text, SMALL, Ink.MUTED, anchor_at(x, text))
        width = width_of(text, SMALL)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        if left >= free:
            sheet.put(label)
            free = left + width + 6
    sheet.down(SMALL * 1.5)


def anchor_at(x: float, text: str) -> Anchor:
    """How to anchor a small `text` at `x`: centred, unless that would lead out of the chart."""
    half = width_of(text, SMALL, bold=True) / 2
    if x < half:
        return "start"
    return "end" if x > WIDTH - half else "middle"
