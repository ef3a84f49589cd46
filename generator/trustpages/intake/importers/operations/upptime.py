"""Upptime's `summary.json`: the share of time in which an address answered, and the minutes in which it did not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import (
    count_seconds,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    pick_time,
    tell_apart,
    to_label,
)
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS = ('"slug"', '"uptimeDay"', '"dailyMinutesDown"')
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)%")
_TIME = re.compile(r"^(startTime|lastUpdated): (\S+)$", re.MULTILINE)


def _recognise(file: InputFile) -> str | None:
    is_summary = file.has_marks(_MARKS)
    return "a summary with uptimeDay and dailyMinutesDown" if is_summary else None


def _read(inputs: Inputs) -> Outcome:
    items = inputs.read_each(_recognise, InputFile.json, partial(_make_items, inputs))
    if isinstance(items, Fault):
        return items
    if not items:
        return inputs.refuse("uptime", "name a summary.json")
    return Imported(read=len(items), items=tell_apart(items), tool="Upptime")


def _make_items(inputs: Inputs, file: InputFile, value: Json) -> Iterator[ImportedItem]:
    items = (_make_item(file, row, inputs) for row in pick_list(value))
    return (item for item in items if item is not None)


def _make_item(file: InputFile, row: Json, inputs: Inputs) -> ImportedItem | None:
    stated = _PERCENT.fullmatch(pick_text(row, "uptime"))
    slug, name = pick_text(row, "slug"), pick_text(row, "name")
    if stated is None or float(stated[1]) > 100:
        return None
    down = [
        minutes for day in pick_map(row, "dailyMinutesDown") if (minutes := pick_number(row, "dailyMinutesDown", day))
    ]
    history = next((other for other in inputs.files if slug and other.name == f"{slug}.yml"), None)
    begin, end = _read_times(history) if history else (None, None)
    watched = count_seconds(begin, end)
    keys: dict[str, Plain] = {"score": "uptime", "value": float(stated[1]), "unit": "% of the time watched"}
    return ImportedItem(
        kind="published_score",
        name=to_label(f"uptime {slug or name}"),
        title=f"Uptime of {name}"[:200],
        keys=keys,
        headlines=(
            Headline(
                name="uptime",
                value=float(stated[1]) / 100,
                recomputed=max(0.0, 1 - sum(down) * 60 / watched) if watched else None,
            ),
        ),
        doubts=tuple(_find_doubts(down)),
        first=begin.date() if begin else None,
        last=end.date() if end else None,
        files=(file.path, *((history.path,) if history else ())),
    )


def _read_times(history: InputFile) -> tuple[datetime | None, datetime | None]:
    found: dict[str, Json] = {match[1]: match[2] for match in _TIME.finditer(history.start)}
    return pick_time(found, "startTime"), pick_time(found, "lastUpdated")


def _find_doubts(down: list[float]) -> Iterator[Doubt]:
    if down:
        days = "1 day" if len(down) == 1 else f"{len(down):,} days"
        sentence = f"the address did not answer on {days}, for up to {max(down):,.0f} minutes of one day"
        yield Doubt(kind="days-with-outages", sentence=sentence)


UPPTIME = Importer(
    id="upptime",
    title="Upptime summaries",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "One address is asked every few minutes: shorter outages, and what fails behind the address, are not seen.",
    ),
    leaves_out=("Response times, and uptime of the last day, week, month and year.",),
)
"""The importer of this format."""
