"""Google Cloud's `incidents.json`: what its status page told of incidents, and how late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from trustpages.intake.importers.fields import shorten
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick_day, pick_list, pick_text, pick_time, tell_apart, to_label
from trustpages.intake.messages.quoting import quote, quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS: Final = ('"status_impact"', '"external_desc"', '"begin"')
_SEVERITIES: Final = {"high": "critical", "medium": "major", "low": "minor"}
_LATE: Final = 1  # day


def _recognise(file: InputFile) -> str | None:
    return "incidents with status_impact and external_desc" if all(mark in file.start for mark in _MARKS) else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    read = 0
    for file in inputs.choose(_recognise):
        value = file.json()
        if isinstance(value, Fault):
            return value
        rows = [row for row in (value if isinstance(value, list) else []) if isinstance(row, dict)]
        read += len(rows)
        found = [item for row in rows if (item := _make_item(file, row))]
        undated = len(rows) - len(found)
        if undated and found:
            sentence = f"{undated:,} of {len(rows):,} incidents have no day and could not be taken over."
            doubt = Doubt(kind="undated-left-out", sentence=sentence, is_grave=True)
            found[0] = replace(found[0], doubts=(*found[0].doubts, doubt))
        items += found
    if not items:
        return Fault("import-form", f"{quote_path(inputs.only.path)} has no dated incident", "name an incidents.json")
    return Imported(read=read, items=tell_apart(items), tool="Google Cloud status")


def _make_item(file: InputFile, row: Json) -> ImportedItem | None:
    begin, end = pick_day(row, "begin"), pick_day(row, "end")
    if begin is None:
        return None
    severity, event = pick_text(row, "severity").lower(), pick_text(row, "external_desc")
    service = pick_text(row, "service_name")
    keys: dict[str, Plain] = {
        "severity": _SEVERITIES.get(severity, "major"),
        "occurred": begin.isoformat(),
        "visible_event": shorten(event or "An incident without a description", 1000),
    }
    if end and end >= begin:
        keys["resolved"] = end.isoformat()
    return ImportedItem(
        kind="incident",
        name=to_label(f"incident {pick_text(row, 'id') or pick_text(row, 'number')}"),
        title=shorten(": ".join(filter(None, (service, event))) or "An incident"),
        keys=keys,
        doubts=tuple(_find_doubts(row, severity, begin, end)),
        first=begin,
        last=max(begin, end or begin),
        files=(file.path,),
    )


def _find_doubts(row: Json, severity: str, begin: date, end: date | None) -> Iterator[Doubt]:
    if severity not in _SEVERITIES:
        shown = quote(severity[:40]) if severity else "not stated"
        sentence = f"Its severity is {shown}, which is none of those that are known; it is taken for a major one."
        yield Doubt(kind="severity-not-known", sentence=sentence)
    told, began = pick_time(row, "created"), pick_time(row, "begin")
    if told and began and (told - began).days >= _LATE:
        sentence = f"It was told {(told - began).days:,} days after it had begun."
        yield Doubt(kind="told-late", sentence=sentence)
    if end and end < begin:
        yield Doubt(kind="end-not-usable", sentence=f"Its end, {end}, lies before its beginning; it is left out.")
    elif end is None:
        places = len(pick_list(row, "currently_affected_locations"))
        sentence = f"It has no end, and counts as open; {places:,} places are affected still."
        yield Doubt(kind="no-end", sentence=sentence)


GCP_STATUS = Importer(
    id="gcp-status",
    title="Google Cloud status incidents",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "A status page tells what its owner chose to tell: incidents that nobody posted are not in it.",
        "Whether an incident reached this agent: it is of the services below it.",
    ),
    leaves_out=("Updates, affected products and places, and times of day.",),
)
"""The importer of this format."""
