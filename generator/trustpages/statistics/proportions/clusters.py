"""Clustered means and shares: cluster-robust errors, design effect, effective sample size.

Repeats of one task are not fresh evidence. The clustered standard error is CR0 (Miller 2024);
what the grouping costs is the design effect, and `n_eff = n/deff` is how many independent
records the `n` recorded ones are worth.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_count, require_finite, require_same_length
from trustpages.statistics.distributions import t_upper_quantile, tail, two_sided_z
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL

# Below this many clusters the normal approximation fails: correct the error and use t.
FEW_CLUSTERS = 10


@dataclass(frozen=True, slots=True)
class ClusteredMean:
    """A mean over `n` records in `clusters` groups, with both standard errors.

    `se` is the clustered error to report (with the corrections for few clusters and for a finite
    population of clusters), `se_naive` pretends that all records are independent. `deff` is the
    design effect, at least 1, from the uncorrected errors; `n_eff` is n/deff.
    """

    mean: float
    n: float
    clusters: int
    se: float
    se_naive: float
    deff: float
    n_eff: float

    @property
    def k(self) -> float:
        """The sum of the scores: successes, where scores are 0 and 1."""
        return self.mean * self.n

    def interval(self, level: float = LEVEL) -> Interval:
        """The mean +- quantile x se; the quantile is t with G-1 df below ten clusters, else normal."""
        if self.clusters < FEW_CLUSTERS:
            quantile = t_upper_quantile(tail(level) / 2, self.clusters - 1)
            method = f"clustered, t with {self.clusters - 1} df"
        else:
            quantile, method = two_sided_z(level), "clustered"
        return Interval(self.mean - quantile * self.se, self.mean + quantile * self.se, level, method)


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the formulas need of one cluster: its size, sum and sum of squares."""

    n: float
    total: float
    squares: float

    @property
    def varies(self) -> bool:
        return not math.isclose(self.squares * self.n, self.total**2, rel_tol=1e-12, abs_tol=1e-300)


def clustered_mean(
    scores: Sequence[float], clusters: Sequence[Hashable], *, population: int | None = None
) -> ClusteredMean | Unmeasured:
    """The mean of `scores` with its clustered error; `clusters[i]` is the group of `scores[i]`.

    `population` is the number of clusters that exist, where the sampled ones are a notable part of
    it (finite population correction). Missing without records, insufficient with one cluster.
    ValueError for lengths that differ or scores that are not finite.
    """
    require_same_length(scores, clusters, "scores and clusters")
    require_finite(scores, "scores")
    groups: dict[Hashable, list[float]] = {}
    for score, cluster in zip(scores, clusters, strict=True):
        groups.setdefault(cluster, []).append(float(score))
    sums = [_Sums(len(g), math.fsum(g), math.fsum(x * x for x in g)) for g in groups.values()]
    return _clustered(Counter(sums), population)


def clustered_share(
    successes: Sequence[float], sizes: Sequence[float], *, population: int | None = None
) -> ClusteredMean | Unmeasured:
    """The share of successes, from `successes[c]` of `sizes[c]` in each cluster.

    Equal to `clustered_mean` on the zeros and ones, without writing them out. Clusters of size 0
    are skipped. ValueError if a cluster has more successes than records.
    """
    require_same_length(successes, sizes, "successes and sizes")
    # Clusters that look the same are counted together: there are many clusters, and few that differ.
    pairs = Counter(zip(successes, sizes, strict=True))
    pairs.pop((0, 0), None)
    for k, n in pairs:
        require_count(k, n)
    return _clustered(Counter({_Sums(n, k, k): count for (k, n), count in pairs.items()}), population)


def clustered_summary(sizes: Sequence[int], means: Sequence[float], sds: Sequence[float]) -> ClusteredMean | Unmeasured:
    """The mean from the size, mean and standard deviation (n - 1; 0 for one value) of each cluster.

    Equal to `clustered_mean` on the values. Clusters of size 0 are skipped. ValueError for lengths that
    differ, or values that are not finite.
    """
    require_same_length(sizes, means, "sizes and means")
    require_same_length(sizes, sds, "sizes and standard deviations")
    require_finite((*means, *sds), "means and standard deviations")
    groups = [pair for pair in zip(sizes, means, sds, strict=True) if pair[0]]
    return _clustered(Counter(_Sums(n, n * m, (n - 1) * sd * sd + n * m * m) for n, m, sd in groups), None)


