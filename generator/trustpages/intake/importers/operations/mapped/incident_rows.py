"""Rows of incidents by a mapping: each becomes an item; what has no day is told, never dated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from trustpages.intake.data.predicates import Scan, read_day
from trustpages.intake.data.tables import SqlTable
from trustpages.intake.importers.fields import say, shorten
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.mapped.tables import CellRows, MappedRows, ask, describe_data, read_cells
from trustpages.intake.importers.picks import tell_apart, to_label
from trustpages.intake.messages.quoting import quote, quote_path
from trustpages.model.documents.items.mapping import IncidentColumns, RowMapping
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain
from trustpages.model.vocabulary import IncidentSeverity


@dataclass(frozen=True, slots=True)
class _Incident:
    """The cells of a row."""

    number: int
    name: str | None
    event: str | None
    severity: str | None
    occurred: date | None
    detected: date | None
    resolved: date | None
    detected_cell: str | None
    resolved_cell: str | None


def read_incidents(rows: MappedRows, inputs: Inputs) -> Outcome:
    """One item for each row with a day; what holds of all rows is said once, with the first."""
    items: list[ImportedItem] = []
    read = 0
    for file in inputs.files:
        found = _read_file(file, rows)
        if isinstance(found, Fault):
            return found
        incidents = [_Incident(*cells) for cells in found.rows]
        read += len(incidents) + found.others
        made = [item for incident in incidents if (item := _make_item(rows, incident, file))]
        general = (*found.doubts, *_doubt_rows(rows.mapping, incidents, found.others))
        items += [replace(item, doubts=(*item.doubts, *general)) for item in made[:1]] + made[1:]
    if not items:
        sentence = f"no row of {quote_path(inputs.only.path)} is an incident with a day"
        return Fault("import-empty", sentence, "look whether `where` and `occurred` are what is meant")
    return Imported(read=read, items=tell_apart(items))


def _read_file(file: InputFile, rows: MappedRows) -> CellRows | Fault:
    mapping, columns = rows.mapping, rows.mapping.incident
    data = describe_data(file, mapping)
    if isinstance(data, Fault) or columns is None:
        return data if isinstance(data, Fault) else CellRows(())
    severity = columns.severity.column if columns.severity else None
    named = (mapping.run, columns.visible_event, severity, columns.occurred, columns.detected, columns.resolved)
    wanted = [column for column in named if column]

    def list_cells(table: SqlTable, scan: Scan) -> list[str]:
        return list(_list_cells(mapping, columns, table, scan))

    return read_cells(file, rows, wanted, [ask(data)], list_cells)


def _list_cells(mapping: RowMapping, columns: IncidentColumns, table: SqlTable, scan: Scan) -> Iterator[str]:
    severity = columns.severity.column if columns.severity else None
    for name in (mapping.run, columns.visible_event, severity):
        yield scan.name(table.columns[name].text) if name else "NULL"
    for name in (columns.occurred, columns.detected, columns.resolved):
        yield read_day(table.columns[name], scan).value if name else "NULL"
    for name in (columns.detected, columns.resolved):
        yield scan.name(table.columns[name].text) if name else "NULL"


def _make_item(rows: MappedRows, incident: _Incident, file: InputFile) -> ImportedItem | None:
    if incident.occurred is None:
        return None
    severity, is_known = _weigh(rows.mapping, incident)
    event = shorten(incident.event or "An incident without a name", 1000)
    occurred, detected, resolved = incident.occurred, incident.detected, incident.resolved
    keys: dict[str, Plain] = {"severity": severity.value, "occurred": occurred.isoformat(), "visible_event": event}
    if resolved and resolved >= occurred:
        keys["resolved"] = resolved.isoformat()
    if detected and occurred <= detected and (resolved is None or detected <= resolved):
        keys["detected"] = detected.isoformat()
    return ImportedItem(
        kind="incident",
        name=to_label(f"{rows.name} {incident.name or incident.number}", "incident"),
        title=shorten(event),
        keys=keys,
        doubts=tuple(_doubt_incident(incident, is_known)),
        first=occurred,
        last=max(occurred, resolved or occurred),
        files=(file.path,),
    )


def _weigh(mapping: RowMapping, incident: _Incident) -> tuple[IncidentSeverity, bool]:
    """How bad it was, and whether the mapping says so."""
    column = mapping.incident.severity if mapping.incident else None
    named = dict(_spell(column.cells)) if column else {}
    found = named.get((incident.severity or "").strip())
    return (found, True) if found else (IncidentSeverity.MAJOR, False)


def _spell(cells: Any) -> Iterator[tuple[str, IncidentSeverity]]:
    """The cells as a file may spell them: a whole number with or without its decimals."""
    for cell, severity in cells:
        yield str(cell), severity
        if isinstance(cell, (int, float)) and float(cell).is_integer():
            yield str(int(cell)), severity
            yield str(float(cell)), severity


def _doubt_incident(incident: _Incident, is_known: bool) -> Iterator[Doubt]:
    if not is_known and incident.severity:
        stated = quote(incident.severity[:40])
        sentence = f"its severity is {stated}, which the mapping does not name; it counts as major"
        yield Doubt(kind="severity-not-known", sentence=sentence)
    begin = incident.occurred
    for what, day, cell in (
        ("noticed", incident.detected, incident.detected_cell),
        ("over", incident.resolved, incident.resolved_cell),
    ):
        if cell and (day is None or (begin is not None and day < begin)):
            sentence = f"it is said to be {what} at {quote(cell[:40])}, which is no day from its beginning on; left out"
            yield Doubt(kind="day-not-usable", sentence=sentence)


def _doubt_rows(mapping: RowMapping, incidents: list[_Incident], others: int) -> Iterator[Doubt]:
    """What holds of all rows: without a day, not chosen, without a severity, without an end."""
    among = f"of {say(len(incidents), 'incident')}"
    if undated := sum(incident.occurred is None for incident in incidents):
        sentence = f"{undated:,} {among} have no day that can be read, and could not be taken over"
        yield Doubt(kind="undated-left-out", sentence=sentence, is_grave=True)
    if others:
        yield Doubt(kind="rows-not-chosen", sentence=f"{say(others, 'row')} were not chosen by the mapping")
    if unsaid := sum(not incident.severity for incident in incidents):
        sentence = f"{unsaid:,} {among} say nothing of how bad they were; they count as major"
        yield Doubt(kind="severity-not-stated", sentence=sentence)
    has_ends = mapping.incident is not None and mapping.incident.resolved is not None
    if open_ := sum(not incident.resolved_cell for incident in incidents) if has_ends else 0:
        yield Doubt(kind="no-end", sentence=f"{open_:,} {among} have no end; they count as open")
