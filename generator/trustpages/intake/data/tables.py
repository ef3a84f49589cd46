"""A data file as a SQL table whose columns are read as text, so that DuckDB never guesses a type."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trustpages.intake.data.formats import FileFormat
from trustpages.intake.data.json_documents import describe_documents, point_to
from trustpages.intake.data.predicates import CellReading, Scan, SqlColumn, quote_sql
from trustpages.intake.data.rows import find_keys, open_text, read_header
from trustpages.intake.messages.quoting import quote
from trustpages.model.problem import Fault

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_COLUMNS = 1000
"""Columns of a CSV file, each of which costs time in every row."""

NUMBER_OF_ROW = "trustpages_number"
"""The column that numbers the rows of a file from 1, where it is asked for."""

_TIMES = ("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP WITH TIME ZONE")
# FLOAT goes by its text: 0.9 in four bytes is less than 0.9 in eight.
_NUMBERS = ("DOUBLE", "DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A file as SQL: all its rows as `source`, and its columns by the name that the file gives them.

    `chosen` is what makes a row a run, over the names of its scan; None where every row is one.
    """

    source: str
    columns: Mapping[str, SqlColumn]
    chosen: tuple[Scan, str] | None = None

    @property
    def sql(self) -> str:
        """What stands after FROM: the rows that are runs."""
        return self.source if self.chosen is None else self._choose("")

    @property
    def numbered(self) -> str:
        """The same with the number of each row in the file."""
        number = f", row_number() OVER () AS {NUMBER_OF_ROW}"
        return f"(SELECT *{number} FROM {self.source})" if self.chosen is None else self._choose(number)  # noqa: S608

    def _choose(self, number: str) -> str:
        scan, condition = self.chosen or (Scan(), "true")
        # Every name and literal in these was quoted by `predicates` and by the functions below.
        rows = f"SELECT *{number}, {scan.list_columns()} FROM {self.source}"  # noqa: S608
        return f"(SELECT * FROM ({rows}) WHERE {condition})"  # noqa: S608

    def choose(self, scan: Scan, reading: CellReading) -> SqlTable:
        """The table of the rows alone for which the reading is true."""
        return replace(self, chosen=(scan, reading.value))


def describe_table(
    format_: FileFormat, path: str, wanted: Collection[str], connection: DuckDBPyConnection, rows: str | None = None
) -> SqlTable | Fault:
    """The table in the file at `path`, or why there is none.

    `wanted` are the columns that will be asked for, `rows` is the path to the list of runs in a document.
    """
    if rows is not None and format_.kind not in {"json", "jsonl"}:
        sentence = f"the file is {format_.kind.upper()}, in which no path leads to rows"
        return Fault("data-form", sentence, "leave 'rows' out, or name a JSON file")
    match format_.kind:
        case "csv":
            return _describe_csv(path, format_)
        case "jsonl" if rows is None:
            return _describe_jsonl(path, format_, wanted)
        case "json" | "jsonl":
            found = describe_documents(path, format_, wanted, rows, connection)
            return found if isinstance(found, Fault) else SqlTable(*found)
        case _:
            return _describe_parquet(path, wanted, connection)


def _describe_csv(path: str, format_: FileFormat) -> SqlTable | Fault:
    names = _read_header(path)
    if isinstance(names, Fault):
        return names
    # Columns go by number, since a name of the file may hold anything.
    # Numbered, so that no name in the file reaches SQL.
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(names)))
    sql = (
        f"read_csv({quote_sql(path)}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', "
        f"strict_mode = true, compression = '{format_.compression}', nullstr = '', columns = {{{columns}}})"
    )
    return SqlTable(sql, {name: SqlColumn(f"c{number}") for number, name in enumerate(names)})


