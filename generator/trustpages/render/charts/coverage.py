"""Which benchmark says something about which obligation, as a grid of four strengths."""

from __future__ import annotations

from functools import partial
from string import ascii_uppercase

from trustpages.model.chart import CoverageChart, Strength
from trustpages.render.charts.lettering import SMALL, fitted
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Label, Mark, Scene, Shape, box, line
from trustpages.render.charts.sheet import LEFT, RIGHT, Sheet

MOST_ROWS, MOST_COLUMNS = 24, 8

_CELL = 28.0
_LABEL_SIZE = 14.0


def coverage_scene(chart: CoverageChart) -> Scene:
    """Obligations down, benchmarks across under a letter each; the fill of a square is the strength."""
    sheet = Sheet()
    benchmarks = chart.benchmarks[:MOST_COLUMNS]
    shown = chart.obligations[:MOST_ROWS]
    start = RIGHT - _CELL * len(benchmarks)
    sheet.down(18)
    for column, _ in enumerate(benchmarks):
        x = start + _CELL * (column + 0.5)
        sheet.put(Label(x, sheet.y - 4, ascii_uppercase[column], SMALL, Ink.TEXT, "middle", bold=True))
    for label, strengths in zip(shown, chart.strengths, strict=False):
        _row(sheet, label, strengths[: len(benchmarks)], start)
    sheet.remainder(len(chart.obligations) - len(shown))
    sheet.down(8)
    for letter, name in zip(ascii_uppercase, benchmarks, strict=False):
        sheet.put(Label(LEFT, sheet.y + SMALL * 0.95, letter, SMALL, Ink.TEXT, bold=True))
        sheet.text(name, left=LEFT + 20)
    sheet.remainder(len(chart.benchmarks) - len(benchmarks))
    sheet.key(
        (partial(_square, strength), words)
        for strength, words in (
            (Strength.DIRECT, "tests it directly"),
            (Strength.PARTIAL, "tests part of it"),
            (Strength.NONE, "says nothing of it"),
            (Strength.UNMAPPED, "nobody has judged"),
        )
    )
    return sheet.scene()


def _row(sheet: Sheet, label: str, strengths: tuple[Strength, ...], start: float) -> None:
    lines = fitted(label, start - LEFT - 12, _LABEL_SIZE, lines=2)
    height = max(_CELL, 18.0 * len(lines) + 6)
    middle = sheet.y + height / 2
    sheet.put_below(line((LEFT, sheet.y), (RIGHT, sheet.y), Ink.GRID))
    for index, text in enumerate(lines):
        offset = (index - (len(lines) - 1) / 2) * 18.0
        sheet.put(Label(LEFT, middle + offset + 5, text, _LABEL_SIZE))
    for column, strength in enumerate(strengths):
        sheet.put(*_square(strength, start + _CELL * (column + 0.5), middle))
    sheet.down(height)


def _square(strength: Strength, x: float, y: float) -> tuple[Mark, ...]:
    outline = Shape(
        ((x - 8, y - 8), (x + 8, y - 8), (x + 8, y + 8), (x - 8, y + 8), (x - 8, y - 8)), Ink.KEPT, width=1.5
    )
    match strength:
        case Strength.DIRECT:
            return (box(x - 8, y - 8, x + 8, y + 8, Ink.KEPT, Ink.KEPT),)
        case Strength.PARTIAL:
            half = Shape(((x - 8, y + 8), (x + 8, y - 8), (x + 8, y + 8)), fill=Ink.KEPT)
            return (half, outline)
        case Strength.NONE:
            return (Shape(outline.points, Ink.RULE, width=1.5),)
        case Strength.UNMAPPED:
            return (line((x - 4, y), (x + 4, y), Ink.RULE, 2.0),)
