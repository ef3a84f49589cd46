"""A sheet of texts put behind those of a workbook; nothing of theirs changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

from trustpages.editing.workbook.markup import Element, find_prefix, parse
from trustpages.editing.workbook.reading import OpenWorkbook, name_relations
from trustpages.editing.workbook.splicing import ByteSplice, apply_splices, write_cell

_SHEET_TYPE: Final = b"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NAMESPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES: Final = "[Content_Types].xml"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_LONGEST_TITLE: Final = 31


def add_sheet(
    workbook: OpenWorkbook, title: str, rows: Iterable[Sequence[str]], widths: Sequence[int]
) -> dict[str, bytes]:
    """The parts that change when a sheet of these rows stands behind the others, and the new one."""
    parts, name = workbook.package.parts, workbook.name
    relations, folder = name_relations(workbook.main), workbook.main.rpartition("/")[0]
    known = [element for element in parse(parts[relations], name) if element.name == "Relationship"]
    file = _choose("worksheets/answers{}.xml", {part.removeprefix(f"{folder}/") for part in parts})
    relation = _choose("rIdAnswers{}", {found.attributes.get("Id", "") for found in known})
    last = workbook.entries[-1]
    kind = next(found.attributes["Type"] for found in known if found.attributes.get("Id") == last.attributes.get("id"))
    named = {
        b"id": relation.encode(),
        b"type": escape(kind).encode(),
        b"target": file.encode(),
        b"part": f"{folder}/{file}".lstrip("/").encode(),
        b"content": _SHEET_TYPE,
    }
    related = b'Relationship Id="%(id)s" Type="%(type)s" Target="%(target)s"/>' % named
    typed = b'Override PartName="/%(part)s" ContentType="%(content)s"/>' % named
    return {
        workbook.main: _enter(workbook, title, relation),
        relations: _append(parts[relations], name, related),
        _TYPES: _append(parts[_TYPES], name, typed),
        f"{folder}/{file}".lstrip("/"): _write_sheet(rows, widths),
    }


def _enter(workbook: OpenWorkbook, title: str, relation: str) -> bytes:
    """The part that lists the sheets, with one more."""
    main, last = workbook.package.parts[workbook.main], workbook.entries[-1]
    # Some declare the namespace of the reference on each sheet, so the new one declares its own.
    namespace = _STRICT if _STRICT in main else _TRANSITIONAL
    titles = {entry.attributes.get("name", "").lower() for entry in workbook.entries}
    numbers = [int(found) for entry in workbook.entries if (found := entry.attributes.get("sheetId", "")).isdigit()]
    free = title if title.lower() not in titles else _choose(f"{title[: _LONGEST_TITLE - 4]} {{}}", titles, str.lower)
    entry = b'<%ssheet name="%s" sheetId="%d" xmlns:own="%s" own:id="%s"/>' % (
        find_prefix(main, last.start),
        escape(free, {'"': "&quot;"}).encode(),
        max(numbers, default=0) + 1,
        namespace,
        relation.encode(),
    )
    return apply_splices(main, (ByteSplice(last.end, last.end, entry),))


def _choose(pattern: str, taken: Collection[str], compared: Callable[[str], str] = str) -> str:
    """The first name by the pattern that is free."""
    return next(name for number in range(1, 10_000) if compared(name := pattern.format(number)) not in taken)


def _append(part: bytes, name: str, element: bytes) -> bytes:
    """The part with an element at the end of its root."""
    root: Element = list(parse(part, name))[-1]
    prefix = find_prefix(part, root.start)
    return apply_splices(part, (ByteSplice(root.close, root.close, b"<%s%s" % (prefix, element)),))


def _write_sheet(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    written = b"".join(
        b'<row r="%d">%s</row>'
        % (number, b"".join(write_cell(b"", number, column, text) for column, text in enumerate(row, 1) if text))
        for number, row in enumerate(rows, 1)
    )
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_NAMESPACE}">'
    return f"{head}<cols>{columns}</cols><sheetData>".encode() + written + b"</sheetData></worksheet>"
