"""Sample sizes of rates: how much use like that seen settles on which side of a line a rate lies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from trustpages.statistics.arguments import require_positive
from trustpages.statistics.distributions import complement, z_of
from trustpages.statistics.events.rates import burst_limits, find_most_of_period
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.proportions.cluster_limits import Clusters, cluster_limits
from trustpages.statistics.proportions.power import MOST_RUNS, tilt_clusters
from trustpages.statistics.search import first_true


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDesign:
    """How events came in so much exposure: in bursts of some sizes, in periods, in clusters of runs.

    `periods` and `clusters` say how many of them had so many events (in so many runs); empty where nothing is known of
    them. With `unplaced` nobody knows in which clusters events fell, and `clusters` have none. `dispersion` as for
    `burst_limits`.
    """

    exposure: float
    bursts: Mapping[int, float] = field(default_factory=dict)
    dispersion: float = 1.0
    periods: Mapping[float, float] = field(default_factory=dict)
    clusters: Clusters = field(default_factory=dict)
    unplaced: bool = False

    @property
    def events(self) -> float:
        """All events."""
        return math.fsum(size * number for size, number in self.bursts.items())

    @property
    def runs(self) -> float:
        """The runs of all clusters."""
        return math.fsum(n * number for (_, n), number in self.clusters.items())

    @property
    def units(self) -> float:
        """What nothing is known to connect: clusters, else periods, else exposure."""
        return math.fsum(self.clusters.values()) or math.fsum(self.periods.values()) or self.exposure

    def estimate_variance(self) -> float:
        """The variance of the number of events, by whatever makes it greatest."""
        bursts = self.dispersion * math.fsum(size**2 * number for size, number in self.bursts.items())
        mean = self.events / (math.fsum(self.periods.values()) or 1.0)
        periods = math.fsum((count - mean) ** 2 * number for count, number in self.periods.items())
        share = self.events / (self.runs or 1.0)
        clusters = math.fsum((k - share * n) ** 2 * number for (k, n), number in self.clusters.items())
        return max(bursts, periods, 0.0 if self.unplaced else clusters)


def units_to_settle(
    seen: EventDesign, rate: float, *, least: int = 1, probability: float = 0.8, level: float = LEVEL
) -> int | None:
    """The fewest units (clusters, else periods, else exposure) like those seen that settle if `rate` is exceeded.

    In the worst but `1 - probability` of windows the rate lies nearer to the line than the one seen by so many standard
    errors; what was seen is tilted to it, as in `clusters_to_meet`, and every limit that would be given is asked. None
    where no number of units settles it. ValueError unless the rate is positive. Simulated power lies between 0.78 and
    0.83 where 0.80 is asked for (docs/explanation/statistics.md).
    """
    require_positive(rate, "rate")
    value, error = seen.events / seen.exposure, math.sqrt(seen.estimate_variance()) / seen.exposure
    if value == rate:
        return None
    away = 1 if value < rate else -1

    def suffice(number: int) -> bool:
        times = number / seen.units
        unlucky = value + away * z_of(complement(probability)) * error / math.sqrt(times)
        if (unlucky - rate) * away >= 0 or unlucky < 0:
            return False
        limits = _limit(seen, unlucky, times, probability, level)
        return limits.high <= rate if away > 0 else limits.low > rate

    return first_true(suffice, least) if suffice(MOST_RUNS) else None


def _limit(seen: EventDesign, rate: float, times: float, probability: float, level: float) -> Interval:
    """The limits in so many times the use, at another rate."""
    ratio = rate * seen.exposure / seen.events if seen.events else 1.0
    bursts = {size: number * times * ratio for size, number in seen.bursts.items() if ratio}
    largest = int(_find_probable_largest(seen.bursts, times, probability))
    limits = burst_limits(bursts, seen.exposure * times, level, dispersion=seen.dispersion, largest=largest)
    if seen.periods:
        number = math.fsum(seen.periods.values())
        most = find_most_of_period(_find_probable_largest(seen.periods, times, probability), math.ceil(number * times))
        counts: dict[tuple[float, float], float] = {}
        for count, many in seen.periods.items():
            pair = min(count / most, 1.0), 1.0
            counts[pair] = counts.get(pair, 0.0) + many
        mean = rate * seen.exposure / number
        share = cluster_limits(_tilt(counts, mean / most, number * times), level)
        limits = limits.cover(share.scaled(most * number / seen.exposure))
    if seen.clusters:
        limits = limits.cover(cluster_limits(_fill(seen, rate, times), level).scaled(seen.runs / seen.exposure))
    return limits


def _find_probable_largest(
    numbers: Mapping[int, float] | Mapping[float, float], times: float, probability: float
) -> float:
    """What the largest of so many times these exceeds in all but `probability` of windows, as far as it was seen."""
    left = -math.log(probability) / times
    for size, number in sorted(numbers.items(), reverse=True):
        left -= number
        if left <= 0:
            return size
    return min(numbers, default=0)


def _tilt(clusters: Clusters, share: float, number: float) -> Clusters:
    """So many clusters with that share of events; each with so many more where none of those seen had so many."""
    shares = [k / n for k, n in clusters]
    if min(shares) < share < max(shares) or not share:
        return tilt_clusters(clusters, share, number)
    times = share * math.fsum(n * many for (_, n), many in clusters.items())
    times /= math.fsum(k * many for (k, _), many in clusters.items())
    scaled: dict[tuple[float, float], float] = {}
    for (k, n), many in clusters.items():
        pair = min(k * times, n), n
        scaled[pair] = scaled.get(pair, 0.0) + many * number / math.fsum(clusters.values())
    return scaled


def _fill(seen: EventDesign, rate: float, times: float) -> Clusters:
    """So many times the clusters with events at that rate; those that nobody placed in as few as could hold them."""
    if not seen.unplaced:
        number = math.fsum(seen.clusters.values()) * times
        return _tilt(seen.clusters, rate * seen.exposure / seen.runs, number)
    placed: dict[tuple[float, float], float] = {}
    left = rate * seen.exposure * times
    for (_, size), many in sorted(seen.clusters.items(), key=lambda cluster: -cluster[0][1]):
        failed = min(left / size, many * times)
        left -= failed * size
        for pair, count in (((size, size), failed), ((0.0, size), many * times - failed)):
            if count > 0:
                placed[pair] = placed.get(pair, 0.0) + count
    return placed
