"""Confidence intervals of a mean: Student's t from a summary, none below ten values; normal from a published error.

A bootstrap would need the values, which summaries and published figures do not give.
"""

from __future__ import annotations

import math

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_finite, require_not_negative
from trustpages.statistics.distributions import t_upper_quantile, tail, two_sided_z
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL

# Below, t hangs on a normal shape that so few values cannot show; formulas.md#mean has the lines of the policy.
FEWEST_VALUES = 10


def t_from_summary(mean: float, sd: float, n: int, level: float = LEVEL) -> Estimate | Unmeasured:
    """The mean +- t x sd/sqrt(n) where only the summary is known; `sd` has n-1 in its denominator.

    Insufficient below ten values. Skewness cannot be seen in a summary: short ones deserve a caution.
    """
    require_finite((mean,), "the mean")
    require_not_negative((sd,), "the standard deviation")
    if n < FEWEST_VALUES:
        return Unmeasured(Status.INSUFFICIENT, f"{n} values: a mean needs at least {FEWEST_VALUES}")
    half = t_upper_quantile(tail(level) / 2, n - 1) * sd / math.sqrt(n)
    return Estimate(mean, Interval(mean - half, mean + half, level, "t"))


def interval_from_error(
    value: float, se: float, level: float = LEVEL, scale: tuple[float, float] = (0.0, 1.0)
) -> Interval:
    """Normal limits value +- z x se, cut to the scale: for figures published with an error only."""
    require_finite((value,), "value")
    require_not_negative((se,), "the standard error")
    half = two_sided_z(level) * se
    return Interval(value - half, value + half, level, "normal").clipped(*scale)
