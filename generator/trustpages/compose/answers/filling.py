"""A questionnaire answered: what goes into which cell, what is left and why, and how each question was recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from trustpages.compose.answers.layout import Layout
from trustpages.compose.answers.matching import Match, Matcher
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.pages.answered import AnsweredRow, AnswerSheet
from trustpages.model.pages.questionnaire import FilledRow, FillState, SheetGrid
from trustpages.model.pages.values import StateLabel
from trustpages.model.states import ANSWERED
from trustpages.model.vocabulary import AnswerBasis

FILLED: Final[Mapping[FillState, StateLabel]] = {
    FillState.FILLED: StateLabel("Filled by evidence", "met"),
    FillState.WORD: StateLabel("Vendor's word, left open", "leaning-met"),
    FillState.UNANSWERED: StateLabel("Unanswered", "missing"),
    FillState.NOT_MATCHED: StateLabel("Not recognised", "not-applicable"),
    FillState.LEFT: StateLabel("Left as it was", "not-applicable"),
}
COLUMNS: Final = (
    "Sheet",
    "Row",
    "Question",
    "What became of it",
    "Recognised by",
    "What the report says",
    "What is missing",
    "What it does not show",
    "Valid until",
    "Link",
)
WIDTHS: Final = (18, 8, 50, 24, 44, 60, 36, 60, 13, 40)
MARK: Final = "What evidence carries"
"""The head of the column of marks beside the questions."""
_FEWEST_SIGNS: Final = 3


def fill_grid(grid: SheetGrid, layout: Layout, matcher: Matcher, asked: AnswerSheet) -> Iterator[FilledRow]:
    """Every question of a sheet, in its order, with what becomes of its cell."""
    around = f"{grid.name} {' '.join(text for (row, _), text in grid.texts.items() if row <= layout.head)}"
    for row in range(layout.head + 1, grid.last[0] + 1):
        question = grid.texts.get((row, layout.question), "")
        if len(question) < _FEWEST_SIGNS:
            continue
        own = {column: text for column, text in grid.row(row).items() if column != layout.answer}
        match = matcher.match(own.values(), question, around)
        yield _fill_row(grid, layout, row, question, match, asked)


def _fill_row(
    grid: SheetGrid, layout: Layout, row: int, question: str, match: Match | None, asked: AnswerSheet
) -> FilledRow:
    left = _find_obstacle(grid, (row, layout.answer))
    state, text = FillState.NOT_MATCHED, ""
    if match is not None:
        state = _STATES[match.row.basis]
    if state is FillState.FILLED and match is not None:
        state, text = (FillState.LEFT, "") if left else (state, write_answer(match.row, asked))
    return FilledRow(
        sheet=grid.name,
        row=row,
        column=layout.answer,
        asked=question,
        state=state,
        reason=match.reason if match else "Neither an id nor words that this report knows",
        text=text,
        why_left=left if state is FillState.LEFT else "",
        found=match.row if match else None,
    )


_STATES: Final = {
    AnswerBasis.EVIDENCE: FillState.FILLED,
    AnswerBasis.WORD: FillState.WORD,
    AnswerBasis.NOTHING: FillState.UNANSWERED,
}


def _find_obstacle(grid: SheetGrid, place: tuple[int, int]) -> str:
    """Why a cell takes no answer; empty where it does."""
    if place in grid.filled:
        return "something stands there"
    if place in grid.covered:
        return "it is part of a merged cell"
    return "it takes words of a list alone" if place in grid.limited else ""


def write_answer(row: AnsweredRow, asked: AnswerSheet) -> str:
    """The answer as it stands in a cell: never without its day, its end, its limits and where to look."""
    limits = dict(asked.limits)
    until = f"good until {format_day(row.valid_until)}" if row.valid_until else "no end is named"
    over = limits.get("expired", "")
    others = " ".join(limit for limit in row.limits if limit != over)
    parts = (
        over,
        *row.said,
        f"How far that goes: {row.why}" if row.why else "",
        f"Missing: {row.missing}." if row.missing else "",
        f"What it does not show: {others}" if others else "",
        f"Evidence as of {limits['as-of']}, {until}.",
        f"See {row.link}" if row.link else "",
    )
    return " ".join(filter(None, parts))


def mark_row(filled: FilledRow) -> str:
    """The mark beside a question: what became of it, and by what it was recognised."""
    word = FILLED[filled.state].word
    left = f" ({filled.why_left})" if filled.why_left else ""
    if filled.found is None:
        return word
    missing = f": {filled.found.missing}" if filled.state is FillState.UNANSWERED and filled.found.missing else ""
    return f"{word}{left}{missing}. {filled.reason}."


def list_cells(filled: FilledRow) -> tuple[str, ...]:
    """The cells of a question in the sheet that is added, in the order of `COLUMNS`."""
    found = filled.found
    return (
        filled.sheet,
        str(filled.row),
        filled.asked,
        f"{FILLED[filled.state].word}{f': {filled.why_left}' if filled.why_left else ''}",
        filled.reason,
        " ".join((f"{ANSWERED[found.basis].word}.", *found.said)) if found else "",
        found.missing if found else "",
        " ".join(found.limits) if found else "",
        found.valid_until.isoformat() if found and found.valid_until else "",
        " ".join(found.links) if found else "",
    )


def summarize(rows: Iterable[FilledRow], sheets: int) -> str:
    """How many questions there are of each kind, in a few lines."""
    counts = Counter(row.state for row in rows)
    lines = [f"{count_of(sum(counts.values()), 'question')} in {count_of(sheets, 'sheet')}:"]
    lines += [f"  {format_number(counts[state])} {label.in_sentence}" for state, label in FILLED.items()]
    return "\n".join(lines)
