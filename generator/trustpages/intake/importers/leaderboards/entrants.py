"""Entries of leaderboards: told apart from one another, and each as the evidence item that it is of an agent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from trustpages.intake.importers.importer import Entrant, Imported, ImportedBoard, ImportedItem, ItemKind
from trustpages.intake.importers.inputs import Inputs
from trustpages.intake.importers.picks import count_trials, to_label
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain


def tell_entrants_apart(entrants: Iterable[Entrant]) -> tuple[Entrant, ...]:
    """The entries, where those of one name have versions that differ: their own, their day, or their place."""
    listed = tuple(entrants)
    names = Counter(_read_name(entrant.name) for entrant in listed)
    taken: set[tuple[str, str | None]] = set()
    found = []
    for place, entrant in enumerate(listed, 1):
        name = _read_name(entrant.name)
        if names[name] > 1 and entrant.version is None:
            version = entrant.day.isoformat() if entrant.day else f"entry {place}"
            entrant = replace(entrant, version=version)
        if (name, entrant.version) in taken:
            entrant = replace(entrant, version=f"{entrant.version or ''} entry {place}".strip())
        taken.add((name, entrant.version))
        found.append(entrant)
    return tuple(found)


def _read_name(name: str) -> str:
    return " ".join(name.casefold().split())


def gather_boards(
    inputs: Inputs, boards: Sequence[ImportedBoard], tool: str, *, lacks: str, remedy: str
) -> Imported | Fault:
    """The boards of a tool, each entry counted as read; where there is none, that the files have no `lacks`."""
    if not boards:
        return inputs.refuse(lacks, remedy)
    return Imported(read=sum(len(board.entrants) for board in boards), boards=tuple(boards), tool=tool)


def find_last_day(entrants: Iterable[Entrant]) -> date | None:
    """The last day that any of the entries names."""
    return max((entrant.day for entrant in entrants if entrant.day), default=None)


def make_item(board: ImportedBoard, entrant: Entrant) -> ImportedItem:
    """The entry as evidence of the agent that it is of: its single outcomes where the board has them, else its score.

    Only entries with a score or with outcomes are given.
    """
    name = to_label(f"{board.name} {entrant.name}")
    first = last = entrant.day or board.day
    days = sorted(record.at[:10] for record in entrant.records if record.at)
    if days:
        first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    kind, keys = _choose_kind(board, entrant)
    return ImportedItem(
        kind=kind,
        name=name,
        title=f"{entrant.name} on {board.title}"[:200],
        records=entrant.records,
        keys={**keys, **entrant.keys},
        headlines=entrant.headlines,
        doubts=(*board.each, *entrant.doubts),
        first=first,
        last=last,
        version=entrant.name[:100],
        files=entrant.files or board.files,
    )


def _choose_kind(board: ImportedBoard, entrant: Entrant) -> tuple[ItemKind, dict[str, Plain]]:
    if entrant.records:
        tries: dict[str, Plain] = dict(count_trials(record.task for record in entrant.records if not record.left_out))
        return "runs", {"setting": "benchmark", "selection": "all", **tries}
    keys: dict[str, Plain]
    further: dict[str, Plain]
    if board.unit is None:
        further = {
            "reported": entrant.reported,
            "n_tasks": entrant.n_tasks,
            "trials": entrant.trials,
            "harness": entrant.harness,
            "rank": entrant.rank,
            "entrants": len(board.entrants) if entrant.rank is not None else None,
        }
        keys = {"score": entrant.score}
    else:
        limits = (entrant.low, entrant.high) if board.level is not None else (None, None)
        has_limits = None not in limits
        further = {
            "unit": board.unit,
            "low": limits[0] if has_limits else None,
            "high": limits[1] if has_limits else None,
            "level": board.level if has_limits else None,
            "n": entrant.n_tasks,
        }
        keys = {"score": board.score_name, "value": entrant.score}
    known = {key: value for key, value in further.items() if value is not None}
    return "benchmark_result" if board.unit is None else "published_score", {**keys, **known}