def _clustered(sums: Counter[_Sums], population: int | None) -> ClusteredMean | Unmeasured:
    """The mean over clusters, given as the number of those with the same sums."""
    n, groups = _sum(sums, lambda cluster: cluster.n), sums.total()
    if not groups:
        return Unmeasured(Status.MISSING, "no record with an outcome")
    if population is not None and population < groups:
        raise ValueError(f"{groups} clusters cannot come from a population of {population}")
    if groups == 1:
        return Unmeasured(Status.INSUFFICIENT, "one cluster only: how clusters differ is unknown")
    mean = _sum(sums, lambda cluster: cluster.total) / n
    cr0 = math.sqrt(_sum(sums, lambda cluster: (cluster.total - cluster.n * mean) ** 2)) / n
    naive = math.sqrt(max(_sum(sums, lambda cluster: cluster.squares) - n * mean * mean, 0.0) / (n - 1) / n)
    return _build(mean, n, groups, cr0, naive, varies=any(cluster.varies for cluster in sums), population=population)


def _build(
    mean: float, n: float, groups: int, cr0: float, naive: float, *, varies: bool, population: int | None = None
) -> ClusteredMean:
    # Repeats that always agree with each other add nothing: one observation a cluster. This also
    # covers "all fail" and "all succeed", where both errors are zero and their ratio has no value.
    # A design effect below 1 is chance or a design of strata: n_eff is never above n.
    deff = max(1.0, (cr0 / naive) ** 2) if varies else n / groups
    few = math.sqrt(groups / (groups - 1)) if groups < FEW_CLUSTERS else 1.0
    finite = 1.0 if population is None else math.sqrt(1 - groups / population)
    return ClusteredMean(mean, n, groups, cr0 * few * finite, naive, deff, n / deff)


@dataclass(frozen=True, slots=True)
class SixSums:
    """Sums over clusters of their number, k, n, k^2, n^2 and kn, c having k good ones of n runs.

    Whole numbers, unless a cluster has a part of a run.
    """

    clusters: float
    k: float
    n: float
    k2: float
    n2: float
    kn: float

    def __add__(self, other: SixSums) -> SixSums:
        """The sums over the clusters of both, none of which is the same."""
        return SixSums(*(mine + theirs for mine, theirs in zip(self.as_tuple(), other.as_tuple(), strict=True)))

    def as_tuple(self) -> tuple[float, ...]:
        """The sums in their order."""
        return self.clusters, self.k, self.n, self.k2, self.n2, self.kn

    @property
    def is_whole(self) -> bool:
        """Whether all clusters hold whole runs."""
        return all(isinstance(total, int) for total in self.as_tuple())

    def swapped(self) -> SixSums:
        """The sums with failures counted as successes."""
        k2 = self.n2 - 2 * self.kn + self.k2
        return SixSums(self.clusters, self.n - self.k, self.n, k2, self.n2, self.n2 - self.kn)

    def with_runs(self, good: int, failed: int) -> SixSums:
        """The sums with so many more runs, each by itself."""
        runs = good + failed
        return self + SixSums(runs, good, runs, good, runs, good)


def sum_up(clusters: Mapping[tuple[float, float], float]) -> SixSums:
    """The sums over clusters that are known, given as how many there are with so many successes in so many runs."""
    parts = [(m, m * k, m * n, m * k * k, m * n * n, m * k * n) for (k, n), m in clusters.items()]
    sums = (math.fsum(column) for column in zip(*parts, strict=True))
    return SixSums(*(round(total) if total.is_integer() else total for total in sums))


def clustered_share_of_sums(sums: SixSums) -> ClusteredMean | Unmeasured:
    """The share with its clustered error: `clustered_share` on clusters that have these sums, to the last digits.

    sum (k - pn)^2 = sum k^2 - 2p sum kn + p^2 sum n^2. Insufficient with one cluster.
    """
    if sums.clusters == 1:
        return Unmeasured(Status.INSUFFICIENT, "one cluster only: how clusters differ is unknown")
    k, n = sums.k, sums.n
    # In whole numbers over n^2: as floats the three terms cancel where clusters are alike.
    squares = (sums.k2 * n * n - 2 * k * n * sums.kn + k * k * sums.n2) / (n * n)
    naive = math.sqrt(k * (n - k) / n / (n - 1) / n) if n > 1 else 0.0
    return _build(k / n, n, round(sums.clusters), math.sqrt(squares) / n, naive, varies=sums.kn > sums.k2)


def _sum(sums: Counter[_Sums], value: Callable[[_Sums], float]) -> float:
    """The exactly rounded sum of a value over all clusters: the same however they are grouped."""
    return math.fsum(chain.from_iterable(repeat(value(cluster), count) for cluster, count in sums.items()))
