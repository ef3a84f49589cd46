"""Sums of independent gamma variables of different scales: the confidence distribution of a rate of weighted events.

The distribution function is inverted from its Laplace transform along a contour that wraps around the negative real
axis, on which all of its singularities lie (Talbot 1979; Weideman & Trefethen 2007). One gamma distribution that is
matched by mean and variance would be simpler, but is not monotone: one more large event may lower its lower quantile.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from trustpages.statistics.distributions import gamma_cdf, gamma_quantile, gamma_upper_quantile
from trustpages.statistics.search import find_root

Terms: TypeAlias = tuple[tuple[float, float], ...]
"""Scale and shape of each gamma variable, both positive, sorted, each scale once."""


def collect_terms(pairs: Iterable[tuple[float, float]]) -> Terms:
    """The (scale, shape) pairs with those of one scale as one: the sum of two such variables is a third."""
    shapes: dict[float, float] = {}
    for scale, shape in pairs:
        shapes[scale] = shapes.get(scale, 0.0) + shape
    return tuple(sorted(shapes.items()))


def gamma_sum_cdf(x: float, terms: Terms) -> float:
    """The probability that the sum of the gamma variables is at most `x` (positive); to 1e-9 or better."""
    if len(terms) == 1:
        ((scale, shape),) = terms
        return gamma_cdf(x / scale, shape)
    scales, shapes = np.array(terms).T
    spread = math.sqrt(float((shapes * scales * scales).sum()))
    nearest = 1 / x
    # The contour s(t) = -far + size t (cot t + i), 0 < t < pi, starts at `nearest`, right of every singularity, where
    # the integrand is largest; steps grow with the distance from there, on the scale of the sum's spread.
    far = 1 / float(scales.min())
    size = nearest + far
    step = min(1.0, nearest / size)
    count = int(120 + 40 * math.sqrt(spread * far))
    reach = math.asinh(math.pi / step)
    v = (np.arange(count) + 0.5) * reach / count
    t = step * np.sinh(v)
    cot = 1 / np.tan(t)
    s = -far + size * t * (cot + 1j)
    slope = size * (cot - t / np.sin(t) ** 2 + 1j) * step * np.cosh(v)
    # Added up without a product of matrices, for which BLAS would start threads that cost more than the sum.
    exponent = s * x - (shapes[:, None] * np.log1p(scales[:, None] * s)).sum(axis=0) - np.log(s)
    value = float((np.exp(exponent) * slope).imag.sum()) * reach / count / math.pi
    return min(max(value, 0.0), 1.0)


# The same events are asked for by a verdict, a table, a claim and a limitation.
@lru_cache(maxsize=4096)
def gamma_sum_quantile(p: float, terms: Terms, *, upper: bool = False) -> float:
    """The x that the sum stays below (with `upper`: exceeds) with probability `p` (0..1)."""
    quantile = gamma_upper_quantile if upper else gamma_quantile
    if len(terms) == 1:
        ((scale, shape),) = terms
        return scale * quantile(p, shape)
    below = 1 - p if upper else p
    # Near the quantile of the gamma of the same mean and variance, which the search widens until it holds the root.
    mean = math.fsum(scale * shape for scale, shape in terms)
    variance = math.fsum(scale * scale * shape for scale, shape in terms)
    low = high = variance / mean * quantile(p, mean * mean / variance)
    while gamma_sum_cdf(low, terms) > below:
        low /= 1.2
    while gamma_sum_cdf(high, terms) < below:
        high *= 1.2
    return find_root(lambda x: gamma_sum_cdf(x, terms) - below, low, high)
