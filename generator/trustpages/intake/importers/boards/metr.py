"""METR's time-horizon runs: a run a line, clustered by family of tasks, whose score is cut into success and failure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import keep_known, pick_number, pick_text, pick_unix_day, tell_apart, to_label
from trustpages.model.problem import Fault

_MARKS = ('"task_family"', '"score_binarized"', '"human_minutes"')
_LATEST = 10_000_000_000_000  # milliseconds since 1970, in 2286
_COUNTED_ERRORS = ("", "usageLimits", "agent", "submission")


def _recognise(file: InputFile) -> str | None:
    is_runs = file.has_marks(_MARKS, ".jsonl")
    return "JSONL of runs with task_family and score_binarized" if is_runs else None


def _read(inputs: Inputs) -> Outcome:
    lines = inputs.read_each(_recognise, InputFile.json_lines, lambda _, found: found)
    if isinstance(lines, Fault):
        return lines
    by_model: dict[str, list[Json]] = defaultdict(list)
    for line in lines:
        by_model[pick_text(line, "alias") or pick_text(line, "model")].append(line)
    if not by_model:
        return inputs.refuse("runs", "name a file of runs")
    items = tell_apart(_make_item(model, rows) for model, rows in sorted(by_model.items()))
    return Imported(read=sum(len(item.records) for item in items), items=items, tool="METR time horizon")


def _make_item(model: str, rows: Sequence[Json]) -> ImportedItem:
    days = [day for row in rows for key in ("started_at", "completed_at") if (day := pick_unix_day(row, key))]
    return ImportedItem(
        kind="runs",
        name=to_label(f"time-horizon {model}"),
        title=f"Runs of {model or 'a model that is not named'} on METR's time-horizon tasks"[:200],
        records=tuple(_read_run(row, place) for place, row in enumerate(rows)),
        # Which runs were taken into the file it does not say.
        keys={"setting": "benchmark", "selection": "convenience"},
        doubts=tuple(_find_doubts(rows)),
        first=min(days, default=None),
        last=max(days, default=None),
        version=model[:100] or None,
    )


def _read_run(row: Json, place: int) -> Record:
    family = pick_text(row, "task_family")
    if not family:
        return Record(run=f"row-{place}", task="", good=None, left_out="not-a-run")
    begin, end = pick_number(row, "started_at"), pick_number(row, "completed_at")
    binary, fatal = pick_number(row, "score_binarized"), pick_text(row, "fatal_error_from")
    is_counted = fatal in _COUNTED_ERRORS and binary in (0, 1)
    return Record(
        run=pick_text(row, "run_id") or f"row-{place}",
        task=family,
        good=binary == 1 if is_counted else None,
        unknown="" if is_counted else to_label(f"error-from {fatal}") if fatal not in _COUNTED_ERRORS else "no-score",
        at=datetime.fromtimestamp(begin / 1000, UTC).isoformat() if begin and 0 < begin < _LATEST else None,
        values=keep_known(
            {
                "seconds": (end - begin) / 1000 if begin and end else None,
                "human_minutes": pick_number(row, "human_minutes"),
                "cost_usd": pick_number(row, "dollar_equivalent"),
                "total_tokens": pick_number(row, "total_tokens"),
            }
        ),
        marks={key: text for key in ("task_id", "fatal_error_from") if (text := pick_text(row, key))},
    )


def _find_doubts(rows: Sequence[Json]) -> Iterator[Doubt]:
    total = len(rows)
    cut_off = sum(pick_text(row, "fatal_error_from") == "usageLimits" for row in rows)
    if cut_off:
        sentence = (
            f"{cut_off:,} of {total:,} runs were cut off by a limit of time or tokens, and count as scored by then"
        )
        yield Doubt(kind="usage-limits", sentence=sentence)
    partial = sum(0 < (pick_number(row, "score") or 0) < 1 for row in rows)
    if partial:
        sentence = f"{partial:,} of {total:,} runs have a score between 0 and 1, cut by a threshold that is not stated"
        yield Doubt(kind="scores-cut", sentence=sentence)
    tasks = {pick_text(row, "task_id") for row in rows}
    estimated = {pick_text(row, "task_id") for row in rows if pick_text(row, "human_source") == "estimate"}
    if estimated:
        sentence = f"how long people need was estimated, not measured, for {len(estimated):,} of {len(tasks):,} tasks"
        yield Doubt(kind="human-times-estimated", sentence=sentence)


METR = Importer(
    id="metr-time-horizon",
    title="METR time-horizon runs",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "A share of successes over these tasks depends on how long they are; a time horizon is fitted, not counted.",
        "How each run was scored is not told.",
    ),
    leaves_out=("Weights by task, the score before it was cut, and the horizon, which is not computed here.",),
)
"""The importer of this format."""
