"""How much of a text a part of a slide has room for: PowerPoint alone measures letters, so they are taken as wide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from trustpages.exports.documents.words import shorten

INCH: Final = 914_400
"""Units of the format in an inch."""
POINTS: Final = 72
# A letter is about half as wide as it is high, a line a fifth higher than its letters; both rather too much.
_LETTER: Final = 0.54
LINE: Final = 1.24
AFTER: Final = 6.0
"""Points below a paragraph."""
LARGEST: Final = 16.0


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    def split_down(self, share: float) -> tuple[Area, Area]:
        """The upper part with that share of the height, and the rest."""
        upper = self.height * share
        return replace(self, height=upper), replace(self, top=self.top + upper, height=self.height - upper)

    def split_across(self, share: float, gap: float) -> tuple[Area, Area]:
        """The left part with that share of the width, and the rest beyond a gap."""
        width = (self.width - gap) * share
        rest = replace(self, left=self.left + width + gap, width=self.width - gap - width)
        return replace(self, width=width), rest

    def lower(self, by: float) -> Area:
        """The same without a strip at the top."""
        return replace(self, top=self.top + by, height=self.height - by)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, width and height in the units of the format."""
        left, top, width, height = (round(inches * INCH) for inches in (self.left, self.top, self.width, self.height))
        return left, top, width, height


def count_lines(text: str, width: float, size: float) -> int:
    """Lines that the text takes at most, in letters of `size` points on `width` inches."""
    a_line = max(1, int(width * POINTS / (size * _LETTER)))
    return max(1, math.ceil(len(text) / a_line * 1.08))


def fit(text: str, width: float, size: float, lines: int) -> str:
    """As much of the text as so many lines hold."""
    a_line = max(8, int(width * POINTS / (size * _LETTER)))
    return shorten(text, max(8, int(a_line * lines / 1.08)))


def choose_size(
    area: Area, told: Sequence[tuple[str, str]], *, in_line: bool, most: float = LARGEST
) -> tuple[float, int]:
    """The largest letters in which all labels and values stand in full, else the smallest and so many lines of each."""
    for size in (size for size in (LARGEST, 15.0, 14.0, 13.0, 12.0, 11.0) if size <= most):
        texts = [f"{label}  {value}" if in_line else value for label, value in told]
        lines = [count_lines(text, area.width, size) for text in texts]
        labels = 0.0 if in_line else len(told) * (size - 2) * LINE
        if sum(lines) * size * LINE + labels + len(told) * AFTER <= area.height * POINTS:
            return size, max(lines)
    room = area.height * POINTS / len(told) - (0.0 if in_line else 9 * LINE) - AFTER
    return 10.0, max(1, int(room / (10.0 * LINE)))
