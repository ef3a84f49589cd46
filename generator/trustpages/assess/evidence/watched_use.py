"""Use of the agent in which events would have been noticed: how much, how it was watched, in which clusters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import ALL_DAYS, DayRange, build_data_request, get_data_file
from trustpages.model.aggregate import UNNAMED, ClusterAggregate, DataAggregate
from trustpages.model.documents.counts import Monitoring
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.measured import ONLY_WATCHED
from trustpages.model.results.evidence import Evidence
from trustpages.statistics.rounding import format_exposure, percent_estimate

RUNS = "runs"

_MOST_CLUSTERS = 100_000
"""More of them would change no verdict that anybody waits for, and a document may state any number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """The runs of one item: `attempts` of them, `amount` in the unit asked for, None where it does not say.

    `events` were counted inside them, None if nobody counted. `clusters` hold all runs where they come in clusters,
    with the events in each as successes where `events_by_cluster` says so.
    """

    attempts: int | None
    amount: float | None
    events: int | None
    by_period: tuple[int, ...]
    clusters: tuple[ClusterAggregate, ...]
    events_by_cluster: bool
    monitoring: Monitoring | None

    @property
    def fraction(self) -> float:
        """The share of the runs that is watched; without a record all, which bounds the rate from below."""
        return 1.0 if self.monitoring is None else self.monitoring.fraction

    @property
    def sensitivity(self) -> float:
        """The share of failures that the detector finds, where it was tested."""
        tested = None if self.monitoring is None else self.monitoring.sensitivity
        return 1.0 if tested is None else tested


def read_use(context: Context, evidence: Evidence, item: Runs, unit: str, window: DayRange = ALL_DAYS) -> Use:
    """The use that an item of runs reports in the unit, cut to the days of a window where a file tells days."""
    attempts, events, clusters, in_clusters = item.attempts, item.events, _list_clusters(evidence, item), False
    data = get_data_file(evidence)
    if data is not None:
        answer = context.aggregates.get(build_data_request(evidence, data, window))
        if answer is not None and answer.cut:
            answer = None  # nobody can tell which of its runs lie in the window
        attempts = None if answer is None else answer.attempts
        events = answer.events if answer is not None and data.event is not None else None
        clusters, in_clusters = _list_counted(evidence, answer), data.event is not None
    elif attempts is None and clusters:
        attempts = sum(cluster.attempts for cluster in clusters)
    stated = next((exposure.amount for exposure in item.exposure if exposure.unit == unit), None)
    # Runs that were counted go before runs that somebody stated.
    amount = float(attempts) if unit == RUNS and attempts is not None else stated
    return Use(
        attempts=attempts,
        amount=amount,
        events=events,
        by_period=item.by_period,
        clusters=clusters,
        events_by_cluster=in_clusters,
        monitoring=item.monitoring,
    )


def _list_counted(evidence: Evidence, answer: DataAggregate | None) -> tuple[ClusterAggregate, ...]:
    """The clusters that were counted in a file, each by itself; of sums as many as they are worth."""
    if answer is None:
        return ()
    listed: list[ClusterAggregate] = []
    for cluster in answer.clusters:
        if cluster.has_name:
            listed.append(cluster)
        else:
            whole = (cluster.number * cluster.attempts, cluster.number * cluster.successes)
            listed += _divide(f"{evidence.agent}/{evidence.id}/{cluster.cluster}", *whole, cluster.number)
    if (sums := answer.sums) is not None:
        inside = answer.attempts - sum(cluster.number * cluster.attempts for cluster in answer.clusters)
        worth = sums.n**2 // sums.n2 if sums.n2 else 1
        listed += _divide(f"{evidence.agent}/{evidence.id}/{UNNAMED}", inside, sums.k, worth)
    return tuple(listed)


def _list_clusters(evidence: Evidence, item: Runs) -> tuple[ClusterAggregate, ...]:
    if item.cluster_sums is None or item.attempts is None:
        return tuple(ClusterAggregate(cluster.id, cluster.attempts, 0, 0) for cluster in item.clusters)
    # Nobody says how large each of them is: as many equal ones as they are worth (Kish 1965), which are never more.
    number = item.cluster_sums.n**2 // item.cluster_sums.n2
    return _divide(f"{evidence.agent}/{evidence.id}/", item.attempts, 0, number)


