"""Harbor jobs (Terminal-Bench 2): `result.json` of a job and of each of its trials, of 0.1 as well as of 0.26."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from trustpages.intake.importers.boards.harbor_figures import HarborTrial, check_figures, find_doubts
from trustpages.intake.importers.importer import Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import (
    count_seconds,
    count_trials,
    keep_known,
    pick_count,
    pick_day,
    pick_flag,
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

_NUMBER = re.compile(r"\d{1,15}(\.\d{1,20})?")  # a reward as a key of JSON


def _recognise(file: InputFile) -> str | None:
    if file.name != "result.json":
        return None
    if '"n_total_trials"' in file.start and '"stats"' in file.start:
        return "result.json of a job with n_total_trials"
    marks = '"trial_name"', '"task_checksum"', '"agent_info"'
    return "result.json of a trial" if all(mark in file.start for mark in marks) else None


def _read(inputs: Inputs) -> Outcome:
    jobs: list[tuple[InputFile, Json]] = []
    trials: dict[str, HarborTrial] = {}
    for file in inputs.named("result.json"):
        value = file.json()
        if isinstance(value, Fault):
            return value
        if pick_count(value, "n_total_trials") is not None:
            jobs.append((file, value))
        elif name := pick_text(value, "trial_name"):
            trials[f"{pick_text(value, 'config', 'job_id')} {name}"] = _read_trial(value, name, file.path)
    if not jobs:
        path = quote_path(inputs.files[0].path)
        return Fault("import-form", f"no result.json of a job is at {path}", "name the folder of the job")
    items = [item for file, job in jobs for item in _read_job(file, job, trials)]
    return Imported(read=sum(len(item.records) for item in items), items=tell_apart(items), tool="harbor")


def _read_trial(value: Json, name: str, path: str) -> HarborTrial:
    rewards = keep_known(
        {key: pick_number(reward) for key, reward in pick_map(value, "verifier_result", "rewards").items()}
    )
    exception = pick_text(value, "exception_info", "exception_type")
    return HarborTrial(name, pick_text(value, "task_name") or _cut_task(name), rewards, exception, value, path)


def _cut_task(trial: str) -> str:
    return trial.rpartition("__")[0] or trial


def _read_job(file: InputFile, job: Json, trials: Mapping[str, HarborTrial]) -> Iterator[ImportedItem]:
    id_ = pick_text(job, "id")
    own = {trial.name: trial for key, trial in trials.items() if key == f"{id_} {trial.name}"}
    evals = pick_map(job, "stats", "evals")
    placed: dict[str, dict[str, HarborTrial]] = {}
    for name, stats in evals.items():
        placed[name] = {trial.name: own.get(trial.name, trial) for trial in _list_stated(stats)}
    listed = {name for group in placed.values() for name in group}
    rest = {name: trial for name, trial in own.items() if name not in listed}
    if rest:
        placed.setdefault(next(iter(placed)) if len(placed) == 1 else "not-named", {}).update(rest)
    expected = pick_count(job, "n_total_trials") or 0
    absent = min(max(expected - sum(map(len, placed.values())), 0), 10_000)
    for place, name in enumerate(sorted(placed) or ["not-named"]):
        yield _make_item(file, job, name, list(placed.get(name, {}).values()), absent if place == 0 else 0)


def _list_stated(stats: Json) -> list[HarborTrial]:
    rewards: dict[str, dict[str, float]] = defaultdict(dict)
    for key, by_value in pick_map(stats, "reward_stats").items():
        for value, names in pick_map(by_value).items():
            for name in filter(None, map(pick_text, pick_list(names))):
                if _NUMBER.fullmatch(value):
                    rewards[name][key] = float(value)
    exceptions = {
        name: kind
        for kind, names in pick_map(stats, "exception_stats").items()
        for name in filter(None, map(pick_text, pick_list(names)))
    }
    every = sorted({*rewards, *exceptions})
    return [HarborTrial(name, _cut_task(name), rewards.get(name, {}), exceptions.get(name, "")) for name in every]


def _make_item(file: InputFile, job: Json, name: str, trials: list[HarborTrial], absent: int) -> ImportedItem:
    started = [_to_record(trial) for trial in trials]
    never = [Record(run=f"absent-{n + 1}", task=f"absent-{n + 1}", good=None, unknown="not-run") for n in range(absent)]
    results = [trial.result for trial in trials if trial.result is not None]
    # A job has times without their zone, its trials have them with it.
    timed: list[Json] = [*results] or [job]
    days = [day for value in timed for key in ("started_at", "finished_at") if (day := pick_day(value, key))]
    info = next((pick_map(result, "agent_info") for result in results if pick_map(result, "agent_info")), {})
    words = pick_text(info, "name"), pick_text(info, "version"), pick_text(info, "model_info", "name")
    stats = pick_map(job, "stats", "evals", name)
    tries: dict[str, Plain] = {} if absent else dict(count_trials(trial.task for trial in trials))
    return ImportedItem(
        kind="runs",
        name=to_label(f"harbor {name}"),
        title=f"Trials of {name.replace('__', ', ')}"[:200],
        records=(*started, *never),
        keys={"setting": "benchmark", "selection": "all", "method": "deterministic", **tries},
        headlines=tuple(check_figures(job, stats, trials)),
        doubts=tuple(find_doubts(job, name, stats, trials, absent)),
        first=min(days, default=None),
        last=max(days, default=None),
        version=" ".join(filter(None, words))[:100] or None,
        files=(file.path, *(trial.path for trial in trials if trial.path)),
    )


def _to_record(trial: HarborTrial) -> Record:
    reward, result = trial.reward, trial.result
    is_valid = pick_flag(result, "reward_valid") is not False
    missing = "several-rewards" if trial.rewards else to_label(trial.exception, "no-reward")
    phase = pick_map(result, "agent_execution")
    started = pick_time(result, "started_at")
    seconds = count_seconds(pick_time(phase, "started_at"), pick_time(phase, "finished_at"))
    return Record(
        run=trial.name,
        task=trial.task,
        good=reward >= 1 if reward is not None and is_valid else None,
        unknown="" if reward is not None and is_valid else missing if reward is None else "reward-not-valid",
        at=started.isoformat() if started else None,
        values=keep_known(
            {
                "seconds": seconds,
                "cost_usd": pick_number(result, "agent_result", "cost_usd"),
                "input_tokens": pick_number(result, "agent_result", "n_input_tokens"),
                "output_tokens": pick_number(result, "agent_result", "n_output_tokens"),
            }
        ),
        marks={"exception": trial.exception} if trial.exception else {},
    )


HARBOR = Importer(
    id="harbor",
    title="Harbor jobs",
    recognise=_recognise,
    read=_read,
    does_not_show=("Agent and model were run together: which of them a result is owed to is not shown.",),
    leaves_out=("Trajectories and logs, rewards beside the one that tells success, and the details of exceptions.",),
)
"""The importer of this format."""
