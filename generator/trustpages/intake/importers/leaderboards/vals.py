"""Vals AI: accuracy in percent with its standard error, a board for each benchmark and part of it."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.intake.importers.importer import Doubt, Entrant, ImportedBoard, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.leaderboards.entrants import gather_boards, tell_entrants_apart
from trustpages.intake.importers.leaderboards.tables import to_share
from trustpages.intake.importers.picks import (
    keep_known,
    pick_day,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    to_label,
)
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS = ('"benchmarks"', '"benchmark_id"', '"accuracy"', '"stderr"')
_SETTINGS = ("compute_effort", "reasoning_effort", "temperature")


def _recognise(file: InputFile) -> str | None:
    is_board = file.has_marks(_MARKS)
    return "benchmarks with accuracy and stderr" if is_board else None


def _read(inputs: Inputs) -> Outcome:
    boards = inputs.read_each(_recognise, InputFile.json, _read_benchmarks)
    if isinstance(boards, Fault):
        return boards
    return gather_boards(inputs, boards, "Vals AI", lacks="scores", remedy="name a payload of the board")


def _read_benchmarks(file: InputFile, value: Json) -> Iterator[ImportedBoard]:
    for benchmark in pick_list(value, "benchmarks"):
        yield from _read_benchmark(file, benchmark)


def _read_benchmark(file: InputFile, benchmark: Json) -> Iterator[ImportedBoard]:
    name = pick_text(benchmark, "metadata", "benchmark") or pick_text(benchmark, "metadata", "slug") or "unnamed"
    is_private = pick_text(benchmark, "metadata", "dataset_type") == "private"
    facts: dict[str, Plain] = {"tasks_public": False} if is_private else {}
    for part, models in pick_map(benchmark, "tasks").items():
        entrants = [_read_model(model, scores, part) for model, scores in pick_map(models).items()]
        if not entrants:
            continue
        called = pick_text(benchmark, "metadata", "tasks", part) or part
        yield ImportedBoard(
            name=to_label(f"vals {name} {part}"),
            title=f"{name}, {called}"[:200],
            benchmark=name,
            entrants=tell_entrants_apart(sorted(entrants, key=lambda entrant: (-(entrant.score or 0), entrant.name))),
            day=pick_day(benchmark, "metadata", "updated"),
            facts=facts,
            doubts=tuple(_doubt_board(entrants)),
            each=(Doubt(kind="tasks-not-counted", sentence="on how many tasks the score rests is not stated"),),
            files=(file.path,),
        )


def _read_model(model: str, value: Json, part: str) -> Entrant:
    accuracy = pick_number(value, "accuracy")
    score, error = to_share(accuracy), to_share(pick_number(value, "stderr"))
    settings = {key: pick_text(value, key) for key in _SETTINGS}
    keys: dict[str, Plain] = {"se": error} if error else {}
    return Entrant(
        name=" ".join(model.split())[:200] or "unnamed",
        score=score,
        unknown="" if score is not None else "no-score",
        reported=f"{accuracy:g}%" if score is not None else None,
        values=keep_known(
            {
                "standard_error": error,
                "cost_usd_a_task": pick_number(value, "cost_per_test"),
                "latency_seconds": pick_number(value, "latency"),
            }
        ),
        marks={key: text for key, text in settings.items() if text},
        keys=keys if part == "overall" else {**keys, "split": part[:200] or "part"},
    )


def _doubt_board(entrants: list[Entrant]) -> Iterator[Doubt]:
    without = sum("standard_error" not in entrant.values for entrant in entrants)
    if without:
        sentence = f"{without:,} of {len(entrants):,} scores have no standard error"
        yield Doubt(kind="no-error", sentence=sentence)


VALS = Importer(
    id="vals",
    title="Vals AI leaderboards",
    recognise=_recognise,
    read=_read,
    does_not_show=("How an answer is judged, and whether parts of the credit count, is not shown.",),
    leaves_out=("Limits of tokens and sampling settings but the effort and the temperature.",),
)
"""The importer of this format."""
