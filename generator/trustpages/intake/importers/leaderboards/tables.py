"""Leaderboards as CSV: rows by column, with the cells as they are printed."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from trustpages.intake.importers.inputs import InputFile
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

MOST_ROWS: Final = 10_000
_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?(e[-+]?[0-9]{1,2})?", re.IGNORECASE)


def read_table(file: InputFile) -> list[dict[str, str]] | Fault:
    """Each row by column; a short row has empty cells, a long one loses what no column is for. Never raises."""
    text = file.text()
    if isinstance(text, Fault):
        return text
    try:
        reader = csv.reader(io.StringIO(text, newline=""))
        names = [name.strip() for name in next(reader, [])]
        rows = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        return Fault("import-form", f"{quote_path(file.path)} is not CSV: {error}", "write it again")
    if len(rows) > MOST_ROWS:
        return Fault("import-too-large", f"{quote_path(file.path)} has more than {MOST_ROWS:,} rows", "split it")
    return [
        {name: row[place].strip() if place < len(row) else "" for place, name in enumerate(names) if name}
        for row in rows
    ]


def read_header(file: InputFile) -> tuple[str, ...]:
    """The names of the columns, for a look at what the file is."""
    return tuple(name.strip().strip('"') for name in file.start.partition("\n")[0].split(","))


def read_cell(text: str) -> float | None:
    """The number of a cell, without thousands separators and the sign of percent; None where it is none."""
    bare = text.strip().removesuffix("%").replace(",", "").strip()
    return float(bare) if _NUMBER.fullmatch(bare) else None


def read_share(text: str) -> float | None:
    """The share that a cell with a percentage says; None where it says none from 0 to 100."""
    number = read_cell(text)
    return to_share(number)


def to_share(percentage: float | None) -> float | None:
    """The share of a percentage; None where it is none from 0 to 100."""
    return round(percentage / 100, 9) if percentage is not None and 0 <= percentage <= 100 else None
