"""Every Eval Ever, 0.2 and 0.3: aggregates with a score a metric, and the samples of some of them in JSONL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import isclose
from statistics import fmean

from trustpages.intake.importers.boards.eee_boards import is_share, make_boards, name_model
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import (
    count_trials,
    find_written_twice,
    keep_known,
    pick,
    pick_count,
    pick_flag,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    pick_unix_day,
    tell_apart,
    to_label,
)
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_AGGREGATE = ('"schema_version"', '"evaluation_id"', '"evaluation_results"', '"source_metadata"')
_SAMPLE = ('"evaluation_id"', '"sample_id"', '"interaction_type"')
_MOST_ABSENT = 20_000


@dataclass(slots=True)
class _Samples:
    """The rows of one result, with the file that they stand in."""

    file: InputFile
    rows: list[Json] = field(default_factory=list)


def _recognise(file: InputFile) -> str | None:
    start = file.start
    if '"properties"' in start[:4000] and '"$schema"' in start[:4000]:
        return None  # the schema itself
    if all(mark in start for mark in _AGGREGATE):
        return "an aggregate with evaluation_results"
    return "samples with evaluation_id and interaction_type" if all(mark in start for mark in _SAMPLE) else None


def _read(inputs: Inputs) -> Outcome:
    aggregates: list[tuple[InputFile, Json]] = []
    samples: dict[tuple[str, str], _Samples] = {}
    for file in inputs.choose(_recognise):
        lines = file.json_lines() if file.name.endswith(".jsonl") else file.json()
        if isinstance(lines, Fault):
            return lines
        if pick_list(lines, "evaluation_results"):
            aggregates.append((file, lines))
        for row in lines if isinstance(lines, list) else ():
            key = pick_text(row, "evaluation_id"), _name_result(row)
            samples.setdefault(key, _Samples(file)).rows.append(row)
    items: list[ImportedItem] = []
    for file, value in aggregates:
        for result in pick_list(value, "evaluation_results"):
            own = samples.pop((pick_text(value, "evaluation_id"), _name_result(result)), None)
            made = _make_runs(file, value, result, own) if own else _make_score(file, value, result)
            items += [made] if made else []
    items += [made for rest in samples.values() if (made := _make_runs(None, None, rest.rows[0], rest))]
    if not items:
        return inputs.refuse("results", "name an aggregate")
    versions = {version for _, value in aggregates if (version := pick_text(value, "schema_version"))}
    return Imported(
        read=sum(len(item.records) or 1 for item in items),
        items=tell_apart(items),
        boards=make_boards(aggregates),
        tool="every-eval-ever",
        schema_version=versions.pop()[:20] if len(versions) == 1 else None,
    )


def _name_result(value: Json) -> str:
    return pick_text(value, "evaluation_result_id") or pick_text(value, "evaluation_name")


def _make_runs(file: InputFile | None, value: Json, result: Json, samples: _Samples) -> ImportedItem:
    """The rows as runs; samples that the aggregate counts and that have no row are unknown."""
    tries: Counter[str] = Counter()
    records: list[Record] = []
    again = find_written_twice(samples.rows)
    for place, row in enumerate(samples.rows):
        task = pick_text(row, "sample_id") or f"row-{place}"
        tries[task] += 1
        record = _read_sample(row, task, tries[task])
        records.append(replace(record, left_out="written-twice") if place in again else record)
    stated = pick_count(result, "score_details", "uncertainty", "num_samples") or 0
    absent = min(max(stated - len(records) + len(again), 0), _MOST_ABSENT)
    records += [
        Record(run=f"absent-{n + 1}", task=f"absent-{n + 1}", good=None, unknown="absent") for n in range(absent)
    ]
    once = [record.task for record in records if not record.left_out]
    repeats: dict[str, Plain] = {} if absent else dict(count_trials(once))
    day = pick_unix_day(result, "evaluation_timestamp") or pick_unix_day(value, "evaluation_timestamp")
    title = pick_text(result, "evaluation_name")
    return ImportedItem(
        kind="runs",
        name=to_label(f"{title} {pick_text(result, 'metric_config', 'metric_name')}"),
        title=f"Samples of {title}"[:200] if title else "Samples",
        records=tuple(records),
        keys={"setting": "benchmark", "selection": "all", **repeats},
        headlines=tuple(_check_score(result, samples.rows)),
        doubts=(*_doubt_samples(value, samples, len(records) - absent, stated), *_doubt_score(value, result)),
        first=day,
        last=day,
        version=name_model(value) or pick_text(result, "model_id")[:100] or None,
        files=tuple(path for path in ((file.path if file else ""), samples.file.path) if path),
    )


def _read_sample(row: Json, task: str, number: int) -> Record:
    correct = pick_flag(row, "evaluation", "is_correct")
    failed = pick(row, "error") not in (None, "")
    milliseconds = pick_number(row, "performance", "latency_ms")
    return Record(
        run=f"{task}.{number}",
        task=task,
        good=None if failed else correct,
        unknown="error" if failed else "" if correct is not None else "not-decided",
        values=keep_known(
            {
                "seconds": None if milliseconds is None else milliseconds / 1000,
                "input_tokens": pick_number(row, "token_usage", "input_tokens"),
                "output_tokens": pick_number(row, "token_usage", "output_tokens"),
            }
        ),
    )


def _check_score(result: Json, rows: Sequence[Json]) -> Iterator[Headline]:
    stated = pick_number(result, "score_details", "score")
    if stated is None or not is_share(result):
        return
    scores = [score for row in rows if (score := pick_number(row, "evaluation", "score")) is not None]
    name = pick_text(result, "metric_config", "metric_name") or "score"
    n = pick_count(result, "score_details", "uncertainty", "num_samples")
    yield Headline(name=name, value=stated, n=n, recomputed=fmean(scores) if scores else None, recomputed_n=len(scores))


def _make_score(file: InputFile, value: Json, result: Json) -> ImportedItem | None:
    """The score alone, of a share as a benchmark result, of anything else in a unit of its own."""
    score = pick_number(result, "score_details", "score")
    if score is None:
        return None
    n = pick_count(result, "score_details", "uncertainty", "num_samples") or None
    error = pick_number(result, "score_details", "uncertainty", "standard_error", "value")
    name, model = pick_text(result, "evaluation_name"), name_model(value)
    day = pick_unix_day(result, "evaluation_timestamp") or pick_unix_day(value, "evaluation_timestamp")
    harness = pick_text(value, "model_info", "additional_details", "agent_scaffold")
    keys: dict[str, Plain]
    if counts_share := is_share(result):
        keys = {"score": score, "reported": f"{score:g}", "split": name[:200] or "all"}
        keys |= {key: known for key, known in (("n_tasks", n), ("harness", harness[:200])) if known}
        keys |= {"se": error} if error is not None and 0 <= error <= 1 else {}
    else:
        keys = {"score": to_label(pick_text(result, "metric_config", "metric_id") or name), "value": score}
        unit = pick_text(result, "metric_config", "metric_unit")
        keys |= {key: known for key, known in (("n", n), ("unit", unit[:200])) if known}
    return ImportedItem(
        kind="benchmark_result" if counts_share else "published_score",
        name=to_label(f"{name} {model or ''}"),
        title=f"Score on {name}"[:200],
        keys=keys,
        doubts=tuple(_doubt_score(value, result)),
        first=day,
        last=day,
        version=model,
        files=(file.path,),
    )


def _doubt_samples(value: Json, samples: _Samples, rows: int, stated: int) -> Iterator[Doubt]:
    if stated > rows:
        sentence = f"the score is said to rest on {stated:,} samples, of which {rows:,} are in the input"
        yield Doubt(kind="samples-absent", sentence=sentence, is_grave=True)
    elif 0 < stated < rows:
        sentence = f"the score is said to rest on {stated:,} samples, and the input has {rows:,}"
        yield Doubt(kind="samples-left-out", sentence=sentence, is_grave=True)
    details = pick_map(value, "detailed_evaluation_results")
    checksum = pick_text(details, "checksum")
    is_named = pick_text(details, "file_path").endswith(samples.file.name)
    if is_named and pick_text(details, "hash_algorithm") == "sha256" and checksum != samples.file.sha256:
        sentence = "the samples are not those that the aggregate was made of: their digest is another"
        yield Doubt(kind="digest-differs", sentence=sentence, is_grave=True)


def _doubt_score(value: Json, result: Json) -> Iterator[Doubt]:
    if pick_text(value, "source_metadata", "source_type") == "documentation":
        yield Doubt(kind="copied-score", sentence="the score was copied from a publication, not taken from a run")
    if pick_flag(result, "metric_config", "lower_is_better"):
        yield Doubt(kind="lower-is-better", sentence="of this score less is better")
    error = pick_number(result, "score_details", "uncertainty", "standard_error", "value")
    if error is not None and isclose(error, 0):
        sentence = "a standard error of 0 is stated: all samples came out alike, which says nothing of the next one"
        yield Doubt(kind="zero-error", sentence=sentence)
    if pick_count(result, "score_details", "uncertainty", "num_samples") is None:
        yield Doubt(kind="samples-not-counted", sentence="on how many samples the score rests is not stated")


EVERY_EVAL_EVER = Importer(
    id="every-eval-ever",
    title="Every Eval Ever records",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "The version of the schema does not tell its content: records of one version differ in what they hold.",
        "How a sample was judged is not told in a form that can be read.",
    ),
    leaves_out=("Prompts, answers and settings of generation, and confidence intervals.",),
)
"""The importer of this format."""
