"""A data file as a SQL table whose columns are read as text, so that DuckDB never guesses a type."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustpages.intake.data.predicates import SqlColumn, quote_sql
from trustpages.intake.data.rows import find_keys, open_text, read_header
from trustpages.intake.quoting import quote
from trustpages.model.problem import Fault

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_COLUMNS = 1000
"""Columns of a CSV file, each of which costs time in every row."""

FORMATS = {"csv": "csv", "jsonl": "jsonl", "ndjson": "jsonl", "parquet": "parquet"}
"""Formats by the ending of a file's name."""

# FLOAT goes by its text: 0.9 in four bytes is less than 0.9 in eight.
_NUMBERS = ("DOUBLE", "DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A file as SQL: what stands after FROM, and its columns by the name that the file gives them."""

    sql: str
    columns: Mapping[str, SqlColumn]


def describe_table(
    format_: str, path: str, wanted: Collection[str], connection: DuckDBPyConnection
) -> SqlTable | Fault:
    """The table in the file at `path`, or why there is none; `wanted` are the columns that will be asked for."""
    match format_:
        case "csv":
            return _describe_csv(path)
        case "jsonl":
            return _describe_jsonl(path, wanted)
        case _:
            return _describe_parquet(path, connection)


def _describe_csv(path: str) -> SqlTable | Fault:
    names = _read_header(path)
    if isinstance(names, Fault):
        return names
    # Columns go by number, since a name of the file may hold anything.
    # Numbered, so that no name in the file reaches SQL.
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(names)))
    sql = (
        f"read_csv({quote_sql(path)}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', "
        f"strict_mode = true, compression = 'none', nullstr = '', columns = {{{columns}}})"
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


def _describe_jsonl(path: str, wanted: Collection[str]) -> SqlTable | Fault:
    names = find_keys(path, wanted)
    if not names:
        return Fault("data-empty", "the file holds no row", "write one JSON object a line")
    asked = names & set(wanted)
    names = asked.union(sorted(names)[:MOST_COLUMNS])  # the others would serve as suggestions at best
    used = sorted(asked) or sorted(names)[:1]
    columns = ", ".join(f"{quote_sql(name)}: 'JSON'" for name in used)
    sql = (
        f"read_json({quote_sql(path)}, format = 'newline_delimited', records = true, auto_detect = false, "
        f"compression = 'none', columns = {{{columns}}})"
    )
    return SqlTable(sql, {name: SqlColumn(f"NULLIF({_quote_identifier(name)} ->> '$', '')") for name in sorted(names)})


def _describe_parquet(path: str, connection: DuckDBPyConnection) -> SqlTable | Fault:
    import duckdb

    sql = f"read_parquet({quote_sql(path)})"
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {sql}").fetchall()  # noqa: S608  # a quoted path
    except duckdb.Error:
        return Fault("data-unreadable", "the file is not Parquet, or is damaged", "write it anew")
    columns: dict[str, SqlColumn] = {}
    for name, kind, *_ in described:
        column = _quote_identifier(name)
        is_number = kind.removeprefix("U").startswith(_NUMBERS)  # the unsigned types are called UINTEGER and so on
        number = f"CAST({column} AS DOUBLE)" if is_number else None
        columns[name] = SqlColumn(f"NULLIF(CAST({column} AS VARCHAR), '')", number)
    return SqlTable(sql, columns)


def _quote_identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
