"""Reports of the SWE-bench harness: instances by id in lists of what became of each, among them those not submitted.

Or the `report.json` of each instance: of those without one, since the harness failed, nobody is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.intake.importers.fields import find_count, say, to_name
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick_flag, pick_list, pick_map, tell_apart
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_MARKS = ('"total_instances"', '"submitted_instances"', '"resolved_instances"')
_OUTCOMES: dict[str, tuple[bool | None, str]] = {
    "resolved_ids": (True, ""),
    "unresolved_ids": (False, ""),
    "empty_patch_ids": (False, ""),
    "error_ids": (None, "error"),
    "incomplete_ids": (None, "not-submitted"),
}
_SINGLE_MARKS = ('"resolved"', '"patch_successfully_applied"')
_FURTHER = ("submitted_ids", "completed_ids")


def _recognise(file: InputFile) -> str | None:
    start = file.start
    if not start.lstrip().startswith("{"):
        return None
    if all(mark in start for mark in _MARKS):
        return "total, submitted and resolved instances of SWE-bench"
    return "the report of an instance of SWE-bench" if all(mark in start for mark in _SINGLE_MARKS) else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    schemas: set[str] = set()
    singles: list[Record] = []
    of_instances: list[str] = []
    for file in inputs.choose(_recognise):
        report = file.json()
        if isinstance(report, Fault):
            return report
        if own := list(_read_single(report)):
            singles += own
            of_instances.append(file.path)
            continue
        records = tuple(_read_instances(report))
        if not records:
            sentence = f"{quote_path(file.path)} lists no instances by id"
            return Fault("import-form", sentence, "name a report of schema version 2")
        items.append(_make_item(report, records, file))
        schemas.add(str(find_count(report, "schema_version") or ""))
    if singles:
        items.append(_make_item_of_singles(singles, of_instances))
    return Imported(
        read=sum(len(item.records) for item in items),
        items=tell_apart(items),
        tool="SWE-bench harness",
        schema_version=", ".join(sorted(schemas - {""})) or None,
    )


def _read_instances(report: Json) -> Iterator[Record]:
    """One record an instance, in the order of the lists; an instance in two of them has no known outcome."""
    lists: dict[str, list[str]] = {}
    for key in (*_OUTCOMES, *_FURTHER):
        for name in pick_list(report, key):
            lists.setdefault(str(name), []).append(key)
    for name, keys in lists.items():
        decisive = list(dict.fromkeys(key for key in keys if key in _OUTCOMES))
        good, unknown = _OUTCOMES[decisive[0]] if len(decisive) == 1 else (None, "contradiction")
        if not decisive:
            unknown = "no-outcome"
        marks = {"became": decisive[0].removesuffix("_ids")} if len(decisive) == 1 else {}
        yield Record(run=name, task=name, good=good, unknown=unknown, marks=marks)


def _read_single(report: Json) -> Iterator[Record]:
    """The instances of a file that has the verdict on each under its id."""
    for name, found in pick_map(report).items():
        if "resolved" in pick_map(found) or "patch_exists" in pick_map(found):
            resolved = pick_flag(found, "resolved")
            yield Record(run=name, task=name, good=resolved, unknown="" if resolved is not None else "no-outcome")


def _make_item_of_singles(records: list[Record], paths: list[str]) -> ImportedItem:
    sentence = (
        "There is no report of the whole: instances on which the harness failed, or for which nothing was submitted, "
        "have no report of their own."
    )
    return ImportedItem(
        kind="runs",
        name="instances",
        title="Instances of SWE-bench",
        records=tuple(records),
        keys={"setting": "benchmark", "selection": "convenience", "method": "deterministic"},
        doubts=(Doubt(kind="whole-not-known", sentence=sentence, is_grave=True),),
        files=tuple(paths),
    )


def _make_item(report: Json, records: tuple[Record, ...], file: InputFile) -> ImportedItem:
    resolved = sum(record.good is True for record in records)
    missing = sum(record.unknown == "not-submitted" for record in records)
    submitted = len(records) - missing
    return ImportedItem(
        kind="runs",
        name=to_name(file.name.removesuffix(".json"), "instances"),
        title="Instances of SWE-bench",
        records=records,
        keys={"setting": "benchmark", "selection": "convenience" if missing else "all", "method": "deterministic"},
        headlines=(
            *_restate(report, "resolved of all instances", "total_instances", resolved, len(records)),
            *_restate(report, "resolved of those submitted", "submitted_instances", resolved, submitted),
        ),
        doubts=tuple(_find_doubts(report, records, missing)),
        files=(file.path,),
    )


def _restate(report: Json, name: str, of: str, resolved: int, n: int) -> Iterator[Headline]:
    stated, total = find_count(report, "resolved_instances"), find_count(report, of)
    if stated is not None and total:
        found = resolved / n if n else None
        yield Headline(name=name, value=stated / total, n=total, recomputed=found, recomputed_n=n if n else None)


def _find_doubts(report: Json, records: tuple[Record, ...], missing: int) -> Iterator[Doubt]:
    if missing:
        sentence = (
            f"{missing:,} of {len(records):,} instances were not submitted: leaderboards count them as not resolved, "
            "here they are unknown."
        )
        yield Doubt(kind="not-submitted", sentence=sentence, is_grave=True)
    total = find_count(report, "total_instances") or 0
    if total > len(records):
        sentence = f"The report speaks of {total:,} instances and lists {len(records):,}."
        yield Doubt(kind="instances-not-listed", sentence=sentence, is_grave=True)
    if twice := sum(record.unknown == "contradiction" for record in records):
        sentence = f"{say(twice, 'instance')} stood in several lists of outcomes."
        yield Doubt(kind="contradiction", sentence=sentence, is_grave=True)


SWEBENCH_REPORT = Importer(
    id="swebench-report",
    title="SWE-bench report",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "The report says neither on which days the instances were run nor which agent or version wrote the patches.",
        "Whether tests that pass are enough: a patch can pass them and be wrong.",
    ),
    leaves_out=("Containers and images that were left behind.",),
)
"""The importer of this format."""
