"""Melding: the confidence in a sum of shares, each of which is known from counts of its own.

A share has two confidence distributions, beta distributions of which Clopper-Pearson's limits are quantiles. The
confidence that a sum lies above a line takes for each share the one that errs in its disfavour (Fay, Proschan &
Brittain 2015; Bayer, Fay & Graubard 2023). Nothing is taken to be normal, so that counts of none and of all keep
their exact limits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from trustpages.statistics.distributions import beta_quantile, beta_quantiles, beta_upper_tails, normal_cdf
from trustpages.statistics.search import find_root

Floats: TypeAlias = NDArray[np.float64]

# The widest share has its tail computed in full. The integrals over the others are taken on normal scores, where shares
# are smooth far into their tails: that over the next one (Gauss-Legendre) is fine enough for the kinks that the ends of
# the widest make; the one over the narrowest (Gauss-Hermite) meets none.
_POINTS, _POINT_WEIGHTS = np.polynomial.legendre.leggauss(96)
_FINE_SCORES = 6.5 * _POINTS
_FINE_DENSITIES = _POINT_WEIGHTS * np.exp(-(_FINE_SCORES**2) / 2)
_FINE_WEIGHTS = _FINE_DENSITIES / _FINE_DENSITIES.sum()
_SCORES, _UNSCALED_WEIGHTS = np.polynomial.hermite_e.hermegauss(8)
_SCALED_WEIGHTS = _UNSCALED_WEIGHTS / _UNSCALED_WEIGHTS.sum()


@dataclass(frozen=True, slots=True)
class Confidence:
    """The confidence distribution Beta(a, b) of a share; the point 0 with a = 0, the point 1 with b = 0."""

    a: float
    b: float

    @property
    def spread(self) -> float:
        """Its standard deviation."""
        total = self.a + self.b
        return math.sqrt(self.a * self.b / (total + 1)) / total

    def exceeds(self, line: Floats) -> Floats:
        """The confidence that the share is above each line."""
        if not self.a or not self.b:
            return np.where(line < (1.0 if self.a else 0.0), 1.0, 0.0)
        above: Floats = beta_upper_tails(np.clip(line, 0.0, 1.0), self.a, self.b)
        return above


def lower_confidence(k: float, n: float) -> Confidence:
    """The distribution whose quantiles are the lower limits of k/n."""
    return Confidence(k, n - k + 1)


def upper_confidence(k: float, n: float) -> Confidence:
    """The distribution whose quantiles are the upper limits of k/n."""
    return Confidence(k + 1, n - k)


@lru_cache(maxsize=4096)
def match_lower_confidence(value: float, low: float, alpha: float) -> Confidence:
    """The distribution of a share of `value` whose quantile `alpha` is `low`.

    That of k/n where `low` is Clopper-Pearson's limit; of as many runs as the limit is worth where it is another.
    """
    if low <= 0:
        return Confidence(0.0, 1.0)
    if value >= 1:
        return Confidence(math.log(alpha) / math.log(low), 1.0)

    def miss(log_size: float) -> float:
        k = value * math.exp(log_size)
        return beta_quantile(alpha, k, math.exp(log_size) - k + 1) - low

    size = math.exp(find_root(miss, -7.0, 28.0))
    return lower_confidence(value * size, size)


def confidence_above_zero(parts: Sequence[tuple[float, Confidence]], constant: float) -> float:
    """The confidence (0..1) that the constant and two or three shares, each times its factor, sum to more than 0."""
    (factor, widest), (second, fine), *narrow = sorted(parts, key=_measure_spread, reverse=True)
    nodes, weights = _find_nodes(fine, coarse=False)
    rest = constant + second * nodes
    for times, share in narrow:
        more, by_weight = _find_nodes(share, coarse=True)
        rest = np.add.outer(times * more, rest)
        weights = np.outer(by_weight, weights)
    if factor > 0:
        above = widest.exceeds(-rest / factor)
    elif factor < 0:
        above = 1 - widest.exceeds(rest / -factor)
    else:
        above = np.where(rest > 0, 1.0, 0.0)
    return float((weights * above).sum())


def _measure_spread(part: tuple[float, Confidence]) -> float:
    factor, share = part
    return abs(factor) * share.spread


@lru_cache(maxsize=4096)
def _find_nodes(share: Confidence, *, coarse: bool) -> tuple[Floats, Floats]:
    """The values of a share at which an integral over its confidence is taken, and their weights."""
    scores, weights = (_SCORES, _SCALED_WEIGHTS) if coarse else (_FINE_SCORES, _FINE_WEIGHTS)
    quantiles = normal_cdf(scores)
    if not share.a or not share.b:
        return np.full_like(weights, 1.0 if share.a else 0.0), weights
    return beta_quantiles(quantiles, share.a, share.b), weights
