"""The SQL query for a request: which rows it selects, what it counts in them, what their cells must hold."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from trustpages.intake.data.predicates import (
    CellReading,
    Scan,
    SqlColumn,
    read_day,
    read_duration,
    read_number,
    read_outcome,
    read_weight,
)
from trustpages.intake.messages.quoting import quote, suggest_nearest
from trustpages.model.aggregate import (
    ClusterAggregate,
    DataAggregate,
    DataRequest,
    DayAggregate,
    StratumAggregate,
    ValueAggregate,
    WeightAggregate,
)
from trustpages.model.documents.items.data_file import Predicate
from trustpages.model.problem import Fault
from trustpages.model.source_map import ValuePath

_NOTHING = "NULL"
_ABSENT = CellReading(_NOTHING, "false", "")


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column, and where an item names it: the path inside its `data`, with the condition that is put to it."""

    item: str
    path: ValuePath
    column: str
    condition: Predicate | None = None


@dataclass(frozen=True, slots=True)
class WindowCounts:
    """The rows that a question counts, good and unknown ones and events; their days, and rows before and after.

    `span` are the first and the last day of all rows, whichever are asked for.
    """

    attempts: int
    successes: int
    unknown: int
    events: int
    first: date | None = None
    last: date | None = None
    days: int | None = None
    before: int = 0
    after: int = 0
    by_day: tuple[DayAggregate, ...] = ()
    span: tuple[date, date] | None = None

    @property
    def is_without_success(self) -> bool:
        """Whether rows were counted and none had the outcome or was an event."""
        return bool(self.attempts) and not (self.successes or self.events)


