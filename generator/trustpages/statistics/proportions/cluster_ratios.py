"""Limits of a ratio of two means over clusters that hold whatever the clusters are like, by Gaffke's bound.

The ratio lies above T where the mean of top - T x bottom is positive. Its sign is judged as that of a share is
(`cluster_limits`): the clusters seen are weighed at random, beside one further cluster that is as much against it as a
cluster can be. Fieller's limits, or t on the differences, call up to twenty in a hundred agents on the line "met" where
a few expensive tasks are yet to come (docs/explanation/statistics.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from trustpages.statistics.arguments import require_not_negative
from trustpages.statistics.distributions import tail
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.proportions.cluster_limits import probability_above_zero
from trustpages.statistics.search import find_root

_METHOD = "Gaffke ratio"
_DOUBLINGS = 60


def ratio_limits(pairs: Sequence[tuple[float, float]], most: tuple[float, float], level: float = LEVEL) -> Interval:
    """Limits of sum(top)/sum(bottom) from the `(top, bottom)` of each cluster, each wrong with at most half the tail.

    `most` is how much top and bottom one further cluster can have. The lower limit is 0 where no top is, the upper one
    infinite without any bottom. ValueError without a cluster, and for negative or infinite numbers.
    """
    if not pairs:
        raise ValueError("no cluster")
    require_not_negative([number for pair in (*pairs, most) for number in pair], "tops and bottoms")
    top, bottom = (np.array(side, dtype=np.float64) for side in zip(*pairs, strict=True))
    enough = 1 - tail(level) / 2

    def confidence_above(ratio: float) -> float:
        return _confidence_positive(top - ratio * bottom, -ratio * most[1])

    def confidence_below(ratio: float) -> float:
        return _confidence_positive(ratio * bottom - top, -most[0])

    value = math.fsum(top) / math.fsum(bottom) if bottom.any() else math.inf
    low = 0.0
    if top.any():
        ceiling = value if math.isfinite(value) else _double_until(lambda ratio: confidence_above(ratio) < enough)
        low = find_root(lambda ratio: confidence_above(ratio) - enough, 0.0, ceiling)
    if not bottom.any():
        return Interval(low, math.inf, level, _METHOD)
    ceiling = _double_until(lambda ratio: confidence_below(ratio) >= enough, value or 1.0)
    high = (
        find_root(lambda ratio: confidence_below(ratio) - enough, value, ceiling) if math.isfinite(ceiling) else ceiling
    )
    return Interval(low, high, level, _METHOD)


def fewest_clusters(line: float, most: tuple[float, float], level: float = LEVEL) -> int:
    """The fewest clusters without any top, each with `most` of bottom, whose upper limit lies at or below `line`."""
    return math.ceil(math.log(tail(level) / 2) / -math.log1p(line * most[1] / most[0]))


def _confidence_positive(differences: np.ndarray[tuple[int], np.dtype[np.float64]], unseen: float) -> float:
    values = np.append(differences, unseen)
    return probability_above_zero(np.stack([values, np.ones_like(values)], axis=1))


def _double_until(holds: Callable[[float], bool], start: float = 1.0) -> float:
    """The first doubling of `start` for which it holds; infinite where none of a great many does."""
    return next((start * 2.0**step for step in range(_DOUBLINGS) if holds(start * 2.0**step)), math.inf)
