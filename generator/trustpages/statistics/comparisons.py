"""Differences and ratios of two estimates, paired differences, and whether two series change the same way.

Limits are recovered from those of both sides (MOVER: Newcombe 1998, Zou & Donner 2008, Donner & Zou 2012): they
keep the skew of each side near 0 and 1, where the normal interval of a difference leaves the scale, and need
nothing but two published intervals.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_count, require_finite, require_not_negative, require_same_length
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL, wilson


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
    # The difference is lowest where the first is low and the second is high.
    low = difference - _combine_distances(below1, above2, correlation)
    high = difference + _combine_distances(above1, below2, correlation)
    return Estimate(difference, Interval(low, high, level, method))


def mover_sum(groups: Sequence[Sequence[tuple[float, Estimate]]]) -> Estimate:
    """The sum of estimates times their weights, limits recovered from their intervals (Zou, Huang & Zhang 2009).

    Weights are positive and all intervals have one level. Estimates of different groups are independent; those of one
    group may err together, so that their distances to the limits add up in full.
    """
    parts = [part for group in groups for part in group]
    value = math.fsum(weight * estimate.value for weight, estimate in parts)
    below = math.hypot(*(math.fsum(w * (part.value - part.interval.low) for w, part in group) for group in groups))
    above = math.hypot(*(math.fsum(w * (part.interval.high - part.value) for w, part in group) for group in groups))
    return Estimate(value, Interval(value - below, value + above, parts[0][1].interval.level, "MOVER over judges"))


def _combine_distances(a: float, b: float, correlation: float) -> float:
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


def mover_ratio(observed: Estimate, claimed: Estimate) -> Estimate | Unmeasured:
    """observed/claimed of two quantities that cannot be negative (MOVER-R, Donner & Zou 2012).

    Infinite value and upper limit for claimed=0; infinite upper limit where the claimed lower
    limit is 0; undefined when both are 0. ValueError for negative values, or levels that differ.
    """
    for side in (observed, claimed):
        limits = side.interval
        if not 0 <= limits.low <= side.value <= limits.high < math.inf:
            raise ValueError(
                "a ratio needs 0 <= low <= value <= high, all finite, "
                f"got {limits.low!r}, {side.value!r}, {limits.high!r}"
            )
    o, c = observed.value, claimed.value
    level = observed.interval.level
    if level != claimed.interval.level:
        raise ValueError(f"both sides need the same level, got {level} and {claimed.interval.level}")
    if o == 0 and c == 0:
        return Unmeasured(Status.UNDEFINED, "both sides are zero: their ratio has no value")
    low = _ratio_low(o, observed.interval.low, c, claimed.interval.high)
    # The upper limit is the inverse of the swapped lower one; computing it as that inverse makes
    # the law exact and covers a claimed lower limit of zero.
    inverse = _ratio_low(c, claimed.interval.low, o, observed.interval.high)
    high = 1 / inverse if inverse else math.inf
    return Estimate(o / c if c else math.inf, Interval(low, high, level, "MOVER-R"))


def _ratio_low(top: float, top_low: float, bottom: float, bottom_high: float) -> float:
    """The lower limit of top/bottom, from the lower limit of one and the upper limit of the other.

    With A = top_low(2 top - top_low) and B = bottom_high(2 bottom - bottom_high) the published
    form (tb - sqrt((tb)^2 - AB))/B equals A/(tb + sqrt((tb)^2 - AB)), which also holds for B = 0.
    """
    if top_low == 0:
        return 0.0
    a = top_low * (2 * top - top_low)
    b = bottom_high * (2 * bottom - bottom_high)
    product = top * bottom
    divisor = product + math.sqrt(max(product * product - a * b, 0.0))
    return a / divisor if divisor else math.inf


@dataclass(frozen=True, slots=True)
class Concordance:
    """`same_sign` of `moved` steps went the same way on both sides, with Wilson limits."""

    same_sign: int
    moved: int
    interval: Interval


def successive_differences(levels: Sequence[float]) -> tuple[float, ...]:
    """The step from each version to the next; one fewer than the versions."""
    require_finite(levels, "levels")
    # 0.81-0.79 and 0.80-0.78 are the same step, whatever binary makes of them.
    return tuple(round(b - a, 10) for a, b in pairwise(levels))


def sign_concordance(
    benchmark: Sequence[float], outcome: Sequence[float], level: float = LEVEL
) -> Concordance | Unmeasured:
    """How many steps that moved on both sides went the same way; undefined if none moved."""
    require_same_length(benchmark, outcome, "benchmark and outcome")
    steps = zip(successive_differences(benchmark), successive_differences(outcome), strict=True)
    products = [a * b for a, b in steps if a and b]
    if not products:
        return Unmeasured(Status.UNDEFINED, "no version moved both the benchmark and the outcome")
    same = sum(p > 0 for p in products)
    return Concordance(same, len(products), wilson(same, len(products), level))
