"""Cells put into a sheet, and a sheet into a workbook, by splices: every byte that is not concerned stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from trustpages.editing.workbook.markup import find_prefix
from trustpages.editing.workbook.package import refuse_workbook
from trustpages.editing.workbook.reading import LAST_COLUMN, OpenWorkbook, WorkbookSheet, name_column
from trustpages.model.pages.questionnaire import Place

_SPANS: Final = re.compile(rb'\s+spans="[^"]*"')


@dataclass(frozen=True, slots=True)
class ByteSplice:
    """What stands from `start` to `end` becomes `content`."""

    start: int
    end: int
    content: bytes


def fill_sheet(workbook: OpenWorkbook, sheet: WorkbookSheet, texts: Mapping[Place, str]) -> bytes:
    """The part of the sheet with these texts in cells that held nothing; raises ValueError where one did."""
    if taken := texts.keys() & sheet.grid.filled:
        raise ValueError(f"cells {sorted(taken)[:3]} of {sheet.grid.name} hold something")
    if any("r" not in element.attributes for element in (*sheet.rows.values(), *sheet.cells.values())):
        raise refuse_workbook(workbook.name, "does not say where its cells stand")
    part = workbook.package.parts[sheet.part]
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(texts.items()):
        by_row.setdefault(row, {})[column] = text
    splices = [splice for row, cells in by_row.items() for splice in _splice_row(part, sheet, row, cells)]
    if sheet.data.closes_itself and splices:
        return _open_data(part, sheet, splices)
    return apply_splices(part, (*splices, *_widen(part, sheet, texts)))


def _splice_row(part: bytes, sheet: WorkbookSheet, row: int, cells: Mapping[int, str]) -> Iterator[ByteSplice]:
    prefix = find_prefix(part, sheet.data.start)
    known = sheet.rows.get(row)
    if known is None:
        written = b"".join(write_cell(prefix, row, column, text) for column, text in cells.items())
        place = min((found.start for number, found in sheet.rows.items() if number > row), default=sheet.data.close)
        yield ByteSplice(place, place, b'<%srow r="%d">%s</%srow>' % (prefix, row, written, prefix))
        return
    opening = part[known.start : known.inside]
    if known.closes_itself:
        written = b"".join(write_cell(prefix, row, column, text) for column, text in cells.items())
        begun = _SPANS.sub(b"", opening[:-2].rstrip())
        yield ByteSplice(known.start, known.end, b"%s>%s</%srow>" % (begun, written, prefix))
        return
    yield ByteSplice(known.start, known.inside, _SPANS.sub(b"", opening))
    later = sorted((column, cell) for (number, column), cell in sheet.cells.items() if number == row)
    for column, text in cells.items():
        empty = sheet.cells.get((row, column))
        if empty is not None:
            style = empty.attributes.get("s", "")
            yield ByteSplice(empty.start, empty.end, write_cell(prefix, row, column, text, style))
        else:
            place = next((cell.start for other, cell in later if other > column), known.close)
            yield ByteSplice(place, place, write_cell(prefix, row, column, text))


def write_cell(prefix: bytes, row: int, column: int, text: str, style: str = "") -> bytes:
    """A cell whose text stands in it: whatever it begins with, it is no formula."""
    told = escape(text).encode("utf-8", "replace")
    styled = b' s="%s"' % escape(style).encode() if style.isdigit() else b""
    place = f"{name_column(column)}{row}".encode()
    return (
        b'<%(p)sc r="%(r)s"%(s)s t="inlineStr"><%(p)sis><%(p)st xml:space="preserve">%(t)s</%(p)st></%(p)sis></%(p)sc>'
        % {b"p": prefix, b"r": place, b"s": styled, b"t": told}
    )


def _open_data(part: bytes, sheet: WorkbookSheet, splices: Sequence[ByteSplice]) -> bytes:
    """A sheet without any row, written as one element that closes itself, opened for the rows that it gets."""
    prefix = find_prefix(part, sheet.data.start)
    rows = b"".join(splice.content for splice in splices)
    whole = b"<%ssheetData>%s</%ssheetData>" % (prefix, rows, prefix)
    return apply_splices(part, (ByteSplice(sheet.data.start, sheet.data.end, whole),))


def _widen(part: bytes, sheet: WorkbookSheet, texts: Mapping[Place, str]) -> Iterator[ByteSplice]:
    """What the sheet says of its size, where cells are put beyond it."""
    if sheet.dimension is None or not texts:
        return
    places = (*texts, *sheet.cells)
    (top, left), (bottom, right) = (
        (of(row for row, _ in places), of(column for _, column in places)) for of in (min, max)
    )
    ref = f"{name_column(left)}{top}:{name_column(min(right, LAST_COLUMN))}{bottom}".encode()
    opening = part[sheet.dimension.start : sheet.dimension.inside]
    yield ByteSplice(sheet.dimension.start, sheet.dimension.inside, re.sub(rb'ref="[^"]*"', b'ref="%s"' % ref, opening))


def apply_splices(part: bytes, splices: Sequence[ByteSplice]) -> bytes:
    """The bytes with these parts exchanged; splices at one place keep their order."""
    pieces, place = [], 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        pieces += [part[place : splice.start], splice.content]
        place = splice.end
    return b"".join((*pieces, part[place:]))
