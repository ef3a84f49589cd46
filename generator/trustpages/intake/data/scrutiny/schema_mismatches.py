"""Mismatches between an item and its data file: a column or condition that no cell can meet.

They are reported once, where the item says so, instead of row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trustpages.intake.data.opened_files import OpenedFile
from trustpages.intake.data.predicates import TIME, CellReading, Scan, SqlColumn, quote_sql
from trustpages.intake.data.queries import NamedColumn
from trustpages.intake.data.tables import SqlTable
from trustpages.intake.messages.quoting import quote
from trustpages.intake.messages.written_numbers import explain_number, is_number
from trustpages.model.documents.items.data_file import Predicate
from trustpages.model.problem import Problem
from trustpages.model.source_map import ValuePath

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FEWEST = 2  # of a single cell nobody knows whether it or the description is wrong
_SHOWN = 3
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2212")


def check_column_fits(
    file: OpenedFile,
    table: SqlTable,
    scan: Scan,
    named: NamedColumn,
    reading: CellReading,
    connection: DuckDBPyConnection,
) -> tuple[Problem, ...]:
    """The problem of a column none of whose cells can be read as wanted; empty where some can."""
    text = scan.name(table.columns[named.column].text)
    columns = f"count({text}), count({text}) FILTER ({reading.unreadable})"
    # Every name in these was quoted by `predicates` and `tables`.
    present, unreadable = connection.execute(f"SELECT {columns} FROM {scan.sql(table.sql)}").fetchall()[0]  # noqa: S608
    if present < _FEWEST or unreadable < present:
        return ()
    examples = _find_examples(table.columns[named.column], table, connection)
    held = " or ".join(map(quote, examples))
    if reading.wanted == TIME:
        remedy = "name a column of days or moments: 2026-06-01, 2026-06-01T08:00:00Z, or seconds since 1970"
        if _DASHES & set("".join(examples)):
            remedy = "the dashes are not '-' but characters that look like it: replace them"
    elif cause := explain_number(examples[0]):
        remedy = cause
    else:
        bare = examples[0] in {"true", "false"} or is_number(examples[0])
        condition = f"equals: {examples[0] if bare else quote(examples[0])}"
        remedy = f"write what the cells hold, as in {condition}, or name another column"
    sentence = f"the column {quote(named.column)} of {file.name} never holds {reading.wanted}; it holds {held}"
    return (file.make_item_problem(named.item, find_place_of(named), "data-condition", sentence, remedy),)


def check_condition_is_met(
    file: OpenedFile, table: SqlTable, named: NamedColumn, connection: DuckDBPyConnection
) -> Problem | None:
    """The problem of a text that no cell holds, while the cells show that it was meant otherwise.

    They hold it in another letter case, with spaces around it or as another spelling of the same number; or all
    of them are truth values or numbers, which it is not.
    """
    wanted = get_texts(named.condition)
    if not wanted:
        return None
    exact, near, kind = _count_matches(table.columns[named.column], wanted, table, connection)
    if exact or not (near or kind):
        return None
    held = f"it holds {quote(near)}" if near else f"it holds nothing but {kind}"
    remedy = f"write {quote(near)}, as the file does" if near else f"compare with {kind}, without quotes"
    sentence = (
        f"no cell of the column {quote(named.column)} of {file.name} is {' or '.join(map(quote, wanted))}; {held}"
    )
    return file.make_item_problem(named.item, find_place_of(named), "data-condition", sentence, remedy)


def _count_matches(
    cell: SqlColumn, wanted: Sequence[str], table: SqlTable, connection: DuckDBPyConnection
) -> tuple[int, str | None, str]:
    """How many cells hold one of the texts, one that nearly does, and what all cells are if none can."""
    texts = ", ".join(map(quote_sql, wanted))
    folded = ", ".join(quote_sql(text.strip().lower()) for text in wanted)
    numbers = ", ".join(f"TRY_CAST({quote_sql(text)} AS DOUBLE)" for text in wanted)
    word, number = f"lower(trim({cell.text}))", f"TRY_CAST({cell.text} AS DOUBLE)"
    # Every name and literal in this was quoted by `predicates` and `tables`.
    sql = (
        f"SELECT count(*) FILTER ({cell.text} IN ({texts})), "  # noqa: S608
        f"min({cell.text}) FILTER ({word} IN ({folded}) OR {number} IN ({numbers})), "
        f"bool_and({word} IN ('true', 'false')), bool_and({number} IS NOT NULL) "
        f"FROM {table.sql} WHERE {cell.text} IS NOT NULL"
    )
    exact, near, all_truths, all_numbers = connection.execute(sql).fetchall()[0]
    if all_truths and not any(text.strip().lower() in {"true", "false"} for text in wanted):
        return exact, near, "true or false"
    return exact, near, "numbers" if all_numbers and not any(map(is_number, wanted)) else ""


def _find_examples(cell: SqlColumn, table: SqlTable, connection: DuckDBPyConnection) -> list[str]:
    sql = (
        f"SELECT {cell.text} AS cell, count(*) AS rows FROM {table.sql} "  # noqa: S608  # quoted as above
        f"WHERE {cell.text} IS NOT NULL GROUP BY cell ORDER BY rows DESC, cell LIMIT {_SHOWN}"
    )
    return [str(cell) for cell, _ in connection.execute(sql).fetchall()]


def get_texts(condition: Predicate | None) -> tuple[str, ...]:
    """The texts that a condition compares with; empty where it compares with anything else."""
    if condition is None:
        return ()
    values = condition.is_in or (() if condition.equals is None else (condition.equals,))
    texts = tuple(value for value in values if isinstance(value, str))
    return texts if len(texts) == len(values) else ()


def find_place_of(named: NamedColumn) -> ValuePath:
    """Where a condition is written, or the column where there is none."""
    if named.condition is None:
        return named.path
    return (*named.path, next(iter(named.condition.model_fields_set - {"column"}), "column"))
