"""Limits of a ratio of two means over clusters that hold whatever the clusters are like, by Gaffke's bound.

The ratio lies above T where the mean of top - T x bottom is positive. Its sign is judged as that of a share is
(`cluster_limits`): the clusters seen are weighed at random, beside one further cluster that is as much against it as a
cluster can be. Fieller's limits, or t on the differences, call up to twenty in a hundred agents on the line "met" where
a few expensive tasks are yet to come (docs/explanation/statistics.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from trustpages.statistics.arguments import require_not_negative, require_positive
from trustpages.statistics.distributions import tail
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.proportions.cluster_limits import Clusters, probability_above_zero
from trustpages.statistics.proportions.power import clusters_to_meet
from trustpages.statistics.search import find_root

_METHOD = "Gaffke ratio"
_DOUBLINGS = 60
_SMALLEST = 1e-9


def ratio_limits(clusters: Clusters, most: tuple[float, float], level: float = LEVEL) -> Interval:
    """Limits of sum(top)/sum(bottom) over clusters, each wrong with at most half the tail.

    `clusters` says how many have so much `(top, bottom)`, `most` how much of each one further cluster can have. The
    lower limit is 0 where no top is, the upper one infinite without any bottom. ValueError without a cluster, for
    negative or infinite numbers, and a `most` of 0.
    """
    if not clusters:
        raise ValueError("no cluster")
    require_not_negative([number for pair in clusters for number in pair], "tops and bottoms")
    for number in most:
        require_positive(number, "the most of a cluster")
    return _find_limits(tuple(sorted(clusters.items())), most, level)


# Other choices of policy ask for the limits of the same counts again.
@lru_cache(maxsize=4096)
def _find_limits(
    clusters: tuple[tuple[tuple[float, float], float], ...], most: tuple[float, float], level: float
) -> Interval:
    pairs, numbers = zip(*clusters, strict=True)
    # In units of the most that there can be, so that no unit of money makes the numbers large or small.
    top, bottom = (
        np.array(side, dtype=np.float64) / unit for side, unit in zip(zip(*pairs, strict=True), most, strict=True)
    )
    alike = np.array([*numbers, 1.0])
    enough = 1 - tail(level) / 2

    @cache
    def confidence_above(ratio: float) -> float:
        return _confidence_positive(top - ratio * bottom, -ratio, alike)

    @cache
    def confidence_below(ratio: float) -> float:
        return _confidence_positive(ratio * bottom - top, -1.0, alike)

    value = float(top @ alike[:-1] / (bottom @ alike[:-1])) if bottom.any() else math.inf
    low, high = 0.0, math.inf
    if top.any():
        ceiling = min(value, _double_until(lambda ratio: confidence_above(ratio) < enough))
        low = find_root(lambda ratio: confidence_above(ratio) - enough, 0.0, ceiling)
    if bottom.any():
        ceiling = _double_until(lambda ratio: confidence_below(ratio) >= enough, max(value, _SMALLEST))
        high = find_root(lambda ratio: confidence_below(ratio) - enough, value, ceiling)
    return Interval(low, high, level, _METHOD).scaled(most[0] / most[1])


def fewest_clusters(line: float, most: tuple[float, float], level: float = LEVEL) -> int:
    """The fewest clusters without any top, each with `most` of bottom, whose upper limit lies at or below `line`."""
    return math.ceil(math.log(tail(level) / 2) / -math.log1p(line * most[1] / most[0]))


def clusters_to_settle(
    clusters: Clusters, line: float, most: tuple[float, float], *, probability: float, level: float = LEVEL
) -> int | None:
    """The fewest clusters like those seen that show in `probability` of windows on which side of `line` the ratio lies.

    None if never. The difference of top and line x bottom, moved to begin at 0, is to a share what k is to n, so that
    the plan is that of a share (`clusters_to_meet`).
    """
    below = {(top, bottom): line * bottom - top for top, bottom in clusters}
    above = {pair: -gain for pair, gain in below.items()}
    plans = (
        _clusters_to_show(clusters, gains, worst, probability, level)
        for gains, worst in ((below, most[0]), (above, line * most[1]))
    )
    return next((plan for plan in plans if plan is not None), None)


def _clusters_to_show(
    clusters: Clusters, gains: Mapping[tuple[float, float], float], worst: float, probability: float, level: float
) -> int | None:
    depth = max(worst, -min(gains.values()))
    height = max(gains.values()) + depth
    if depth >= height:
        return None
    shares: dict[tuple[float, float], float] = {}
    for pair, number in clusters.items():
        share = (gains[pair] + depth) / height, 1.0
        shares[share] = shares.get(share, 0.0) + number
    return clusters_to_meet(shares, depth / height, probability=probability, level=level)


def _confidence_positive(differences: NDArray[np.float64], unseen: float, alike: NDArray[np.float64]) -> float:
    return probability_above_zero(zip([*differences.tolist(), unseen], alike.tolist(), strict=True))


def _double_until(holds: Callable[[float], bool], start: float = 1.0) -> float:
    """The first doubling of `start` for which it holds, or the last of a great many."""
    doublings = (start * 2.0**step for step in range(_DOUBLINGS))
    return next((ratio for ratio in doublings if holds(ratio)), start * 2.0**_DOUBLINGS)
