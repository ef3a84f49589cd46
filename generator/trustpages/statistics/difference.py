"""Differences: of two shares, of two shares on the same tasks, of two means, in points 0..1.

All hybrid intervals recover a variance from each side's own limits (MOVER), so they stay inside
-1..1 and do not collapse when a share is 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

from trustpages.model.measured import Unmeasured
from trustpages.statistics.binomial import LEVEL, wilson
from trustpages.statistics.clusters import clustered_mean
from trustpages.statistics.domain import require_count, require_not_negative, require_same_length
from trustpages.statistics.exact import two_sided_z
from trustpages.statistics.interval import Estimate, Interval


def newcombe(k1: float, n1: float, k2: float, n2: float, level: float = LEVEL) -> Estimate:
    """k1/n1 - k2/n2 of independent samples with hybrid score limits (Newcombe 1998b, method 10).

    `n` may be an effective size. ValueError unless 0 <= k <= n, n > 0 on both sides.
    """
    first = Estimate(k1 / n1 if n1 else 0.0, wilson(k1, n1, level))
    second = Estimate(k2 / n2 if n2 else 0.0, wilson(k2, n2, level))
    return mover_difference(first, second, method="Newcombe")


def mover_difference(
    first: Estimate, second: Estimate, *, correlation: float = 0.0, method: str = "MOVER-D"
) -> Estimate:
    """The difference first - second, limits recovered from both intervals (Zou & Donner 2008).

    `correlation` (-1..1) is that of the two estimates. Both intervals have the same level.
    """
    level = first.interval.level
    if level != second.interval.level:
        raise ValueError(f"both sides need the same level, got {level} and {second.interval.level}")
    below1, above1 = first.value - first.interval.low, first.interval.high - first.value
    below2, above2 = second.value - second.interval.low, second.interval.high - second.value
    difference = first.value - second.value
    low = difference - _recovered(below1, above2, correlation)
    high = difference + _recovered(above1, below2, correlation)
    return Estimate(difference, Interval(low, high, level, method))


def _recovered(a: float, b: float, correlation: float) -> float:
    return math.sqrt(max(a * a - 2 * correlation * a * b + b * b, 0.0))


def newcombe_paired(
    both: float, first_only: float, second_only: float, neither: float, level: float = LEVEL
) -> Estimate:
    """Share of the first minus share of the second on the same tasks (Newcombe 1998c, method 10).

    The four counts are tasks solved by both, by one only, by neither (e, f, g, h in the paper).
    ValueError for negative counts or no task.
    """
    cells = (both, first_only, second_only, neither)
    require_not_negative(cells, "counts")
    n = math.fsum(cells)
    require_count(both, n)
    k1, k2 = both + first_only, both + second_only
    estimate = mover_difference(
        Estimate(k1 / n, wilson(k1, n, level)),
        Estimate(k2 / n, wilson(k2, n, level)),
        correlation=_corrected_phi(*cells),
        method="Newcombe paired",
    )
    # (f-g)/n rather than the difference of the shares: exact, and 0 when f = g.
    return Estimate((first_only - second_only) / n, estimate.interval)


def _corrected_phi(e: float, f: float, g: float, h: float) -> float:
    """The correlation of the pairs, shrunk by n/2 where positive (the paper's correction)."""
    margins = (e + f) * (g + h) * (e + g) * (f + h)
    if not margins:
        return 0.0
    covariance = e * h - f * g
    if covariance > 0:
        covariance = max(covariance - (e + f + g + h) / 2, 0.0)
    return covariance / math.sqrt(margins)


def paired_difference(
    first: Sequence[float],
    second: Sequence[float],
    clusters: Sequence[Hashable] | None = None,
    level: float = LEVEL,
) -> Estimate | Unmeasured:
    """Mean of first[i] - second[i] over the same tasks, with its clustered error (Miller 2024).

    Without `clusters` each task stands alone. Insufficient with fewer than two clusters.
    """
    require_same_length(first, second, "first and second")
    differences = [a - b for a, b in zip(first, second, strict=True)]
    mean = clustered_mean(differences, range(len(differences)) if clusters is None else clusters)
    if isinstance(mean, Unmeasured):
        return mean
    return Estimate(mean.mean, mean.interval(level))


def difference_of_means(
    mean1: float, se1: float, mean2: float, se2: float, *, correlation: float = 0.0, level: float = LEVEL
) -> Estimate:
    """mean1 - mean2 with normal limits from both standard errors: Var = s1^2+s2^2-2 r s1 s2."""
    require_not_negative((se1, se2), "standard errors")
    half = two_sided_z(level) * _recovered(se1, se2, correlation)
    difference = mean1 - mean2
    return Estimate(difference, Interval(difference - half, difference + half, level, "normal"))
