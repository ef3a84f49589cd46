"""A chart being filled from top to bottom: text that fits, keys, and the size that comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from trustpages.render.charts.lettering import SIZE, SMALL, fitted, width_of
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Label, Mark, Scene, box, line
from trustpages.render.charts.symbols import Form, Sign, symbol

# Narrow on purpose: on a phone of 390 px a chart shrinks to three quarters, and its text with it.
WIDTH = 480.0
LEFT, RIGHT = 8.0, 472.0

Sample: TypeAlias = Callable[[float, float], tuple[Mark, ...]]
"""Draws a specimen for a key, 20 wide, centred on a position."""

_SAMPLE_WIDTH = 20.0
_LEADING = 1.25


class Sheet:
    """Collects marks while `y`, the lower edge of what is there, moves down."""

    def __init__(self) -> None:
        self.y = 4.0
        self._below: list[Mark] = []
        self._above: list[Mark] = []

    def put(self, *marks: Mark) -> None:
        """Adds marks on top of those that are there."""
        self._above.extend(marks)

    def put_below(self, *marks: Mark) -> None:
        """Adds marks that lie under all others, such as grids and bands."""
        self._below.extend(marks)

    def down(self, by: float) -> None:
        """Leaves room."""
        self.y += by

    def text(
        self,
        text: str,
        *,
        left: float = LEFT,
        right: float = RIGHT,
        size: float = SMALL,
        ink: Ink = Ink.MUTED,
        lines: int = 2,
        bold: bool = False,
    ) -> None:
        """Sets `text` between `left` and `right`, and moves below it."""
        for part in fitted(text, right - left, size, lines=lines, bold=bold):
            self.down(size * _LEADING)
            self.put(Label(left, self.y - size * 0.3, part, size, ink, bold=bold))

    def heading(self, label: str, sign: Sign | None = None) -> None:
        """Sets the name of a row, with its sign and word at the right."""
        room = RIGHT
        if sign is not None:
            middle = self.y + SIZE * 0.75
            self.put(*symbol(sign.form, RIGHT - 6, middle, sign.ink, 5.0))
            self.put(Label(RIGHT - 17, middle + SMALL * 0.35, sign.word, SMALL, sign.ink, "end", bold=True))
            room -= 17 + width_of(sign.word, SMALL, bold=True) + 12
        self.text(label, right=room, size=SIZE, ink=Ink.TEXT, bold=True, lines=3)

    def sides(self, left: str, right: str) -> None:
        """Sets two small texts on one line, or on two where one is not enough."""
        if width_of(left, SMALL) + width_of(right, SMALL) + 16 <= RIGHT - LEFT:
            self.put(Label(RIGHT, self.y + SMALL * (_LEADING - 0.3), right, SMALL, Ink.MUTED, "end"))
            self.text(left or " ", lines=1)
        else:
            self.text(left)
            self.text(right, lines=1)

    def remainder(self, count: int) -> None:
        """Says that `count` further rows stand in the table only."""
        if count > 0:
            self.down(4)
            self.text(f"… and {count} more in the table")

    def key(self, entries: Iterable[tuple[Sample, str]]) -> None:
        """Explains specimens, side by side where they fit."""
        self.down(10)
        x = LEFT
        baseline = self.y + SMALL
        for sample, text in entries:
            width = _SAMPLE_WIDTH + 6 + width_of(text, SMALL)
            if x > LEFT and x + width > RIGHT:
                x, baseline = LEFT, baseline + SMALL * 1.5
            self.put(*sample(x + _SAMPLE_WIDTH / 2, baseline - SMALL * 0.33))
            self.put(Label(x + _SAMPLE_WIDTH + 6, baseline, text, SMALL, Ink.MUTED))
            x += width + 16
        self.y = baseline + 5

    def scene(self) -> Scene:
        """The finished drawing, as high as what was put on it."""
        return Scene(WIDTH, float(round(self.y + 4)), (*self._below, *self._above))


def symbol_sample(form: Form, ink: Ink) -> Sample:
    """A specimen of a symbol."""
    return lambda x, y: symbol(form, x, y, ink, 5.0)


def bar_sample(ink: Ink, height: float = 6.0) -> Sample:
    """A specimen of a filled bar."""
    return lambda x, y: (box(x - 10, y - height / 2, x + 10, y + height / 2, ink),)


def stroke_sample(ink: Ink, width: float = 2.0, *, upright: bool = False, dashed: bool = False) -> Sample:
    """A specimen of a line, lying or upright."""
    if upright:
        return lambda x, y: (line((x, y - 8), (x, y + 8), ink, width, dashed=dashed),)
    return lambda x, y: (line((x - 10, y), (x + 10, y), ink, width, dashed=dashed),)
