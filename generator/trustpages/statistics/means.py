"""Confidence intervals of a mean: Student's t for long samples, BCa bootstrap for skewed ones, none below ten
values.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_finite, require_not_negative
from trustpages.statistics.distributions import t_upper_quantile, tail, two_sided_z
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.seed import seeded_generator

FEWEST_VALUES = 10
# Policy of metrics.md 7.1: t from 30 values on, unless the sample is visibly skewed.
T_FROM = 30
SKEWED_FROM = 1.0
RESAMPLES = 10_000
# Bootstrap samples are drawn in blocks of at most this many numbers, to bound memory.
_BLOCK = 2_000_000

_NORMAL = NormalDist()
Floats = NDArray[np.float64]


def mean_interval(values: Sequence[float], seed: int, level: float = LEVEL) -> Estimate | Unmeasured:
    """The mean with the interval that fits the sample: t for 30 values or more, else BCa.

    A sample with moment skewness beyond 1 gets BCa at any length. Insufficient below ten values;
    undefined for a short sample without variation. `seed` is used by BCa only.
    """
    if len(values) >= T_FROM and abs(skewness(values)) <= SKEWED_FROM:
        return t_interval(values, level)
    return bca_interval(values, seed, level)


def t_interval(values: Sequence[float], level: float = LEVEL) -> Estimate | Unmeasured:
    """The mean +- t x s/sqrt(n), with n-1 degrees of freedom. Insufficient below ten values."""
    require_finite(values, "values")
    n = len(values)
    if n < FEWEST_VALUES:
        return _too_few(n)
    mean = math.fsum(values) / n
    return t_from_summary(mean, math.sqrt(math.fsum((x - mean) ** 2 for x in values) / (n - 1)), n, level)


def t_from_summary(mean: float, sd: float, n: int, level: float = LEVEL) -> Estimate | Unmeasured:
    """The mean +- t x sd/sqrt(n) where only the summary is known; `sd` has n-1 in its denominator.

    Insufficient below ten values. Skewness cannot be seen in a summary: short ones deserve a caution.
    """
    require_finite((mean,), "the mean")
    require_not_negative((sd,), "the standard deviation")
    if n < FEWEST_VALUES:
        return _too_few(n)
    half = t_upper_quantile(tail(level) / 2, n - 1) * sd / math.sqrt(n)
    return Estimate(mean, Interval(mean - half, mean + half, level, "t"))


def bca_interval(
    values: Sequence[float], seed: int, level: float = LEVEL, resamples: int = RESAMPLES
) -> Estimate | Unmeasured:
    """The mean with bias-corrected and accelerated bootstrap limits (Efron 1987).

    Insufficient below ten values; undefined where all values are equal.
    """
    require_finite(values, "values")
    if len(values) < FEWEST_VALUES:
        return _too_few(len(values))
    x = np.asarray(values, dtype=np.float64)
    if x.min() == x.max():
        return Unmeasured(Status.UNDEFINED, "all values are equal: resampling shows no variation")
    mean = float(x.mean())
    means = _resampled_means(x, seed, resamples)
    bias = _bias(means, mean)
    acceleration = skewness(values) / (6 * math.sqrt(len(values)))
    shares = [_adjusted_share(z, bias, acceleration) for z in (-two_sided_z(level), two_sided_z(level))]
    low, high = (float(q) for q in np.quantile(means, shares))
    return Estimate(mean, Interval(low, high, level, f"BCa, B={resamples}, seed={seed}"))


def skewness(values: Sequence[float]) -> float:
    """The moment skewness m3/m2^1.5; 0 for values that do not vary."""
    mean = math.fsum(values) / len(values)
    m2 = math.fsum((x - mean) ** 2 for x in values) / len(values)
    m3 = math.fsum((x - mean) ** 3 for x in values) / len(values)
    return m3 / m2**1.5 if m2 else 0.0


def interval_from_error(
    value: float, se: float, level: float = LEVEL, scale: tuple[float, float] = (0.0, 1.0)
) -> Interval:
    """Normal limits value +- z x se, cut to the scale: for figures published with an error only."""
    require_finite((value,), "value")
    require_not_negative((se,), "the standard error")
    half = two_sided_z(level) * se
    return Interval(value - half, value + half, level, "normal").clipped(*scale)


def _too_few(n: int) -> Unmeasured:
    return Unmeasured(Status.INSUFFICIENT, f"{n} values: a mean needs at least {FEWEST_VALUES}")


def _resampled_means(x: Floats, seed: int, resamples: int) -> Floats:
    generator = seeded_generator(seed)
    block = max(1, _BLOCK // x.size)
    means = [
        x[generator.integers(0, x.size, size=(min(block, resamples - start), x.size))].mean(axis=1)
        for start in range(0, resamples, block)
    ]
    return np.concatenate(means)


def _bias(means: Floats, mean: float) -> float:
    """The normal quantile of the share of resampled means below the mean, ties counted half."""
    below = (np.count_nonzero(means < mean) + 0.5 * np.count_nonzero(means == mean)) / means.size
    edge = 0.5 / means.size
    return _NORMAL.inv_cdf(min(max(float(below), edge), 1 - edge))


def _adjusted_share(z: float, bias: float, acceleration: float) -> float:
    shifted = bias + z
    return _NORMAL.cdf(bias + shifted / (1 - acceleration * shifted))
