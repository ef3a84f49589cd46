"""Reads an aggregate: a small table in any format of data files, row by row, every row of which must be possible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from trustpages.intake.data.aggregates.answers import answer
from trustpages.intake.data.aggregates.checks import check_row, check_together, list_outcomes
from trustpages.intake.data.aggregates.contract import COLUMNS, COUNTS, UNREADABLE, AggregateRow
from trustpages.intake.data.opened_files import Connections, OpenedFile, Unanswerable
from trustpages.intake.data.rows import find_lines
from trustpages.intake.data.tables import NUMBER_OF_ROW, SqlTable, describe_table
from trustpages.intake.messages.quoting import join_names, quote
from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.documents.items.data_file import Data, Predicate
from trustpages.model.problem import Fault, Problem, ProblemLevel

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS = 1_000_000
"""Rows of an aggregate; clusters that are alike make one, so that few have a thousand."""

_SHOWN = 20
_FEWEST = 5  # as for rows: of fewer cells it is no surprise
# A column of whole numbers with gaps leaves many programs as 3.0.
_WHOLE = re.compile(r"(\d{1,38})(?:\.0+)?", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00:00(?:\.0+)?)?", re.ASCII)


def answer_from_aggregate(
    file: OpenedFile, requests: Sequence[DataRequest], connections: Connections
) -> tuple[dict[DataRequest, DataAggregate], tuple[Problem, ...]]:
    """All that one item asks of its aggregate, and warnings. Raises `Unanswerable` with what is wrong with the rows."""
    rows = read_rows(file, requests[0], connections.with_threads(1))
    doubts = tuple(_doubt_conditions(file, requests[0], rows))
    return {request: answer(request, rows) for request in requests}, doubts


def _doubt_conditions(file: OpenedFile, request: DataRequest, rows: Sequence[AggregateRow]) -> Iterator[Problem]:
    """Warnings of conditions that no run meets, or all: nobody sees here what the cells hold otherwise."""
    data = request.data
    conditions: list[tuple[tuple[str, ...], Predicate | None]] = [(("success",), data.success)]
    conditions += [(("outcomes", name), each) for name, each in data.outcomes.items()]
    for path, condition in conditions:
        whole = [row for row in rows if row.outcome == path[-1] and row.stratum is None]
        good, known = sum(row.k for row in whole), sum(row.n for row in whole)
        if condition is None or known < _FEWEST or 0 < good < known:
            continue
        column = f"of the column {quote(condition.column)} of the table"
        if good:
            code, sentence = "data-always-met", f"all {known:,} cells {column} meet the condition"
        else:
            code, sentence = "data-condition", f"none of {known:,} cells {column} meets the condition"
        remedy = "look at the table whether the value is written as it stands there"
        place = (*path, next(iter(condition.model_fields_set - {"column"}), "column"))
        yield file.make_item_problem(request.item, place, code, sentence, remedy, ProblemLevel.WARNING)


def read_rows(file: OpenedFile, request: DataRequest, connection: DuckDBPyConnection) -> tuple[AggregateRow, ...]:
    """The rows of the aggregate, all of them possible. Raises `Unanswerable`."""
    table = describe_table(file.format, file.opened, COLUMNS, connection)
    if isinstance(table, Fault):
        raise Unanswerable(*(file.find_broken() or (file.refuse(table),)))
    columns = _find_columns(file, table)
    cells = ", ".join(table.columns[columns[name]].text if name in columns else "NULL" for name in COLUMNS)
    # Every name in these was quoted by `tables`.
    sql = f"SELECT {cells} FROM {table.numbered} ORDER BY {NUMBER_OF_ROW} LIMIT {MOST_ROWS + 1}"  # noqa: S608
    found = connection.execute(sql).fetchall()
    if len(found) > MOST_ROWS:
        sentence = f"the aggregate has more than {MOST_ROWS:,} rows"
        remedy = "leave out --named, so that clusters that are alike make one row"
        raise Unanswerable(file.problem("data-aggregate", sentence, remedy))
    rows: list[AggregateRow] = []
    faults: list[tuple[int, Fault]] = []
    for number, row in enumerate(found):
        read = _read_row(dict(zip(COLUMNS, row, strict=True)), request.data)
        fault = read if isinstance(read, Fault) else check_row(read, request.data, request.collected)
        if fault is not None:
            faults.append((number, fault))
        elif isinstance(read, AggregateRow):
            rows.append(read)
    faults = faults or list(check_together(rows, request.data))
    if faults:
        raise Unanswerable(*_place(file, faults))
    return tuple(rows)


def _find_columns(file: OpenedFile, table: SqlTable) -> Mapping[str, str]:
    """The columns of the contract as the file calls them: some warehouses write all names in capitals."""
    found = {name.lower(): name for name in table.columns}
    missing = [name for name in COUNTS if name not in found]
    if missing:
        sentence = f"the aggregate has no column {join_names(missing)}"
        raise Unanswerable(file.problem("data-column", sentence, f"its columns are {join_names(COLUMNS)}"))
    return {name: found[name] for name in COLUMNS if name in found}


def _read_row(cells: Mapping[str, str | None], data: Data) -> AggregateRow | Fault:
    counts: dict[str, int] = {}
    for name in (*COUNTS, UNREADABLE):
        cell = cells[name]
        whole = _WHOLE.fullmatch((cell or ("0" if name == UNREADABLE else "")).strip())
        if whole is None:
            held = f"holds {quote(cell)}" if cell else "is empty"
            sentence = f"the column {quote(name)} {held} where a whole number is expected"
            return Fault("data-value", sentence, "counts and sums of them are whole numbers of 0 or more")
        counts[name] = int(whole[1])
    days = [_read_day(cells[name]) for name in ("first", "last")]
    wrong = next((day for day in days if isinstance(day, Fault)), None)
    if wrong is not None:
        return wrong
    first, last = (day if isinstance(day, date) else None for day in days)
    alone = list_outcomes(data)
    outcome = cells["outcome"] or (alone[0] if len(alone) == 1 else "")
    return AggregateRow(outcome, cells["stratum"], cells["cluster"], first, last, **counts)


def _read_day(cell: str | None) -> date | Fault | None:
    if not cell:
        return None
    written = _DAY.fullmatch(cell)
    try:
        return date.fromisoformat(written[1] if written else "")
    except ValueError:
        return Fault("data-value", f"{quote(cell)} stands where a day is expected", "write days as 2026-06-01")


def _place(file: OpenedFile, faults: Sequence[tuple[int, Fault]]) -> Iterator[Problem]:
    """The first faults as problems in the lines of the file."""
    shown = faults[:_SHOWN]
    lines = find_lines(file.format.kind, file.opened, [number + 1 for number, _ in shown])
    for number, fault in shown:
        line = lines.get(number + 1, 0)
        where = "" if line else f"row {number + 1}: "
        yield file.problem(fault.code, f"{where}{fault.sentence}", fault.remedy, line)
