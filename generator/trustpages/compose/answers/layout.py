"""Where in a sheet the questions stand and where their answers go: by the words at the head of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trustpages.compose.answers.asked_as import split_words
from trustpages.model.pages.questionnaire import SheetGrid

MOST_HEAD_ROWS: Final = 40
"""So far down the names of columns are looked for."""
MOST_SIGNS: Final = 80
"""A longer text is no name of a column."""
# The earlier a word stands, the surer it is.
_QUESTIONS: Final = ("question", "requirement", "control specification", "control", "criteria", "item", "description")
_ANSWERS: Final = (
    "answer",
    "response",
    "reply",
    "explanation",
    "implementation description",
    "supplier comment",
    "vendor comment",
    "comment",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet: of the questions, of their answers, and below which row they begin."""

    head: int
    question: int
    answer: int


def find_layout(grid: SheetGrid, question: str = "", answer: str = "") -> Layout | None:
    """The columns by their letters or names where these are given, else by the usual words; None without both."""
    if question or answer:
        return _take_named(grid, question, answer)
    for row in range(1, min(grid.last[0], MOST_HEAD_ROWS) + 1):
        names = {column: text for column, text in grid.row(row).items() if len(text) <= MOST_SIGNS}
        asks = _find_column(names, _QUESTIONS)
        answers = [column for column in _find_columns(names, _ANSWERS) if column != asks]
        if asks is not None and answers:
            free = [column for column in answers if not _takes_a_list(grid, row, column)]
            return Layout(row, asks, (free or answers)[0])
    return None


def _take_named(grid: SheetGrid, question: str, answer: str) -> Layout | None:
    """The columns that somebody named; the head is the row where such a name stands, else the first one."""
    for row in range(min(grid.last[0], MOST_HEAD_ROWS) + 1):
        places = [_find_named(grid, row, name) for name in (question, answer)]
        if None not in places and (row or not any(map(_is_name, (question, answer)))):
            asks, answers = places
            return Layout(row, asks or 0, answers or 0) if asks != answers else None
    return None


def _is_name(column: str) -> bool:
    return read_letters(column) is None


def _find_named(grid: SheetGrid, row: int, column: str) -> int | None:
    letters = read_letters(column)
    if letters is not None:
        return letters
    return next((place for place, text in grid.row(row).items() if text.casefold() == column.casefold()), None)


def read_letters(column: str) -> int | None:
    """The number of a column that is named by its letters; None for any other name."""
    if not (column.isascii() and column.isalpha() and len(column) <= 3 and column.isupper()):
        return None
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _find_column(names: dict[int, str], wanted: tuple[str, ...]) -> int | None:
    return next(_find_columns(names, wanted), None)


def _find_columns(names: dict[int, str], wanted: tuple[str, ...]) -> Iterator[int]:
    """Columns by the surest word in their names, each once."""
    seen: set[int] = set()
    for phrase in wanted:
        sought = set(split_words(phrase))
        for column, text in names.items():
            words = split_words(text)
            if column not in seen and sought.issubset(words) and not {"id", "no", "number"} & set(words):
                seen.add(column)
                yield column


def _takes_a_list(grid: SheetGrid, head: int, column: int) -> bool:
    """Whether cells below the head take words of a list alone, which a sentence is not."""
    return any((row, column) in grid.limited for row in range(head + 1, grid.last[0] + 1))
