"""Mercor's leaderboards: pass@1 over several trials a task with its interval, pass@8 and pass^8 beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from trustpages.intake.importers.importer import Doubt, Entrant, ImportedBoard, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.leaderboards.entrants import gather_boards, tell_entrants_apart
from trustpages.intake.importers.picks import (
    keep_known,
    pick,
    pick_count,
    pick_day,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    to_label,
)
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS = ('"leaderboards"', '"passAt1"', '"numTrials"')


def _recognise(file: InputFile) -> str | None:
    is_board = file.has_marks(_MARKS)
    return "leaderboards with passAt1 and numTrials" if is_board else None


def _read(inputs: Inputs) -> Outcome:
    boards = inputs.read_each(_recognise, InputFile.json, _read_boards)
    if isinstance(boards, Fault):
        return boards
    return gather_boards(inputs, boards, "Mercor", lacks="rows", remedy="name a payload of the board")


def _read_boards(file: InputFile, value: Json) -> Iterator[ImportedBoard]:
    tasks = {
        pick_text(benchmark, "benchmarkId"): pick_count(benchmark, "numTasks") or None
        for benchmark in pick_list(value, "benchmarks", "benchmarks")
    }
    rows: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for row in pick_list(value, "leaderboards", "rows"):
        rows[pick_text(row, "benchmark", "id"), pick_text(row, "benchmark", "name")].append(row)
    total = pick_count(value, "leaderboards", "total")
    for (key, name), listed in rows.items():
        there_are = tasks.get(key)
        facts: dict[str, Plain] = {"n_tasks": there_are} if there_are else {}
        yield ImportedBoard(
            name=to_label(name, to_label(key)),
            title=name[:200] or key[:200] or "unnamed",
            benchmark=name or key or "unnamed",
            entrants=tell_entrants_apart(_read_row(row, place, there_are) for place, row in enumerate(listed)),
            level=0.95,
            day=pick_day(value, "leaderboards", "dataAsOf"),
            facts=facts,
            doubts=tuple(_doubt_board(total, sum(map(len, rows.values())))),
            files=(file.path,),
        )


def _read_row(row: Json, place: int, tasks: int | None) -> Entrant:
    """One model in one scaffold; `numTrials` counts runs of all tasks, not tries of one."""
    score = pick_number(row, "metrics", "passAt1", "value")
    is_share = score is not None and 0 <= score <= 1
    runs = pick_count(row, "numTrials")
    trials = runs // tasks if runs and tasks and runs % tasks == 0 else None
    effort = pick_text(row, "model", "config", "reasoningEffort")
    limits = [pick_number(row, "metrics", "passAt1", "ci95", side) for side in ("lower", "upper")]
    odd = bool(runs and tasks and runs % tasks)
    return Entrant(
        name=pick_text(row, "model", "name")[:200] or f"entry {place + 1}",
        version=f"effort {effort}" if effort else None,
        score=score if is_share else None,
        unknown="" if is_share else "no-score",
        n_tasks=tasks,
        trials=trials,
        harness=pick_text(row, "model", "config", "agentName")[:200] or None,
        day=pick_day(row, "evaluatedAt"),
        low=limits[0],
        high=limits[1],
        reported=f"{score * 100:g}%" if is_share and score is not None else None,
        note=f"{runs:,} runs are no whole number of tries of {tasks:,} tasks" if odd and runs and tasks else "",
        values=keep_known(
            {
                "pass_at_8": pick_number(row, "metrics", "passAt8", "value"),
                "pass_hat_8": pick_number(row, "metrics", "passHat8"),
                "mean_score": pick_number(row, "metrics", "meanScore"),
                **{
                    f"pass_at_1_{to_label(name)}".replace("-", "_"): pick_number(share)
                    for name, share in pick_map(row, "metrics", "perDomainPassAt1").items()
                },
            }
        ),
        doubts=tuple(_doubt_row(row)),
    )


def _doubt_row(row: Json) -> Iterator[Doubt]:
    single, best = (pick_number(row, "metrics", key, "value") for key in ("passAt1", "passAt8"))
    every = pick_number(row, "metrics", "passHat8")
    if None not in (single, best, every) and not (every or 0) <= (single or 0) <= (best or 0):
        sentence = "one try in eight is said to succeed more often than any, or less often than every one"
        yield Doubt(kind="impossible-scores", sentence=sentence, is_grave=True)
    if pick(row, "metrics", "passAt1", "ci95") is None:
        yield Doubt(kind="no-interval", sentence="the score has no interval")


def _doubt_board(total: int | None, rows: int) -> Iterator[Doubt]:
    if total is not None and total > rows:
        sentence = f"the board has {total:,} entries, of which {rows:,} are in the input: it comes in pages"
        yield Doubt(kind="entries-absent", sentence=sentence, is_grave=True)


MERCOR = Importer(
    id="mercor",
    title="Mercor leaderboards",
    recognise=_recognise,
    read=_read,
    does_not_show=("Single runs are not given, so that nothing is recounted.",),
    leaves_out=("Settings of the models but the effort and the scaffold.",),
)
"""The importer of this format."""
