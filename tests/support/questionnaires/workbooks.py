"""Workbooks as buyers send them, made of texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

HEAD = ("ID", "Question", "Answer")


def make_workbook(
    rows: Iterable[Sequence[object]], head: Sequence[object] = HEAD, alter: Callable[[Worksheet], None] | None = None
) -> bytes:
    """A workbook with one sheet of these rows below the head, and whatever is done to it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Questions"
    for row in (head, *rows):
        sheet.append(list(row))
    if alter is not None:
        alter(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read_cells(content: bytes) -> dict[str, dict[str, object]]:
    """What stands in each sheet by place."""
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in load_workbook(io.BytesIO(content))
    }


def list_parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def exchange_parts(content: bytes, changed: dict[str, bytes]) -> bytes:
    """The workbook with some parts exchanged or added, as nobody's program would write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (list_parts(content) | changed).items():
            archive.writestr(name, part)
    return buffer.getvalue()
