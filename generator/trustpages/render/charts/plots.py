"""The two frames of charts: horizontal tracks on one axis, and a plot with two value axes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.model.measured import Measured, Quantity
from trustpages.model.vocabulary import Scale
from trustpages.render.charts.axes import Axis, Calendar, format_day, format_tick
from trustpages.render.charts.scene import Anchor, Ink, Label, draw_box, draw_line
from trustpages.render.charts.sheet import LEFT, RIGHT, SMALL, WIDTH, Sheet, estimate_span, estimate_width

TRACK_START, TRACK_END = LEFT + 6, RIGHT - 6


def draw_track(sheet: Sheet, y: float, *, known: bool = True) -> None:
    """The line that values lie on, dashed where there is no value."""
    sheet.put(draw_line((TRACK_START, y), (TRACK_END, y), Ink.RULE, 1.0, dashed=not known))


def draw_bar(sheet: Sheet, start: float, end: float, y: float, ink: Ink, height: float = 6.0) -> None:
    """A bar between two positions, at least two units long so that it stays visible."""
    middle, half = (start + end) / 2, max(abs(end - start), 2.0) / 2
    sheet.put(draw_box(middle - half, y - height / 2, middle + half, y + height / 2, ink))


def draw_limits(sheet: Sheet, quantity: Quantity, axis: Axis, y: float, ink: Ink, height: float = 6.0) -> None:
    """A bar between the limits of a quantity; nothing where it lacks either."""
    if isinstance(quantity, Measured) and quantity.low is not None and quantity.high is not None:
        draw_bar(sheet, axis.at(quantity.low), axis.at(quantity.high), y, ink, height)


def draw_upright(sheet: Sheet, x: float, y: float, ink: Ink, half: float = 11.0, width: float = 2.5) -> None:
    """A short vertical stroke through a track."""
    sheet.put(draw_line((x, y - half), (x, y + half), ink, width))


def draw_value_axis(sheet: Sheet, axis: Axis, scale: Scale, title: str, top: float) -> None:
    """Grid lines from `top` down to here, their values, and what the axis shows."""
    _draw_grid(sheet, [(axis.at(value), format_tick(value, scale)) for value in axis.ticks()], top)
    sheet.text(title, ink=Ink.MUTED)


def draw_report_date(sheet: Sheet, calendar: Calendar, as_of: date, top: float) -> None:
    """The date of the report as a line from `top` down to here, named above it."""
    x, text = calendar.at(as_of), f"as of {format_day(as_of)}"
    sheet.put_below(draw_line((x, top), (x, sheet.y), Ink.MUTED, 1.5))
    sheet.put(Label(x, top - 5, text, SMALL, Ink.TEXT, choose_anchor(x, text), bold=True))


def draw_time_axis(sheet: Sheet, calendar: Calendar, top: float) -> None:
    """Grid lines from `top` down to here, and their dates."""
    _draw_grid(sheet, [(calendar.at(day), label) for day, label in calendar.ticks()], top)


def _draw_grid(sheet: Sheet, ticks: list[tuple[float, str]], top: float) -> None:
    """Grid lines, each with its label where that does not run into the label before."""
    free = 0.0
    for x, text in ticks:
        sheet.put_below(draw_line((x, top), (x, sheet.y), Ink.GRID))
        label = Label(x, sheet.y + SMALL * 1.2, text, SMALL, Ink.MUTED, choose_anchor(x, text))
        left, right = estimate_span(label)
        if left >= free:
            sheet.put(label)
            free = right + 6
    sheet.down(SMALL * 1.5)


def choose_anchor(x: float, text: str) -> Anchor:
    """How to anchor a small `text` at `x`: centred, unless that would lead out of the chart."""
    half = estimate_width(text, SMALL, bold=True) / 2
    if x < half:
        return "start"
    return "end" if x > WIDTH - half else "middle"


PLOT_START, PLOT_END = 60.0, RIGHT - 14
PLOT_HEIGHT = 300.0


@dataclass(frozen=True, slots=True)
class Dimension:
    """One axis of a plot and what it shows; `whole` for what comes in whole numbers, as ranks do."""

    axis: Axis
    title: str
    scale: Scale
    whole: bool = False

    def marks(self) -> list[tuple[float, str]]:
        """Positions and labels of the values to mark."""
        values = [value for value in self.axis.ticks() if not self.whole or value.is_integer()]
        return [(self.axis.at(value), format_tick(value, self.scale)) for value in values]


def reserve_plot(sheet: Sheet, title: str) -> None:
    """Sets what the upward axis shows above the plot, lying, and leaves the room of the plot below it."""
    sheet.text(f"↑ {title}")
    sheet.down(12 + PLOT_HEIGHT)


def draw_frame(sheet: Sheet, across: Dimension, upwards: Dimension) -> None:
    """Grid, values and the lower title of a plot whose area ends here."""
    bottom, top = upwards.axis.start, upwards.axis.end
    for y, text in upwards.marks():
        sheet.put_below(draw_line((PLOT_START, y), (PLOT_END, y), Ink.GRID))
        end = max(PLOT_START - 8, estimate_width(text, SMALL))
        sheet.put(Label(end, y + 4, text, SMALL, Ink.MUTED, "end"))
    for x, text in across.marks():
        sheet.put_below(draw_line((x, top), (x, bottom), Ink.GRID))
        sheet.put(Label(x, bottom + SMALL * 1.4, text, SMALL, Ink.MUTED, choose_anchor(x, text)))
    sheet.put(draw_line((PLOT_START, bottom), (PLOT_END, bottom), Ink.RULE))
    sheet.down(SMALL * 1.8)
    sheet.text(f"{across.title} →", left=PLOT_START)
