"""What the rows of an item's file must be, and what is told of them: runs, on its days, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from trustpages.intake.data.opened_files import OpenedFile, Unanswerable
from trustpages.intake.data.predicates import NUMBER, TEXT, CellReading, Scan, read_day, read_outcome
from trustpages.intake.data.queries import NamedColumn
from trustpages.intake.data.rows import find_lines
from trustpages.intake.data.scrutiny.repeats import RowDigests
from trustpages.intake.data.scrutiny.schema_mismatches import check_column_fits
from trustpages.intake.data.tables import NUMBER_OF_ROW, SqlTable
from trustpages.intake.messages.quoting import quote
from trustpages.intake.messages.written_numbers import explain_number
from trustpages.model.aggregate import DataRequest, FileRows
from trustpages.model.documents.items.data_file import Data
from trustpages.model.problem import Problem, ProblemLevel

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SHOWN = 20


def choose_runs(
    file: OpenedFile,
    table: SqlTable,
    named: Iterable[NamedColumn],
    data: Data,
    connection: DuckDBPyConnection,
    alone: DuckDBPyConnection,
) -> tuple[int, SqlTable]:
    """How many rows the file has, and the table of those that are runs."""
    if data.where is None:
        return count_all(table, connection), table
    scan = Scan(prefix="trustpages_where")
    reading = read_outcome(data.where, table.columns[data.where.column], scan)
    # Every name and literal in these was quoted by `predicates` and `tables`.
    columns = f"count(*), count(*) FILTER ({reading.unreadable}), count(*) FILTER ({reading.value})"
    read, unreadable, chosen = connection.execute(f"SELECT {columns} FROM {scan.sql(table.sql)}").fetchall()[0]  # noqa: S608
    condition = next(column for column in named if column.condition is data.where)
    if unreadable:
        raise Unanswerable(
            *(
                check_column_fits(file, table, scan, condition, reading, alone)
                or find_bad_cells(file, table, scan, condition.column, reading, alone)
            )
        )
    if read and not chosen:
        sentence = f"no row of {file.name} meets 'where'"
        remedy = f"look what the column {quote(data.where.column)} holds"
        raise Unanswerable(file.make_item_problem(condition.item, ("where",), "data-condition", sentence, remedy))
    return read, table.choose(scan, reading)


def count_all(table: SqlTable, connection: DuckDBPyConnection) -> int:
    """How many rows the table has."""
    return int(_fetch_row(connection, "count(*)", table.sql)[0])


def count_left_out(table: SqlTable, data: Data, connection: DuckDBPyConnection) -> tuple[int, int]:
    """How many good and bad rows `where` leaves out: rows with an outcome such as those that are runs have."""
    if data.where is None or data.success is None:
        return 0, 0
    scan, cell = Scan(prefix="trustpages_left"), table.columns[data.success.column]
    where = read_outcome(data.where, table.columns[data.where.column], scan)
    outcome = read_outcome(data.success, cell, scan)
    is_run = f"coalesce({where.value}, false)"
    # Other rows of a mixed log have words of their own in the same column.
    words, is_outcome = (scan.name(cell.text), "runs > 0") if outcome.wanted == TEXT else ("good", "true")
    counts = f"{outcome.value} AS good, count(*) FILTER ({is_run}) AS runs, count(*) FILTER (NOT {is_run}) AS others"
    rows = f"{scan.sql(table.sql)} WHERE NOT coalesce({outcome.unreadable}, false)"
    grouped = f"(SELECT {counts} FROM {rows} GROUP BY good, {words})"  # noqa: S608
    kinds = (f"sum(others) FILTER ({is_outcome} AND {kind})" for kind in ("good", "NOT good"))
    good, bad = _fetch_row(connection, ", ".join(f"CAST(coalesce({kind}, 0) AS BIGINT)" for kind in kinds), grouped)
    return good, bad


def count_groups(table: SqlTable, data: Data, connection: DuckDBPyConnection) -> int | None:
    """How many clusters the rows fall into; None without a column of them."""
    if data.cluster is None:
        return None
    return int(_fetch_row(connection, f"count(DISTINCT {table.columns[data.cluster].text})", table.sql)[0])


def count_repeats(data: Data, digests: RowDigests) -> int:
    """How many rows are like another one before, where no name of the run tells them apart.

    A name that only numbers the rows tells nothing: whoever writes a row twice numbers it twice.
    """
    return 0 if data.run is not None and data.run not in digests.numbering else digests.repeated


def groups_alike(data: Data, digests: RowDigests) -> bool:
    """Whether rows that are alike count as one: where neither a name nor a group says what they are."""
    is_grouped = data.cluster is not None and data.cluster not in digests.numbering
    return count_repeats(data, digests) > 0 and not is_grouped


def refuse_days_outside(
    file: OpenedFile, table: SqlTable, request: DataRequest, span: tuple[date, date] | None, alone: DuckDBPyConnection
) -> None:
    """Raises where rows lie outside of the days on which the item was collected: one of the two is wrong.

    `span` are the first and the last day of all rows.
    """
    data, collected = request.data, request.collected
    if data.at is None or collected is None or span is None:
        return
    if collected[0] <= span[0] and span[1] <= collected[1]:
        return
    scan = Scan()
    day = read_day(table.columns[data.at], scan).value
    (first, last), text = collected, table.columns[data.at].text
    outside = f"({day} < DATE '{first}' OR {day} > DATE '{last}')"
    number, cell, count = _find_first(table, scan, text, outside, alone)
    when = quote(cell or "")
    rows = f"the row of {when} lies" if count == 1 else f"{count:,} rows, the first of them of {when}, lie"
    sentence = f"{rows} outside of the days of collection, {first} to {last}"
    remedy = "correct the time, or 'collected'; days are those of UTC"
    raise Unanswerable(file.problem("data-outside", sentence, remedy, _find_line(file, number)))


def refuse_repeated_names(
    file: OpenedFile, table: SqlTable, request: DataRequest, connection: DuckDBPyConnection, alone: DuckDBPyConnection
) -> None:
    """Raises where two rows have the same name of a run, or a row has none."""
    if request.data.run is None:
        return
    scan, name = Scan(), table.columns[request.data.run].text
    cell = scan.name(name)
    rows, named, different = _fetch_row(connection, f"count(*), count({name}), count(DISTINCT {name})", table.sql)
    if rows == different:
        return
    # Every name in this was quoted by `tables`.
    names = f"SELECT {name} AS name FROM {table.sql} GROUP BY name HAVING count(*) > 1"  # noqa: S608
    condition = f"{cell} IS NULL" if named < rows else f"{cell} IN ({names})"
    number, value, count = _find_first(table, scan, name, condition, alone)
    again = f"{count:,} rows share the name of a run with another one, the first of them {quote(value or '')}"
    sentence = f"the column {quote(request.data.run)} " + (f"tells no runs apart: {again}" if value else "is empty")
    remedy = "keep each run once, or name a column that tells runs apart"
    raise Unanswerable(file.problem("data-run-twice", sentence, remedy, _find_line(file, number)))


def _fetch_row(connection: DuckDBPyConnection, expressions: str, source: str) -> tuple[Any, ...]:
    # Every name in an expression was quoted where it was made.
    found: tuple[Any, ...] = connection.execute(f"SELECT {expressions} FROM {source}").fetchall()[0]  # noqa: S608
    return found


def _find_first(
    table: SqlTable, scan: Scan, text: str, condition: str, alone: DuckDBPyConnection
) -> tuple[int, str | None, int]:
    """The number and the cell of the first row that meets a condition, and how many rows do."""
    cell = scan.name(text)
    rows = f"(SELECT {NUMBER_OF_ROW} AS number, {scan.list_columns()} FROM {table.numbered})"  # noqa: S608
    sql = f"SELECT coalesce(min(number), 0), arg_min({cell}, number), count(*) FROM {rows} WHERE {condition}"  # noqa: S608
    number, value, count = alone.execute(sql).fetchall()[0]
    return number, value, count


def _find_line(file: OpenedFile, number: int) -> int:
    return find_lines(file.format.kind, file.opened, [number]).get(number, 0)


def find_bad_cells(
    file: OpenedFile, table: SqlTable, scan: Scan, name: str, reading: CellReading, alone: DuckDBPyConnection
) -> Iterator[Problem]:
    """Cells that cannot be read, alike ones once, at the first row; `alone` has one thread, which keeps their order."""
    text = scan.name(table.columns[name].text)
    # Every name and literal in these was quoted by `predicates` and `tables`.
    numbered = f"SELECT {NUMBER_OF_ROW} AS number, {scan.list_columns()} FROM {table.numbered}"  # noqa: S608
    unreadable = f"FROM ({numbered}) WHERE {reading.unreadable} GROUP BY {text} ORDER BY first LIMIT {_SHOWN}"
    rows = alone.execute(f"SELECT min(number) AS first, {text}, count(*) {unreadable}").fetchall()
    lines = find_lines(file.format.kind, file.opened, [number for number, _, _ in rows])
    for number, cell, count in rows:
        what = "is empty" if cell is None else f"holds {quote(cell)}"
        where = "" if number in lines else f" of row {number}"
        again = "" if count == 1 else f", {count:,} times"
        sentence = f"the column {quote(name)}{where} {what} where {reading.wanted} is expected{again}"
        cause = explain_number(cell) if cell and reading.wanted == NUMBER else ""
        remedy = "correct the cell, or leave the row out" if count == 1 else "correct the cells, or leave the rows out"
        yield file.problem("data-value", sentence, cause or remedy, lines.get(number, 0))


def warn_of_rows(file: OpenedFile, request: DataRequest, facts: FileRows) -> Iterator[Problem]:
    """Warnings about rows that repeat others, and about groups that are none."""
    item, data = request.item, request.data

    def warn(key: str, code: str, sentence: str, remedy: str) -> Problem:
        return file.make_item_problem(item, (key,), code, sentence, remedy, ProblemLevel.WARNING)

    if facts.repeated:
        about = "about " if facts.is_estimated else ""
        rows = f"{about}{facts.repeated:,} of {facts.chosen:,} rows of {file.name}"
        sentence = f"{rows} are like another one in every column that does not number them"
        yield warn(
            "file", "data-repeated", sentence, "keep each run once, or name the column that tells runs apart as 'run'"
        )
    if data.cluster is not None and facts.groups == facts.chosen > 1 and not request.tried_once:
        what = "numbers the rows" if facts.is_numbered else "holds another name in every row"
        sentence = f"the column {quote(data.cluster)} of {file.name} {what}, so it groups nothing"
        remedy = "name the column of the task, session or customer; say `trials: 1` where each task was tried once"
        yield warn("cluster", "data-ungrouped", sentence, remedy)
