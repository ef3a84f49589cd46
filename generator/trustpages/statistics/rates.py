"""Rates of events: exact Poisson limits (Garwood), weighted rates (Fay-Feuer), and the index of dispersion.

Exact, since events worth counting are few: the normal limits of three events reach below zero. Bursts break the
Poisson assumption, so that they are tested for and widen the interval (docs/reference/formulas.md#bursts).

Limits are per unit of exposure: `x` events in `exposure` runs, hours or users; scale them with
`Interval.scaled(1000)` for "per 1,000". `x` may be a fraction where events are weighted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_events, require_not_negative, require_positive, require_same_length
from trustpages.statistics.distributions import chi_square_upper_p, gamma_quantile, gamma_upper_quantile, tail
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL

Quantile: TypeAlias = Callable[[float, float], float]


def garwood(x: float, exposure: float = 1.0, level: float = LEVEL) -> Interval:
    """Exact limits of the rate x/exposure, chi2(a/2, 2x)/2E and chi2(1-a/2, 2x+2)/2E (Garwood 1936).

    Exactly 0 below at x=0. ValueError for a negative count or an exposure that is not positive.
    """
    require_events(x, exposure)
    alpha = tail(level) / 2
    low = gamma_quantile(alpha, x) / exposure if x else 0.0
    return Interval(low, gamma_upper_quantile(alpha, x + 1) / exposure, level, "Garwood")


def garwood_upper(x: float, exposure: float = 1.0, level: float = LEVEL) -> Interval:
    """From 0 to the exact one-sided upper limit of the rate: 2.996/E for no event at 0.95."""
    require_events(x, exposure)
    high = gamma_upper_quantile(tail(level), x + 1) / exposure
    return Interval(0.0, high, level, "Garwood", one_sided=True)


def zero_event_exposure_min(rate: float, level: float = LEVEL, *, two_sided: bool = True) -> float:
    """The exposure without any event from which rates of `rate` and above are excluded: -ln(a)/rate.

    a is 1 - level, halved for two-sided limits. At 0.95, one-sided, it is the "rule of three": 3/rate.
    """
    require_positive(rate, "rate")
    return -math.log(tail(level) / 2 if two_sided else tail(level)) / rate


def fay_feuer(counts: Sequence[float], weights: Sequence[float], level: float = LEVEL) -> Estimate:
    """The weighted rate sum(w x) with gamma limits (Fay & Feuer 1997).

    `counts[i]` events carry `weights[i]` each, in units of the rate: severity weight over
    exposure. Severities without any event belong in the input: the largest weight, seen or not,
    sets the upper limit. ValueError for lengths that differ, negative values, or no positive weight.
    """
    require_same_length(counts, weights, "counts and weights")
    require_not_negative(counts, "counts")
    require_not_negative(weights, "weights")
    largest = max(weights, default=0.0)
    require_positive(largest, "the largest weight")
    rate = math.fsum(w * x for w, x in zip(weights, counts, strict=True))
    variance = math.fsum(w * w * x for w, x in zip(weights, counts, strict=True))
    alpha = tail(level) / 2
    # Gamma limits rather than a normal error: a weighted sum of few events is skewed, and where all weights are
    # equal these are Garwood's. Above, one more event of the largest weight is allowed for.
    low = _matched_gamma(rate, variance, gamma_quantile, alpha) if rate else 0.0
    high = _matched_gamma(rate + largest, variance + largest**2, gamma_upper_quantile, alpha)
    return Estimate(rate, Interval(low, high, level, "Fay-Feuer gamma"))


def _matched_gamma(mean: float, variance: float, quantile: Quantile, alpha: float) -> float:
    """A quantile of the gamma distribution with this mean and variance."""
    return variance / mean * quantile(alpha, mean * mean / variance)


# What the chi-square approximation needs, and when bursts are disclosed (docs/reference/formulas.md#bursts).
FEWEST_PERIODS = 8
SMALLEST_MEAN = 0.5
BURSTS_BELOW = 0.05


@dataclass(frozen=True, slots=True)
class Dispersion:
    """The index of dispersion D = sum (x-mean)^2/mean on `df` degrees of freedom, and its p-value."""

    statistic: float
    df: int
    p: float

    @property
    def has_bursts(self) -> bool:
        """Whether the counts vary more than chance explains (p below 0.05)."""
        return self.p < BURSTS_BELOW

    @property
    def widening(self) -> float:
        """The factor by which a plain interval is too narrow: sqrt(D/df) with bursts, else 1."""
        return math.sqrt(self.statistic / self.df) if self.has_bursts else 1.0


def dispersion_index(counts: Sequence[float]) -> Dispersion | Unmeasured:
    """The dispersion of counts per period (days, weeks) of equal exposure (Fisher's index).

    Insufficient below 8 periods or a mean below 0.5. ValueError for negative counts.
    """
    require_not_negative(counts, "counts")
    if len(counts) < FEWEST_PERIODS:
        return Unmeasured(Status.INSUFFICIENT, f"{len(counts)} periods: bursts need {FEWEST_PERIODS}")
    mean = math.fsum(counts) / len(counts)
    if mean < SMALLEST_MEAN:
        return Unmeasured(Status.INSUFFICIENT, f"{mean:.2f} events a period: bursts need a mean of {SMALLEST_MEAN}")
    statistic = math.fsum((x - mean) ** 2 for x in counts) / mean
    return Dispersion(statistic, len(counts) - 1, chi_square_upper_p(statistic, len(counts) - 1))


def widen_interval(estimate: Estimate, factor: float) -> Estimate:
    """The estimate with both limits moved away from the value by `factor`, not below zero."""
    value, old = estimate.value, estimate.interval
    low, high = value - factor * (value - old.low), value + factor * (old.high - value)
    method = old.method if factor == 1 else f"{old.method}, widened by {factor:.2f}"
    return Estimate(value, Interval(max(low, 0.0), high, old.level, method, old.one_sided))