@dataclass(frozen=True, slots=True)
class DataQuery:
    """One request in SQL over the columns of its file.

    `readings` are the cells that it reads, by where their column is named; a row counts where `rows` is true.
    """

    request: DataRequest
    rows: str
    outcome: CellReading
    value: CellReading
    event: CellReading
    day: CellReading
    cluster: str | None
    stratum: str | None
    weight: CellReading
    readings: tuple[tuple[NamedColumn, CellReading], ...]

    def list_totals(self) -> tuple[str, ...]:
        """The expressions whose values `read_answer` reads, over all rows: of the value that is asked for."""
        value = self.value.value
        return (self._over_rows(f"skewness({value})", of=value), *self._list_values())

    def list_counts(self) -> tuple[str, ...]:
        """The expressions for how many rows there are, how many are good, and how many unknown."""
        return self._list_counts(self.rows)

    def _list_counts(self, rows: str) -> tuple[str, ...]:
        # Where neither an outcome nor a value is asked for, events are what is counted.
        counted = self.event if self.outcome is _ABSENT and not self.has_value else self.outcome
        unknown = "true" if counted.value == _NOTHING else f"{counted.value} IS NULL"
        return (_count(rows), _count(rows, counted.value), _count(rows, unknown))

    def list_by_cluster(self) -> tuple[str, ...]:
        """The expressions whose values `read_cluster` reads, over the rows of one cluster."""
        return (*self.list_counts(), *(self._list_values() if self.has_value else ()))

    def list_by_day(self) -> tuple[str, ...]:
        """The expressions whose values begin a `WindowCounts`, over the rows of one day or, without days, over all."""
        return (*self._list_counts("true"), _count(self.event.value))

    @property
    def is_by_day(self) -> bool:
        """Whether outcomes are wanted by day: where all days of a file with days are asked for."""
        request = self.request
        return request.outcome is not None and self.has_days and request.first is None and request.last is None

    @property
    def has_days(self) -> bool:
        """Whether the rows have days."""
        return self.day is not _ABSENT

    def read_cluster(self, cluster: str, values: tuple[Any, ...]) -> ClusterAggregate | ValueAggregate:
        """The answer about one cluster, of a value where one is asked for, from the values of `list_by_cluster`."""
        if not self.has_value:
            return ClusterAggregate(cluster, *values)
        attempts, successes, unknown, n, mean, sd, *within = values
        found = ValueAggregate(cluster, attempts, n, mean, sd, self._pair_with_limits(within))
        return found if self.outcome is _ABSENT else replace(found, successes=successes, unknown=unknown)

    def read_answer(
        self,
        window: WindowCounts,
        values: tuple[Any, ...],
        clusters: tuple[ClusterAggregate | ValueAggregate, ...],
        strata: tuple[StratumAggregate, ...],
        weights: tuple[WeightAggregate, ...],
    ) -> DataAggregate:
        """The answer from its window, the values of `list_totals`, and the answers by cluster, stratum and weight."""
        skewness, n, mean, sd, *within = values
        has_value = self.has_value
        return DataAggregate(
            attempts=window.attempts,
            successes=window.successes,
            unknown=window.unknown,
            clusters=tuple(cluster for cluster in clusters if isinstance(cluster, ClusterAggregate)),
            first=window.first,
            last=window.last,
            days=window.days,
            n=n if has_value else None,
            mean=mean,
            sd=sd,
            skewness=_keep_if_exact(skewness, mean, sd),
            within=self._pair_with_limits(within) if has_value else (),
            value_clusters=tuple(cluster for cluster in clusters if isinstance(cluster, ValueAggregate)),
            strata=strata,
            events=window.events if self.event is not _ABSENT else None,
            by_day=window.by_day,
            weights=weights,
            before=window.before,
            after=window.after,
        )

    @property
    def grouping(self) -> tuple[str, ...]:
        """What the rows are grouped by: the cluster, and the value where clusters are split; empty where by nothing."""
        if self.cluster is None:
            return ()
        return (self.cluster, self.value.value) if self.request.split else (self.cluster,)

    @property
    def weight_cell(self) -> str | None:
        """What a row weighs, by which outcomes are counted; None where rows do not weigh."""
        return None if self.weight is _ABSENT else self.weight.value

    @property
    def has_value(self) -> bool:
        """Whether it asks for a measured value."""
        return self.value is not _ABSENT

    def _pair_with_limits(self, counts: Sequence[int]) -> tuple[tuple[float, int], ...]:
        return tuple(zip(self.request.limits, counts, strict=True))

    def _list_values(self) -> tuple[str, ...]:
        value = self.value.value
        limits = (f"{value} <= CAST({limit!r} AS DOUBLE)" for limit in map(float, self.request.limits))
        return (
            *(self._over_rows(f"{function}({value})", of=value) for function in ("count", "avg", "stddev_samp")),
            *(_count(self.rows, limit) for limit in limits),
        )

    def _over_rows(self, aggregate: str, of: str) -> str:
        """The aggregate over the rows that are asked for, nothing where it is one of nothing."""
        if of == _NOTHING:
            return _NOTHING
        return aggregate if self.rows == "true" else f"{aggregate} FILTER ({self.rows})"


def _count(*conditions: str) -> str:
    """How many rows meet all conditions. DuckDB plans for longer than it counts, so it is asked no more than needed."""
    if not {"false", _NOTHING}.isdisjoint(conditions):
        return "0"
    needed = " AND ".join(condition for condition in conditions if condition != "true")
    return f"count(*) FILTER ({needed})" if needed else "count(*)"


def _keep_if_exact(skewness: float | None, mean: float | None, sd: float | None) -> float | None:
    """The skewness, unless the values lie so close together that nothing of it is left beside their cubes."""
    # The database sums raw cubes: with a mean of 10,000 standard deviations four of sixteen digits remain.
    if skewness is None or mean is None or not sd or abs(mean) > 10_000 * sd:
        return None
    return skewness if math.isfinite(skewness) else None


