"""Meaning of a cell, as SQL: the same for text of CSV and JSONL and for typed columns of Parquet.

An empty cell is null. A number is compared as a number, so `1`, `1.0` and ` 1 ` are equal to 1; `nan` is null. A truth
value is `true` or `false` in any letter case, or 1 or 0, with `.0` too. Text is compared as it stands, letter case
included. A time is a day, or a moment with its offset from UTC, or seconds, milliseconds or microseconds since 1970;
a moment without an offset is read as UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trustpages.model.documents.items.data_file import Predicate

NUMBER, TRUTH, TEXT, TIME = "a number", "true or false", "text", "a time"
MOMENT, DURATION = "a moment", "a moment after the one at which it begins"


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """One column as SQL: `text` is its value as text, `number` as DOUBLE and `day` as DATE where the file is typed."""

    text: str
    number: str | None = None
    day: str | None = None


@dataclass(slots=True)
class Scan:
    """The expressions that are computed once for each row, by the name under which they are used.

    `derived` are those over names of others.
    """

    names: dict[str, str] = field(default_factory=dict)
    prefix: str = "e"
    derived: dict[str, str] = field(default_factory=dict)

    def name(self, expression: str) -> str:
        """The name of an expression, given when it is first asked for."""
        return self.names.setdefault(expression, f"{self.prefix}{len(self.names)}")

    def derive(self, expression: str) -> str:
        """The name of an expression over names of this scan, which only `sql` provides."""
        return self.derived.setdefault(expression, f"{self.prefix}_{len(self.derived)}")

    def list_columns(self) -> str:
        """What stands after SELECT, so that the names can be used."""
        return ", ".join(f"{expression} AS {name}" for expression, name in self.names.items())

    def sql(self, table: str) -> str:
        """What stands after FROM, so that the names can be used."""
        columns = self.list_columns()
        # Every name and literal in an expression was quoted where it was made.
        rows = f"(SELECT {columns} FROM {table})" if columns else table  # noqa: S608
        derived = "".join(f", {expression} AS {name}" for expression, name in self.derived.items())
        return f"(SELECT *{derived} FROM {rows})" if derived else rows  # noqa: S608


@dataclass(frozen=True, slots=True)
class CellReading:
    """A value read from a cell: `value` is SQL for it, `unreadable` is true where the cell holds something else."""

    value: str
    unreadable: str
    wanted: str


def read_number(cell: SqlColumn, scan: Scan) -> CellReading:
    """The finite number in a cell."""
    is_there = f"{scan.name(cell.text)} IS NOT NULL"
    cast = scan.name(cell.number or f"TRY_CAST({cell.text} AS DOUBLE)")
    value = f"(CASE WHEN isnan({cast}) THEN NULL ELSE {cast} END)"
    return CellReading(value, f"({is_there} AND ({cast} IS NULL OR isinf({cast})))", NUMBER)


def read_weight(cell: SqlColumn, scan: Scan, at_most: float) -> CellReading:
    """The weight in a cell, which is never empty: a number above 0 and at most the greatest that the plan allows."""
    number = read_number(cell, scan)
    fits = f"coalesce({number.value} > 0 AND {number.value} <= {_format_number(at_most)}, false)"
    # The text is asked for as well: a column that is cast and nothing else is cast by DuckDB's CSV reader, which fails.
    return CellReading(
        number.value, f"({scan.name(cell.text)} IS NULL OR NOT {fits})", f"a weight above 0 and at most {at_most:g}"
    )


def read_truth(cell: SqlColumn, scan: Scan) -> CellReading:
    """True or false, from words or from 1 and 0."""
    word = scan.name(f"lower(trim({cell.text}))")
    # A column of truth values with gaps leaves many programs as 1.0 and 0.0.
    yes, no = "('true', '1', '1.0')", "('false', '0', '0.0')"
    value = f"(CASE WHEN {word} IN {yes} THEN true WHEN {word} IN {no} THEN false END)"
    return CellReading(value, f"({word} NOT IN {yes} AND {word} NOT IN {no})", TRUTH)


def read_day(cell: SqlColumn, scan: Scan) -> CellReading:
    """The UTC day of a cell; what looks like a date only to a generous reader is not one."""
    if cell.day is not None:
        day = scan.name(cell.day)
        return CellReading(day, f"({day} IS NULL)", TIME)
    text = cell.text
    moment = f"CAST(TRY_CAST({text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS DATE)"
    either = f"CASE WHEN length({text}) = 10 THEN TRY_CAST({text} AS DATE) ELSE {moment} END"
    since_1970 = _read_seconds_since_1970(cell)
    counted = f"CAST(to_timestamp(CAST(floor({since_1970}) AS BIGINT)) AT TIME ZONE 'UTC' AS DATE)"
    day = scan.name(f"(CASE WHEN {_is_shaped_as_a_date(text)} THEN {either} ELSE {counted} END)")
    return CellReading(day, f"({day} IS NULL)", TIME)


def read_duration(begin: SqlColumn, end: SqlColumn, scan: Scan) -> tuple[CellReading, CellReading]:
    """How the cells of two moments are read, the second of which gives the seconds between them; null without one."""
    first, last = (read_seconds(cell, scan) for cell in (begin, end))
    is_open = f"{scan.name(begin.text)} IS NOT NULL AND {first} IS NULL"
    is_wrong = f"{scan.name(end.text)} IS NOT NULL AND ({last} IS NULL OR coalesce({last} < {first}, false))"
    value = f"({last} - {first})"
    return CellReading(value, f"({is_open})", MOMENT), CellReading(value, f"({is_wrong})", DURATION)


def read_seconds(cell: SqlColumn, scan: Scan) -> str:
    """The seconds since 1970 of a moment; a day alone is none."""
    is_moment = f"{_is_shaped_as_a_date(cell.text)} AND length({cell.text}) > 10"
    moment = f"epoch(TRY_CAST({cell.text} AS TIMESTAMPTZ))"
    return scan.name(f"(CASE WHEN {is_moment} THEN {moment} ELSE {_read_seconds_since_1970(cell)} END)")


def _is_shaped_as_a_date(text: str) -> str:
    ends_well = f"right({text}, 1) IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'Z', 'z')"
    return f"substr({text}, 5, 1) = '-' AND substr({text}, 8, 1) = '-' AND {ends_well}"


def _read_seconds_since_1970(cell: SqlColumn) -> str:
    """The seconds of a number of seconds, milliseconds or microseconds since 1970, distinguished by their size.

    Each unit begins where the one before would be beyond the year 5000, and seconds in 1973, so that neither
    20260601 nor 2026 passes for a time.
    """
    number = f"TRY_CAST({cell.text} AS DOUBLE)"
    unit = f"CASE WHEN {number} < 1e11 THEN 1 WHEN {number} < 1e14 THEN 1e3 ELSE 1e6 END"
    return f"CASE WHEN {number} >= 1e8 AND {number} < 1e17 THEN {number} / {unit} END"


def read_outcome(predicate: Predicate, cell: SqlColumn, scan: Scan, null_is: str = "unknown") -> CellReading:
    """Whether a row has an outcome: true, false, or null where that is not known."""
    reading = _read_condition(predicate, cell, scan)
    if null_is == "unknown":
        return reading
    otherwise = "true" if null_is == "success" else "false"
    return CellReading(f"coalesce({reading.value}, {otherwise})", reading.unreadable, reading.wanted)


def quote_sql(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _read_condition(predicate: Predicate, cell: SqlColumn, scan: Scan) -> CellReading:
    if predicate.at_least is not None:
        return _compare(read_number(cell, scan), f">= {_format_number(predicate.at_least)}")
    if predicate.at_most is not None:
        return _compare(read_number(cell, scan), f"<= {_format_number(predicate.at_most)}")
    if predicate.is_in is not None:
        return _read_membership(predicate.is_in, cell, scan)
    match predicate.equals:
        case bool() as truth:
            return _compare(read_truth(cell, scan), f"= {'true' if truth else 'false'}")
        case str() as text:
            return CellReading(f"({scan.name(cell.text)} = {quote_sql(text)})", "false", TEXT)
        case number:
            return _compare(read_number(cell, scan), f"= {_format_number(float(number or 0))}")


def _read_membership(values: tuple[str | float, ...], cell: SqlColumn, scan: Scan) -> CellReading:
    """Any of several values; only where all are numbers does every cell have to be one."""
    numbers = [value for value in values if not isinstance(value, str)]
    texts = [value for value in values if isinstance(value, str)]
    number = read_number(cell, scan)
    conditions = [f"coalesce({number.value} IN ({', '.join(map(_format_number, numbers))}), false)"] if numbers else []
    conditions += [f"{scan.name(cell.text)} IN ({', '.join(map(quote_sql, texts))})"] if texts else []
    present = scan.name(cell.text) if texts else number.value
    value = f"(CASE WHEN {present} IS NOT NULL THEN {' OR '.join(conditions) or 'false'} END)"
    return CellReading(value, "false" if texts else number.unreadable, TEXT if texts else NUMBER)


def _compare(reading: CellReading, comparison: str) -> CellReading:
    return CellReading(f"({reading.value} {comparison})", reading.unreadable, reading.wanted)


def _format_number(value: float) -> str:
    return f"CAST({float(value)!r} AS DOUBLE)"  # a bare 0.9 would be a DECIMAL
