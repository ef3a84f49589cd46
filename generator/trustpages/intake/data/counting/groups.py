"""Counts of one table by cluster, stratum and weight: one scan for each way to group."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from trustpages.intake.data.counting.fetching import fetch_rows
from trustpages.intake.data.queries import DataQuery, WindowCounts
from trustpages.model.aggregate import (
    ClusterAggregate,
    DataAggregate,
    DataRequest,
    StratumAggregate,
    ValueAggregate,
    WeightAggregate,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def count_by_group(
    source: str,
    questions: Sequence[DataQuery],
    totals: Sequence[tuple[WindowCounts, tuple[Any, ...]]],
    connection: DuckDBPyConnection,
) -> dict[DataRequest, DataAggregate]:
    """The answers, from the totals and from one scan for each way to group."""
    clusters = _count_clusters(source, questions, connection)
    strata = _count_strata(source, questions, connection)
    weights = _count_weights(source, questions, connection)
    return {
        query.request: query.read_answer(
            window,
            values,
            clusters.get(query.request, ()),
            strata.get(query.request, ()),
            weights.get(query.request, ()),
        )
        for query, (window, values) in zip(questions, totals, strict=True)
    }


def _count_clusters(
    source: str, questions: Sequence[DataQuery], connection: DuckDBPyConnection
) -> dict[DataRequest, tuple[ClusterAggregate | ValueAggregate, ...]]:
    """The answers to each question by cluster, from one scan for each way to group."""
    found: dict[DataRequest, tuple[ClusterAggregate | ValueAggregate, ...]] = {}
    for cells in dict.fromkeys(query.grouping for query in questions if query.grouping):
        group = [query for query in questions if query.grouping == cells]
        expressions = [expression for query in group for expression in query.list_by_cluster()]
        rows = fetch_rows(connection, [*cells, *expressions], source, f"GROUP BY {', '.join(cells)}")
        # Groups come in the order in which threads finish; a run without the value stands last.
        rows.sort(key=lambda row: tuple((cell is None, cell) for cell in row[: len(cells)]))
        begin = len(cells)
        for query in group:
            end = begin + len(query.list_by_cluster())
            aggregates = (query.read_cluster(row[0], row[begin:end]) for row in rows)
            found[query.request] = tuple(aggregate for aggregate in aggregates if aggregate.attempts)
            begin = end
    return found


def _count_strata(
    source: str, questions: Sequence[DataQuery], connection: DuckDBPyConnection
) -> dict[DataRequest, tuple[StratumAggregate, ...]]:
    """The answers to each question by stratum, and within it by cluster where the file has a column of them."""
    found: dict[DataRequest, tuple[StratumAggregate, ...]] = {}
    for query in questions:
        if query.stratum is None:
            continue
        cells = [query.stratum, query.cluster or "''"]
        grouping = f"GROUP BY {query.stratum}" + (f", {query.cluster}" if query.cluster else "")
        rows = fetch_rows(connection, [*cells, *query.list_counts()], source, grouping)
        rows.sort(key=lambda row: row[:2])
        strata = []
        for name, group in groupby(rows, key=lambda row: row[0]):
            counts = [ClusterAggregate(*row[1:]) for row in group if row[2]]
            attempts, successes, unknown = (
                sum(getattr(count, key) for count in counts) for key in ("attempts", "successes", "unknown")
            )
            clusters = tuple(counts) if query.cluster else ()
            if counts:
                strata.append(StratumAggregate(name, attempts, successes, unknown, clusters))
        found[query.request] = tuple(strata)
    return found


def _count_weights(
    source: str, questions: Sequence[DataQuery], connection: DuckDBPyConnection
) -> dict[DataRequest, tuple[WeightAggregate, ...]]:
    """The answers to each question by weight, and by cluster where the file has a column of them."""
    found: dict[DataRequest, tuple[WeightAggregate, ...]] = {}
    for query in questions:
        if query.weight_cell is None:
            continue
        cells = [query.cluster or "''", query.weight_cell]
        rows = fetch_rows(connection, [*cells, *query.list_counts()], source, f"GROUP BY {', '.join(cells)}")
        # Counts of equal weights, not sums of weights: these would depend on the order of the rows.
        found[query.request] = tuple(WeightAggregate(*row) for row in sorted(rows) if row[2])
    return found
