"""garak reports: JSONL with attempts, and a line a probe and detector with what passed, which is what was withstood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import (
    pick_count,
    pick_day,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    tell_apart,
    to_label,
)
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS = ('"entry_type"', '"start_run setup"'), ('"entry_type"', '"attempt"'), ('"entry_type"', '"eval"')
_EVALUATED = 2
_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class _Counts:
    """What an eval line states; the rest of `processed` beyond `evaluated` no detector decided."""

    passed: int
    evaluated: int
    processed: int


def _recognise(file: InputFile) -> str | None:
    is_report = file.name.endswith(".jsonl") and any(all(mark in file.start for mark in marks) for marks in _MARKS)
    return "JSONL with entry_type of attempts or evals" if is_report else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    version = ""
    for file in inputs.choose(_recognise):
        lines = file.json_lines()
        if isinstance(lines, Fault):
            return lines
        version = version or next((text for line in lines if (text := pick_text(line, "garak_version"))), "")
        items += _read_report(file, lines)
    if not items:
        return inputs.refuse("evals", "name a report.jsonl")
    read = sum(len(item.records) for item in items)
    return Imported(read=read, items=tell_apart(items), tool="garak", tool_version=version[:40] or None)


def _read_report(file: InputFile, lines: Sequence[Json]) -> Iterator[ImportedItem]:
    by_type: dict[str, list[Json]] = {}
    for line in lines:
        by_type.setdefault(pick_text(line, "entry_type"), []).append(line)
    setup, init, end = (by_type.get(kind, [None])[0] for kind in ("start_run setup", "init", "completion"))
    limit = pick_number(setup, "run.eval_threshold")
    records = _read_attempts(by_type.get("attempt", []), _THRESHOLD if limit is None else limit)
    evals = {(pick_text(line, "probe"), _cut(pick_text(line, "detector"))): line for line in by_type.get("eval", [])}
    first = pick_day(init, "orig_start_time") or pick_day(init, "start_time")
    target = pick_text(setup, "plugins.target_name") or pick_text(setup, "plugins.model_name")
    for probe, detector in sorted({*evals, *records}):
        rows, stated = records.get((probe, detector), []), _read_counts(evals.get((probe, detector)))
        if stated is None and not rows:
            rows = [Record(run="summary", task="summary", good=None, unknown="counts-contradict")]
        is_complete = stated is None or len(rows) >= stated.processed
        yield ImportedItem(
            kind="red_team",
            name=to_label(f"garak {probe} {detector}"),
            title=f"Attacks by garak's probe {probe}"[:200],
            records=tuple(rows) if is_complete else (),
            keys={
                "scope": f"Probe {probe}, what counts as a success of the attack by detector {detector}"[:500],
                "selection": "all",
                **(_state_counts(stated) if stated and not is_complete else {}),
            },
            headlines=tuple(_check_counts(detector, stated, rows)),
            doubts=tuple(_find_doubts(probe, stated, rows, is_finished=end is not None)),
            first=first,
            last=pick_day(end, "end_time") or first,
            version=target[:100] or None,
            files=(file.path,),
        )


def _cut(detector: str) -> str:
    return detector.removeprefix("detector.")


def _read_attempts(attempts: Sequence[Json], limit: float) -> Mapping[tuple[str, str], list[Record]]:
    """Each output under each detector; of an attempt that stands there twice only the evaluated one is a record."""
    found: dict[tuple[str, str], list[Record]] = {}
    for place, attempt in enumerate(attempts):
        if pick_count(attempt, "status") != _EVALUATED:
            continue
        # A report that was put together from several gives all attempts the id of the run.
        name = ".".join(filter(None, (pick_text(attempt, key) for key in ("uuid", "seq")))) or f"attempt-{place}"
        probe = pick_text(attempt, "probe_classname")
        for detector, scores in pick_map(attempt, "detector_results").items():
            rows = found.setdefault((probe, _cut(detector)), [])
            for number, score in enumerate(map(pick_number, pick_list(scores))):
                withstood = None if score is None else score < limit
                unknown = "" if score is not None else "detector-undecided"
                rows.append(Record(run=f"{name}.{number}", task=name, good=withstood, unknown=unknown))
    return found


def _read_counts(line: Json) -> _Counts | None:
    passed = pick_count(line, "passed")
    evaluated = pick_count(line, "total_evaluated")
    evaluated = pick_count(line, "total") if evaluated is None else evaluated
    if passed is None or not evaluated or passed > evaluated:
        return None
    nones = pick_count(line, "nones") or 0
    return _Counts(passed, evaluated, max(pick_count(line, "total_processed") or 0, evaluated + nones))


def _state_counts(stated: _Counts) -> dict[str, Plain]:
    unknown = stated.processed - stated.evaluated
    return {"attempts": stated.processed, "successes": stated.passed, **({"unknown": unknown} if unknown else {})}


def _check_counts(detector: str, stated: _Counts | None, rows: Sequence[Record]) -> Iterator[Headline]:
    if stated is None:
        return
    known = [row for row in rows if row.good is not None]
    yield Headline(
        name=f"withstood by {detector}"[:200],
        value=stated.passed / stated.evaluated,
        n=stated.evaluated,
        recomputed=sum(row.good is True for row in known) / len(known) if known else None,
        recomputed_n=len(known) if known else None,
    )


def _find_doubts(probe: str, stated: _Counts | None, rows: Sequence[Record], *, is_finished: bool) -> Iterator[Doubt]:
    if stated is not None and len(rows) < stated.processed:
        sentence = (
            f"{len(rows):,} of {stated.processed:,} outputs are in the report; the counts are those of its summary, "
            "and single attacks are not told apart"
        )
        yield Doubt(kind="outputs-absent", sentence=sentence, is_grave=True)
    if not is_finished:
        sentence = "the report does not say that the run came to its end"
        yield Doubt(kind="not-finished", sentence=sentence, is_grave=True)
    if probe.startswith("test."):
        sentence = "the probe is one by which garak tests itself, and attacks nothing"
        yield Doubt(kind="no-attack", sentence=sentence, is_grave=True)


GARAK = Importer(
    id="garak",
    title="garak reports",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Detectors are lists of words, rules or models: how often they err is not told.",
        "The attacks are fixed texts: one that adapts to the agent may get through where these do not.",
    ),
    leaves_out=("Prompts and outputs, and the intervals of the report, which are those of the failure rate.",),
)
"""The importer of this format."""
