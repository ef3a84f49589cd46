"""The colours of charts: one name for each meaning, with a value for light and for dark pages.

Derived from the palette of Okabe and Ito, which stays apart in the common forms of colour
blindness, and moved in lightness until marks reach a contrast of 3:1 and words 4.5:1 on either
page. No colour is the only carrier of a meaning: shapes and words say the same.
"""

from __future__ import annotations

from enum import Enum


class Ink(Enum):
    """A colour by what it means: (on a light page, on a dark page). All light values differ."""

    PAPER = ("#fffffe", "#1e2129")  # inside of hollow marks
    TEXT = ("#1f2430", "#e8eaee")
    MUTED = ("#5a6270", "#aeb6c2")
    RULE = ("#7c8594", "#7f8896")  # axes
    GRID = ("#dfe3e8", "#383e4a")
    BAND = ("#e6eef4", "#2a3644")  # the promised side of a threshold
    KEPT = ("#0067a3", "#62b8ec")
    BROKEN = ("#b84600", "#ff9257")
    LEANING = ("#8a6100", "#e9b13c")
    UNKNOWN = ("#667080", "#98a1af")
    CLAIMED = ("#8b3f73", "#e2a0c8")
    REVIEWED = ("#00735c", "#3fc79f")

    @property
    def light(self) -> str:
        """The value on light pages, as `#rrggbb`; drawings are made with it."""
        return self.value[0]

    @property
    def dark(self) -> str:
        """The value on dark pages, as `#rrggbb`."""
        return self.value[1]


WORDS = frozenset(
    {Ink.TEXT, Ink.MUTED, Ink.KEPT, Ink.BROKEN, Ink.LEANING, Ink.UNKNOWN, Ink.CLAIMED, Ink.REVIEWED}
)
"""Inks that words may be set in."""

DARK_FOR_LIGHT = {ink.light: ink.dark for ink in Ink}
