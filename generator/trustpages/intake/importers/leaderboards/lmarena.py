"""LMArena: ratings by votes of people, a category a board, as JSON of its catalog or a CSV of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from trustpages.intake.importers.importer import Doubt, Entrant, ImportedBoard, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.leaderboards.entrants import gather_boards, tell_entrants_apart
from trustpages.intake.importers.leaderboards.tables import read_cell, read_header, read_table
from trustpages.intake.importers.picks import pick_number, to_label
from trustpages.model.problem import Fault

_LEVEL: Final = 0.95
_NO_VOTES: Final = Doubt(kind="votes-not-counted", sentence="on how many votes the rating rests is not stated")
_DAY: Final = re.compile(r"(?P<year>20\d{2})[-_]?(?P<month>\d{2})[-_]?(?P<day>\d{2})")
_RATINGS: Final = ("rating", "Arena Score", "arena_score", "Arena Elo rating", "score")
_MODELS: Final = ("model", "Model", "model_name", "name")
_VOTES: Final = ("votes", "Votes", "num_battles", "vote_count")
_INTERVALS: Final = ("95% CI", "95_pct_ci", "ci")
_PLUS_MINUS: Final = re.compile(r"\+?(?P<up>\d+(\.\d+)?)\s*/\s*-(?P<down>\d+(\.\d+)?)")


def _recognise(file: InputFile) -> str | None:
    if file.name.endswith(".csv"):
        names = read_header(file)
        is_table = bool({"rating_q025", "Arena Score", "arena_score", "Arena Elo rating"} & {*names})
        return "a table of models with arena ratings" if is_table and {*_MODELS} & {*names} else None
    marks = ('"rating"', '"rating_q975"', '"rating_q025"')
    is_catalog = file.name.endswith(".json") and all(mark in file.start for mark in marks)
    return "ratings with rating_q025 and rating_q975" if is_catalog else None


def _read(inputs: Inputs) -> Outcome:
    boards: list[ImportedBoard] = []
    for file in inputs.choose(_recognise):
        if file.name.endswith(".csv"):
            rows = read_table(file)
            if isinstance(rows, Fault):
                return rows
            boards += [_make_board(file, "", [_read_row(row, place) for place, row in enumerate(rows)])] if rows else []
            continue
        value = file.json()
        if isinstance(value, Fault):
            return value
        for category, ratings in value.items() if isinstance(value, dict) else ():
            entrants = [_read_rating(name, ratings[name]) for name in ratings] if isinstance(ratings, dict) else []
            boards += [_make_board(file, category, entrants)] if entrants else []
    return gather_boards(inputs, boards, "LMArena", lacks="ratings", remedy="name a file of ratings")


def _make_board(file: InputFile, category: str, entrants: list[Entrant]) -> ImportedBoard:
    arena = re.sub(r"[^a-z]+", " ", _DAY.sub("", file.name.rpartition(".")[0]).lower().replace("leaderboard", ""))
    words = " ".join((arena if arena.strip() not in ("", "table") else "").split())
    title = " ".join(filter(None, ("LMArena", words, category.replace("_", " "))))
    return ImportedBoard(
        name=to_label(title),
        title=title[:200],
        benchmark=" ".join(filter(None, ("LMArena", words)))[:200],
        entrants=tell_entrants_apart(_rank(entrants)),
        unit="rating points",
        score_name="arena-rating",
        level=_LEVEL,
        day=_find_day(file.name),
        doubts=tuple(_doubt_board(entrants)),
        each=() if any(entrant.n_tasks for entrant in entrants) else (_NO_VOTES,),
        files=(file.path,),
    )


def _rank(entrants: list[Entrant]) -> Iterator[Entrant]:
    """The entries by rating, best first."""
    yield from sorted(entrants, key=lambda entrant: (-(entrant.score or 0), entrant.name))


def _find_day(name: str) -> date | None:
    match = _DAY.search(name)
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def _read_rating(name: str, value: Json) -> Entrant:
    return _make_entrant(
        name,
        pick_number(value, "rating"),
        pick_number(value, "rating_q025"),
        pick_number(value, "rating_q975"),
        pick_number(value, "num_battles"),
    )


def _read_row(row: dict[str, str], place: int) -> Entrant:
    def first(names: tuple[str, ...]) -> str:
        return next((row[name] for name in names if row.get(name)), "")

    rating = read_cell(first(_RATINGS))
    low, high = read_cell(row.get("rating_q025", "")), read_cell(row.get("rating_q975", ""))
    around = _PLUS_MINUS.search(first(_INTERVALS))
    if around and rating is not None and low is None:
        low, high = rating - float(around["down"]), rating + float(around["up"])
    return _make_entrant(first(_MODELS) or f"entry {place + 1}", rating, low, high, read_cell(first(_VOTES)))


def _make_entrant(
    name: str, rating: float | None, low: float | None, high: float | None, votes: float | None
) -> Entrant:
    fits = rating is not None and low is not None and high is not None and low <= rating <= high
    return Entrant(
        name=" ".join(name.split())[:200] or "unnamed",
        score=rating,
        unknown="" if rating is not None else "no-score",
        low=low if fits else None,
        high=high if fits else None,
        n_tasks=int(votes) if votes and votes >= 1 else None,
    )


def _doubt_board(entrants: list[Entrant]) -> Iterator[Doubt]:
    without = sum(entrant.score is not None and entrant.low is None for entrant in entrants)
    if without:
        sentence = f"{without:,} of {len(entrants):,} ratings have no limits that hold them"
        yield Doubt(kind="no-limits", sentence=sentence)


LMARENA = Importer(
    id="lmarena",
    title="LMArena ratings",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "What people prefer of two answers is rated; whether an answer is right is not.",
        "Who votes, and on which questions, nobody chose: ratings stand for the visitors of the site.",
        "A rating is relative to the others of its day: those of two days do not compare.",
    ),
    leaves_out=("Single votes, prices and licences.",),
)
"""The importer of this format."""
