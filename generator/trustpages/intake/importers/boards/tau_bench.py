"""tau-bench trajectories: a list of runs `{task_id, trial, reward, info, traj}`, each task tried several times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick_map, pick_number
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_MARKS = ('"task_id"', '"reward"', '"traj"')
_NEARLY = 1e-6  # as tau-bench itself reckons


def _recognise(file: InputFile) -> str | None:
    start = file.start
    is_list = start.lstrip().startswith("[")
    return "a list of runs with task_id, reward and traj" if is_list and all(mark in start for mark in _MARKS) else None


def _read(inputs: Inputs) -> Outcome:
    records: list[Record] = []
    for file in inputs.files:
        value = file.json()
        if isinstance(value, Fault):
            return value
        if not isinstance(value, list):
            return Fault("import-form", f"{quote_path(file.path)} is no list of runs", "name a file of trajectories")
        read = [_read_run(run, len(records) + place, file) for place, run in enumerate(value)]
        records += [*read, *_list_absent(read)]
    trials = {record.marks.get("trial", "") for record in records}
    item = ImportedItem(
        kind="runs",
        name="tries-of-each-task",
        title="Tries of each task on tau-bench",
        records=tuple(records),
        keys={
            "setting": "benchmark",
            "selection": "all",
            "method": "deterministic",
            **({"trials": len(trials)} if len(trials) > 1 else {}),
        },
        doubts=tuple(_find_doubts(records)),
        files=tuple(file.path for file in inputs.files),
    )
    return Imported(read=len(records), items=(item,), tool="tau-bench")


def _read_run(run: Json, place: int, file: InputFile) -> Record:
    if not isinstance(run, dict):
        return Record(run=f"{file.name}-{place}", task="", good=None, left_out="not-a-run")
    task, trial, reward = run.get("task_id"), run.get("trial"), pick_number(run, "reward")
    # A run that raised an error is written with a reward of 0 and the error.
    has_error = bool(pick_map(run, "info").get("error"))
    is_known = reward is not None and not has_error
    return Record(
        run=f"{task}-{trial if trial is not None else place}",
        task=str(task),
        good=abs((reward or 0) - 1) <= _NEARLY if is_known else None,
        unknown="" if is_known else "error" if has_error else "no-reward",
        marks={"trial": str(trial)} if trial is not None else {},
    )


def _list_absent(read: Sequence[Record]) -> Iterator[Record]:
    """The tries of a file that are not there: each round is of the same tasks, so that one that was cut short shows."""
    there = {(record.task, str(record.marks["trial"])) for record in read if "trial" in record.marks}
    tasks, trials = (list(dict.fromkeys(pair[place] for pair in there)) for place in (0, 1))
    for task, trial in sorted(set(product(tasks, trials)) - there):
        yield Record(run=f"{task}-{trial}", task=task, good=None, unknown="absent", marks={"trial": trial})


def _find_doubts(records: Sequence[Record]) -> Iterator[Doubt]:
    if errors := sum(record.unknown == "error" for record in records):
        sentence = (
            f"{errors:,} of {len(records):,} tries ended with an error: tau-bench counts them as failed, "
            "here they are unknown"
        )
        yield Doubt(kind="errors-counted-as-failed", sentence=sentence, is_grave=True)
    if absent := sum(record.unknown == "absent" for record in records):
        sentence = f"{absent:,} of {len(records):,} tries are not in the input, though other tasks were tried as often"
        yield Doubt(kind="tries-absent", sentence=sentence, is_grave=True)


TAU_BENCH = Importer(
    id="tau-bench",
    title="tau-bench trajectories",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "The customer is another model that plays one: how real customers would answer is not shown.",
        "The files say neither on which day the runs took place nor which version of the tasks they are of.",
    ),
    leaves_out=("What was said in each run; only its reward is carried over.",),
)
"""The importer of this format."""
