"""Statuspage's `incidents.json`: what a status page told of incidents; only the newest ones are in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, pair
from trustpages.intake.importers.picks import pick_day, pick_list, pick_text, pick_time, tell_apart, to_label
from trustpages.intake.messages.quoting import quote, quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS = ('"incidents"', '"impact"', '"incident_updates"')
_SEVERITIES: Final = {"critical": "critical", "major": "major", "minor": "minor", "none": "minor"}
_UNKNOWN_SEVERITY = "major"
_MAINTENANCE = "maintenance"
_SPAN = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\s?(?:-|\u2013|to)\s?(?:[01]?\d|2[0-3]):[0-5]\d\b")
_HALF_A_DAY = 12 * 60


def _recognise(file: InputFile) -> str | None:
    is_feed = file.has_marks(_MARKS)
    return "incidents with impact and incident_updates" if is_feed else None


def _read(inputs: Inputs) -> Outcome:
    files = inputs.read_each(_recognise, InputFile.json, pair)
    if isinstance(files, Fault):
        return files
    items: list[ImportedItem] = []
    read = 0
    for file, value in files:
        rows = [row for row in pick_list(value, "incidents") if isinstance(row, dict)]
        read += len(rows)
        found = [item for row in rows if (item := _make_item(file, row))]
        # What holds of the whole feed is said once, with its first incident.
        items += [replace(item, doubts=(*item.doubts, *_doubt_feed(rows))) for item in found[:1]] + found[1:]
    if not items:
        path = quote_path(inputs.files[0].path)
        return Fault("import-form", f"{path} has no dated incident beside maintenance", "name an incidents.json")
    return Imported(read=read, items=tell_apart(items), tool="Statuspage")


def _find_begin(row: Json) -> date | None:
    return pick_day(row, "started_at") or pick_day(row, "created_at")


def _make_item(file: InputFile, row: Json) -> ImportedItem | None:
    """The incident; None for maintenance that was planned, and where no day is stated."""
    begin, impact, name = _find_begin(row), pick_text(row, "impact"), pick_text(row, "name")
    if impact == _MAINTENANCE or begin is None:
        return None
    noticed, over = pick_day(row, "created_at"), pick_day(row, "resolved_at")
    keys: dict[str, Plain] = {
        "severity": _SEVERITIES.get(impact, _UNKNOWN_SEVERITY),
        "occurred": begin.isoformat(),
        "visible_event": name[:1000] or "An incident without a name",
    }
    keys |= {"resolved": over.isoformat()} if over and over >= begin else {}
    if noticed and begin <= noticed and (over is None or noticed <= over):
        keys["detected"] = noticed.isoformat()
    return ImportedItem(
        kind="incident",
        name=to_label(f"incident {pick_text(row, 'id')}"),
        title=name[:200] or "An incident without a name",
        keys=keys,
        doubts=tuple(_doubt_incident(row, impact)),
        first=begin,
        last=max(begin, over or begin),
        files=(file.path,),
    )


def _doubt_incident(row: Json, impact: str) -> Iterator[Doubt]:
    if impact not in _SEVERITIES:
        shown = quote(impact[:40]) if impact else "not stated"
        sentence = f"its impact is {shown}, which is none of those that are known; it is taken for a major one"
        yield Doubt(kind="impact-not-known", sentence=sentence)
    started = pick_time(row, "started_at")
    for update in pick_list(row, "incident_updates"):
        span = _SPAN.search(pick_text(update, "body"))
        if span and started:
            minutes = started.hour * 60 + started.minute - int(span[1]) * 60 - int(span[2])
            if 0 < minutes <= _HALF_A_DAY:
                sentence = f"its text tells of {span[0]}, and the page has it begin at {started:%H:%M} UTC"
                yield Doubt(kind="began-earlier", sentence=sentence)
                return


def _doubt_feed(rows: Sequence[Json]) -> Iterator[Doubt]:
    """What holds of all incidents of a feed: how far it goes back, and what was passed over in it."""
    days = [day for row in rows if (day := _find_begin(row))]
    since = f", from {min(days)} on" if days else ""
    sentence = (
        f"the feed holds only the newest incidents, {len(rows):,}{since}: how many there were before it does not say"
    )
    yield Doubt(kind="feed-cut-off", sentence=sentence)
    planned = sum(pick_text(row, "impact") == _MAINTENANCE for row in rows)
    if planned:
        yield Doubt(
            kind="maintenance-left-out", sentence=f"{planned:,} of {len(rows):,} entries are planned maintenance"
        )
    undated = sum(_find_begin(row) is None and pick_text(row, "impact") != _MAINTENANCE for row in rows)
    if undated:
        sentence = f"{undated:,} of {len(rows):,} incidents have no day and could not be taken over"
        yield Doubt(kind="undated-left-out", sentence=sentence, is_grave=True)


STATUSPAGE = Importer(
    id="statuspage",
    title="Statuspage incidents",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "A status page tells what its owner chose to tell: incidents that nobody posted are not in it.",
        "How bad an incident was is the owner's word.",
    ),
    leaves_out=("Updates, affected components and times of day.",),
)
"""The importer of this format."""
