"""LiveBench: a table of scores a task, and the categories that the tasks are grouped into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import fmean
from typing import Final

from trustpages.intake.importers.importer import Doubt, Entrant, Imported, ImportedBoard, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.leaderboards.entrants import tell_entrants_apart
from trustpages.intake.importers.leaderboards.tables import read_header, read_share, read_table
from trustpages.intake.importers.picks import keep_known, pick_map, to_label
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_NAME: Final = re.compile(r"(?P<what>table|categories)_(?P<day>\d{4}_\d{2}_\d{2})\.(csv|json)")
_COMPUTED: Final = "the table has scores a task alone: the score is the mean of its categories, computed here"
_USUAL: Final = ("AMPS_Hard", "zebra_puzzle", "olympiad")
_CATEGORIES: Final = ('"Reasoning"', '"Mathematics"', '"Language"')


def _recognise(file: InputFile) -> str | None:
    if file.name.endswith(".csv"):
        names = read_header(file)
        is_table = names[0] == "model" and sum(task in names for task in _USUAL) > 1
        return "a table of models with LiveBench's tasks" if is_table else None
    is_grouping = file.name.startswith("categories_") and file.start.lstrip().startswith("{")
    return "LiveBench's categories" if is_grouping and sum(name in file.start for name in _CATEGORIES) > 1 else None


def _read(inputs: Inputs) -> Outcome:
    groupings: dict[str, Mapping[str, Sequence[str]]] = {}
    tables: list[tuple[InputFile, list[dict[str, str]]]] = []
    for file in inputs.choose(_recognise):
        if file.name.endswith(".csv"):
            rows = read_table(file)
            if isinstance(rows, Fault):
                return rows
            tables.append((file, rows))
            continue
        grouping = file.json()
        if isinstance(grouping, Fault):
            return grouping
        groupings[_name_release(file)] = _read_grouping(grouping)
    boards: list[ImportedBoard] = []
    for file, rows in tables:
        grouped = groupings.get(_name_release(file))
        if not grouped:
            sentence = f"nothing says how the tasks of {quote_path(file.path)} are grouped"
            return Fault("import-form", sentence, "name the file of its categories as well")
        if rows:
            boards.append(_read_board(file, rows, grouped))
    if not boards:
        return Fault("import-form", f"{quote_path(inputs.files[0].path)} is no table with rows", "name the table too")
    return Imported(read=sum(len(board.entrants) for board in boards), boards=tuple(boards), tool="LiveBench")


def _name_release(file: InputFile) -> str:
    match = _NAME.fullmatch(file.name)
    return match["day"] if match else ""


def _read_grouping(value: Json) -> dict[str, list[str]]:
    return {
        name: [task for task in tasks if isinstance(task, str)]
        for name, tasks in pick_map(value).items()
        if isinstance(tasks, list)
    }


def _read_board(file: InputFile, rows: list[dict[str, str]], grouping: Mapping[str, Sequence[str]]) -> ImportedBoard:
    release = _name_release(file).replace("_", "-")
    entrants = tell_entrants_apart(_read_row(row, place, grouping) for place, row in enumerate(rows))
    return ImportedBoard(
        name="livebench",
        title="LiveBench",
        benchmark="LiveBench",
        entrants=entrants,
        day=_read_day(release),
        doubts=tuple(_doubt_board(rows, grouping, entrants)),
        each=(Doubt(kind="mean-computed", sentence=_COMPUTED),),
        files=(file.path,),
    )


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_row(row: dict[str, str], place: int, grouping: Mapping[str, Sequence[str]]) -> Entrant:
    """One model; its score is the mean of its categories, each the mean of its tasks, and is unknown without one."""
    shares = {task: read_share(row.get(task, "")) for tasks in grouping.values() for task in tasks}
    means = {name: _average([shares[task] for task in tasks]) for name, tasks in grouping.items()}
    score = _average(list(means.values()))
    absent = [task for task, share in shares.items() if share is None]
    return Entrant(
        name=(row.get("model") or f"entry {place + 1}")[:200],
        score=None if score is None else round(score, 6),
        unknown="" if score is not None else "task-absent",
        note=f"without a score for {', '.join(absent)}" if absent else "",
        values={f"{to_label(name)}_mean".replace("-", "_"): round(mean, 6) for name, mean in keep_known(means).items()}
        | keep_known(shares),
        keys={"average": "categories"},
    )


def _average(shares: Sequence[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return fmean(known) if known and len(known) == len(shares) else None


def _doubt_board(
    rows: list[dict[str, str]], grouping: Mapping[str, Sequence[str]], entrants: Sequence[Entrant]
) -> Iterator[Doubt]:
    grouped = {task for tasks in grouping.values() for task in tasks}
    others = [column for column in rows[0] if column != "model" and column not in grouped]
    if others:
        sentence = f"the table has tasks that no category holds, which are left out: {', '.join(others)}"
        yield Doubt(kind="tasks-left-out", sentence=sentence[:500])
    if any(entrant.score is None for entrant in entrants):
        number = sum(entrant.score is None for entrant in entrants)
        sentence = f"{number:,} of {len(entrants):,} entries lack the score of a task, and have none at all here"
        yield Doubt(kind="tasks-absent", sentence=sentence)


LIVEBENCH = Importer(
    id="livebench",
    title="LiveBench",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "On how many questions a score rests is not stated, and single answers are not given.",
        "Tasks are replaced from release to release: scores of two releases do not compare.",
    ),
    leaves_out=("Costs and links of the models.",),
)
"""The importer of this format."""
