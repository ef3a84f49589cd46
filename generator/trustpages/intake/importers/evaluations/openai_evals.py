"""Logs of OpenAI Evals, JSONL: a line of what was run, events by sample, and the final report."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from trustpages.intake.importers.fields import find_days, find_text, parse_time, shorten, to_name
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick, pick_list, pick_map, pick_number, tell_apart
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_BEGINNING = re.compile(r'\s*\{\s*"spec":\s*\{')
_EXACT = re.compile(r"evals\.elsuite\.basic\.")


def _recognise(file: InputFile) -> str | None:
    start = file.start
    is_log = _BEGINNING.match(start) and '"completion_fns"' in start and '"eval_name"' in start
    return "spec with eval and completion functions of OpenAI Evals" if is_log else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    for file in inputs.files:
        lines = file.json_lines()
        if isinstance(lines, Fault):
            return lines
        item = _read_log(lines, file)
        if isinstance(item, Fault):
            return item
        items.append(item)
    return Imported(read=sum(len(item.records) for item in items), items=tell_apart(items), tool="OpenAI Evals")


def _read_log(lines: Sequence[Json], file: InputFile) -> ImportedItem | Fault:
    spec = next((found for line in lines if (found := pick_map(line, "spec"))), None)
    samples: dict[str, list[Json]] = defaultdict(list)
    for line in lines:
        name = pick(line, "sample_id")
        if name is not None:
            samples[str(name)].append(line)
    if spec is None or not samples:
        sentence = f"{quote_path(file.path)} has no spec, or no events"
        return Fault("import-form", sentence, "name the log of one run")
    records = tuple(record for name, events in samples.items() for record in _read_sample(name, events))
    reports = [found for line in lines if (found := pick_map(line, "final_report"))]
    first, last = find_days(*(find_text(line, "created_at") for line in lines))
    functions = [name for name in pick_list(spec, "completion_fns") if isinstance(name, str) and name.strip()]
    is_exact = _EXACT.match(find_text(spec, "run_config", "eval_spec", "cls") or "")
    name = find_text(spec, "eval_name") or "eval"
    return ImportedItem(
        kind="runs",
        name=to_name(name, "eval"),
        title=shorten(f"Samples of {name}"),
        records=records,
        keys={
            "setting": "benchmark",
            "selection": "convenience" if pick(spec, "run_config", "max_samples") is not None else "all",
            "method": "deterministic" if is_exact else "attested",
        },
        headlines=tuple(_restate(reports, records)),
        doubts=tuple(_find_doubts(reports, records)),
        first=first,
        last=last,
        version=shorten(", ".join(functions)) if functions else None,
        files=(file.path,),
    )


def _read_sample(name: str, events: Sequence[Json]) -> Iterator[Record]:
    """One record for each time that the sample was decided; one without outcome where it never was."""
    decided = [event for event in events if find_text(event, "type") in ("match", "metrics")]
    times: Counter[str] = Counter()
    for event in decided:
        kind, data = find_text(event, "type") or "", pick_map(event, "data")
        times[kind] += 1
        # Some evals write both: what matched is the outcome, the metrics repeat it.
        is_repeat = kind == "metrics" and any(find_text(other, "type") == "match" for other in decided)
        good, unknown = _judge(data)
        moment = parse_time(find_text(event, "created_at"))
        yield Record(
            run=f"{name}-{kind}-{times[kind]}",
            task=name,
            good=good,
            unknown=unknown,
            left_out="repeats-the-match" if is_repeat else "",
            at=moment.isoformat() if moment else None,
        )
    if not decided:
        failed = any(find_text(event, "type") == "error" for event in events)
        yield Record(run=name, task=name, good=None, unknown="error" if failed else "no-outcome")


def _judge(data: Mapping[str, Json]) -> tuple[bool | None, str]:
    fields = dict(data)
    correct = fields.get("correct")
    if isinstance(correct, bool):
        return correct, ""
    score = next((found for key in ("score", "accuracy") if (found := pick_number(fields, key)) is not None), None)
    if score is None:
        return None, "no-outcome"
    return (score == 1, "") if 0 <= score <= 1 else (None, "no-share")


def _restate(reports: Sequence[Mapping[str, Json]], records: Sequence[Record]) -> Iterator[Headline]:
    value = pick_number(dict(reports[-1]), "accuracy") if reports else None
    known = [record.good for record in records if record.good is not None and not record.left_out]
    if value is not None:
        yield Headline(
            name="accuracy",
            value=value,
            recomputed=math.fsum(known) / len(known) if known else None,
            recomputed_n=len(known) or None,
        )


def _find_doubts(reports: Sequence[Mapping[str, Json]], records: Sequence[Record]) -> Iterator[Doubt]:
    if not reports:
        sentence = f"The log has no final report: the run may have ended before all samples, after {len(records):,}."
        yield Doubt(kind="run-unfinished", sentence=sentence, is_grave=True)
    if len(reports) > 1:
        sentence = f"The log has {len(reports):,} final reports: several runs may be in one file."
        yield Doubt(kind="several-reports", sentence=sentence, is_grave=True)


OPENAI_EVALS = Importer(
    id="openai-evals",
    title="OpenAI Evals log",
    recognise=_recognise,
    read=_read,
    does_not_show=("How many samples the eval has: what broke off leaves no trace but a missing report.",),
    leaves_out=("Prompts and answers, and figures of the final report other than accuracy.",),
)
"""The importer of this format."""
