"""Layout of a chart from top to bottom: text fitted into it, headings, keys, and the size that comes out.

Readers' systems set charts in fonts of their own, so widths are estimates, after the widest of the usual ones
(Verdana and DejaVu Sans).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate
from typing import TypeAlias
from unicodedata import combining, east_asian_width

from trustpages.render.charts.scene import Form, Ink, Label, Mark, Scene, Sign, draw_box, draw_line, draw_symbol
from trustpages.render.encoder import to_showable

SIZE = 15.0
SMALL = 13.0

_LONGEST_TEXT = 300
_NARROW = frozenset("iIjltfr.,:;'|!()[]{}/\\ ")
_BROAD = frozenset("mwMW%@—…&")
_BOLD = 1.13


def estimate_width(text: str, size: float, *, bold: bool = False) -> float:
    """The estimated width of `text` at `size`, in the unit of `size`; rather too wide than too narrow."""
    return size * sum(map(_estimate_em, text)) * (_BOLD if bold else 1.0)


@cache
def _estimate_em(mark: str) -> float:
    if mark in _NARROW:
        return 0.38
    if mark in _BROAD:
        return 0.95
    if mark.isascii():
        return 0.72 if mark.isupper() else 0.61
    if combining(mark):
        return 0.0
    return 1.05 if east_asian_width(mark) in "WF" else 0.66


def estimate_span(label: Label) -> tuple[float, float]:
    """Where `label` begins and ends, by its estimated width."""
    width = estimate_width(label.text, label.size, bold=label.bold)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, left + width


def fit_text(text: str, room: float, size: float, *, lines: int = 1, bold: bool = False) -> tuple[str, ...]:
    """`text` broken into at most `lines` lines that fit into `room`, with an ellipsis where it was cut.

    Lines break at blanks, and within a word only where the word alone is wider than the room.
    """
    rest = to_showable(text[:_LONGEST_TEXT])
    result: list[str] = []
    while rest and len(result) < lines:
        end = _find_line_end(rest, room, size, bold)
        result.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if (rest or len(text) > _LONGEST_TEXT) and result:
        result[-1] = _add_ellipsis(result[-1], room, size, bold)
    return tuple(result)


def _find_line_end(text: str, room: float, size: float, bold: bool) -> int:
    """Where to break: the last blank within the room, else the last character within it."""
    if estimate_width(text, size, bold=bold) <= room:
        return len(text)
    blank, weight = 0, _BOLD if bold else 1.0
    for index, ems in enumerate(accumulate(map(_estimate_em, text))):
        if text[index] == " ":
            blank = index
        if index and size * ems * weight > room:
            return blank or index
    return len(text)


def _add_ellipsis(text: str, room: float, size: float, bold: bool) -> str:
    while text and estimate_width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


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
        for part in fit_text(text, right - left, size, lines=lines, bold=bold):
            self.down(size * _LEADING)
            self.put(Label(left, self.y - size * 0.3, part, size, ink, bold=bold))

    def heading(self, label: str, sign: Sign | None = None) -> None:
        """Sets the name of a row, with its sign and word at the right."""
        room = RIGHT
        if sign is not None:
            middle = self.y + SIZE * 0.75
            self.put(*draw_symbol(sign.form, RIGHT - 6, middle, sign.ink, 5.0))
            self.put(Label(RIGHT - 17, middle + SMALL * 0.35, sign.word, SMALL, sign.ink, "end", bold=True))
            room -= 17 + estimate_width(sign.word, SMALL, bold=True) + 12
        self.text(label, right=room, size=SIZE, ink=Ink.TEXT, bold=True, lines=3)

    def sides(self, left: str, right: str) -> None:
        """Sets two small texts on one line, or on two where one is not enough."""
        if estimate_width(left, SMALL) + estimate_width(right, SMALL) + 16 <= RIGHT - LEFT:
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
            width = _SAMPLE_WIDTH + 6 + estimate_width(text, SMALL)
            if x > LEFT and x + width > RIGHT:
                x, baseline = LEFT, baseline + SMALL * 1.5
            self.put(*sample(x + _SAMPLE_WIDTH / 2, baseline - SMALL * 0.33))
            self.put(Label(x + _SAMPLE_WIDTH + 6, baseline, text, SMALL, Ink.MUTED))
            x += width + 16
        self.y = baseline + 5

    def scene(self) -> Scene:
        """The finished drawing, as high as what was put on it."""
        return Scene(WIDTH, float(round(self.y + 4)), (*self._below, *self._above))


def make_symbol_sample(form: Form, ink: Ink) -> Sample:
    """A specimen of a symbol."""
    return lambda x, y: draw_symbol(form, x, y, ink, 5.0)


def make_bar_sample(ink: Ink, height: float = 6.0) -> Sample:
    """A specimen of a filled bar."""
    return lambda x, y: (draw_box(x - 10, y - height / 2, x + 10, y + height / 2, ink),)


def make_stroke_sample(ink: Ink, width: float = 2.0, *, upright: bool = False, dashed: bool = False) -> Sample:
    """A specimen of a line, lying or upright."""
    if upright:
        return lambda x, y: (draw_line((x, y - 8), (x, y + 8), ink, width, dashed=dashed),)
    return lambda x, y: (draw_line((x - 10, y), (x + 10, y), ink, width, dashed=dashed),)
