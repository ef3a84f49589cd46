"""Descriptions that a file can never fit: told once, where the item says so, instead of row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from trustpages.intake.data.opened import OpenedFile
from trustpages.intake.data.predicates import TIME, Cell, Reading, Scan, literal
from trustpages.intake.data.questions import Named, Question
from trustpages.intake.data.tables import Table
from trustpages.intake.suggestion import quoted
from trustpages.model.documents.counts import Predicate
from trustpages.model.located import Path
from trustpages.model.problem import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FEWEST = 2  # of a single cell nobody knows whether it or the description is wrong
_SHOWN = 3
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2212")


def never_fits(
    file: OpenedFile,
    table: Table,
    scan: Scan,
    named: Named,
    reading: Reading,
    connection: DuckDBPyConnection,
) -> tuple[Problem, ...]:
    """The problem of a column none of whose cells can be read as wanted; empty where some can."""
    text = scan.name(table.columns[named.column].text)
    columns = f"count({text}), count({text}) FILTER ({reading.unreadable})"
    # Every name in these was quoted by `predicates` and `tables`.
    present, unreadable = connection.execute(f"SELECT {columns} FROM {scan.sql(table.sql)}").fetchall()[0]  # noqa: S608
    if present < _FEWEST or unreadable < present:
        return ()
    examples = _examples(table.columns[named.column], table, connection)
    held = " or ".join(map(quoted, examples))
    if reading.wanted == TIME:
        remedy = "name a column of days or moments: 2026-06-01, 2026-06-01T08:00:00Z, or seconds since 1970"
        if _DASHES & set("".join(examples)):
            remedy = "the dashes are not '-' but characters that look like it: replace them"
    else:
        remedy = f"write what the cells hold, as in {_compared(examples[0])}, or name another column"
    sentence = (
        f"the column {quoted(named.column)} of {file.name} never holds {reading.wanted}; it holds {held}"
    )
    return (file.misdescribed(named.item, _place(named), "data-condition", sentence, remedy),)


def is_idle(question: Question, values: Sequence[Any]) -> bool:
    """Whether rows were counted and none had the outcome or was an event, from the values of `totals`."""
    attempts, successes, _, _, _, _, events = values[:7]
    return bool(attempts) and not (successes or events)


def never_met(file: OpenedFile, table: Table, named: Named, connection: DuckDBPyConnection) -> Problem | None:
    """The problem of a text that no cell holds, while the cells show that it was meant otherwise.

    They hold it in another letter case, with spaces around it or as another spelling of the same number; or all
    of them are truth values or numbers, which it is not.
    """
    wanted = _texts(named.condition)
    if not wanted:
        return None
    exact, near, kind = _met(table.columns[named.column], wanted, table, connection)
    if exact or not (near or kind):
        return None
    said = " or ".join(map(quoted, wanted))
    held = f"it holds {quoted(near)}" if near else f"it holds nothing but {kind}"
    remedy = f"write {quoted(near)}, as the file does" if near else f"compare with {kind}, without quotes"
    sentence = f"no cell of the column {quoted(named.column)} of {file.name} is {said}; {held}"
    return file.misdescribed(named.item, _place(named), "data-condition", sentence, remedy)


def _met(
    cell: Cell, wanted: Sequence[str], table: Table, connection: DuckDBPyConnection
) -> tuple[int, str | None, str]:
    """How many cells hold one of the texts, one that nearly does, and what all cells are if none can."""
    texts = ", ".join(map(literal, wanted))
    folded = ", ".join(literal(one.strip().lower()) for one in wanted)
    numbers = ", ".join(f"TRY_CAST({literal(one)} AS DOUBLE)" for one in wanted)
    word, number = f"lower(trim({cell.text}))", f"TRY_CAST({cell.text} AS DOUBLE)"
    # Every name and literal in this was quoted by `predicates` and `tables`.
    sql = (
        f"SELECT count(*) FILTER ({cell.text} IN ({texts})), "  # noqa: S608
        f"min({cell.text}) FILTER ({word} IN ({folded}) OR {number} IN ({numbers})), "
        f"bool_and({word} IN ('true', 'false')), bool_and({number} IS NOT NULL) "
        f"FROM {table.sql} WHERE {cell.text} IS NOT NULL"
    )
    exact, near, all_truths, all_numbers = connection.execute(sql).fetchall()[0]
    if all_truths and not any(one.strip().lower() in {"true", "false"} for one in wanted):
        return exact, near, "true or false"
    return exact, near, "numbers" if all_numbers and not any(map(_is_number, wanted)) else ""


def _examples(cell: Cell, table: Table, connection: DuckDBPyConnection) -> list[str]:
    sql = (
        f"SELECT {cell.text} AS cell, count(*) AS rows FROM {table.sql} "  # noqa: S608  # quoted as above
        f"WHERE {cell.text} IS NOT NULL GROUP BY cell ORDER BY rows DESC, cell LIMIT {_SHOWN}"
    )
    return [str(cell) for cell, _ in connection.execute(sql).fetchall()]


def _texts(condition: Predicate | None) -> tuple[str, ...]:
    """The texts that a condition compares with; empty where it compares with anything else."""
    if condition is None:
        return ()
    values = condition.is_in or (() if condition.equals is None else (condition.equals,))
    texts = tuple(value for value in values if isinstance(value, str))
    return texts if len(texts) == len(values) else ()


def _place(named: Named) -> Path:
    """Where a condition is written, or the column where there is none."""
    if named.condition is None:
        return named.path
    return (*named.path, next(iter(named.condition.model_fields_set - {"column"}), "column"))


def _compared(example: str) -> str:
    """A condition that a cell meets, as it is written in YAML."""
    bare = example in {"true", "false"} or _is_number(example)
    return f"equals: {example if bare else quoted(example)}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
