"""Limits of a share over clusters of which only six sums are known, as a warehouse can deliver them.

The lower limit is the least that Gaffke's bound may have for clusters with these sums, the upper one the greatest.
Where the sums leave one possibility (runs that stand alone, clusters that are all alike, clusters of one size that are
good or bad as a whole or have at most one failure), these are the limits from the clusters themselves.

The bound hangs on a sum of exponentials with the factors a_c = k_c - t n_c, of which the sums give mean and variance.
Given these it is least where as much of the variance as can be lies in clusters that fail most: of all distributions
with two moments the one with weight on the lower end is least in the 3-convex order (Denuit, De Vylder & Lefevre 1999;
of whole numbers, Denuit & Lefevre 1997), and the chance of a sum of exponentials to lie below zero follows that order
where its density is convex, as it is in the tail of a level of 0.95 or more. At 0.8 the limit may pass the bound by a
thousandth. Tests hold both against clusters with the same sums.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_threshold
from trustpages.statistics.distributions import tail, z_of
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL, clopper_pearson, size_as_wide
from trustpages.statistics.proportions.cluster_limits import (
    Clusters,
    cluster_limits,
    effective_size,
    probability_above_zero,
    shows_at_least,
    shows_less,
)
from trustpages.statistics.proportions.clusters import SixSums
from trustpages.statistics.search import find_root, first_true

# Beyond so many the answer is "not by more clusters", and the search ends.
MOST_CLUSTERS = 10_000_000


Outcomes: TypeAlias = Clusters | SixSums
"""Clusters that are known, or sums over them."""


class _Ends(NamedTuple):
    """The most failures that one cluster can have, and the fewest runs."""

    failures: float
    size: float


def limit_by_sums(sums: SixSums, level: float = LEVEL) -> Interval | Unmeasured:
    """Limits of the share of successes that Gaffke's bound allows whatever the clusters with these sums are.

    Clopper-Pearson's where every run stands alone. Insufficient with one cluster.
    """
    if sums.clusters <= 1 < sums.n:
        return Unmeasured(Status.INSUFFICIENT, "one cluster only: how clusters differ is unknown")
    if sums.n2 == sums.n:
        return clopper_pearson(sums.k, sums.n, level)
    return Interval(_find_low(sums, level), 1 - _find_low(sums.swapped(), level), level, "Gaffke from sums")


def limit_outcomes(outcomes: Outcomes, level: float = LEVEL) -> Interval | Unmeasured:
    """The limits of the share of successes from clusters, or from sums over them."""
    return limit_by_sums(outcomes, level) if isinstance(outcomes, SixSums) else cluster_limits(outcomes, level)


def add_runs(outcomes: Outcomes, good: int, failed: int) -> Outcomes:
    """The outcomes with so many more runs, each by itself."""
    if isinstance(outcomes, SixSums):
        return outcomes.with_runs(good, failed)
    more = {kind: number for kind, number in (((1.0, 1.0), good), ((0.0, 1.0), failed)) if number}
    return {**outcomes, **{kind: outcomes.get(kind, 0) + number for kind, number in more.items()}}


def outcomes_show_at_least(outcomes: Outcomes, share: float, level: float = LEVEL) -> bool:
    """Whether the lower limit of `limit_outcomes` reaches `share`."""
    if not isinstance(outcomes, SixSums):
        return shows_at_least(outcomes, share, level)
    limits = limit_by_sums(outcomes, level)
    return isinstance(limits, Interval) and limits.low >= share


def outcomes_show_less(outcomes: Outcomes, share: float, level: float = LEVEL) -> bool:
    """Whether the upper limit of `limit_outcomes` lies below `share`."""
    if not isinstance(outcomes, SixSums):
        return shows_less(outcomes, share, level)
    limits = limit_by_sums(outcomes, level)
    return isinstance(limits, Interval) and limits.high < share


def find_effective_size(outcomes: Outcomes) -> float | Unmeasured:
    """How many independent runs would give 95 % limits as far apart; absent as the limits."""
    if not isinstance(outcomes, SixSums):
        return effective_size(outcomes)
    limits = limit_by_sums(outcomes)
    return limits if isinstance(limits, Unmeasured) else size_as_wide(outcomes.k / outcomes.n, limits, outcomes.n)


def clusters_like_sums_to_meet(
    sums: SixSums, threshold: float, *, probability: float = 0.8, level: float = LEVEL
) -> int | None:
    """The fewest clusters like those summed whose sums show the threshold in `probability` of windows; None if never.

    As `clusters_to_meet`. Where the share is lower than the one seen each cluster has lost the same part of its runs,
    and clusters differ as much more as p(1 - p) does, which runs that stand alone and clusters that are good or bad as
    a whole do.
    """
    require_threshold(threshold)
    share, enough = sums.k / sums.n, 1 - tail(level) / 2
    if share <= threshold:
        return None
    squares = sums.k2 - 2 * share * sums.kn + share * share * sums.n2
    error = z_of(1 - probability) * math.sqrt(max(squares, 0.0) * sums.clusters) / sums.n

    def spread(p: float) -> float:
        return p * (1 - p)

    def suffice(number: int) -> bool:
        lower = error / math.sqrt(number)
        if share - lower <= threshold:
            return False
        more = squares * (spread(share - lower) / spread(share) - 1) if squares > 0 else 0.0
        lost_squares = 2 * lower * sums.kn - lower * lower * sums.n2 - more
        lost = SixSums(0, lower * sums.n, 0, lost_squares, 0, lower * sums.n2)
        each = ((mine - gone) / sums.clusters for mine, gone in zip(sums.as_tuple(), lost.as_tuple(), strict=True))
        window = SixSums(*(number * mean for mean in each))
        ends = _find_ends(SixSums(*map(round, window.as_tuple())))
        return _confidence_above(window, threshold, ends) >= enough

    return first_true(suffice, 1) if suffice(MOST_CLUSTERS) else None


# A verdict asks for the limits of the same sums many times, as of the same clusters.
@lru_cache(maxsize=4096)
def _find_low(sums: SixSums, level: float) -> float:
    if not sums.k:
        return 0.0
    if clusters := _list_of_one_size(sums):
        return cluster_limits(clusters, level).low
    ends, target = _find_ends(sums), 1 - tail(level) / 2
    return find_root(lambda share: _confidence_above(sums, share, ends) - target, 0.0, 1.0)


def _list_of_one_size(sums: SixSums) -> Clusters | None:
    """Clusters with these sums of which as many as can be fail most, all being of one size; None if they are not.

    Failures are whole numbers, so that all other clusters have one of two numbers of them that follow each other.
    """
    if not sums.is_whole or sums.clusters * sums.n2 != sums.n * sums.n:
        return None
    count, failed, squares, size = sums.clusters, sums.n - sums.k, sums.swapped().k2, sums.n // sums.clusters
    most = _find_ends(sums).failures
    if most * count == failed:
        return {(size - most, size): count}
    few = (failed * most - squares) // (count * most - failed)
    beyond = squares - (2 * few + 1) * failed + count * few * (few + 1)
    worst = beyond / ((most - few) * (most - few - 1)) if most > few + 1 else 0.0
    more = failed - few * count - worst * (most - few)
    numbers = {few: count - more - worst, few + 1: more}
    numbers[most] = numbers.get(most, 0.0) + worst
    return {(size - failures, size): number for failures, number in numbers.items() if number > _NONE}


_NONE = 1e-9
"""A number of clusters that is none but for the last digits."""


def _confidence_above(sums: SixSums, share: float, ends: _Ends) -> float:
    """As `confidence_above`, of clusters with these sums of which as many as can be fail most."""
    count, total = sums.clusters, sums.k - share * sums.n
    squares = sums.k2 - 2 * share * sums.kn + share * share * sums.n2
    lowest = (1 - share) * max(ends.size, ends.failures) - ends.failures
    away = total - lowest * count
    usual = (squares - lowest * total) / away if away > _NONE * sums.n else lowest
    worst = (count * usual - total) / (usual - lowest) if usual > lowest else count
    rows = [(usual, count - worst), (lowest, worst), (-share * sums.n2 / sums.n, 1.0)]
    return probability_above_zero(row for row in rows if row[1] > _NONE)


def _find_ends(sums: SixSums) -> _Ends:
    failures = sums.swapped()
    # The fewest runs of a cluster are what the one that lacks most has of more than any holds.
    top = math.floor(math.sqrt(sums.n2)) + 1
    lacking = top * sums.clusters - sums.n, top * top * sums.clusters - 2 * top * sums.n + sums.n2
    fewest = top - _find_largest(*lacking, sums.clusters)
    most = min(_find_largest(failures.k, failures.k2, sums.clusters), _find_largest(sums.n, sums.n2, sums.clusters))
    return _Ends(most, max(fewest, 1) if sums.is_whole else max(fewest, 0.0))


def _find_largest(total: float, squares: float, count: float) -> float:
    """The largest that one of so many numbers can be, from their sum and that of their squares (Samuelson 1968).

    Of whole numbers the others are as alike as whole numbers can be.
    """
    if not all(isinstance(value, int) for value in (total, squares, count)):
        return (total + math.sqrt(max((count - 1) * (count * squares - total * total), 0.0))) / count

    def is_too_large(number: int) -> bool:
        each, more = divmod(total - number, count - 1) if count > 1 else (0, 0)
        return number > total or number**2 + (count - 1 - more) * each**2 + more * (each + 1) ** 2 > squares

    alike = -int(-total // count)
    return first_true(is_too_large, alike + 1) - 1
