"""Counts of one data file for all requests at once: one scan for totals, one for each grouping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from trustpages.intake.data.aggregates.reading import answer_from_aggregate
from trustpages.intake.data.counting.days import count_windows
from trustpages.intake.data.counting.fetching import fetch_rows
from trustpages.intake.data.counting.groups import count_by_group
from trustpages.intake.data.held_rows import hold_rows
from trustpages.intake.data.opened_files import Connections, OpenedFile, Unanswerable
from trustpages.intake.data.predicates import CellReading, Scan
from trustpages.intake.data.queries import DataQuery, NamedColumn, WindowCounts, build_query, list_columns
from trustpages.intake.data.scrutiny.doubtful_cells import find_doubtful_cells
from trustpages.intake.data.scrutiny.repeats import RowDigests, digest_rows
from trustpages.intake.data.scrutiny.row_checks import (
    choose_runs,
    count_all,
    count_groups,
    count_left_out,
    count_repeats,
    find_bad_cells,
    groups_alike,
    refuse_days_outside,
    refuse_repeated_names,
    warn_of_rows,
)
from trustpages.intake.data.scrutiny.schema_mismatches import check_column_fits, check_condition_is_met
from trustpages.intake.data.tables import SqlTable, describe_table
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.aggregate import DataAggregate, DataRequest, FileRows
from trustpages.model.problem import Fault, Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_THREADS = 2


@dataclass(frozen=True, slots=True)
class FileCounts:
    """The answers about one file, what is wrong with it, and the digests of these by item."""

    answers: Mapping[DataRequest, DataAggregate]
    problems: tuple[Problem, ...] = ()
    digests: Mapping[str, RowDigests] = field(default_factory=dict)


def count_rows(file: OpenedFile, requests: tuple[DataRequest, ...], connections: Connections) -> FileCounts:
    """All that is asked about one file. Raises `Unanswerable` for a file that cannot answer all of it."""
    counted: list[FileCounts] = []
    problems: list[Problem] = []
    for _, group in groupby(requests, key=lambda request: request.item):
        asked = tuple(group)
        try:
            if asked[0].data.aggregate is not None:
                counted.append(FileCounts(*answer_from_aggregate(file, asked, connections)))
            else:
                counted.append(_count_for_item(file, asked, connections))
        except Unanswerable as found:
            problems.extend(found.problems)
    if problems:
        # Several items may read one column alike; each bad cell is reported once.
        raise Unanswerable(*dict.fromkeys(problems))
    return FileCounts(
        answers={request: answer for found in counted for request, answer in found.answers.items()},
        problems=tuple(dict.fromkeys(warning for found in counted for warning in found.problems)),
        digests={item: digests for found in counted for item, digests in found.digests.items()},
    )


def _count_for_item(file: OpenedFile, requests: tuple[DataRequest, ...], connections: Connections) -> FileCounts:
    """All that one item asks of the file."""
    import duckdb  # late, as in `opened_files`

    # Sums of floats depend on their order, which one thread keeps; counts do not.
    threads = 1 if any(request.value for request in requests) else _THREADS
    connection, alone = connections.with_threads(threads), connections.with_threads(1)
    named = list_columns(requests[0])
    wanted, data = {column.column for column in named}, requests[0].data
    table = describe_table(file.format, file.opened, wanted, connection, data.rows)
    if isinstance(table, Fault):
        broken = file.find_broken() if table.code == "data-empty" else ()
        raise Unanswerable(*(broken or (file.refuse(table),)))
    _refuse_missing(file, named, table)
    with (
        hold_rows(table, file.format, file.opened, data, wanted, connection) as held,
        suppress(duckdb.Error, Unanswerable),
    ):
        # What is refused or goes beyond memory is looked at again in the file, whose lines the problems name.
        if held is not None:
            whole = held if len(held.columns) == len(table.columns) else table
            return _count_table(file, held, whole, named, requests, connection, connection)
    return _count_table(file, table, table, named, requests, connection, alone)


def _count_table(
    file: OpenedFile,
    every: SqlTable,
    whole: SqlTable,
    named: tuple[NamedColumn, ...],
    requests: tuple[DataRequest, ...],
    connection: DuckDBPyConnection,
    alone: DuckDBPyConnection,
) -> FileCounts:
    """All that one item asks of its rows in `every`; `whole` has the same rows with all columns of the file."""
    item, data = requests[0].item, requests[0].data
    read, table = choose_runs(file, every, named, data, connection, alone)
    left_out = count_left_out(every, data, connection)
    chosen = count_all(table, connection) if data.where else read
    alike_in = table if whole is every else choose_runs(file, whole, named, data, connection, alone)[1]
    digests = digest_rows(alike_in, data, {column.column for column in named}, chosen, connection)
    scan = Scan()
    alike = digests.alike if groups_alike(data, digests) else None
    if alike is not None and whole is not every:
        raise Unanswerable  # they can be grouped in the file alone
    questions = tuple(build_query(request, table.columns, scan, alike) for request in requests)
    totals = _count_totals(file, table, scan, questions, connection, alone)
    refuse_days_outside(file, table, requests[0], totals[0][0].span, alone)
    refuse_repeated_names(file, table, requests[0], connection, alone)
    answers = count_by_group(scan.sql(table.sql), questions, totals, connection)
    # What makes a row a run is met by every run: it is looked at in all rows.
    choices = [column for column in named if column.path == ("where",)]
    choosing = find_doubtful_cells(file, every, data, choices, connection)
    doubtful = find_doubtful_cells(file, table, data, [each for each in named if each not in choices], connection)
    facts = FileRows(
        read=read,
        chosen=chosen,
        repeated=count_repeats(data, digests),
        near=choosing.near + doubtful.near,
        unsaid=doubtful.unsaid,
        presumed=doubtful.presumed,
        always=doubtful.always,
        left_out=left_out,
        scales=(*choosing.scales, *doubtful.scales),
        groups=_count_found_groups(answers) or count_groups(table, data, connection),
        is_numbered=data.cluster in digests.numbering,
        is_estimated=digests.is_estimated,
    )
    return FileCounts(
        {request: replace(answer, file=facts) for request, answer in answers.items()},
        (*choosing.warnings, *doubtful.warnings, *warn_of_rows(file, requests[0], facts)),
        {item: digests},
    )


def _count_found_groups(answers: Mapping[DataRequest, DataAggregate]) -> int:
    """The clusters of the whole file, where an answer lists them; 0 where none does."""
    return next(
        (
            len(answer.clusters or answer.value_clusters)
            for request, answer in answers.items()
            if request.data.cluster is not None and not (request.split or request.first or request.last)
        ),
        0,
    )


def _refuse_missing(file: OpenedFile, named: Iterable[NamedColumn], table: SqlTable) -> None:
    known = join_names(table.columns)
    missing = dict.fromkeys(
        file.make_item_problem(
            column.item,
            column.path if column.condition is None else (*column.path, "column"),
            "data-column",
            f"no column {quote(column.column)} in {file.name}",
            suggest_nearest(column.column, table.columns, f"known: {known}"),
        )
        for column in named
        if column.column not in table.columns
    )
    if missing:
        raise Unanswerable(*missing)


def _count_totals(
    file: OpenedFile,
    table: SqlTable,
    scan: Scan,
    questions: Sequence[DataQuery],
    connection: DuckDBPyConnection,
    alone: DuckDBPyConnection,
) -> list[tuple[WindowCounts, tuple[Any, ...]]]:
    """What each question's rows and values come to, in order; the same scan looks for cells that cannot be read."""
    checks = tuple({(named.column, reading): named for named, reading in _list_checks(questions)}.items())
    unreadable = [f"count(*) FILTER ({reading.unreadable})" for (_, reading), _ in checks]
    # Of a file with days its rows are counted by day, in a scan of their own.
    counts = [() if query.has_days else query.list_by_day() for query in questions]
    expressions = [*(count for each in counts for count in each)]
    expressions += [total for query in questions for total in query.list_totals()]
    values = iter(fetch_rows(connection, [*unreadable, *expressions], scan.sql(table.sql))[0])
    bad = [check for check in checks if next(values)]
    if bad:
        raise Unanswerable(
            *(
                problem
                for (_, reading), named in bad
                for problem in check_column_fits(file, table, scan, named, reading, alone)
                or find_bad_cells(file, table, scan, named.column, reading, alone)
            )
        )
    by_day = count_windows(scan.sql(table.sql), questions, connection)
    windows = [
        by_day[query.request] if query.has_days else WindowCounts(*(next(values) for _ in each))
        for query, each in zip(questions, counts, strict=True)
    ]
    # Where no row meets a condition, the cells may tell that it was meant otherwise.
    idle = [query for query, window in zip(questions, windows, strict=True) if window.is_without_success]
    conditions = dict.fromkeys(named for query in idle for named, _ in query.readings if named.condition is not None)
    unmet = (check_condition_is_met(file, table, named, connection) for named in conditions)
    if problems := [problem for problem in unmet if problem is not None]:
        raise Unanswerable(*problems)
    return [
        (window, tuple(next(values) for _ in query.list_totals()))
        for query, window in zip(questions, windows, strict=True)
    ]


def _list_checks(questions: Iterable[DataQuery]) -> Iterator[tuple[NamedColumn, CellReading]]:
    """Every column with what its cells must hold."""
    for query in questions:
        yield from ((named, reading) for named, reading in query.readings if reading.unreadable != "false")
        cluster, name = query.cluster, query.request.data.cluster
        if cluster is not None and name is not None:
            named = NamedColumn(query.request.item, ("cluster",), name)
            yield named, CellReading(cluster, f"({cluster} IS NULL)", "the name of a cluster")
        stratum, name = query.stratum, query.request.data.stratum
        if stratum is not None and name is not None:
            named = NamedColumn(query.request.item, ("stratum",), name)
            yield named, CellReading(stratum, f"({stratum} IS NULL)", "the name of a part")
