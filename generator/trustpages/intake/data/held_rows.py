"""Rows of a text file that are read once and held in memory, since a dozen questions are asked about them.

To take text apart is what costs time in a large file: CSV and JSON are read once instead of for each question, days
and numbers with them. In a small one it is to plan how, for each question again. Whatever is wrong is told from the
file itself, where rows have lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from trustpages.intake.data.formats import PEEKED, FileFormat
from trustpages.intake.data.predicates import Scan, SqlColumn, read_day
from trustpages.intake.data.rows import open_bytes
from trustpages.intake.data.tables import SqlTable
from trustpages.model.documents.items.data_file import Data, Predicate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_HELD = 384 << 20
"""Bytes of memory for rows, so that as much again is left to count them in."""

_HELD = "trustpages_held"
_BYTES_OF_A_CELL = 4  # beside its text
_UNPACKED = 8  # times the bytes of a compressed file


@contextmanager
def hold_rows(
    table: SqlTable, format_: FileFormat, path: str, data: Data, named: Collection[str], connection: DuckDBPyConnection
) -> Iterator[SqlTable | None]:
    """The rows of the file at `path` in memory: all columns where they fit, else the `named`; None where neither pays.

    What is held has the cells, days and numbers that the file has. Raises nothing: what cannot be read is not held.
    """
    import duckdb

    held = None
    for columns in _list_choices(table, format_, path, named):
        cells = _list_cells({name: table.columns[name] for name in columns}, data)
        expressions = ", ".join(f"{sql} AS {name}" for name, sql in cells.items())
        with suppress(duckdb.Error):
            # Every name and literal in these was quoted by `tables`.
            connection.execute(f"CREATE TABLE {_HELD} AS SELECT {expressions} FROM {table.source}")  # noqa: S608
            held = SqlTable(_HELD, {name: _name_cells(place, cells) for place, name in enumerate(columns)})
            break
    try:
        yield held
    finally:
        if held is not None:
            connection.execute(f"DROP TABLE {_HELD}")


def _list_choices(table: SqlTable, format_: FileFormat, path: str, named: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The columns that may be held: all of them, then the named ones, as far as memory is estimated to suffice."""
    size = Path(path).stat().st_size * (_UNPACKED if format_.gzip else 1)
    if format_.kind == "parquet":
        return  # Parquet is read by columns, faster than anything that could be held
    with open_bytes(path) as content:
        lines = list(islice(iter(lambda: content.readline(PEEKED), b""), 100))
    line = sum(map(len, lines)) / max(1, len(lines))
    # Beside the text of its cells a line holds commas, or names in quotes.
    around = sum(1 if format_.kind == "csv" else len(name) + 6 for name in table.columns)
    cell = _BYTES_OF_A_CELL + max(0, line - around) / len(table.columns)
    for columns in (tuple(table.columns), tuple(sorted(named))):
        if size / max(1, line) * cell * len(columns) <= MOST_HELD:
            yield columns


def _list_cells(columns: Mapping[str, SqlColumn], data: Data) -> dict[str, str]:
    """What is held of each column by the name under which it is: its text, its day, its number."""
    conditions = (data.success, *data.outcomes.values(), data.event, data.where)
    numeric = {condition.column for condition in conditions if condition is not None and _asks_for_numbers(condition)}
    numeric.update(data.values.values(), [data.weight.column] if data.weight else [])
    cells: dict[str, str] = {}
    for place, (name, column) in enumerate(columns.items()):
        cells[f"t{place}"] = column.text
        if name == data.at:
            scan = Scan()
            read_day(column, scan)
            cells[f"d{place}"] = next(iter(scan.names))
        if name in numeric:
            cells[f"n{place}"] = column.number or f"TRY_CAST({column.text} AS DOUBLE)"
    return cells


def _asks_for_numbers(condition: Predicate) -> bool:
    values = (condition.at_least, condition.at_most, condition.equals, *(condition.is_in or ()))
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _name_cells(place: int, cells: Collection[str]) -> SqlColumn:
    day, number = (f"{kind}{place}" if f"{kind}{place}" in cells else None for kind in "dn")
    return SqlColumn(f"t{place}", number, day)