def _read_header(path: str) -> list[str] | Fault:
    try:
        with open_text(path, errors="replace") as text:  # what is not UTF-8 is found when the file is counted
            names = next(csv.reader(read_header(text), strict=True), [])
    except csv.Error:
        return Fault("data-row", "the first line is not a row of names", "save the file as CSV in UTF-8")
    if not names:
        return Fault("data-empty", "the file is empty", "write a row of column names and the runs below it")
    if len(names) > MOST_COLUMNS:
        sentence = f"the file has {len(names):,} columns, more than {MOST_COLUMNS:,}"
        return Fault("data-column", sentence, "keep the columns that the bundle names, or write Parquet")
    twice = next((name for name, count in Counter(names).items() if count > 1), None)
    if twice is not None:
        sentence = f"the column {quote(twice)} stands twice"
        return Fault("data-column", sentence, "give every column a name of its own")
    return names


def _describe_jsonl(path: str, format_: FileFormat, wanted: Collection[str]) -> SqlTable | Fault:
    names = find_keys(path, wanted)
    if not names:
        return Fault("data-empty", "the file holds no row", "write one JSON object a line")
    # A dotted name that is no key of a row leads into one.
    asked = names & set(wanted)
    heads = {name.split(".")[0] for name in asked}
    names = asked.union(sorted(names)[:MOST_COLUMNS])  # the others would serve as suggestions at best
    names = {name for name in names if name in asked or _is_text(name)}
    used = sorted(heads | names)
    columns = ", ".join(f"{quote_sql(name)}: 'JSON'" for name in used)
    sql = (
        f"read_json({quote_sql(path)}, format = 'newline_delimited', records = true, auto_detect = false, "
        f"compression = '{format_.compression}', columns = {{{columns}}})"
    )
    return SqlTable(sql, {name: _read_key(name) for name in sorted(names)})


def _is_text(name: str) -> bool:
    """Whether SQL can name it: JSON can spell half of a pair of characters, the character 0, and nothing at all."""
    return name != "" and not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in name)


def _read_key(name: str) -> SqlColumn:
    """A key of a row or, where there is none of that name, what the dotted path leads to."""
    key = f"{_quote_identifier(name)} ->> '$'"
    head, _, rest = name.partition(".")
    if head and rest:
        key = f"coalesce({key}, {_quote_identifier(head)} ->> {point_to(rest)})"
    return SqlColumn(f"NULLIF({key}, '')")


def _describe_parquet(path: str, wanted: Collection[str], connection: DuckDBPyConnection) -> SqlTable | Fault:
    import duckdb

    sql = f"read_parquet({quote_sql(path)})"
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {sql}").fetchall()  # noqa: S608  # a quoted path
    except duckdb.Error:
        return Fault("data-unreadable", "the file is not Parquet, or is damaged", "write it anew")
    columns = {name: _read_typed(_quote_identifier(name), kind) for name, kind, *_ in described}
    for name in sorted(set(wanted) - columns.keys()):
        inner = ".".join(map(_quote_identifier, name.split(".")))
        try:
            ((_, kind, *_),) = connection.execute(f"DESCRIBE SELECT {inner} FROM {sql}").fetchall()  # noqa: S608
        except duckdb.Error:
            continue  # not a path into a nested column: told as a column that is not there
        columns[name] = _read_typed(inner, kind)
    return SqlTable(sql, columns)


def _read_typed(column: str, kind: str) -> SqlColumn:
    is_number = kind.removeprefix("U").startswith(_NUMBERS)  # the unsigned types are called UINTEGER and so on
    number = f"CAST({column} AS DOUBLE)" if is_number else None
    return SqlColumn(f"NULLIF(CAST({column} AS VARCHAR), '')", number, _read_typed_day(column, kind))


def _read_typed_day(column: str, kind: str) -> str | None:
    """The UTC day of a typed time, one without an offset being in UTC: to read its text takes three times as long."""
    if kind not in _TIMES:
        return None
    moment = f"{column} AT TIME ZONE 'UTC'" if kind == "TIMESTAMP WITH TIME ZONE" else column
    # What lies beyond, and infinity, is written as no day is.
    return f"CASE WHEN {column} BETWEEN '0001-01-02' AND '9999-12-30' THEN CAST({moment} AS DATE) END"


def _quote_identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
