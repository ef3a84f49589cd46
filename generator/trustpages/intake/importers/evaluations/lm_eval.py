"""Results of lm-evaluation-harness: one item a task, from its samples, or its score as stated."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from trustpages.intake.importers.fields import find_count, find_text, say, shorten, to_name
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick, pick_list, pick_map, pick_number, tell_apart
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_RESULTS = re.compile(r'\s*\{\s*"results":\s*\{\s*"[^"]*":\s*\{[^{}]*"[\w.@-]+(?:,[\w.-]+|_stderr)":')
_SAMPLES = ('"doc_id":', '"resps":', '"filtered_resps":')
_NAME_OF_SAMPLES = re.compile(r"samples_(.+)_\d{4}-\d{2}-\d{2}T[\d.:-]+\.jsonl")
_FIGURE = re.compile(r"(?P<metric>[^,]+)(?:,(?P<filter>[^,]+))?")


def _recognise(file: InputFile) -> str | None:
    if _RESULTS.match(file.start):
        return "results by task with metric and filter"
    row = file.start.partition("\n")[0]
    return "samples with documents and responses" if all(mark in row for mark in _SAMPLES) else None


def _read(inputs: Inputs) -> Outcome:
    results: Json = None
    samples: dict[str, tuple[str, list[Json]]] = {}
    for file in inputs.files:
        if _RESULTS.match(file.start):
            found = file.json()
            if isinstance(found, Fault):
                return found
            if results is not None:
                sentence = f"{quote_path(file.path)} is a second file of results"
                return Fault("import-miscounted", sentence, "import one run at a time")
            results = found
        else:
            rows = file.json_lines()
            if isinstance(rows, Fault):
                return rows
            named = _NAME_OF_SAMPLES.fullmatch(file.name)
            task = named[1] if named else file.name.removesuffix(".jsonl")
            if task in samples:
                sentence = f"there are two files with samples of {task}"
                return Fault("import-miscounted", shorten(sentence), "import one run at a time")
            samples[task] = (file.path, rows)
    stated = [task for task in pick_map(results, "results") if not pick_list(results, "group_subtasks", task)]
    tasks = list(dict.fromkeys((*stated, *samples)))
    items = [item for task in tasks if (item := _read_task(results, task, samples.get(task), inputs))]
    if not items:
        return Fault("import-empty", "the files hold neither a figure nor a sample", "name the files of results")
    return Imported(
        read=sum(len(item.records) for item in items),
        items=tell_apart(items),
        tool="lm-evaluation-harness",
        tool_version=shorten(find_text(results, "lm_eval_version") or "") or None,
    )


def _list_figures(results: Json, task: str) -> dict[tuple[str, str], float]:
    """The figures of a task by metric and filter, without standard errors; before 0.4 there were no filters."""
    found = {}
    keys = list(pick_map(results, "results", task))
    for key in [key for key in keys if "," in key] or keys:
        parts = _FIGURE.fullmatch(key)
        value = pick_number(results, "results", task, key)
        if parts and value is not None and not parts["metric"].endswith("_stderr"):
            found[parts["metric"], parts["filter"] or "none"] = value
    return found


def _choose(results: Json, task: str, rows: Sequence[Json]) -> tuple[str, str] | None:
    """The metric and filter that decide: the first of the results that grows with what is good, else of the rows."""
    lower = pick_map(results, "higher_is_better", task)
    named = list(_list_figures(results, task))
    for row in rows[:1]:
        named += [(str(name), find_text(row, "filter") or "none") for name in pick_list(row, "metrics")]
    return next((choice for choice in named if lower.get(choice[0]) is not False), None)


def _read_task(results: Json, task: str, samples: tuple[str, list[Json]] | None, inputs: Inputs) -> ImportedItem | None:
    path, rows = samples or ("", [])
    chosen = _choose(results, task, rows)
    if not rows and chosen is None:
        return None
    records = tuple(_read_rows(rows, chosen))
    effective = find_count(results, "n-samples", task, "effective")
    original = find_count(results, "n-samples", task, "original")
    is_whole = original is not None and effective == original == len({record.task for record in records})
    day = _find_day(results)
    keys: dict[str, Plain] = {
        "setting": "benchmark",
        "selection": "all" if is_whole else "convenience",
        "method": "deterministic",
    }
    if not rows and chosen is not None:
        keys = _describe_score(results, task, chosen, effective)
    kept = [file.path for file in inputs.files if file.path == path or _RESULTS.match(file.start)]
    model = find_text(results, "model_name") or find_text(results, "config", "model_args")
    return ImportedItem(
        kind="runs" if rows else "published_score" if "value" in keys else "benchmark_result",
        name=to_name(task, "task"),
        title=shorten(f"{task} with lm-evaluation-harness"),
        records=records,
        keys=keys,
        headlines=tuple(_restate(results, task, rows, effective)),
        doubts=tuple(_find_doubts(rows, records, effective)),
        first=day,
        last=day,
        version=shorten(model) if model else None,
        files=tuple(kept),
    )


def _read_rows(rows: Sequence[Json], chosen: tuple[str, str] | None) -> Iterator[Record]:
    metric, wanted = chosen or ("", "none")
    for place, row in enumerate(rows):
        task = str(pick(row, "doc_id") if pick(row, "doc_id") is not None else f"row-{place}")
        used = find_text(row, "filter") or "none"
        value = pick_number(row, metric)
        is_share = value is not None and 0 <= value <= 1
        yield Record(
            run=f"{task}-{used}",
            task=task,
            good=value == 1 if is_share else None,
            unknown="" if is_share else "no-share" if pick(row, metric) is not None else "no-score",
            left_out="" if used == wanted else "other-filter",
            marks={"score": str(value)} if is_share and value not in (0, 1) else {},
        )


def _describe_score(results: Json, task: str, chosen: tuple[str, str], n: int | None) -> dict[str, Plain]:
    """A score without its samples: a share of tasks, or a value in a unit of its own."""
    value = _list_figures(results, task)[chosen]
    stderr = f"{chosen[0]}_stderr"
    errors = (pick_number(results, "results", task, key) for key in (f"{stderr},{chosen[1]}", stderr))
    error = next((error for error in errors if error is not None), None)
    if not 0 <= value <= 1:
        return {"score": to_name(chosen[0], "score"), "value": value, **({"n": n} if n else {})}
    version = pick(results, "versions", task)
    keys: dict[str, Plain] = {"score": value, "method": "deterministic"}
    keys |= {"n_tasks": n} if n else {}
    keys |= {"se": error} if error is not None and 0 <= error <= 1 else {}
    keys |= {"benchmark_version": str(version)} if isinstance(version, (str, int, float)) else {}
    return keys


def _find_day(results: Json) -> date | None:
    seconds = pick_number(results, "date")
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _restate(results: Json, task: str, rows: Sequence[Json], n: int | None) -> Iterator[Headline]:
    for (metric, used), value in _list_figures(results, task).items():
        known = [
            number
            for row in rows
            if (find_text(row, "filter") or "none") == used and (number := pick_number(row, metric)) is not None
        ]
        yield Headline(
            name=shorten(f"{metric}, {used}"),
            value=value,
            n=n,
            recomputed=math.fsum(known) / len(known) if known else None,
            recomputed_n=len(known) or None,
        )


def _find_doubts(rows: Sequence[Json], records: Sequence[Record], n: int | None) -> Iterator[Doubt]:
    there = len({record.task for record in records})
    if rows and n is not None and n > there:
        sentence = f"The results rest on {n:,} samples, of which the file holds {there:,}."
        yield Doubt(kind="samples-absent", sentence=sentence, is_grave=True)
    if partial := sum("score" in record.marks and not record.left_out for record in records):
        sentence = f"{say(partial, 'sample')} earned part of the credit: not good here, part of what is stated."
        yield Doubt(kind="part-credit", sentence=sentence)


LM_EVAL = Importer(
    id="lm-eval",
    title="lm-evaluation-harness results",
    recognise=_recognise,
    read=_read,
    does_not_show=("How an agent does: the tasks are put to a language model on its own.",),
    leaves_out=(
        "Documents, prompts and responses.",
        "Averages of groups of tasks, and further metrics and filters of a task but their figures.",
    ),
)
"""The importer of this format."""