def build_query(
    request: DataRequest, columns: Mapping[str, SqlColumn], scan: Scan, alike: str | None = None
) -> DataQuery:
    """The request over the columns of a file, all of which have to be there.

    Where `alike` is given, runs for which it is the same are grouped instead of those of a cluster.
    """
    data = request.data
    wanted = get_outcome(request)
    begin, value = _read_value(request, columns, scan)
    found = {
        "outcome": read_outcome(wanted, columns[wanted.column], scan, data.null_is) if wanted else _ABSENT,
        "begin": begin,
        "value": value,
        "event": read_outcome(data.event, columns[data.event.column], scan) if data.event else _ABSENT,
        "day": read_day(columns[data.at], scan) if data.at else _ABSENT,
        "weight": _read_weight(request, columns, scan),
    }
    paths: dict[str, ValuePath] = {
        "outcome": ("success",) if request.outcome == "success" else ("outcomes", request.outcome or ""),
        "begin": ("durations", request.value or "", "from"),
        "value": ("durations", request.value or "", "to") if begin is not _ABSENT else ("values", request.value or ""),
        "event": ("event",),
        "day": ("at",),
        "weight": ("weight", "column"),
    }
    named = {column.path: column for column in list_columns(request)}
    ends = ((">=", request.first), ("<=", request.last)) if data.at else ()  # without a time every row counts
    bounds = [f"{found['day'].value} {sign} DATE '{day}'" for sign, day in ends if day]
    cluster = alike or (columns[data.cluster].text if data.cluster else None)
    return DataQuery(
        request=request,
        rows=scan.derive(" AND ".join(bounds)) if bounds else "true",
        cluster=scan.name(cluster) if cluster else None,
        stratum=scan.name(columns[data.stratum].text) if data.stratum and wanted is not None else None,
        readings=tuple((named[paths[key]], reading) for key, reading in found.items() if reading is not _ABSENT),
        **{key: reading for key, reading in found.items() if key != "begin"},
    )


def _read_value(request: DataRequest, columns: Mapping[str, SqlColumn], scan: Scan) -> tuple[CellReading, CellReading]:
    """How the value is read: of a duration also the cells of its begin, for what they must hold."""
    data = request.data
    if request.value is None:
        return _ABSENT, _ABSENT
    if (duration := data.durations.get(request.value)) is not None:
        return read_duration(columns[duration.from_], columns[duration.to], scan)
    return _ABSENT, read_number(columns[data.values[request.value]], scan)


def _read_weight(request: DataRequest, columns: Mapping[str, SqlColumn], scan: Scan) -> CellReading:
    weight = request.data.weight
    if weight is None or get_outcome(request) is None:
        return _ABSENT
    return read_weight(columns[weight.column], scan, weight.at_most)


def get_outcome(request: DataRequest) -> Predicate | None:
    """The predicate of the outcome that is asked for, None where none is asked for or defined."""
    if request.outcome is None:
        return None
    return request.data.success if request.outcome == "success" else request.data.outcomes.get(request.outcome)


def check_defined(request: DataRequest) -> Fault | None:
    """Why a request asks for what its data do not define, if it does."""
    data = request.data
    if request.outcome is not None and get_outcome(request) is None:
        known = ("success", *data.outcomes) if data.success else tuple(data.outcomes)
        return _refuse_undefined("outcome", request.outcome, known)
    if request.value is not None and request.value not in data.measured:
        return _refuse_undefined("value", request.value, data.measured)
    return None


def list_columns(request: DataRequest) -> tuple[NamedColumn, ...]:
    """Every column that the description of a data file names, with where it does."""
    data, item = request.data, request.item
    conditions: list[tuple[ValuePath, Predicate | None]] = [
        (("success",), data.success),
        *((("outcomes", name), predicate) for name, predicate in data.outcomes.items()),
        (("event",), data.event),
        (("where",), data.where),
    ]
    columns: list[tuple[ValuePath, str | None]] = [
        *((("values", name), column) for name, column in data.values.items()),
        *((("durations", name, "from"), duration.from_) for name, duration in data.durations.items()),
        *((("durations", name, "to"), duration.to) for name, duration in data.durations.items()),
        (("run",), data.run),
        (("cluster",), data.cluster),
        (("stratum",), data.stratum),
        (("weight", "column"), data.weight.column if data.weight else None),
        (("at",), data.at),
    ]
    return (
        *(
            NamedColumn(item, path, predicate.column, predicate)
            for path, predicate in conditions
            if predicate is not None
        ),
        *(NamedColumn(item, path, column) for path, column in columns if column is not None),
    )


def _refuse_undefined(noun: str, name: str, known: tuple[str, ...]) -> Fault:
    where = "success" if name == "success" else f"{noun}s"
    remedy = suggest_nearest(name, known, f"define it under 'data.{where}'")
    return Fault("data-undefined", f"the data define no {noun} {quote(name)}", remedy)
