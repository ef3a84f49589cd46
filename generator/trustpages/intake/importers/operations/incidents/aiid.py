"""Records of the AI Incident Database: its incidents as CSV or JSON, and classifications of them as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from trustpages.intake.importers.fields import say, shorten
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick, pick_day, pick_list, pick_text, tell_apart, to_label
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_HEADERS: Final = (("Incident ID", "Date", "Summary"), ("incident_id", "date", "description"))
_AMERICAN: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_PEOPLE: Final = re.compile(r"\d{1,3}(,\d{3}){0,3}|\d{1,12}")
_URL: Final = re.compile(r"https?://[^\s<>\"']{1,1900}")
_LONGEST: Final = 2_000_000


def _recognise(file: InputFile) -> str | None:
    start = file.start
    if start.lstrip()[:1] in ("[", "{"):
        is_known = '"incident_id"' in start and '"Alleged' in start
        return "incidents with incident_id and alleged parties" if is_known else None
    header = start.partition("\n")[0]
    is_known = "Alleged" in header and any(all(name in header for name in names) for names in _HEADERS)
    return "a table of incidents with alleged parties" if is_known else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    read = 0
    for file in inputs.choose(_recognise):
        rows = _read_rows(file)
        if isinstance(rows, Fault):
            return rows
        read += len(rows)
        found = [item for row in rows if (item := _make_item(file, row))]
        items += [replace(item, doubts=(*item.doubts, *_doubt_all(rows))) for item in found[:1]] + found[1:]
    if not items:
        return Fault("import-form", f"{quote_path(inputs.only.path)} has no dated incident", "name the incidents")
    return Imported(read=read, items=tell_apart(items), tool="AI Incident Database")


def _read_rows(file: InputFile) -> list[Json] | Fault:
    if file.start.lstrip()[:1] in ("[", "{"):
        value = file.json()
        if isinstance(value, Fault):
            return value
        found = (
            value if isinstance(value, list) else pick_list(value, "data", "incidents") or pick_list(value, "incidents")
        )
        return [row for row in found if isinstance(row, dict)]
    text = file.text()
    if isinstance(text, Fault):
        return text
    csv.field_size_limit(_LONGEST)
    rows: list[Json] = []
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        for row in reader:
            if None in row or None in row.values():
                sentence = f"line {reader.line_num} of {quote_path(file.path)} has more or less cells than the first"
                return Fault("import-form", sentence, "the file may be cut short: write it again")
            rows.append({str(name).strip(): value for name, value in row.items()})
    except csv.Error:
        sentence = f"line {reader.reader.line_num} of {quote_path(file.path)} has an unbalanced quote"
        return Fault("import-form", sentence, "the file may be cut short: write it again")
    return rows


def _get(row: Json, *names: str) -> str:
    return next((text for name in names if (text := pick_text(row, name))), "")


def _find_day(row: Json) -> date | None:
    """The day, as ISO has it or, in classifications, as in the United States."""
    stated = _get(row, "date", "Date")
    match = _AMERICAN.fullmatch(stated)
    if match is None:
        return pick_day({"date": stated}, "date")
    try:
        return date(int(match[3]), int(match[1]), int(match[2]))
    except ValueError:
        return None


def _make_item(file: InputFile, row: Json) -> ImportedItem | None:
    day = _find_day(row)
    if day is None:
        return None
    id_ = _get(row, "incident_id", "Incident ID")
    event = _get(row, "title", "Summary", "description")
    confidence = _get(row, "Confidence").lower()
    keys: dict[str, Plain] = {
        "severity": "major",
        "occurred": day.isoformat(),
        "visible_event": shorten(event or "An incident without a title", 1000),
        "source": {
            "title": "AI Incident Database",
            "url": f"https://incidentdatabase.ai/cite/{to_label(id_, 'unknown')}",
        },
    }
    people = _get(row, "Total people reportedly harmed")
    if _PEOPLE.fullmatch(people):
        keys["people_affected"] = int(people.replace(",", ""))
    if confidence and confidence != "high":
        keys["confirmed"] = False
    return ImportedItem(
        kind="incident",
        name=to_label(f"aiid {id_}", "incident"),
        title=shorten(event or "An incident without a title"),
        keys=keys,
        doubts=(
            Doubt(kind="severity-not-stated", sentence="The record does not say how bad it was; it counts as major."),
        ),
        first=day,
        last=day,
        files=(file.path,),
    )


def _doubt_all(rows: Sequence[Json]) -> Iterator[Doubt]:
    """What holds of all records of a file, said once."""
    if len(rows) > 1:
        sentence = (
            f"The {say(len(rows), 'record')} are of systems of many organisations: choose those of this one by --item."
        )
        yield Doubt(kind="of-many-systems", sentence=sentence, is_grave=True)
    if undated := sum(_find_day(row) is None for row in rows):
        sentence = f"{undated:,} of {len(rows):,} records have no day and could not be taken over."
        yield Doubt(kind="undated-left-out", sentence=sentence, is_grave=True)
    if classified := sum(pick(row, "Confidence") is not None for row in rows):
        sentence = f"{say(classified, 'record')} were classified, people estimated: the numbers are not counts."
        yield Doubt(kind="numbers-estimated", sentence=sentence)


AIID = Importer(
    id="aiid",
    title="AI Incident Database records",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Whether an incident concerns this agent: the database holds those of systems of many organisations.",
        "How often such incidents happen: it holds what was reported in public.",
    ),
    leaves_out=("Reports, alleged parties, and scores by category of harm, whose scale the file does not say.",),
)
"""The importer of this format."""
