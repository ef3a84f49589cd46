"""How many items of each class of evidence there are, the absent classes named as absent."""

from __future__ import annotations

from trustpages.model.chart import DiversityChart
from trustpages.render.charts.axes import axis_over
from trustpages.render.charts.lettering import SIZE, SMALL, fitted
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Label, Scene, box, line
from trustpages.render.charts.sheet import LEFT, RIGHT, Sheet
from trustpages.render.charts.symbols import Form, symbol

MOST_ROWS = 16

_BAR_START = LEFT + 168
_BAR_END = RIGHT - 60
_ROW = 30.0


def diversity_scene(chart: DiversityChart) -> Scene:
    """One row a class: its name, a bar, its count; a cross and the word where there is none."""
    sheet = Sheet()
    shown = chart.classes[:MOST_ROWS]
    axis = axis_over((row.count for row in shown), _BAR_START, _BAR_END)
    top = sheet.y
    for row in shown:
        y = sheet.y + _ROW / 2
        name, *_ = *fitted(row.label, _BAR_START - LEFT - 12, SIZE), ""
        sheet.put(Label(LEFT, y + 5, name, SIZE, Ink.TEXT if row.count else Ink.MUTED))
        if row.count:
            end = axis.at(row.count)
            sheet.put(box(_BAR_START, y - 8, end, y + 8, Ink.KEPT))
            sheet.put(Label(end + 8, y + 5, f"{row.count:,}", SIZE, Ink.TEXT, bold=True))
        else:
            sheet.put(*symbol(Form.CROSS, _BAR_START + 10, y, Ink.BROKEN, 5.0))
            sheet.put(Label(_BAR_START + 22, y + 5, "none", SIZE, Ink.BROKEN, bold=True))
        sheet.down(_ROW)
        if row.note:
            sheet.text(row.note, left=_BAR_START, size=SMALL)
    sheet.put(line((_BAR_START, top), (_BAR_START, sheet.y), Ink.RULE))
    sheet.remainder(len(chart.classes) - len(shown))
    return sheet.scene()
