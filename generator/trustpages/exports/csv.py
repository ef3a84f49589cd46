"""Tables as CSV (RFC 4180), without anything that a spreadsheet could take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from trustpages.model.pages.page import Cell

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|")


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as UTF-8 CSV after RFC 4180, one line of column names first.

    Text that a spreadsheet could take for a formula begins with an apostrophe; numbers are
    written as they are, and None is an empty cell. Raises ValueError where a row differs in
    width from `columns`.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([neutralize(column) for column in columns])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row has {len(row)} cells, the table {len(columns)} columns")
        writer.writerow([_format_cell(cell) for cell in row])
    return buffer.getvalue().encode("utf-8", "replace")


def _format_cell(cell: Cell) -> str:
    match cell:
        case str():
            return neutralize(cell)
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case _:
            return str(cell)


def neutralize(text: str) -> str:
    """`text` with an apostrophe before what starts a formula; blanks before it do not hide it.

    NUL is dropped, since spreadsheets skip it and see the sign behind it.
    """
    if text[:1].isalnum() and "\0" not in text:  # as most texts are
        return text
    text = text.replace("\0", "")
    starts = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return f"'{text}" if starts else text
