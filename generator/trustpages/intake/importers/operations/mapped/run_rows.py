"""Rows of runs by a mapping: each becomes a record, good, bad, or unknown with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from trustpages.intake.data.predicates import Scan, SqlColumn, read_duration, read_number, read_outcome, read_seconds
from trustpages.intake.data.tables import SqlTable
from trustpages.intake.importers.fields import say
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.mapped.tables import CellRows, MappedRows, ask, describe_data, read_cells
from trustpages.model.documents.items.mapping import RUN_EVENT, RUN_WEIGHT, RowMapping
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WITHOUT_ZONE = re.compile(r"\d{4}-\d{2}-\d{2}[T ][0-9:.]+")
_NO_COLUMN = SqlColumn("CAST(NULL AS VARCHAR)")


def read_runs(rows: MappedRows, inputs: Inputs) -> Outcome:
    """One item with a record for each row of all files; rows that `where` passes over are left out, and counted."""
    records: list[Record] = []
    doubts: dict[Doubt, None] = {}
    without_zone = 0
    for file in inputs.files:
        found = _read_file(file, rows)
        if isinstance(found, Fault):
            return found
        prefix = f"{file.name}:" if len(inputs.files) > 1 else ""
        records += [_make_record(rows.mapping, cells, prefix) for cells in found.rows]
        records += [_make_other(f"{prefix}other-{number}") for number in range(found.others)]
        doubts |= dict.fromkeys(found.doubts)
        without_zone += sum(bool(_WITHOUT_ZONE.fullmatch(cells[4] or "")) for cells in found.rows)
    if without_zone:
        sentence = f"{say(without_zone, 'time')} of {len(records):,} name no zone; they are read as UTC"
        doubts[Doubt(kind="times-without-zone", sentence=sentence)] = None
    days = [date.fromisoformat(record.at[:10]) for record in records if record.at]
    item = ImportedItem(
        kind=rows.mapping.kind,
        name=rows.name,
        title=rows.mapping.title or f"Rows of {', '.join(file.name for file in inputs.files)}"[:200],
        records=tuple(records),
        keys=_describe(rows.mapping),
        data=_describe_columns(rows.mapping),
        doubts=tuple(doubts),
        first=min(days, default=None),
        last=max(days, default=None),
        names_tasks=False,
    )
    return Imported(read=len(records), items=(item,))


def _read_file(file: InputFile, rows: MappedRows) -> CellRows | Fault:
    mapping = rows.mapping
    further = mapping.outcomes | mapping.unknown
    data = describe_data(file, mapping, outcomes=further, weight=mapping.weight, event=mapping.event)
    if isinstance(data, Fault):
        return data
    checks = [ask(data, outcome) for outcome in ("success", *further)]
    checks += [ask(data, value=value) for value in data.measured]
    conditions = [mapping.success, *further.values(), mapping.event]
    durations = [column for duration in mapping.durations.values() for column in (duration.from_, duration.to)]
    named = [mapping.run, mapping.cluster, mapping.stratum, mapping.at, *mapping.values.values(), *durations]
    named += [mapping.weight.column] if mapping.weight else []
    wanted = [condition.column for condition in conditions if condition] + [column for column in named if column]
    return read_cells(file, rows, wanted, checks, lambda table, scan: list(_list_cells(mapping, table, scan)))


def _list_cells(mapping: RowMapping, table: SqlTable, scan: Scan) -> Iterator[str]:
    """Name, group, part, time as text and in seconds, outcome, reasons why it is unknown, values."""
    columns = table.columns
    for name in (mapping.run, mapping.cluster, mapping.stratum, mapping.at):
        yield scan.name(columns[name].text if name else _NO_COLUMN.text)
    yield read_seconds(columns[mapping.at] if mapping.at else _NO_COLUMN, scan)
    if mapping.success is not None:
        yield read_outcome(mapping.success, columns[mapping.success.column], scan, mapping.null_is).value
    for outcome in mapping.outcomes.values():
        yield read_outcome(outcome, columns[outcome.column], scan, mapping.null_is).value
    if mapping.event is not None:
        yield read_outcome(mapping.event, columns[mapping.event.column], scan).value
    if mapping.weight is not None:
        yield read_number(columns[mapping.weight.column], scan).value
    for reason in mapping.unknown.values():
        yield f"coalesce({read_outcome(reason, columns[reason.column], scan).value}, false)"
    for value in mapping.values.values():
        yield read_number(columns[value], scan).value
    for duration in mapping.durations.values():
        yield read_duration(columns[duration.from_], columns[duration.to], scan)[1].value


def _make_record(mapping: RowMapping, cells: tuple[Any, ...], prefix: str) -> Record:
    number, run, cluster, stratum, at, seconds, good, *others = cells
    further = iter(others)
    marks: dict[str, Plain] = {name: next(further) for name in _list_marks(mapping)}
    unknown = next(
        (name for name, is_so in zip(mapping.unknown, islice(further, len(mapping.unknown)), strict=True) if is_so), ""
    )
    if unknown:
        marks |= dict.fromkeys(mapping.outcomes)
    name = run or f"{prefix}row-{number}"
    return Record(
        run=name,
        task=cluster or name,
        good=None if unknown else good,
        unknown=unknown or ("" if good is not None else "empty"),
        at=_write_time(at, seconds),
        part=stratum,
        values={name: value for name, value in zip(mapping.measured, further, strict=True) if value is not None},
        marks=marks,
    )


def _list_marks(mapping: RowMapping) -> Iterator[str]:
    """The columns of a row for what `data` of an item says besides success, in the order of its cells."""
    yield from mapping.outcomes
    yield from [RUN_EVENT] if mapping.event is not None else []
    yield from [RUN_WEIGHT] if mapping.weight is not None else []


def _describe_columns(mapping: RowMapping) -> dict[str, Plain]:
    """What those columns mean, as the key `data` says it."""
    found: dict[str, Plain] = {}
    if mapping.outcomes:
        found["outcomes"] = {name: {"column": name, "equals": True} for name in mapping.outcomes}
    if mapping.event is not None:
        found["event"] = {"column": RUN_EVENT, "equals": True}
    if mapping.weight is not None:
        found["weight"] = {"column": RUN_WEIGHT, "at_most": mapping.weight.at_most}
    return found


def _write_time(text: str | None, seconds: float | None) -> str | None:
    """The day as it stands, or the moment in UTC."""
    if text is None or _DAY.fullmatch(text):
        return text
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _make_other(name: str) -> Record:
    return Record(run=name, task=name, good=None, left_out="not-chosen")


def _describe(mapping: RowMapping) -> dict[str, Plain]:
    """The keys of the mapping that stand on the item as they are."""
    said = mapping.model_dump(mode="json", include={"setting", "method", "judge", "selection", "scope", "outcome"})
    allowed = {"judge", "method", "selection", "setting"}
    allowed |= {"scope"} if mapping.kind == "red_team" else {"outcome"} if mapping.kind == "customer_outcome" else set()
    return {key: _drop_empty(value) for key, value in said.items() if value is not None and key in allowed}


def _drop_empty(value: Plain) -> Plain:
    if not isinstance(value, dict):
        return value
    return {key: _drop_empty(inner) for key, inner in value.items() if inner is not None}
