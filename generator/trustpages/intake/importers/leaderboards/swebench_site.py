"""The leaderboards of SWE-bench as their site keeps them: entries of each board, of some with every instance."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from trustpages.intake.importers.importer import Doubt, Entrant, Headline, ImportedBoard, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.leaderboards.entrants import find_last_day, gather_boards, tell_entrants_apart
from trustpages.intake.importers.leaderboards.tables import to_share
from trustpages.intake.importers.picks import (
    keep_known,
    pick,
    pick_day,
    pick_flag,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    to_label,
)
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS = ('"leaderboards"', '"results"', '"resolved"', '"folder"')
_ROUNDING = 0.0005  # the board prints two decimals of a percentage, and the experiments one


def _recognise(file: InputFile) -> str | None:
    is_board = file.has_marks(_MARKS)
    return "leaderboards with results and resolved" if is_board else None


def _read(inputs: Inputs) -> Outcome:
    boards = inputs.read_each(_recognise, InputFile.json, _read_boards)
    if isinstance(boards, Fault):
        return boards
    return gather_boards(inputs, boards, "SWE-bench site", lacks="entries", remedy="name a leaderboards.json")


def _read_boards(file: InputFile, value: Json) -> Iterator[ImportedBoard]:
    boards = (_read_board(file, board) for board in pick_list(value, "leaderboards"))
    return (board for board in boards if board is not None)


def _read_board(file: InputFile, board: Json) -> ImportedBoard | None:
    name = pick_text(board, "name") or "unnamed"
    entrants = tell_entrants_apart(_read_entry(entry, place) for place, entry in enumerate(pick_list(board, "results")))
    tasks = {entrant.n_tasks for entrant in entrants if entrant.n_tasks}
    facts: dict[str, Plain] = {"n_tasks": tasks.pop()} if len(tasks) == 1 else {}
    if not entrants:
        return None
    return ImportedBoard(
        name=to_label(f"swe-bench {name}"),
        title=f"SWE-bench {name}"[:200],
        benchmark=f"SWE-bench {name}",
        entrants=entrants,
        day=find_last_day(entrants),
        facts=facts,
        doubts=tuple(_doubt_board(pick_list(board, "results"))),
        files=(file.path,),
    )


def _read_entry(entry: Json, place: int) -> Entrant:
    """One submission. Those of one name are told apart by the folder that the maintainers keep them in."""
    resolved = pick_number(entry, "resolved")
    score = to_share(resolved)
    folder, day = pick_text(entry, "folder"), pick_day(entry, "date")
    details = pick_map(entry, "per_instance_details")
    records = tuple(_read_instance(name, details[name]) for name in sorted(details))
    known = [record.good for record in records if record.good is not None]
    recomputed = sum(known) / len(known) if known else None
    differs = score is not None and recomputed is not None and not isclose(score, recomputed, abs_tol=_ROUNDING)
    flags = list(_find_flags(entry))
    if differs and score is not None and recomputed is not None:
        flags.insert(0, f"its own instances come to {recomputed:.1%}: {sum(known)} of {len(known)}")
    version = pick_text(entry, "mini-swe-agent_version")
    headline = Headline(name="resolved", value=score or 0, recomputed=recomputed, recomputed_n=len(known) or None)
    return Entrant(
        name=pick_text(entry, "name") or folder or f"entry {place + 1}",
        version=folder[:200] or None,
        score=score,
        unknown="" if score is not None else "no-score",
        n_tasks=len(records) or None,
        harness=f"mini-SWE-agent {version}" if version else None,
        day=day,
        reported=f"{resolved:g}%" if score is not None else None,
        note="; ".join(flags),
        values=keep_known(
            {
                "cost_usd": pick_number(entry, "cost"),
                "cost_usd_a_task": pick_number(entry, "instance_cost"),
                "calls_a_task": pick_number(entry, "instance_calls"),
            }
        ),
        records=records,
        headlines=(headline,) if records and score is not None else (),
        doubts=tuple(_doubt_entry(entry, score, recomputed, differs=differs)),
    )


def _read_instance(name: str, value: Json) -> Record:
    resolved = pick_flag(value, "resolved")
    return Record(
        run=name,
        task=name,
        good=resolved,
        unknown="" if resolved is not None else "not-recorded",
        values=keep_known({"cost_usd": pick_number(value, "cost"), "calls": pick_number(value, "api_calls")}),
    )


def _is_checked(entry: Json) -> bool | None:
    """Whether the maintainers ran it again; older boards call that `verified`, and write some denials as text."""
    found = pick(entry, "checked") if pick(entry, "checked") is not None else pick(entry, "verified")
    return found if isinstance(found, bool) else False if isinstance(found, str) else None


def _find_flags(entry: Json) -> Iterator[str]:
    if _is_checked(entry) is False:
        yield "not checked by the maintainers"
    if any("attempts" in tag.lower() and tag.rstrip().endswith("+") for tag in _list_tags(entry)):
        yield "several attempts"
    if pick(entry, "warning"):
        yield f"flagged by the maintainers: {pick_text(entry, 'warning') or 'a warning'}"
    if not pick(entry, "trajs") and not pick(entry, "logs"):
        yield "without logs or trajectories"


def _list_tags(entry: Json) -> list[str]:
    return [tag for tag in pick_list(entry, "tags") if isinstance(tag, str)]


def _doubt_entry(entry: Json, score: float | None, recomputed: float | None, *, differs: bool) -> Iterator[Doubt]:
    if differs and score is not None and recomputed is not None:
        sentence = f"the board says {score:.1%} resolved, and its own instances come to {recomputed:.1%}"
        yield Doubt(kind="instances-differ", sentence=sentence, is_grave=True)
    if _is_checked(entry) is False:
        sentence = "the maintainers of the board have not checked the entry by running it themselves"
        yield Doubt(kind="not-checked", sentence=sentence)
    if any("attempts" in tag.lower() and tag.rstrip().endswith("+") for tag in _list_tags(entry)):
        sentence = "it made several attempts at each task and chose one: its score is not that of a single try"
        yield Doubt(kind="several-attempts", sentence=sentence, is_grave=True)
    if pick(entry, "warning"):
        sentence = f"the maintainers flag the entry: {pick_text(entry, 'warning') or 'without a reason'}"
        yield Doubt(kind="flagged", sentence=sentence[:500], is_grave=True)


def _doubt_board(entries: list[Json]) -> Iterator[Doubt]:
    unchecked = sum(_is_checked(entry) is False for entry in entries)
    if unchecked:
        sentence = f"{unchecked:,} of {len(entries):,} entries were not checked by the maintainers of the board"
        yield Doubt(kind="not-checked", sentence=sentence)


SWEBENCH_SITE = Importer(
    id="swebench-leaderboard",
    title="SWE-bench leaderboards",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Who submits an entry chooses which of his runs that is.",
        "Whether the tests of an instance check what its report asks for is not shown.",
    ),
    leaves_out=("Addresses of logs and trajectories, logos, and tags but those on attempts.",),
)
"""The importer of this format."""
