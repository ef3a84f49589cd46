"""A plot with two value axes, for scatters and curves."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.chart import Scale
from trustpages.render.charts.axes import Axis, tick_label
from trustpages.render.charts.lettering import SMALL
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Label, line
from trustpages.render.charts.sheet import RIGHT, Sheet

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
        return [(self.axis.at(value), tick_label(value, self.scale)) for value in values]


def above(sheet: Sheet, title: str) -> None:
    """Sets what the upward axis shows above the plot, lying, and leaves the room of the plot below it."""
    sheet.text(f"↑ {title}")
    sheet.down(12 + PLOT_HEIGHT)


def frame(sheet: Sheet, across: Dimension, upwards: Dimension) -> None:
    """Grid, values and the lower title of a plot whose area ends here."""
    bottom, top = upwards.axis.start, upwards.axis.end
    for y, text in upwards.marks():
        sheet.put_below(line((PLOT_START, y), (PLOT_END, y), Ink.GRID))
        sheet.put(Label(PLOT_START - 8, y + 4, text, SMALL, Ink.MUTED, "end"))
    for x, text in across.marks():
        sheet.put_below(line((x, top), (x, bottom), Ink.GRID))
        sheet.put(Label(x, bottom + SMALL * 1.4, text, SMALL, Ink.MUTED, "middle"))
    sheet.put(line((PLOT_START, bottom), (PLOT_END, bottom), Ink.RULE))
    sheet.down(SMALL * 1.8)
    sheet.text(f"{across.title} →", left=PLOT_START)
