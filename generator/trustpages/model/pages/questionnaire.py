"""A questionnaire as it was sent: the texts of its sheets, and which cells take an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]
"""Row and column of a cell, both from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGrid:
    """One sheet: its texts by place, those of formulas as they were last computed.

    `filled` are cells with anything in them, `covered` those that a merged cell hides, `limited` those that take one
    of a list of words alone.
    """

    name: str
    texts: Mapping[Place, str]
    filled: frozenset[Place]
    covered: frozenset[Place] = frozenset()
    limited: frozenset[Place] = frozenset()

    @property
    def last(self) -> Place:
        """The last row and the last column that hold anything."""
        return max((row for row, _ in self.filled), default=0), max((column for _, column in self.filled), default=0)

    def row(self, number: int) -> dict[int, str]:
        """The texts of a row by column."""
        columns = range(1, self.last[1] + 1)
        return {column: self.texts[number, column] for column in columns if (number, column) in self.texts}
