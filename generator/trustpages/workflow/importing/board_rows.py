"""Entries of a leaderboard as rows of its file, and the account of all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from trustpages.intake.importers.importer import Doubt, Entrant, Headline, Imported, ImportedBoard, Importer
from trustpages.intake.importers.inputs import Inputs
from trustpages.model.documents.items.imported import StatedFigure
from trustpages.model.source_map import Plain
from trustpages.workflow.importing.rows import Tally, describe_account

_COLUMNS: Final = ("agent", "version", "score", "low", "high", "n_tasks", "trials", "harness", "rank", "date", "note")
"""Columns of a scoreboard that have a meaning; further ones are kept in the file for who wants them."""


def write_board_rows(board: ImportedBoard) -> bytes:
    """One JSON object a line for each entry with a score, in the order of the board."""
    columns = name_columns(board)
    rows = ([(key, value) for key, value in _row(entrant).items()] for entrant in _list_scored(board))
    kept = ({key: value for key, value in row if key in columns or key not in _COLUMNS} for row in rows)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in kept).encode()


def name_columns(board: ImportedBoard) -> tuple[str, ...]:
    """The columns with a meaning that any entry has something in."""
    rows = [_row(entrant) for entrant in _list_scored(board)]
    return tuple(key for key in _COLUMNS if key in ("agent", "score") or any(row[key] is not None for row in rows))


def _list_scored(board: ImportedBoard) -> tuple[Entrant, ...]:
    return tuple(entrant for entrant in board.entrants if entrant.score is not None)


def _row(entrant: Entrant) -> dict[str, Plain]:
    row: dict[str, Plain] = {
        "agent": entrant.name,
        "version": entrant.version,
        "score": entrant.score,
        "low": entrant.low,
        "high": entrant.high,
        "n_tasks": entrant.n_tasks,
        "trials": entrant.trials,
        "harness": entrant.harness,
        "rank": entrant.rank,
        "date": entrant.day.isoformat() if entrant.day else None,
        "note": entrant.note[:_LONGEST] or None,
    }
    row.update({key: value for key, value in entrant.values.items() if key not in row})
    row.update({key: value for key, value in entrant.marks.items() if key not in row})
    return row


_LONGEST: Final = 500


def account_for_board(importer: Importer, inputs: Inputs, imported: Imported, board: ImportedBoard) -> dict[str, Plain]:
    """Every entry of a board: with a score, or unknown by reason; stated figures that do not follow, and doubts."""
    scored = _list_scored(board)
    tally = Tally(
        read=len(board.entrants),
        counted=len(scored),
        unknown=tuple(entrant.unknown or "no-score" for entrant in board.entrants if entrant not in scored),
    )
    figures = [(entrant, figure) for entrant in board.entrants for figure in entrant.headlines]
    differing = [(entrant, figure) for entrant, figure in figures if _differs(figure)]
    doubts = (*board.each, *board.doubts, *_doubt_figures(figures, differing))
    stated = [_rename(entrant, figure) for entrant, figure in differing]
    files = [file for file in inputs.files if not board.files or file.path in board.files]
    return describe_account(importer, imported, files, tally, stated, doubts)


def _differs(figure: Headline) -> bool:
    stated = StatedFigure(
        name=figure.name, value=figure.value, n=figure.n, recomputed=figure.recomputed, recomputed_n=figure.recomputed_n
    )
    return stated.differs


def _rename(entrant: Entrant, figure: Headline) -> Headline:
    return Headline(
        name=f"{figure.name} of {entrant.label}",
        value=figure.value,
        n=figure.n,
        recomputed=figure.recomputed,
        recomputed_n=figure.recomputed_n,
    )


def _doubt_figures(
    figures: Sequence[tuple[Entrant, Headline]], differing: Sequence[tuple[Entrant, Headline]]
) -> Iterator[Doubt]:
    recomputed = sum(figure.recomputed is not None for _, figure in figures)
    if differing:
        sentence = f"{len(differing):,} of {recomputed:,} scores that could be recomputed come to something else"
        yield Doubt(kind="scores-differ", sentence=sentence, is_grave=True)
