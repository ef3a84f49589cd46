"""Terminal-Bench 1: `results.json` of a run, with its `run_metadata.json` beside it; several runs are repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from trustpages.intake.importers.importer import (
    Doubt,
    Entrant,
    Headline,
    Imported,
    ImportedBoard,
    ImportedItem,
    Importer,
    Outcome,
    Record,
)
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.leaderboards.entrants import find_last_day, tell_entrants_apart
from trustpages.intake.importers.picks import (
    count_seconds,
    count_trials,
    keep_known,
    pick_count,
    pick_day,
    pick_flag,
    pick_list,
    pick_number,
    pick_text,
    pick_time,
    tell_apart,
    to_label,
)
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_RESULTS, _METADATA = "results.json", "run_metadata.json"
_MARKS = ('"task_id"', '"trial_name"', '"is_resolved"')


@dataclass(frozen=True, slots=True)
class _Run:
    """One results.json with the metadata that stands beside it."""

    file: InputFile
    results: Json
    metadata: Json
    records: tuple[Record, ...]


def _recognise(file: InputFile) -> str | None:
    is_results = file.has_marks(_MARKS, _RESULTS)
    return "results.json with trials that are resolved or not" if is_results else None


def _read(inputs: Inputs) -> Outcome:
    by_path = {file.path: file for file in inputs.files}
    groups: dict[str, list[_Run]] = defaultdict(list)
    for file in inputs.choose(lambda file: _RESULTS if file.name.endswith(_RESULTS) else None):
        results = file.json()
        if isinstance(results, Fault):
            return results
        if not file.name.endswith(_RESULTS) and not pick_list(results, "results"):
            continue
        beside = by_path.get(file.path.removesuffix(_RESULTS) + _METADATA)
        metadata = beside.json() if beside is not None else None
        if isinstance(metadata, Fault):
            return metadata
        groups[_name_agent(metadata)].append(_Run(file, results, metadata, tuple(_read_trials(results, metadata))))
    if not any(run.records for runs in groups.values() for run in runs):
        return inputs.refuse("trials", "name a results.json")
    items = tuple(_make_item(agent, runs) for agent, runs in sorted(groups.items()))
    boards = tuple(_make_boards(groups))
    read = sum(len(item.records) for item in items)
    return Imported(read=read, items=tell_apart(items), boards=boards, tool="terminal-bench")


def _make_boards(groups: dict[str, list[_Run]]) -> Iterator[ImportedBoard]:
    """A board of each version of the tasks, with an entry for each folder that an agent's runs were handed in by."""
    by_folder: dict[tuple[str, str, str], list[_Run]] = defaultdict(list)
    for agent, runs in groups.items():
        for run in runs if agent else ():
            folder = run.file.path.rpartition("/")[0].rpartition("/")[0].rpartition("/")[2]
            by_folder[_name_tasks(run.metadata), agent, folder].append(run)
    by_tasks: dict[str, list[Entrant]] = defaultdict(list)
    for (name, agent, folder), runs in sorted(by_folder.items()):
        by_tasks[name].append(_make_entrant(agent, folder, runs))
    unnamed = len(groups.get("", ()))
    sentence = f"runs that no run_metadata.json names the agent of, which have no entry: {unnamed:,}"
    for name, entrants in sorted(by_tasks.items()):
        tasks = {entrant.n_tasks for entrant in entrants}
        facts: dict[str, Plain] = {"n_tasks": tasks.pop()} if len(tasks) == 1 else {}
        yield ImportedBoard(
            name=to_label(name),
            title=name[:200],
            benchmark=name[:200],
            entrants=tell_entrants_apart(sorted(entrants, key=lambda entrant: (-(entrant.score or 0), entrant.name))),
            day=find_last_day(entrants),
            facts=facts,
            doubts=(Doubt(kind="runs-left-out", sentence=sentence),) if unnamed else (),
            files=tuple(file for entrant in entrants for file in entrant.files),
        )


def _name_tasks(metadata: Json) -> str:
    parts = pick_text(metadata, "dataset_name") or "terminal-bench", pick_text(metadata, "dataset_version")
    return " ".join(filter(None, parts))


def _make_entrant(agent: str, folder: str, runs: list[_Run]) -> Entrant:
    """The runs of an entry; its score is the mean of their accuracies, where what is not decided counts as failed."""
    item = _make_item(agent, runs)
    stated = [headline.value for headline in item.headlines]
    tasks = {record.task for record in item.kept}
    return Entrant(
        name=agent[:200],
        version=folder[:200] or None,
        score=round(fmean(stated), 9) if stated else None,
        unknown="" if stated else "no-score",
        n_tasks=len(tasks) or None,
        trials=len(runs),
        day=item.last,
        note="; ".join(doubt.sentence for doubt in item.doubts),
        records=item.records,
        headlines=item.headlines,
        doubts=item.doubts,
        files=item.files,
    )


def _name_agent(metadata: Json) -> str:
    return " ".join(filter(None, (pick_text(metadata, "agent_name"), pick_text(metadata, "model_name"))))


