"""Inventories of AI use cases of United States agencies: each use case that was put to use is a decision to use it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from trustpages.intake.importers.fields import shorten
from trustpages.intake.importers.importer import Doubt, Imported, ImportedDocument, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.picks import to_label
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_COLUMNS: Final = {
    "name": "use case name",
    "agency": "agency",
    "short": "agency abbreviation",
    "stage": "stage of development",
    "impact": "rights-impacting",
    "day": "date implemented",
    "assessed": "ai impact assessment been conducted",
    "tested": "been tested in operational",
    "independent": "independent evaluation of the ai use case",
}
"""By key, what the header of its column says, in small letters: nine others share one header."""

_NEEDED: Final = ("name", "agency", "stage", "day")
_IN_USE: Final = ("operation", "in production", "in mission", "implementation", "deployed", "retired")
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2})")
_EARLIEST: Final = 1990
"""Years before are numbers that a spreadsheet took for days."""

_CONSEQUENCES: Final = {"both": "critical", "rights-impacting": "high", "safety-impacting": "high", "neither": "medium"}


def _recognise(file: InputFile) -> str | None:
    start = file.start[:20_000].lower()
    fits = file.name.lower().endswith(".csv") and all(_COLUMNS[key] in start for key in ("name", "stage", "day"))
    return "columns of the inventory of use cases" if fits else None


def _read(inputs: Inputs) -> Outcome:
    documents: dict[str, list[Mapping[str, str]]] = {}
    is_other = False
    files: dict[str, list[str]] = {}
    for file in inputs.choose(_recognise):
        text = file.text()
        if isinstance(text, Fault):
            text, is_other = file.content.decode("cp1252", "replace"), True
        rows = _read_rows(text)
        if rows is None:
            return Fault("import-form", f"{quote_path(file.path)} lacks columns of use cases", "name an inventory")
        for row in rows:
            agency = to_label(row["short"] or row["agency"], "agency")
            documents.setdefault(agency, []).append(row)
            files.setdefault(agency, []).append(file.path)
    if not documents:
        return inputs.refuse("use case", "name an inventory")
    made = tuple(
        _make_document(agency, rows, tuple(dict.fromkeys(files[agency])), is_other=is_other)
        for agency, rows in sorted(documents.items())
    )
    return Imported(read=sum(map(len, documents.values())), documents=made)


def _read_rows(text: str) -> list[Mapping[str, str]] | None:
    """The wanted cells of each row, None where a column is missing."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [" ".join(cell.lower().split()) for cell in next(reader, [])]
        places = {key: _find_column(header, phrase) for key, phrase in _COLUMNS.items()}
        if any(places[key] is None for key in _NEEDED):
            return None
        return [
            {key: _pick_cell(row, place) for key, place in places.items()}
            for row in reader
            if any(cell.strip() for cell in row)
        ]
    except csv.Error:
        return None


def _find_column(header: Sequence[str], phrase: str) -> int | None:
    exact = next((place for place, cell in enumerate(header) if cell == phrase), None)
    return exact if exact is not None else next((n for n, cell in enumerate(header) if phrase in cell), None)


def _pick_cell(row: Sequence[str], place: int | None) -> str:
    return "" if place is None or place >= len(row) else shorten(row[place], 500)


def _make_document(
    agency: str, rows: Sequence[Mapping[str, str]], files: tuple[str, ...], *, is_other: bool
) -> ImportedDocument:
    entries: list[Mapping[str, Plain]] = []
    left_out: list[tuple[str, str]] = []
    taken: set[str] = set()
    unclear = 0
    for row in rows:
        day, name = _read_day(row["day"]), to_label(f"{agency} {row['name']}", agency)
        if not row["stage"].lower().startswith(_IN_USE):
            left_out.append((name, "not-in-use"))
        elif day is None:
            left_out.append((name, "no-day"))
        elif not row["name"]:
            left_out.append((name, "no-name"))
        else:
            free = next(each for each in (name, *(f"{name}-{n}" for n in range(2, len(rows) + 2))) if each not in taken)
            taken.add(free)
            unclear += row["impact"].lower() not in _CONSEQUENCES
            entries.append(_make_decision(free, day, row))
    return ImportedDocument(
        kind="decisions",
        name=f"ai-inventory-{agency}",
        title=f"AI use cases of {rows[0]['agency'] or agency}",
        entries=tuple(entries),
        left_out=tuple(left_out),
        doubts=tuple(_find_doubts(unclear, is_other=is_other)),
        files=files,
    )


def _read_day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    month, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[6], match[4])
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None


def _make_decision(name: str, day: date, row: Mapping[str, str]) -> Mapping[str, Plain]:
    decision: dict[str, Plain] = {
        "id": name,
        "date": day.isoformat(),
        "about": f"To use: {row['name']}",
        # What is not assessed is taken to matter.
        "consequence": _CONSEQUENCES.get(row["impact"].lower(), "high"),
    }
    cited = list(_list_evidence(row))
    if cited:
        decision["cited"] = cited
    source: dict[str, Plain] = {"title": "Inventory of AI use cases"}
    if cited:
        source["note"] = "The inventory lists these evaluations; it does not say that the decision rested on them."
    return decision | {"outcome": "approved", "approver": {"name": row["agency"]}, "source": source}


def _list_evidence(row: Mapping[str, str]) -> Iterator[Plain]:
    """The evaluations that the inventory says there were; a plain yes does not say of which kind a test was."""
    if row["assessed"].lower() == "yes":
        yield {"id": "impact assessment", "class": "governance"}
    tested = row["tested"].lower()
    if tested.startswith("benchmark evaluation"):
        yield {"id": "benchmark evaluation", "class": "benchmark"}
    elif tested.startswith(("performance evaluation", "impact evaluation")):
        yield {"id": "evaluation in an operational environment", "class": "runtime", "target_workflow": True}
    if row["independent"].lower().startswith(("yes", "true")):
        yield {"id": "independent evaluation", "class": "audit"}


def _find_doubts(unclear: int, *, is_other: bool) -> Iterator[Doubt]:
    if unclear:
        sentence = f"for {unclear:,} of them no impact on rights or safety is stated, which is taken for a high one"
        yield Doubt(kind="impact-not-stated", sentence=sentence)
    if is_other:
        yield Doubt(kind="encoding", sentence="the file is not UTF-8 and was read as Windows-1252")


FEDERAL_AI = Importer(
    id="federal-ai-inventory",
    title="Inventories of AI use cases (United States agencies)",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Whether the decision rested on the evaluations that the inventory lists, and whether they came before it.",
        "Whether an evaluation was passed.",
    ),
    leaves_out=("Use cases without a day of implementation, and answers on data, code and infrastructure.",),
)
"""The importer of this format."""
