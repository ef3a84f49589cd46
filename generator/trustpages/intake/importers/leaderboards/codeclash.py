"""CodeClash: Elo points by arena, each a tournament of models that write programs against one another."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.intake.importers.importer import Doubt, Entrant, ImportedBoard, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.leaderboards.entrants import gather_boards, tell_entrants_apart
from trustpages.intake.importers.picks import (
    keep_known,
    pick_count,
    pick_day,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    to_label,
)
from trustpages.model.problem import Fault

_MARKS = ('"board"', '"elo"', '"elo_std"')


def _recognise(file: InputFile) -> str | None:
    is_board = file.has_marks(_MARKS)
    return "boards with elo and elo_std" if is_board else None


def _read(inputs: Inputs) -> Outcome:
    boards = inputs.read_each(_recognise, InputFile.json, _read_boards)
    if isinstance(boards, Fault):
        return boards
    return gather_boards(inputs, boards, "CodeClash", lacks="boards", remedy="name a leaderboards.json")


def _read_boards(file: InputFile, arenas: Json) -> Iterator[ImportedBoard]:
    boards = (_read_board(file, arena, value) for arena, value in pick_map(arenas).items())
    return (board for board in boards if board is not None)


def _read_board(file: InputFile, arena: str, value: Json) -> ImportedBoard | None:
    day = pick_day(value, "last_updated")
    rows = pick_list(value, "board")
    if not rows:
        return None
    return ImportedBoard(
        name=to_label(f"codeclash {arena}"),
        title=f"CodeClash {arena}"[:200],
        benchmark="CodeClash",
        entrants=tell_entrants_apart(_read_row(row, place) for place, row in enumerate(rows)),
        unit="Elo points",
        score_name="elo",
        day=day,
        doubts=tuple(_doubt_board(rows)),
        each=(Doubt(kind="games-not-counted", sentence="on how many games the points rest is not stated"),),
        files=(file.path,),
    )


def _read_row(row: Json, place: int) -> Entrant:
    points = pick_number(row, "elo")
    return Entrant(
        name=pick_text(row, "model")[:200] or f"entry {place + 1}",
        score=points,
        unknown="" if points is not None else "no-score",
        rank=pick_count(row, "rank") or None,
        values=keep_known({"elo_std": pick_number(row, "elo_std")}),
    )


def _doubt_board(rows: list[Json]) -> Iterator[Doubt]:
    points = [value for row in rows if (value := pick_number(row, "elo")) is not None]
    if points != sorted(points, reverse=True):
        yield Doubt(kind="order-differs", sentence="the ranks do not follow the points")


CODECLASH = Importer(
    id="codeclash",
    title="CodeClash leaderboards",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Points are relative to the other models that played: they say nothing about tasks that are done or not.",
        "Whether `elo_std` is an error of the points or the spread of games is not told.",
    ),
    leaves_out=("Single games.",),
)
"""The importer of this format."""
