"""The genai_incidents data set: security incidents of many systems; retracted ones are left out, disputed ones told."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from trustpages.intake.importers.fields import say, shorten
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick_list, pick_text, tell_apart, to_label
from trustpages.intake.messages.quoting import quote, quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_ID: Final = re.compile(r'"id":\s*"INC-\d{5}"')
_DATE: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(-\d{2})?")
_URL: Final = re.compile(r"https?://[^\s<>\"']{1,1900}")
_SEVERITIES: Final = {
    "critical": "critical",
    "high": "major",
    "medium": "minor",
    "low": "minor",
    "informational": "minor",
}
_LICENCE: Final = "CC BY 4.0"


def _recognise(file: InputFile) -> str | None:
    is_known = _ID.search(file.start) and '"attack_vector"' in file.start and '"severity"' in file.start
    return "incidents INC-… with attack_vector" if is_known else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    read = 0
    version = ""
    for file in inputs.choose(_recognise):
        value = file.json()
        if isinstance(value, Fault):
            return value
        rows = [
            row
            for row in (value if isinstance(value, list) else pick_list(value, "incidents"))
            if isinstance(row, dict)
        ]
        read += len(rows)
        version = version or pick_text(value, "version")
        found = [item for row in rows if (item := _make_item(file, row))]
        items += [replace(item, doubts=(*item.doubts, *_doubt_all(rows))) for item in found[:1]] + found[1:]
    if not items:
        sentence = f"{quote_path(inputs.only.path)} has no dated incident that was not retracted"
        return Fault("import-form", sentence, "name incidents.json")
    return Imported(read=read, items=tell_apart(items), tool="genai_incidents", schema_version=version or None)


def _is_retracted(row: Json) -> bool:
    return pick_text(row, "status").lower() == "retracted"


def _find_days(row: Json) -> tuple[str, date, date] | None:
    """The day or month as it is written, with its first and last day; None where there is none."""
    match = _DATE.fullmatch(pick_text(row, "date"))
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    if year == 0:
        return None
    if match[3]:
        day = int(match[3][1:])
        if not 1 <= day <= monthrange(year, month)[1]:
            return None
        return match[0], date(year, month, day), date(year, month, day)
    return match[0], date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _make_item(file: InputFile, row: Json) -> ImportedItem | None:
    days = _find_days(row)
    if days is None or _is_retracted(row):
        return None
    written, first, last = days
    title, severity = pick_text(row, "title"), pick_text(row, "severity").lower()
    keys: dict[str, Plain] = {
        "severity": _SEVERITIES.get(severity, "major"),
        "occurred": written,
        "visible_event": shorten(title or pick_text(row, "description") or "An incident without a title", 1000),
    }
    if pick_text(row, "status").lower() == "disputed" or pick_text(row, "quality_tier") == "auto":
        keys["confirmed"] = False
    source: dict[str, Plain] = {"licence": shorten(pick_text(row, "content_license") or _LICENCE)}
    if (url := pick_text(row, "primary_reference")) and _URL.fullmatch(url):
        source["url"] = url
    keys["source"] = source
    return ImportedItem(
        kind="incident",
        name=to_label(pick_text(row, "id"), "incident"),
        title=shorten(title or "An incident without a title"),
        keys=keys,
        doubts=tuple(_doubt_incident(row, severity)),
        first=first,
        last=last,
        files=(file.path,),
    )


def _doubt_incident(row: Json, severity: str) -> Iterator[Doubt]:
    if severity not in _SEVERITIES:
        shown = quote(severity[:40]) if severity else "not stated"
        sentence = f"Its severity is {shown}, which is none of those that are known; it is taken for a major one."
        yield Doubt(kind="severity-not-known", sentence=sentence)
    if pick_text(row, "status").lower() == "disputed":
        yield Doubt(kind="disputed", sentence="The data set calls it disputed.")
    if pick_text(row, "quality_tier") == "auto":
        yield Doubt(kind="not-reviewed", sentence="Nobody has reviewed the record: a program made it.")


def _doubt_all(rows: Sequence[Json]) -> Iterator[Doubt]:
    """What holds of all records of a file, said once."""
    sentence = (
        f"The {say(len(rows), 'record')} are of systems of many organisations: choose those of this one by --item."
    )
    if len(rows) > 1:
        yield Doubt(kind="of-many-systems", sentence=sentence, is_grave=True)
    if retracted := sum(map(_is_retracted, rows)):
        yield Doubt(kind="retracted-left-out", sentence=f"{retracted:,} of {len(rows):,} records were retracted.")
    if undated := sum(_find_days(row) is None for row in rows):
        sentence = f"{undated:,} of {len(rows):,} records have no day or month and could not be taken over."
        yield Doubt(kind="undated-left-out", sentence=sentence, is_grave=True)
    again = sum(number - 1 for number in Counter(pick_text(row, "id") for row in rows).values())
    if again:
        yield Doubt(kind="ids-repeated", sentence=f"{again:,} of {len(rows):,} records have the id of another one.")


GENAI_INCIDENTS = Importer(
    id="genai-incidents",
    title="genai_incidents records",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Whether an incident concerns this agent: the data set holds those of systems of many organisations.",
        "How often such incidents happen: it holds what was reported in public.",
    ),
    leaves_out=("Descriptions, mappings to OWASP, MITRE and NIST, and identifiers of weaknesses.",),
)
"""The importer of this format."""
