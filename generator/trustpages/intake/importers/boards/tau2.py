"""tau2-bench trajectories: `results.json` with its simulations, in the file itself or one a file in `simulations/`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, pair
from trustpages.intake.importers.picks import (
    count_trials,
    keep_known,
    pick_count,
    pick_day,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    pick_time,
    tell_apart,
    to_label,
)
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_RESULT_MARKS = ('"num_trials"', '"user_info"', '"agent_info"', '"environment_info"')
_SIMULATION_MARKS = ('"task_id"', '"termination_reason"', '"trial"')
_ENDS = ("", "user_stop", "agent_stop")
_MOST_TRIALS = 1_000
_SURELY = 1 - 1e-6


def _recognise(file: InputFile) -> str | None:
    start = file.start
    if not start.lstrip().startswith("{"):
        return None
    if all(mark in start for mark in _RESULT_MARKS):
        return "results with agent, simulated user and environment"
    return "a simulation with its termination_reason" if all(mark in start for mark in _SIMULATION_MARKS) else None


def _read(inputs: Inputs) -> Outcome:
    files = inputs.read_each(_recognise, InputFile.json, pair)
    if isinstance(files, Fault):
        return files
    results: list[tuple[InputFile, Json]] = []
    single: list[tuple[InputFile, Json]] = []
    for file, value in files:
        (results if pick_map(value, "info") else single).append((file, value))
    if not results:
        path = quote_path(inputs.files[0].path)
        return Fault("import-form", f"no results.json is at {path}", "name the folder of the results")
    items = [_make_item(file, value, _find_beside(file, single)) for file, value in results]
    return Imported(read=sum(len(item.records) for item in items), items=tell_apart(items), tool="tau2-bench")


def _find_beside(file: InputFile, single: Sequence[tuple[InputFile, Json]]) -> list[tuple[InputFile, Json]]:
    folder = file.path.rpartition("/")[0]
    return [(other, value) for other, value in single if other.path.startswith(f"{folder}/" if folder else "")]


def _make_item(file: InputFile, value: Json, beside: list[tuple[InputFile, Json]]) -> ImportedItem:
    simulations = [*pick_list(value, "simulations"), *(simulation for _, simulation in beside)]
    records = tuple(_read_simulations(value, simulations))
    domain = pick_text(value, "info", "environment_info", "domain_name")
    agent = pick_text(value, "info", "agent_info", "llm")
    days: list[date] = [day for run in simulations for key in ("start_time", "end_time") if (day := pick_day(run, key))]
    tries: dict[str, Plain] = dict(count_trials(record.task for record in records if not record.left_out))
    return ImportedItem(
        kind="runs",
        name=to_label(f"tau2 {domain} {agent}"),
        title=f"Tries of each task of tau2-bench {domain}".rstrip(),
        records=records,
        keys={
            "setting": "benchmark",
            "selection": "all",
            "method": "llm_judge" if _is_judged(value) else "deterministic",
            **tries,
        },
        doubts=tuple(_find_doubts(value, records)),
        first=min(days, default=None),
        last=max(days, default=None),
        version=agent[:100] or None,
        files=(file.path, *(other.path for other, _ in beside)),
    )


def _read_simulations(value: Json, simulations: Sequence[Json]) -> Iterator[Record]:
    """Each try of each task; those that were to be made and are not there are unknown."""
    seen: dict[str, int] = defaultdict(int)
    for place, run in enumerate(simulations):
        task = pick_text(run, "task_id")
        if not task:
            yield Record(run=f"row-{place}", task="", good=None, left_out="not-a-simulation")
            continue
        seen[task] += 1
        yield _read_simulation(run, task, place)
    tries = min(pick_count(value, "info", "num_trials") or 1, _MOST_TRIALS)
    for task in dict.fromkeys(pick_text(task, "id") for task in pick_list(value, "tasks")):
        for number in range(seen[task], tries if task else 0):
            yield Record(run=f"{task}.absent-{number + 1}", task=task, good=None, unknown="absent")


def _read_simulation(run: Json, task: str, place: int) -> Record:
    reward = pick_number(run, "reward_info", "reward")
    ended = pick_text(run, "termination_reason")
    started = pick_time(run, "start_time")
    return Record(
        run=pick_text(run, "id") or f"{task}-{pick_text(run, 'trial')}-{place}",
        task=task,
        good=None if reward is None else reward >= _SURELY,
        unknown="" if reward is not None else to_label(ended) if ended not in _ENDS else "no-reward",
        at=started.isoformat() if started else None,
        values=keep_known(
            {
                "seconds": pick_number(run, "duration"),
                "cost_usd": pick_number(run, "agent_cost") or None,  # 0 where no price is known
            }
        ),
        marks={name: text for name in ("trial", "termination_reason") if (text := pick_text(run, name))},
    )


def _is_judged(value: Json) -> bool:
    """Whether a model decides a part of some task's reward."""
    bases = (pick_list(task, "evaluation_criteria", "reward_basis") for task in pick_list(value, "tasks"))
    return any("NL_ASSERTION" in basis for basis in bases)


def _find_doubts(value: Json, records: Sequence[Record]) -> Iterator[Doubt]:
    absent = sum(record.unknown == "absent" for record in records)
    if absent:
        sentence = f"{absent:,} of {len(records):,} tries that were to be made are not in the input"
        yield Doubt(kind="tries-absent", sentence=sentence, is_grave=True)
    if _is_judged(value):
        sentence = "a model that is not named decides a part of the rewards"
        yield Doubt(kind="judge-not-named", sentence=sentence)
    if len({record.task for record in records}) == len(records) > 1:
        sentence = "each task was tried once: how steady the agent is, as pass^k would show, cannot be told"
        yield Doubt(kind="tried-once", sentence=sentence)


TAU2 = Importer(
    id="tau2",
    title="tau2-bench trajectories",
    recognise=_recognise,
    read=_read,
    does_not_show=("The customer is another model that plays one: how real customers would answer is not shown.",),
    leaves_out=("What was said and done in each try, and parts of rewards; only whether the whole reward was earned.",),
)
"""The importer of this format."""
