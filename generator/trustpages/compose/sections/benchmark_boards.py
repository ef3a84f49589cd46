"""Leaderboards as they were imported: the newest with its best entries, earlier states behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from trustpages.compose.wording.dates import NO_DATE
from trustpages.compose.wording.names import to_sentence
from trustpages.compose.wording.numbers import count_of, format_number, format_share
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.benchmarks.boards import Comparison, ComparisonRow
from trustpages.model.pages.blocks import Block, Bullets, FactList, Row, Section, Table, Text
from trustpages.model.pages.values import Fact, Said

MOST_SHOWN: Final = 20
"""Entries of a board on the page; the file has all of them."""


def show_boards(document: Benchmark) -> Section:
    """The boards whose rows hold scores alone: of each name the newest, what came before it on demand."""
    newest: dict[str, Comparison] = {}
    for board in document.boards:
        newest.setdefault(board.title, board)
    shown = [board for board in document.boards if newest[board.title] is board]
    earlier = [board for board in document.boards if newest[board.title] is not board]
    first, others = shown[:1], shown[1:]
    folded = ((f"Further leaderboards: {len(others)}", others), (f"Earlier states: {len(earlier)}", earlier))
    return Section(
        "Leaderboards",
        (
            *(block for board in first for block in _show_board(board)),
            *(Section(title, _fold(boards), folded=True) for title, boards in folded if boards),
        ),
    )


def _fold(boards: list[Comparison]) -> tuple[Block, ...]:
    return tuple(block for board in boards for block in _show_board(board))


def _show_board(board: Comparison) -> tuple[Block, ...]:
    rows = _sort_rows(board)
    rest = len(rows) - MOST_SHOWN
    facts = [
        Fact("As it was on", board.date or NO_DATE),
        Fact("Entries", format_number(board.entrants or len(rows))),
        *((Fact("Measured by", board.producer.name),) if board.producer else ()),
        *((Fact("From", board.source.title),) if board.source and board.source.title else ()),
    ]
    doubts = tuple(to_sentence(doubt.sentence, None) for doubt in board.imported.doubts) if board.imported else ()
    more = (Text(f"{count_of(rest, 'more entry', 'more entries')} in the evidence.", "more"),) if rest > 0 else ()
    return (_tabulate(board, rows[:MOST_SHOWN]), *more, FactList(tuple(facts)), *((Bullets(doubts),) if doubts else ()))


def _sort_rows(board: Comparison) -> list[tuple[ComparisonRow, str]]:
    """The rows with their names by score, best first, and by name where scores are equal; by rank without scores."""
    named = zip(board.rows, board.labels, strict=True)
    return sorted(named, key=lambda pair: (-(pair[0].score or 0), pair[0].rank or 0, pair[1]))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a board: what it is called, and what of a row it shows, None where it says nothing."""

    name: str
    read: Callable[[ComparisonRow], Said | None]
    is_number: bool = False


def _tabulate(board: Comparison, rows: list[tuple[ComparisonRow, str]]) -> Table:
    """The entries, without the columns in which none of them has anything."""
    columns = (
        _Column(f"Score, {board.score_unit}" if board.score_unit else "Score", lambda row: _format(row.score, board)),
        _Column("Printed limits", lambda row: _format_limits(row, board)),
        _Column("Rests on", lambda row: row.n_tasks, is_number=True),
        _Column("Tries", lambda row: row.trials, is_number=True),
        _Column("Run with", lambda row: row.harness),
        _Column("Entered", lambda row: row.date),
        _Column("Note", lambda row: to_sentence(row.note, None) if row.note else None),
    )
    used = [column for column in columns if any(column.read(row) is not None for row, _ in rows)]
    return Table(
        f"board-{board.id}",
        board.title,
        ("Entry", *(column.name for column in used)),
        tuple(Row((_name(row, label), *(_read(column, row) for column in used))) for row, label in rows),
        numeric=tuple(place for place, column in enumerate(used, 1) if column.is_number),
    )


def _read(column: _Column, row: ComparisonRow) -> Said:
    cell = column.read(row)
    return "" if cell is None else cell


def _name(row: ComparisonRow, label: str) -> str:
    return f"{label}, ours" if row.ours else label


def _format(score: float | None, board: Comparison) -> str | None:
    if score is None:
        return None
    return format_share(score) if board.score_unit is None else format_number(score)


def _format_limits(row: ComparisonRow, board: Comparison) -> str | None:
    low, high = _format(row.low, board), _format(row.high, board)
    return None if low is None or high is None else f"{low} to {high}"
