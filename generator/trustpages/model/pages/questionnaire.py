"""A questionnaire as it was sent, its texts and the cells that take an answer; and with what a report says to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from trustpages.model.pages.answered import AnsweredRow

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


class FillState(StrEnum):
    """What became of a question: the first alone puts anything into the cell of its answer."""

    FILLED = "filled"
    WORD = "vendors-word"
    UNANSWERED = "unanswered"
    NOT_MATCHED = "not-matched"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow:
    """One question in its sheet: `text` is what goes into the cell of its answer, empty where that is left.

    `why_left` says of a cell that could take no answer why.
    """

    sheet: str
    row: int
    column: int
    asked: str
    state: FillState
    reason: str
    text: str = ""
    why_left: str = ""
    found: AnsweredRow | None = None