def _read_trials(results: Json, metadata: Json) -> Iterator[Record]:
    rows = pick_list(results, "results")
    run = pick_text(metadata, "run_id") or pick_text(results, "id")
    seen: dict[str, int] = defaultdict(int)
    for place, row in enumerate(rows):
        task = pick_text(row, "task_id")
        if not task:
            yield Record(run=f"{run}-{place}", task="", good=None, left_out="not-a-trial")
            continue
        seen[task] += 1
        yield _read_trial(row, task, f"{task}.{run}.{place}")
    tries = pick_count(metadata, "n_attempts") or 1
    for task in (task for task in pick_list(metadata, "task_ids") if isinstance(task, str)):
        for number in range(seen[task], min(tries, 1000)):
            yield Record(run=f"{task}.{run}.absent-{number + 1}", task=task, good=None, unknown="absent")


def _read_trial(row: Json, task: str, otherwise: str) -> Record:
    started = pick_time(row, "trial_started_at")
    agent_seconds = count_seconds(pick_time(row, "agent_started_at"), pick_time(row, "agent_ended_at"))
    resolved = pick_flag(row, "is_resolved")
    failure = pick_text(row, "failure_mode")
    reason = to_label(failure) if failure not in ("", "unset", "none") else "not-decided"
    tokens = {f"{way}_tokens": pick_number(row, f"total_{way}_tokens") for way in ("input", "output")}
    return Record(
        run=pick_text(row, "trial_name") or pick_text(row, "id") or otherwise,
        task=task,
        good=resolved,
        unknown="" if resolved is not None else reason,
        at=started.isoformat() if started else None,
        # Agents that do not count their tokens have 0 of both.
        values=keep_known({"seconds": agent_seconds, **(tokens if any(tokens.values()) else {})}),
        marks={"failure_mode": failure} if failure and failure != "unset" else {},
    )


def _make_item(agent: str, runs: list[_Run]) -> ImportedItem:
    records = tuple(record for run in runs for record in run.records)
    days = [day for run in runs for row in pick_list(run.results, "results") if (day := _find_day(row))]
    tries: dict[str, Plain] = dict(count_trials(record.task for record in records if not record.left_out))
    return ImportedItem(
        kind="runs",
        name=to_label(f"terminal-bench {agent}"),
        title=f"Terminal-Bench trials of {agent}" if agent else "Terminal-Bench trials",
        records=records,
        keys={"setting": "benchmark", "selection": "all", "method": "deterministic", **tries},
        headlines=tuple(headline for run in runs if (headline := _check_accuracy(run))),
        doubts=tuple(_find_doubts(runs, records)),
        first=min(days, default=None),
        last=max(days, default=None),
        version=agent[:100] or None,
        files=tuple(run.file.path for run in runs),
    )


def _find_day(row: Json) -> date | None:
    return pick_day(row, "trial_started_at") or pick_day(row, "trial_ended_at")


def _check_accuracy(run: _Run) -> Headline | None:
    """The accuracy as it is defined there: resolved trials among all, where what is not decided counts as failed."""
    stated = pick_number(run.results, "accuracy")
    numbers = pick_count(run.results, "n_resolved"), pick_count(run.results, "n_unresolved")
    if stated is None or not 0 <= stated <= 1:
        return None
    counted = [record for record in run.records if not record.left_out and record.unknown != "absent"]
    resolved = sum(record.good is True for record in counted)
    return Headline(
        name=" ".join(filter(None, ("accuracy", pick_text(run.metadata, "run_id")))),
        value=stated,
        n=None if None in numbers else sum(number for number in numbers if number is not None),
        recomputed=resolved / len(counted) if counted else None,
        recomputed_n=len(counted),
    )


def _find_doubts(runs: list[_Run], records: tuple[Record, ...]) -> Iterator[Doubt]:
    undecided = sum(record.good is None and not record.left_out for record in records)
    if undecided:
        sentence = (
            f"{undecided:,} of {len(records):,} trials have no outcome, such as where the tests timed out; "
            "the stated accuracy counts them as failed, here they are unknown"
        )
        yield Doubt(kind="undecided-counted-as-failed", sentence=sentence)
    late = sum(record.good is True and "timeout" in str(record.marks.get("failure_mode", "")) for record in records)
    if late:
        sentence = f"{late:,} trials count as resolved although the agent ran out of time"
        yield Doubt(kind="resolved-after-timeout", sentence=sentence)
    if len(runs) > 1 and not all(pick_text(run.metadata, "model_name") for run in runs):
        sentence = f"no run_metadata.json says that all {len(runs)} results are of one agent with one model"
        yield Doubt(kind="system-not-named", sentence=sentence, is_grave=True)


TERMINAL_BENCH = Importer(
    id="terminal-bench",
    title="Terminal-Bench 1 results",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Agent and model were run together: which of them a result is owed to is not shown.",
        "Tasks come in variants, such as an easy and a hard one, which are counted as different tasks.",
    ),
    leaves_out=("Instructions, recordings and the single tests of each trial; only whether it was resolved.",),
)
"""The importer of this format."""
