"""Answers to requests from the rows of an aggregate: what the rows of the table would have answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from trustpages.intake.data.aggregates.contract import EVENT, AggregateRow
from trustpages.model.aggregate import (
    UNNAMED,
    ClusterAggregate,
    DataAggregate,
    DataRequest,
    DayAggregate,
    FileRows,
    StratumAggregate,
    SumsAggregate,
)


def answer(request: DataRequest, rows: Sequence[AggregateRow]) -> DataAggregate:
    """What the rows say to a request for an outcome or for events."""
    data = request.data
    outcome = request.outcome or (EVENT if data.event is not None else None)
    chosen = _choose(rows, outcome)
    whole = [row for row in chosen if row.stratum is None]
    before = [row for row in whole if request.first and row.last and row.last < request.first]
    after = [row for row in whole if request.last and row.first and row.first > request.last]
    inside = [row for row in whole if _is_inside(row, request)]
    counted = sum(row.attempts for row in inside)
    outside = sum(row.attempts for row in (*before, *after))
    clusters, sums = _tell_apart(inside) if data.cluster is not None else ((), None)
    return DataAggregate(
        attempts=counted,
        successes=sum(row.k for row in inside),
        unknown=sum(row.unknown for row in inside),
        clusters=clusters,
        sums=sums,
        first=min((row.first for row in inside if row.first), default=None),
        last=max((row.last for row in inside if row.last), default=None),
        days=_count_days(inside) if data.at is not None else None,
        strata=_answer_strata([row for row in chosen if row.stratum is not None and _is_inside(row, request)], request),
        events=_count_events(rows, request) if data.event is not None else None,
        by_day=_add_up_days(inside) if _asks_for_days(request) else (),
        before=sum(row.attempts for row in before),
        after=sum(row.attempts for row in after),
        cut=sum(row.attempts for row in whole) - counted - outside,
        file=_describe(rows, request),
    )


def _choose(rows: Sequence[AggregateRow], outcome: str | None) -> list[AggregateRow]:
    """The rows of an outcome; with None those of any one outcome, of which only the number of runs is told."""
    if outcome is not None:
        return [row for row in rows if row.outcome == outcome]
    some = min((row.outcome for row in rows), default="")
    untold = (row for row in rows if row.outcome == some)
    return [_forget_outcomes(row) for row in untold]


def _forget_outcomes(row: AggregateRow) -> AggregateRow:
    key = (row.outcome, row.stratum, row.cluster, row.first, row.last)
    return AggregateRow(*key, k=0, n=0, unknown=row.attempts, clusters=row.clusters, k2=0, n2=0, kn=0)


def _count_events(rows: Sequence[AggregateRow], request: DataRequest) -> int:
    events = (row for row in _choose(rows, EVENT) if row.stratum is None)
    return sum(row.k for row in events if _is_inside(row, request))


def _is_inside(row: AggregateRow, request: DataRequest) -> bool:
    starts = request.first is None or row.first is None or row.first >= request.first
    ends = request.last is None or row.last is None or row.last <= request.last
    return starts and ends


def _tell_apart(
    rows: Iterable[AggregateRow], part: str = ""
) -> tuple[tuple[ClusterAggregate, ...], SumsAggregate | None]:
    """The clusters that the rows of the whole, or of one part, tell, those of one name added up; sums of the others."""
    named: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    alike: list[ClusterAggregate] = []
    totals: list[AggregateRow] = []
    for number, row in enumerate(rows, start=1):
        if row.cluster is not None:
            for place, count in enumerate((row.attempts, row.k, row.unknown)):
                named[row.cluster][place] += count
        elif row.are_alike:
            attempts, good, unknown = (count // row.clusters for count in (row.attempts, row.k, row.unknown))
            alike.append(ClusterAggregate(f"{part}{UNNAMED}{number}", attempts, good, unknown, row.clusters))
        else:
            totals.append(row)
    clusters = [*alike, *(ClusterAggregate(name, *counts) for name, counts in sorted(named.items()))]
    return tuple(clusters), _add_up(totals) if totals else None


def _add_up(rows: Sequence[AggregateRow]) -> SumsAggregate:
    # Of a row without known outcomes no cluster is one of those that the sums are about.
    known = sum(row.clusters for row in rows if row.n)
    names = ("k", "n", "unknown", "k2", "n2", "kn")
    return SumsAggregate(known, **{name: sum(getattr(row, name) for row in rows) for name in names})


def _answer_strata(rows: Sequence[AggregateRow], request: DataRequest) -> tuple[StratumAggregate, ...]:
    if request.outcome is None:
        return ()
    by_name: dict[str, list[AggregateRow]] = defaultdict(list)
    for row in rows:
        by_name[row.stratum or ""].append(row)
    found = []
    for name, part in sorted(by_name.items()):
        clusters, sums = _tell_apart(part, name) if request.data.cluster is not None else ((), None)
        counts = (sum(row.attempts for row in part), sum(row.k for row in part), sum(row.unknown for row in part))
        found.append(StratumAggregate(name, *counts, clusters, sums))
    return tuple(found)


def _count_days(rows: Sequence[AggregateRow]) -> int | None:
    """The number of days with runs, where each row is of one day."""
    return len({row.first for row in rows}) if _are_days(rows) else None


def _are_days(rows: Iterable[AggregateRow]) -> bool:
    return all(row.first is not None and row.first == row.last for row in rows)


def _asks_for_days(request: DataRequest) -> bool:
    is_whole = request.first is None and request.last is None
    return is_whole and request.outcome is not None and request.data.at is not None


def _add_up_days(rows: Sequence[AggregateRow]) -> tuple[DayAggregate, ...]:
    if not _are_days(rows):
        return ()
    days: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        if row.first is not None:
            for place, count in enumerate((row.attempts, row.k, row.unknown)):
                days[row.first][place] += count
    return tuple(DayAggregate(day, *counts) for day, counts in sorted(days.items()))


def _describe(rows: Sequence[AggregateRow], request: DataRequest) -> FileRows:
    """What the table holds: all its runs, and how many clusters."""
    some = min((row.outcome for row in rows), default="")
    whole = [row for row in rows if row.outcome == some and row.stratum is None]
    runs = sum(row.attempts for row in whole)
    unnamed = sum(row.clusters for row in whole if row.cluster is None)
    names = {row.cluster for row in whole if row.cluster is not None}
    if request.data.cluster is None:
        return FileRows(read=runs, chosen=runs)
    return FileRows(read=runs, chosen=runs, groups=unnamed + len(names), unnamed=unnamed)
