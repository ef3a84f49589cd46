"""Logs of Inspect AI, `.json` and `.eval`: samples by id and epoch, those that were planned and did not run as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from trustpages.intake.importers.evaluations.inspect_scores import (
    Sample,
    choose_scorer,
    find_doubts,
    find_score,
    restate_figures,
    to_credit,
)
from trustpages.intake.importers.fields import (
    find_count,
    find_days,
    find_objects,
    find_text,
    parse_time,
    shorten,
    to_name,
)
from trustpages.intake.importers.importer import Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, parse_json
from trustpages.intake.importers.picks import keep_known, pick_list, pick_map, pick_number, tell_apart
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_BEGINNING = re.compile(r'\s*\{\s*"version":\s*\d+,\s*"status":\s*"\w+",\s*"eval":\s*\{')
_MEMBERS = (b"header.json", b"_journal/start.json")
_MOST_PLANNED = 1_000_000
_EXACT: Final = frozenset({"answer", "choice", "exact", "f1", "includes", "match", "math", "pattern"})


def _recognise(file: InputFile) -> str | None:
    if file.name.endswith(".eval") and file.content[:2] == b"PK" and any(name in file.content for name in _MEMBERS):
        return "an archive with the header of an Inspect log"
    return "version, status and eval of an Inspect log" if _BEGINNING.match(file.start) else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    versions: list[str] = []
    schemas: list[str] = []
    seen: dict[tuple[Json, ...], str] = {}
    for file in inputs.files:
        read = _open(file)
        if isinstance(read, Fault):
            return read
        log, samples = read
        run = tuple(find_text(log, "eval", key) for key in ("run_id", "task_id", "created", "model"))
        if run in seen:
            sentence = f"{quote_path(file.path)} and {quote_path(seen[run])} hold one log"
            return Fault("import-miscounted", sentence, "import one of them")
        seen[run] = file.path
        item = _read_log(log, samples, file)
        if isinstance(item, Fault):
            return item
        items.append(item)
        versions.append(find_text(log, "eval", "packages", "inspect_ai") or "")
        schemas.append(str(find_count(log, "version") or ""))
    return Imported(
        read=sum(len(item.records) for item in items),
        items=tell_apart(items),
        tool="Inspect AI",
        tool_version=shorten(", ".join(sorted({version for version in versions if version}))) or None,
        schema_version=", ".join(sorted({version for version in schemas if version})) or None,
    )


def _open(file: InputFile) -> tuple[dict[str, Json], list[Sample]] | Fault:
    """The log without its samples, and the samples."""
    if file.content[:2] != b"PK":
        log = file.json()
        if isinstance(log, Fault):
            return log
        listed = [sample if isinstance(sample, dict) else {} for sample in pick_list(log, "samples")]
        return _refuse_other(log, listed, file)
    members = file.members()
    if isinstance(members, Fault):
        return members
    # A run that was killed has no header: what it was is told by its journal.
    name = "header.json" if "header.json" in members else "_journal/start.json"
    log = parse_json(members.get(name, b"null"), f"{file.path}/{name}")
    if isinstance(log, Fault):
        return log
    samples: list[Sample] = []
    for member, content in members.items():
        if member.startswith("samples/") and member.endswith(".json"):
            sample = parse_json(content, f"{file.path}/{member}")
            if isinstance(sample, Fault):
                return sample
            samples.append(sample if isinstance(sample, dict) else {})
    return _refuse_other(log, samples, file)


def _refuse_other(
    log: Json, samples: Sequence[Sample], file: InputFile
) -> tuple[dict[str, Json], list[Sample]] | Fault:
    if not isinstance(log, dict) or not isinstance(log.get("eval"), dict):
        return Fault("import-form", f"{quote_path(file.path)} is no log: it has no `eval`", "name a log of Inspect AI")
    return log, list(samples)


def _read_log(log: dict[str, Json], samples: Sequence[Sample], file: InputFile) -> ImportedItem | Fault:
    scorer = choose_scorer(log, samples)
    epochs = max([find_count(log, "eval", "config", "epochs") or 1, *(_epoch(sample) for sample in samples)])
    ids = pick_list(log, "eval", "dataset", "sample_ids")
    if len(ids) * epochs > _MOST_PLANNED:
        sentence = f"{quote_path(file.path)} plans {len(ids) * epochs:,} samples"
        return Fault("import-too-large", sentence, "split it")
    records = [_read_sample(sample, scorer, place) for place, sample in enumerate(samples)]
    records += _list_absent(log, samples, ids, epochs)
    if not records:
        return Fault("import-empty", f"{quote_path(file.path)} holds no sample", "write the log with its samples")
    task = find_text(log, "eval", "task") or "task"
    first, last = find_days(
        *(find_text(log, "stats", key) for key in ("started_at", "completed_at")), find_text(log, "eval", "created")
    )
    return ImportedItem(
        kind="runs",
        name=to_name(task, "task"),
        title=shorten(f"Samples of {task}"),
        records=tuple(records),
        keys=_describe_runs(log, scorer, ids, epochs),
        headlines=tuple(restate_figures(log, samples, epochs)),
        doubts=tuple(find_doubts(log, samples, records, scorer)),
        first=first,
        last=last,
        version=shorten(model) if (model := find_text(log, "eval", "model")) else None,
        files=(file.path,),
    )


def _epoch(sample: Sample) -> int:
    return find_count(dict(sample), "epoch") or 1


def _read_sample(sample: Sample, scorer: str | None, place: int) -> Record:
    fields = dict(sample)
    name = str(sample.get("id", f"sample-{place}"))
    score = find_score(sample, scorer) if scorer else {}
    credit = to_credit(score.get("value"))
    good = credit == 1 if credit is not None and 0 <= credit <= 1 else None
    unknown = "error" if sample.get("error") else "no-share" if score.get("value") is not None else "unscored"
    usage = [pick_map(fields, "model_usage", model) for model in pick_map(fields, "model_usage")]
    started = find_text(fields, "started_at")
    marks = {"score": str(score["value"])} if good is not None and credit not in (0, 1) else {}
    limit = find_text(fields, "limit", "type")
    return Record(
        run=f"{name}-epoch-{_epoch(sample)}",
        task=name,
        good=good,
        unknown="" if good is not None else unknown,
        at=started if parse_time(started) else None,
        values=keep_known(
            {
                "seconds": pick_number(fields, "total_time"),
                "input_tokens": _add([pick_number(part, "input_tokens") for part in usage]),
                "output_tokens": _add([pick_number(part, "output_tokens") for part in usage]),
                "cost_usd": _add([pick_number(part, "total_cost") for part in usage]),
            }
        ),
        marks={**marks, **({"limit": limit} if limit else {})},
    )


def _add(numbers: Sequence[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known and len(known) == len(numbers) else None


def _list_absent(log: Json, samples: Sequence[Sample], ids: Sequence[Json], epochs: int) -> Iterator[Record]:
    """The samples that were planned and are not there: they are not good, and not bad either."""
    there = {(str(sample.get("id")), _epoch(sample)) for sample in samples}
    stops = find_objects(log, "results", "early_stopping", "early_stops")
    stopped = {(str(stop.get("id")), find_count(stop, "epoch") or 1) for stop in stops}
    ended = find_text(log, "status") == "success" or bool(find_count(log, "results", "completed_samples"))
    otherwise = "not-in-the-log" if ended else "not-run"
    for name in dict.fromkeys(str(id_) for id_ in ids):
        for epoch in range(1, epochs + 1):
            if (name, epoch) not in there:
                reason = "stopped-early" if (name, epoch) in stopped else otherwise
                yield Record(run=f"{name}-epoch-{epoch}", task=name, good=None, unknown=reason)
    for place in range(len(samples) + 1, 0 if ids else _count_planned(log, epochs) + 1):
        yield Record(run=f"absent-{place}", task=f"absent-{place}", good=None, unknown=otherwise)


def _count_planned(log: Json, epochs: int) -> int:
    """How many samples there should be in a log that does not list them by name, as older ones and cut ones do not."""
    total, config = find_count(log, "results", "total_samples"), pick_map(log, "eval", "config")
    if total is not None or config.get("sample_id") or isinstance(config.get("limit"), list):
        return min(total or 0, _MOST_PLANNED)
    there_are, limit = find_count(log, "eval", "dataset", "samples") or 0, find_count(config, "limit")
    return min((there_are if limit is None else min(limit, there_are)) * epochs, _MOST_PLANNED)


def _describe_runs(log: Json, scorer: str | None, ids: Sequence[Json], epochs: int) -> dict[str, Plain]:
    keys: dict[str, Plain] = {"setting": "benchmark"}
    total = find_count(log, "eval", "dataset", "samples")
    keys["selection"] = "all" if ids and total == len(ids) else "convenience"
    if epochs > 1:
        keys["trials"] = epochs
    known = (scorer or "").rpartition("/")[2]
    keys["method"] = "deterministic" if known in _EXACT else "attested"
    if known.startswith("model_graded"):
        keys["method"] = "llm_judge"
        scorers = find_objects(log, "eval", "scorers")
        options = [find_text(each, "options", "model") for each in scorers if find_text(each, "name") == scorer]
        roles = find_text(log, "eval", "model_roles", "grader", "model")
        # Without a model of its own this scorer asks the model that is evaluated.
        judge = next(filter(None, [*options, roles, find_text(log, "eval", "model")]), None)
        if judge:
            keys["judge"] = {"model": shorten(judge)}
    return keys


INSPECT_AI = Importer(
    id="inspect-ai",
    title="Inspect AI logs",
    recognise=_recognise,
    read=_read,
    does_not_show=("Whether other runs of the same task were made and not handed over.",),
    leaves_out=(
        "Messages, answers and explanations of the samples.",
        "Scores of further scorers: one of them decides, the figures of the others stand among those stated.",
        "Standard errors: they are computed anew.",
    ),
)
"""The importer of this format."""
