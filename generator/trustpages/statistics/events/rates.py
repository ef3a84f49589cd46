"""Rates of events: exact Poisson limits (Garwood), and what bursts, periods and severities make of them.

Exact, since events worth counting are few: the normal limits of three events reach below zero. Each limit is monotone:
one more event never lowers one (docs/reference/formulas.md#bursts).

Limits are per unit of exposure: `x` events in `exposure` runs, hours or users; scale them with
`Interval.scaled(1000)` for "per 1,000".
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_events, require_not_negative, require_positive, require_same_length
from trustpages.statistics.distributions import (
    chi_square_upper_p,
    gamma_quantile,
    gamma_upper_quantile,
    t_upper_quantile,
    tail,
    two_sided_z,
)
from trustpages.statistics.events.gamma_sums import collect_terms, gamma_sum_quantile
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.proportions.cluster_limits import cluster_limits


def garwood(x: float, exposure: float = 1.0, level: float = LEVEL) -> Interval:
    """Exact limits of the rate x/exposure, chi2(a/2, 2x)/2E and chi2(1-a/2, 2x+2)/2E (Garwood 1936).

    Exactly 0 below at x=0. ValueError for a negative count or an exposure that is not positive.
    """
    require_events(x, exposure)
    alpha = tail(level) / 2
    low = gamma_quantile(alpha, x) / exposure if x else 0.0
    return Interval(low, gamma_upper_quantile(alpha, x + 1) / exposure, level, "Garwood")


def score_rate(x: float, exposure: float = 1.0, level: float = LEVEL) -> Interval:
    """Score limits of the rate x/exposure, (x + z^2/2 -+ z sqrt(x + z^2/4))/E (Brown, Cai & DasGupta 2003).

    For rates that are compared, as Wilson's are for shares: nearer to its level on average than `garwood`, which
    decides. Exactly 0 below at x=0. ValueError for a negative count or an exposure that is not positive.
    """
    require_events(x, exposure)
    z = two_sided_z(level)
    root = math.sqrt(x + z * z / 4)
    # The smaller root as product of the roots over the larger one: no cancellation near zero.
    high = x + z * z / 2 + z * root
    return Interval(x * x / high / exposure, high / exposure, level, "score")


def zero_event_exposure_min(rate: float, level: float = LEVEL) -> float:
    """The exposure without any event from which rates of `rate` and above are excluded: -ln(a/2)/rate.

    a is 1 - level. At 0.90 it is the one-sided "rule of three" at 0.95: 3/rate.
    """
    require_positive(rate, "rate")
    return -math.log(tail(level) / 2) / rate


# The largest of a few bursts is rarely the largest that there are: one further burst is allowed twice its size. With it
# a rate on the line is called kept in at most 2.5 % of windows where ten bursts or more are to be expected.
FURTHER_BURST = 2


def burst_limits(
    bursts: Mapping[int, float],
    exposure: float = 1.0,
    level: float = LEVEL,
    *,
    dispersion: float = 1.0,
    largest: int | None = None,
) -> Interval:
    """Limits of the rate of events that come in bursts: `{30: 1, 1: 9}` are thirty at a time, and nine alone.

    Garwood's limits where every burst is one event. Else quantiles of sum(s_i G_i), the G_i independent standard
    exponentials: the distribution that Fay & Feuer (1997) match by one gamma, and Gaffke's bound (2005) for many
    clusters of which few have events. Above, one further burst is allowed for, twice as large as the largest seen.
    With `dispersion` (variance over mean, at least 1) each event counts as 1/dispersion of one that is so much larger,
    as in quasi-Poisson models (McCullagh & Nelder 1989). `largest` is given where not all bursts are taken to be seen.
    ValueError for sizes or a dispersion below 1, or numbers that are not positive.
    """
    require_positive(exposure, "exposure")
    if min(bursts, default=1) < 1:
        raise ValueError(f"a size of bursts must be at least 1, got {min(bursts)!r}")
    for number in bursts.values():
        require_positive(number, "a number of bursts")
    if not 1.0 <= dispersion < math.inf:
        raise ValueError(f"dispersion must be at least 1, got {dispersion!r}")
    alpha, largest = tail(level) / 2, max(bursts, default=0) if largest is None else largest
    further = FURTHER_BURST * largest if largest > 1 else 1
    seen = collect_terms((size * dispersion, number / dispersion) for size, number in bursts.items())
    low = gamma_sum_quantile(alpha, seen) if seen else 0.0
    high = gamma_sum_quantile(alpha, collect_terms((*seen, (further * dispersion, 1.0))), upper=True)
    method = "Garwood" if largest <= 1 and dispersion == 1 else "compound Poisson"
    return Interval(low / exposure, high / exposure, level, method)


# How many periods tell how much counts vary, and what one further period may hold, in units of the largest count:
# few periods rarely hold a bad one, so that fewer than half a year of weeks is given more.
FEWEST_PERIODS = 8
MANY_PERIODS = 26
FURTHER_PERIOD, FURTHER_OF_FEW = 2, 3


def period_limits(counts: Sequence[float], level: float = LEVEL) -> Interval:
    """Limits of the mean count of a period, from the counts of equal periods that are independent of each other.

    Gaffke's bound (2005) with each period a cluster: below it holds whatever the distribution of counts is; above, for
    counts up to twice the largest seen, three times with fewer than 26 periods. ValueError for negative counts or no
    period.
    """
    require_not_negative(counts, "counts")
    most = find_most_of_period(max(counts, default=0.0), len(counts))
    clusters = {(count / most, 1.0): float(number) for count, number in Counter(counts).items()}
    limits = cluster_limits(clusters, level).scaled(most)
    return Interval(limits.low, limits.high, level, "Gaffke")


def find_most_of_period(largest: float, periods: int) -> float:
    """How many events one further period may hold, where so many periods held the largest number at most."""
    return (FURTHER_PERIOD if periods >= MANY_PERIODS else FURTHER_OF_FEW) * largest or 1.0


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
    low = variance / rate * gamma_quantile(alpha, rate * rate / variance) if rate else 0.0
    rate_above, variance_above = rate + largest, variance + largest**2
    shape = rate_above * rate_above / variance_above
    high = variance_above / rate_above * gamma_upper_quantile(alpha, shape)
    return Estimate(rate, Interval(low, high, level, "Fay-Feuer gamma"))


# What the chi-square approximation needs (docs/reference/formulas.md#dispersion).
SMALLEST_MEAN = 0.5


@dataclass(frozen=True, slots=True)
class Dispersion:
    """The index of dispersion D = sum (x-mean)^2/mean on `df` degrees of freedom, and its p-value."""

    statistic: float
    df: int
    p: float

    def inflation(self, level: float = LEVEL) -> float:
        """Variance over mean, at least 1, raised by (t/z)^2 for what so few periods leave unknown of it."""
        t = t_upper_quantile(tail(level) / 2, self.df)
        return max(1.0, self.statistic / self.df * (t / two_sided_z(level)) ** 2)


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
