"""A questionnaire with what a report says to each of its questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trustpages.model.pages.answered import AnsweredRow


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
