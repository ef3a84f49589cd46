"""A request as SQL: which rows it looks at, what it counts in them, what its cells must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trustpages.intake.data.predicates import Cell, Reading, Scan, as_day, as_number, outcome
from trustpages.intake.suggestion import did_you_mean, quoted
from trustpages.model.aggregate import ClusterAggregate, DataAggregate, DataRequest, ValueAggregate
from trustpages.model.documents.counts import Predicate
from trustpages.model.located import Path
from trustpages.model.refusal import Refusal

_ABSENT = Reading("NULL", "false", "")


@dataclass(frozen=True, slots=True)
class Named:
    """A column, and where an item names it: the path inside its `data`, with the condition that is put to it."""

    item: str
    path: Path
    column: str
    condition: Predicate | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One request in SQL over the columns of its file.

    `readings` are the cells that it reads, by where their column is named; a row counts where `rows` is true.
    """

    request: DataRequest
    rows: str
    outcome: Reading
    value: Reading
    event: Reading
    day: Reading
    cluster: str | None
    readings: tuple[tuple[Named, Reading], ...]

    def totals(self) -> tuple[str, ...]:
        """The expressions whose values `aggregate` reads, over all rows."""
        return (
            *self._counts(),
            f"min({self.day.value}) FILTER ({self.rows})",
            f"max({self.day.value}) FILTER ({self.rows})",
            f"count(DISTINCT {self.day.value}) FILTER ({self.rows})",
            f"count(*) FILTER ({self.rows} AND {self.event.value})",
            *self._values(),
        )

    def by_cluster(self) -> tuple[str, ...]:
        """The expressions whose values `cluster_aggregate` reads, over the rows of one cluster."""
        return (*self._counts(), *(self._values() if self.has_value else ()))

    def cluster_aggregate(self, cluster: str, values: tuple[Any, ...]) -> ClusterAggregate | ValueAggregate:
        """The answer about one cluster, of a value where one is asked for, from the values of `by_cluster`."""
        if not self.has_value:
            return ClusterAggregate(cluster, *values)
        attempts, _, _, n, mean, sd, *within = values
        return ValueAggregate(cluster, attempts, n, mean, sd, self._with_limits(within))

    def aggregate(
        self, values: tuple[Any, ...], clusters: tuple[ClusterAggregate | ValueAggregate, ...]
    ) -> DataAggregate:
        """The answer from the values of `totals` and the answers about the clusters."""
        attempts, successes, unknown, first, last, days, events, n, mean, sd, *within = values
        has_days, has_value = self.day is not _ABSENT, self.has_value
        return DataAggregate(
            attempts=attempts,
            successes=successes,
            unknown=unknown,
            clusters=tuple(cluster for cluster in clusters if isinstance(cluster, ClusterAggregate)),
            first=first,
            last=last,
            days=days if has_days else None,
            n=n if has_value else None,
            mean=mean,
            sd=sd,
            within=self._with_limits(within) if has_value else (),
            value_clusters=tuple(cluster for cluster in clusters if isinstance(cluster, ValueAggregate)),
            events=events if self.event is not _ABSENT else None,
        )

    @property
    def has_value(self) -> bool:
        """Whether it asks for a measured value."""
        return self.value is not _ABSENT

    def _with_limits(self, counts: Sequence[int]) -> tuple[tuple[float, int], ...]:
        return tuple(zip(self.request.limits, counts, strict=True))

    def _values(self) -> tuple[str, ...]:
        limits = (
            f"count(*) FILTER ({self.rows} AND {self.value.value} <= CAST({limit!r} AS DOUBLE))"
            for limit in map(float, self.request.limits)
        )
        return (
            f"count({self.value.value}) FILTER ({self.rows})",
            f"avg({self.value.value}) FILTER ({self.rows})",
            f"stddev_samp({self.value.value}) FILTER ({self.rows})",
            *limits,
        )

    def _counts(self) -> tuple[str, ...]:
        return (
            f"count(*) FILTER ({self.rows})",
            f"count(*) FILTER ({self.rows} AND {self.outcome.value})",
            f"count(*) FILTER ({self.rows} AND {self.outcome.value} IS NULL)",
        )


def question(request: DataRequest, columns: Mapping[str, Cell], scan: Scan) -> Question:
    """The request over the columns of a file, all of which have to be there."""
    data = request.data
    wanted = outcome_of(request)
    grouped = wanted is not None or request.value is not None
    found = {
        "outcome": outcome(wanted, columns[wanted.column], scan, data.null_is) if wanted else _ABSENT,
        "value": as_number(columns[data.values[request.value]], scan) if request.value else _ABSENT,
        "event": outcome(data.event, columns[data.event.column], scan) if data.event else _ABSENT,
        "day": as_day(columns[data.at], scan) if data.at else _ABSENT,
    }
    paths: dict[str, Path] = {
        "outcome": ("success",) if request.outcome == "success" else ("outcomes", request.outcome or ""),
        "value": ("values", request.value or ""),
        "event": ("event",),
        "day": ("at",),
    }
    named = {column.path: column for column in columns_of(request)}
    return Question(
        request=request,
        rows=_rows(found["day"], request.first, request.last),
        cluster=scan.name(columns[data.cluster].text) if data.cluster and grouped else None,
        readings=tuple(
            (named[paths[key]], reading) for key, reading in found.items() if reading is not _ABSENT
        ),
        **found,
    )


def outcome_of(request: DataRequest) -> Predicate | None:
    """The predicate of the outcome that is asked for, None where none is asked for or defined."""
    if request.outcome is None:
        return None
    return (
        request.data.success if request.outcome == "success" else request.data.outcomes.get(request.outcome)
    )


def undefined(request: DataRequest) -> Refusal | None:
    """Why a request asks for what its data do not define, if it does."""
    data = request.data
    if request.outcome is not None and outcome_of(request) is None:
        return _undefined(
            "outcome", request.outcome, ("success", *data.outcomes) if data.success else data.outcomes
        )
    if request.value is not None and request.value not in data.values:
        return _undefined("value", request.value, data.values)
    return None


def columns_of(request: DataRequest) -> tuple[Named, ...]:
    """Every column that the description of a data file names, with where it does."""
    data, item = request.data, request.item
    conditions: list[tuple[Path, Predicate | None]] = [
        (("success",), data.success),
        *((("outcomes", name), predicate) for name, predicate in data.outcomes.items()),
        (("event",), data.event),
    ]
    columns: list[tuple[Path, str | None]] = [
        *((("values", name), column) for name, column in data.values.items()),
        (("cluster",), data.cluster),
        (("at",), data.at),
    ]
    return (
        *(
            Named(item, path, predicate.column, predicate)
            for path, predicate in conditions
            if predicate is not None
        ),
        *(Named(item, path, column) for path, column in columns if column is not None),
    )


def _undefined(noun: str, name: str, known: Any) -> Refusal:
    names = tuple(known)
    where = "success" if name == "success" else f"{noun}s"
    remedy = did_you_mean(name, names, f"define it under 'data.{where}'")
    return Refusal("data-undefined", f"the data define no {noun} {quoted(name)}", remedy)


def _rows(day: Reading, first: date | None, last: date | None) -> str:
    conditions = [f"{day.value} >= DATE '{first}'"] if first and day is not _ABSENT else []
    conditions += [f"{day.value} <= DATE '{last}'"] if last and day is not _ABSENT else []
    return " AND ".join(conditions) or "true"
