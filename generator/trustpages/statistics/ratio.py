"""The ratio of two estimates, with limits that turn into their inverses when the sides swap."""

from __future__ import annotations

import math

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.interval import Estimate, Interval


def mover_ratio(observed: Estimate, claimed: Estimate) -> Estimate | Unmeasured:
    """observed/claimed of two quantities that cannot be negative (MOVER-R, Donner & Zou 2012).

    Infinite value and upper limit for claimed=0; infinite upper limit where the claimed lower
    limit is 0; undefined when both are 0. ValueError for negative values, or levels that differ.
    """
    o, c = _require_scale(observed), _require_scale(claimed)
    level = observed.interval.level
    if level != claimed.interval.level:
        raise ValueError(f"both sides need the same level, got {level} and {claimed.interval.level}")
    if o == 0 and c == 0:
        return Unmeasured(Status.UNDEFINED, "both sides are zero: their ratio has no value")
    low = _lower(o, observed.interval.low, c, claimed.interval.high)
    # The upper limit is the inverse of the swapped lower one; computing it as that inverse makes
    # the law exact and covers a claimed lower limit of zero.
    inverse = _lower(c, claimed.interval.low, o, observed.interval.high)
    high = 1 / inverse if inverse else math.inf
    return Estimate(o / c if c else math.inf, Interval(low, high, level, "MOVER-R"))


def _require_scale(side: Estimate) -> float:
    if not 0 <= side.interval.low <= side.value <= side.interval.high < math.inf:
        raise ValueError(
            "a ratio needs 0 <= low <= value <= high, all finite, "
            f"got {side.interval.low!r}, {side.value!r}, {side.interval.high!r}"
        )
    return side.value


def _lower(top: float, top_low: float, bottom: float, bottom_high: float) -> float:
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
