"""tau-bench trajectories: a list of runs `{task_id, trial, reward, info, traj}`, each task tried several times."""

from __future__ import annotations

from trustpages.intake.importers.importer import Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_MARKS = ('"task_id"', '"reward"', '"traj"')


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
        records.extend(_read_run(run, len(records) + place, file) for place, run in enumerate(value))
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
        files=tuple(file.path for file in inputs.files),
    )
    return Imported(read=len(records), items=(item,), tool="tau-bench")


def _read_run(run: Json, place: int, file: InputFile) -> Record:
    if not isinstance(run, dict):
        return Record(run=f"{file.name}-{place}", task="", good=None, left_out="not-a-run")
    task, trial, reward = run.get("task_id"), run.get("trial"), run.get("reward")
    known = isinstance(reward, (int, float)) and not isinstance(reward, bool)
    return Record(
        run=f"{task}-{trial if trial is not None else place}",
        task=str(task),
        good=reward == 1 if known else None,
        unknown="" if known else "no-reward",
        marks={"trial": str(trial)} if trial is not None else {},
    )


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
