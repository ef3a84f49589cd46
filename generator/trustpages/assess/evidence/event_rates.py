"""The rate of events and its limits: the one place where events or incidents of an agent get an interval.

Verdicts, claims, incident rates, charts and limitations all come here, so that the same events in the same use have the
same limits everywhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.watched_use import RUNS, WatchedUse, measure_exposure
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.measured import NOT_ALL_CONFIRMED, Measured, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.parts import Counts
from trustpages.statistics.distributions import complement
from trustpages.statistics.events.power import EventDesign
from trustpages.statistics.events.rates import (
    FEWEST_PERIODS,
    Dispersion,
    burst_limits,
    dispersion_index,
    garwood,
    period_limits,
)
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import clopper_pearson, zero_failure_n_min
from trustpages.statistics.proportions.cluster_limits import Clusters, cluster_limits, list_clusters
from trustpages.statistics.search import find_root, first_true

Bursts = Mapping[int, int]
"""How many bursts there were of each size."""

NO_BURSTS: Bursts = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSeries:
    """Counts by equal period: `own` where they are the very events, `others` what else was counted in the same runs."""

    own: tuple[int, ...] = ()
    others: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedEvents:
    """Events, how many of them came together, and the use in which they would have been noticed."""

    bursts: Bursts
    use: WatchedUse
    series: EventSeries = field(default_factory=EventSeries)

    @property
    def count(self) -> int:
        """How many events there were."""
        return count_events(self.bursts)

    @property
    def units(self) -> float:
        """Clusters, or runs that stand alone: what nothing is known to connect. No end where exposure is no runs."""
        if self.use.groups:
            return len(self.use.groups) + self.use.loose
        return self.use.amount if self.use.unit == RUNS else math.inf


def count_events(bursts: Bursts) -> int:
    """How many events the bursts hold."""
    return sum(size * number for size, number in bursts.items())


def group_into_bursts(incidents: Iterable[Incident]) -> Bursts:
    """Incidents that were reported as one, or that look the same on the same day, are one burst."""
    together: dict[tuple[object, ...], int] = {}
    for incident in incidents:
        key = incident.occurred, incident.visible_event
        together[key] = together.get(key, 0) + incident.count
    bursts: dict[int, int] = {}
    for size in sorted(together.values()):
        bursts[size] = bursts.get(size, 0) + 1
    return bursts


def observe_incidents(context: Context, evidence: Iterable[Evidence]) -> ObservedEvents:
    """The confirmed incidents among these items, in the watched use of the runs among them."""
    items = list(evidence)
    incidents = [item.item for item in items if isinstance(item.item, Incident)]
    runs = [(item, item.item) for item in items if isinstance(item.item, Runs)]
    return ObservedEvents(
        bursts=group_into_bursts(incident for incident in incidents if incident.confirmed),
        use=measure_exposure(context, [item for item, _ in runs]),
        series=EventSeries(others=tuple(run.by_period for _, run in runs if run.by_period)),
    )


def estimate_event_rate(seen: ObservedEvents, level: float) -> Estimate:
    """Events per unit of exposure, with the widest of the limits that bursts, periods and clusters ask for.

    Each of them is monotone in every event, and so is the widest: no further event improves a verdict. ValueError
    without exposure.
    """
    exposure, events = seen.use.amount, seen.count
    limits = burst_limits(seen.bursts, exposure, level, dispersion=estimate_dispersion(seen.series.others, level))
    own = seen.series.own
    # Fewer periods say nothing of how much counts vary; and more events must not switch the limits, so that no count
    # is asked for.
    if len(own) >= FEWEST_PERIODS:
        limits = limits.cover(period_limits(own, level).scaled(len(own) / exposure))
    if seen.use.groups:
        share = cluster_limits(_place_in_clusters(seen), level)
        limits = limits.cover(share.scaled(seen.use.runs / exposure))
    if seen.use.unit == RUNS and events <= exposure:
        # A run has an event or has none.
        limits = limits.clipped(0.0, 1.0)
    return Estimate(events / exposure, limits)


def note_unconfirmed(rate: Measured, unconfirmed: int) -> Measured:
    """The rate, told to leave out what is not confirmed where it holds no event and one may have happened."""
    return replace(rate, notes=(*rate.notes, NOT_ALL_CONFIRMED)) if unconfirmed and not rate.k else rate


def measure_event_rate(
    seen: ObservedEvents, level: float, unit: str, *, per: float = 1.0, notes: tuple[str, ...] = ()
) -> Measured:
    """The rate as a quantity of the report, per so much exposure, with how much plain exposure would show the same."""
    estimate = estimate_event_rate(seen, level)
    scaled = Estimate(estimate.value * per, estimate.interval.scaled(per))
    return scaled.measured(
        unit,
        k=seen.count,
        n=seen.use.amount,
        n_eff=_find_effective_exposure(seen, estimate),
        notes=(*_describe_widening(seen), *notes),
    )


def list_event_counts(seen: ObservedEvents, level: float, *, unknown: int = 0, watched: bool = True) -> Counts:
    """What a reader needs, beside so many events in so much exposure, to compute the limits of the rate again."""
    groups = _place_in_clusters(seen) if seen.use.groups else {}
    return Counts(
        clusters=list_clusters(groups),
        runs=seen.use.runs if groups else None,
        bursts=tuple(sorted(seen.bursts.items())),
        periods=seen.series.own,
        dispersion=estimate_dispersion(seen.series.others, level),
        in_runs=seen.use.unit == RUNS,
        unknown=unknown,
        watched=watched,
    )


def count_events_to_exceed(seen: ObservedEvents, rate: float, level: float) -> int | None:
    """How many further events, each by itself, lift the lower limit above `rate`; None where no number of them does.

    None as well where events are counted by cluster or period: it would depend on where they fall.
    """

    def exceeds(more: int) -> bool:
        bursts = {**seen.bursts, 1: seen.bursts.get(1, 0) + more} if more else seen.bursts
        return estimate_event_rate(replace(seen, bursts=bursts), level).interval.low > rate

    # With few clusters not even an event in every run would show it.
    most = math.ceil(max(seen.use.amount, 1 / rate)) + 1
    if seen.series.own or seen.use.events_by_cluster or not exceeds(most):
        return None
    return first_true(exceeds, 0)


def find_exposure_to_stay_below(seen: ObservedEvents, rate: float, level: float) -> float | None:
    """The exposure in which so many events bring the upper limit to `rate`; None where clusters or periods set it."""
    if seen.series.own or seen.use.groups:
        return None
    dispersion = estimate_dispersion(seen.series.others, level)
    return burst_limits(seen.bursts, 1.0, level, dispersion=dispersion).high / rate


def count_fewest_groups(seen: ObservedEvents, rate: float, level: float) -> int | None:
    """The fewest clusters of runs without any event that show a rate of at most `rate`; None where runs stand alone."""
    share = rate * seen.use.amount / seen.use.runs if seen.use.groups else 0.0
    return zero_failure_n_min(complement(share), level) if 0 < share < 1 else None


def describe_design(seen: ObservedEvents, level: float) -> EventDesign:
    """How the events came, for planning further use."""
    return EventDesign(
        exposure=seen.use.amount,
        bursts=seen.bursts,
        dispersion=estimate_dispersion(seen.series.others, level),
        periods=Counter(map(float, seen.series.own)) if len(seen.series.own) >= FEWEST_PERIODS else {},
        clusters=_place_in_clusters(seen) if seen.use.groups else {},
        unplaced=not seen.use.events_by_cluster,
    )


def estimate_dispersion(series: Sequence[tuple[int, ...]], level: float) -> float:
    """By how much the variance of counts exceeds their mean, at least 1; 1 where no series is long enough to tell."""
    dispersion = find_dispersion(series)
    return dispersion.inflation(level) if isinstance(dispersion, Dispersion) else 1.0


def find_dispersion(series: Sequence[tuple[int, ...]]) -> Dispersion | Unmeasured | None:
    """The dispersion of the longest series; None without any."""
    # Series of different lengths of period do not add up, so the one with most periods speaks for all.
    longest = max(series, key=lambda periods: (len(periods), periods), default=None)
    return None if longest is None else dispersion_index(longest)


def _place_in_clusters(seen: ObservedEvents) -> Clusters:
    """The runs as clusters with their events; where these are not known by cluster, in as few as could hold them.

    That is the placing in which they say least, so that what is shown does not hang on a guess.
    """
    groups: dict[tuple[float, float], float] = {}
    left, known = seen.count, seen.use.events_by_cluster
    for events, size in sorted(seen.use.groups, key=lambda group: -group[1]):
        placed = min(float(events if known else left), size)
        left -= math.ceil(placed)
        groups[placed, size] = groups.get((placed, size), 0.0) + 1.0
    loose = seen.use.loose
    failed = min(float(max(left, 0)), loose)
    for pair, number in (((1.0, 1.0), failed), ((0.0, 1.0), loose - failed)):
        if number:
            groups[pair] = groups.get(pair, 0.0) + number
    return groups


def _find_effective_exposure(seen: ObservedEvents, estimate: Estimate) -> float:
    """The exposure with single, independent events whose limits would lie as far apart."""
    exposure, wide = seen.use.amount, estimate.interval.width
    in_runs = seen.use.unit == RUNS and estimate.value <= 1

    def spread(amount: float) -> float:
        return _limit_plainly(estimate.value * amount, amount, estimate.interval, in_runs=in_runs).width

    if garwood(seen.count, exposure, estimate.interval.level).width >= wide or spread(exposure) >= wide:
        return exposure
    return find_root(lambda amount: spread(amount) - wide, 1e-6 * exposure, exposure)


def _limit_plainly(events: float, amount: float, limits: Interval, *, in_runs: bool) -> Interval:
    return (
        clopper_pearson(min(events, amount), amount, limits.level) if in_runs else garwood(events, amount, limits.level)
    )


def _describe_widening(seen: ObservedEvents) -> tuple[str, ...]:
    notes = []
    largest = max(seen.bursts, default=0)
    if largest > 1:
        notes.append(f"up to {largest} events came together, which count as one burst")
    if seen.use.groups:
        placed = (
            "" if seen.use.events_by_cluster or not seen.count else "; events are placed in as few as could hold them"
        )
        notes.append(f"the runs come in {len(seen.use.groups)} clusters{placed}")
    return tuple(notes)
