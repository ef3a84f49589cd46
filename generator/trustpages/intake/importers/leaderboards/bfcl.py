"""The Berkeley function-calling leaderboard: its tables of overall, live, non-live and multi-turn accuracy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from trustpages.intake.importers.importer import Doubt, Entrant, Headline, ImportedBoard, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.leaderboards.entrants import gather_boards, tell_entrants_apart
from trustpages.intake.importers.leaderboards.tables import read_cell, read_header, read_share, read_table
from trustpages.intake.importers.picks import keep_known, to_label
from trustpages.model.problem import Fault

_HEADLINES: Final = {
    "Overall Acc": "overall",
    "Live Overall Acc": "live",
    "Non_Live Overall Acc": "non-live",
    "Multi Turn Overall Acc": "multi-turn",
}
"""The column that ranks a table, and what the table is of."""

_PARTS: Final = tuple(name for name in _HEADLINES if name != "Overall Acc")
_WEIGHTS: Final = (
    ("Web Search Acc", 0.2),
    ("Memory Acc", 0.2),
    ("Multi Turn Acc", 0.3),
    ("Live Acc", 0.1),
    ("Non-Live AST Acc", 0.1),
    ("Irrelevance Detection", 0.1),
)
_MEAN: Final = "the score is a mean over categories of unlike size, and on how many calls it rests is not stated"
_ABSENT: Final = ("", "N/A")
_MODE: Final = re.compile(r".+\((?P<mode>FC|Prompt)\)", re.IGNORECASE)
_MODES: Final = {"fc": "native function calling", "prompt": "prompted calls"}
_CATEGORIES: Final = (" Acc", " AST", " Detection")


@dataclass(frozen=True, slots=True)
class _Table:
    """A file with its rows and the column that ranks them."""

    file: InputFile
    rows: list[dict[str, str]]
    headline: str

    @property
    def folder(self) -> str:
        """Where it lies: tables of one version of the board lie together."""
        return self.file.path.rpartition("/")[0]


def _recognise(file: InputFile) -> str | None:
    found = _find_headline(read_header(file)) if file.name.endswith(".csv") else None
    return f"a table of models by {found}" if found else None


def _find_headline(names: Collection[str]) -> str | None:
    """The column that ranks the models; None in a table of anything else."""
    is_table = "Rank" in names and "Model" in names
    return next((name for name in _HEADLINES if name in names), None) if is_table else None


def _read(inputs: Inputs) -> Outcome:
    tables = inputs.read_each(_recognise, read_table, _list_tables)
    if isinstance(tables, Fault):
        return tables
    boards = [_read_board(table, [other for other in tables if other.folder == table.folder]) for table in tables]
    return gather_boards(inputs, boards, "BFCL", lacks="rows", remedy="name a table of the board")


def _list_tables(file: InputFile, rows: list[dict[str, str]]) -> Iterator[_Table]:
    if rows and (headline := _find_headline(rows[0])):
        yield _Table(file, rows, headline)


def _read_board(table: _Table, beside: Sequence[_Table]) -> ImportedBoard:
    part = _HEADLINES[table.headline]
    parts = [{row["Model"]: row[other.headline] for row in other.rows} for other in beside if other.headline in _PARTS]
    entrants = tell_entrants_apart(_read_row(row, table.headline, parts) for row in table.rows)
    return ImportedBoard(
        name=f"bfcl-{part}",
        title=f"BFCL {part}",
        benchmark="BFCL",
        entrants=entrants,
        doubts=tuple(_doubt_board(table)),
        each=(Doubt(kind="mean-of-categories", sentence=_MEAN),),
        files=(table.file.path,),
    )


def _read_row(row: dict[str, str], headline: str, parts: Sequence[dict[str, str]]) -> Entrant:
    """One model in one calling mode; the mode stands in its name and is the harness."""
    name, printed = row["Model"] or "unnamed", row[headline]
    mode = _MODE.fullmatch(name)
    rank, score = read_cell(row["Rank"]), read_share(printed)
    absent = [key for key in row if _is_category(key) and row[key] in _ABSENT]
    doubt = f"the score is a mean, and there is no value for {', '.join(absent)}"
    recomputed = _recompute(row, parts) if headline == "Overall Acc" else None
    return Entrant(
        name=name[:200],
        score=score,
        unknown="" if score is not None else "no-score",
        harness=_MODES[mode["mode"].lower()] if mode else None,
        rank=int(rank) if rank is not None and rank >= 1 and rank == int(rank) else None,
        reported=printed if score is not None else None,
        note=f"without a value for {', '.join(absent)}" if absent else "",
        values=keep_known(
            {
                **{_to_column(key): read_share(row[key]) for key in row if row[key].endswith("%") and key != headline},
                "cost_usd": read_cell(row.get("Total Cost ($)", "")),
                "cost_usd_per_1000_calls": read_cell(row.get("Cost ($ Per 1k Function Calls)", "")),
                "latency_seconds": read_cell(row.get("Latency Mean (s)", "")),
            }
        ),
        marks={"organization": row["Organization"][:200]} if row.get("Organization") else {},
        keys={"average": "categories"},
        headlines=tuple(_check_overall(score, recomputed)),
        doubts=(Doubt(kind="categories-absent", sentence=doubt[:500], is_grave=True),) if absent else (),
    )


def _check_overall(score: float | None, recomputed: float | None) -> Iterator[Headline]:
    if score is not None and recomputed is not None:
        yield Headline(name="overall", value=score, recomputed=recomputed)


def _recompute(row: dict[str, str], parts: Sequence[dict[str, str]]) -> float | None:
    """The overall score from its parts, as the version of the board composes it: known by its columns.

    Up to version 3 it is the mean of live, non-live and multi-turn, which stand in tables of their own; version 4
    weighs agentic tasks with 40 %, several turns with 30 %, the others with 10 % each.
    """
    if "Web Search Acc" in row:
        shares = {column: read_share(row.get(column, "")) for column, _ in _WEIGHTS}
        weighed = [weight * share for column, weight in _WEIGHTS if (share := shares[column]) is not None]
        return sum(weighed) if len(weighed) == len(_WEIGHTS) else None
    found = [share for part in parts if (share := read_share(part.get(row["Model"], ""))) is not None]
    return fmean(found) if len(found) == len(_PARTS) else None


def _to_column(name: str) -> str:
    """The name of a column of ours for one of theirs."""
    return to_label(name).replace("-", "_")


def _is_category(column: str) -> bool:
    return column.endswith(_CATEGORIES) and column not in _HEADLINES


def _doubt_board(table: _Table) -> Iterator[Doubt]:
    rows = table.rows
    partial = sum(any(row[key] in _ABSENT for key in row if _is_category(key)) for row in rows)
    if partial:
        sentence = f"{partial:,} of {len(rows):,} entries have no value for some categories, and a score all the same"
        yield Doubt(kind="categories-absent", sentence=sentence, is_grave=True)
    shares = [share for row in rows if (share := read_share(row[table.headline])) is not None]
    if shares != sorted(shares, reverse=True):
        yield Doubt(kind="order-differs", sentence="the ranks do not follow the scores")


BFCL = Importer(
    id="bfcl",
    title="Berkeley function-calling leaderboard",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Single calls are not given, so that nothing is recounted.",
        "How a score is composed of categories changed between versions of the board: tables of two versions do not "
        "compare.",
    ),
    leaves_out=("Links, licences, and the spread of latencies.",),
)
"""The importer of this format."""