def _divide(name: str, attempts: int, events: int, number: int) -> tuple[ClusterAggregate, ...]:
    """So many clusters, as alike as can be, that have these together; in the place of very many fewer, larger ones."""
    number = min(number, _MOST_CLUSTERS)
    (size, larger), (each, more) = divmod(attempts, number), divmod(events, number)
    return tuple(ClusterAggregate(f"{name}{at}", size + (at < larger), each + (at < more), 0) for at in range(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedUse:
    """Use of several items that counts as exposure: `amount` in `unit`, 0 where none is on record.

    Only the watched part counts, times the sensitivity of the detector where it was tested: what nobody would have seen
    cannot show that nothing happened. `recorded` is all use that is on record, watched or not. `runs` are the watched
    runs, tested or not; `groups` are the events (where they are known by cluster, else 0) and watched runs of each
    cluster, `loose` the watched runs outside of any. `monitored` is the share of all use that is watched, None where
    some item does not say.
    """

    amount: float
    unit: str
    monitored: float | None
    recorded: float = 0.0
    runs: float = 0.0
    loose: float = 0.0
    groups: tuple[tuple[int, float], ...] = ()
    events_by_cluster: bool = False
    notes: tuple[str, ...] = ()


def add_up_use(uses: Sequence[Use], unit: str, *, of_events: bool = False) -> WatchedUse:
    """The exposure of several items together; events counted inside runs need nobody who watches (`of_events`)."""
    known = [(use, use.amount) for use in uses if use.amount is not None]

    def weigh(use: Use) -> float:
        return 1.0 if of_events else use.fraction * use.sensitivity

    def share(use: Use) -> float:
        return 1.0 if of_events else use.fraction

    total = math.fsum(amount for _, amount in known)
    watched = math.fsum(amount * use.fraction for use, amount in known)
    counted = [(use, use.attempts) for use, _ in known if use.attempts is not None]
    groups: dict[str, tuple[int, float]] = {}
    for use, _ in counted:
        for cluster in use.clusters:
            # A customer that stands in two items is one customer.
            events, runs = groups.get(cluster.cluster, (0, 0.0))
            groups[cluster.cluster] = (events + cluster.successes, runs + cluster.attempts * share(use))
    return WatchedUse(
        amount=math.fsum(amount * weigh(use) for use, amount in known),
        unit=unit,
        monitored=watched / total if total and all(use.monitoring for use, _ in known) else None,
        recorded=total,
        runs=math.fsum(attempts * share(use) for use, attempts in counted),
        loose=math.fsum(attempts * share(use) for use, attempts in counted if not use.clusters),
        groups=tuple(groups[name] for name in sorted(groups)),
        events_by_cluster=of_events and all(use.events_by_cluster for use, _ in known),
        notes=() if of_events else (*_describe_watching(known, unit), *_count_without(uses, known, unit)),
    )


def measure_exposure(context: Context, runs: Sequence[Evidence]) -> WatchedUse:
    """The exposure of these items in runs, else in the first unit that any of them gives, over all their days."""
    items = [(evidence, evidence.item) for evidence in runs if isinstance(evidence.item, Runs)]
    unit = _choose_unit(context, items)
    return add_up_use([read_use(context, evidence, item, unit) for evidence, item in items], unit)


def _choose_unit(context: Context, items: Iterable[tuple[Evidence, Runs]]) -> str:
    pairs = list(items)
    if any(read_use(context, evidence, item, RUNS).amount is not None for evidence, item in pairs):
        return RUNS
    return min((exposure.unit for _, item in pairs for exposure in item.exposure), default=RUNS)


def _describe_watching(known: Sequence[tuple[Use, float]], unit: str) -> list[str]:
    notes = []
    if any(use.monitoring is None for use, _ in known):
        notes.append("nobody says which share of the runs is watched: the rate is a lower bound")
    if any(use.fraction * use.sensitivity < 1 for use, _ in known):
        notes.append(ONLY_WATCHED)
    for sensitivity in sorted({use.sensitivity for use, _ in known if use.sensitivity < 1}):
        alike = [(use, amount) for use, amount in known if use.sensitivity == sensitivity]
        watched = math.fsum(amount * use.fraction for use, amount in alike)
        notes.append(
            f"the detector finds {percent_estimate(sensitivity).normalize():f} % of failures: "
            f"{format_exposure(watched)} watched {unit} count as {format_exposure(watched * sensitivity)}"
        )
    return notes


def _count_without(uses: Sequence[Use], known: Sequence[tuple[Use, float]], unit: str) -> list[str]:
    without = len(uses) - len(known)
    return [f"items of real use without exposure in {unit}: {without}"] if without else []
