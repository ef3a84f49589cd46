"""Published figures that no report prints, computed from those of the statistics room that one does."""

from __future__ import annotations

import math
from bisect import bisect_right

import numpy as np
from scipy import stats  # noqa: TID251  # an oracle, used by tests only

from trustpages.statistics.distributions import gamma_quantile, gamma_upper_quantile, tail
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL, clopper_pearson
from trustpages.statistics.ranks.correlation import exact_spearman_p

SAMPLES = 200_000


def jeffreys_rate(x: float, exposure: float = 1.0, level: float = LEVEL) -> Interval:
    """Equal-tailed limits of x/exposure under the prior of Jeffreys, which published examples of MOVER use."""
    alpha = tail(level) / 2
    low = gamma_quantile(alpha, x + 0.5) / exposure if x else 0.0
    return Interval(low, gamma_upper_quantile(alpha, x + 0.5) / exposure, level, "Jeffreys")


def rate_ratio_limits(x1: int, exposure1: float, x2: int, exposure2: float) -> tuple[float, float]:
    """The exact conditional limits of a ratio of rates: those of the share x1/(x1+x2) as odds."""
    share = clopper_pearson(x1, x1 + x2)
    low, high = (limit / (1 - limit) * exposure2 / exposure1 for limit in (share.low, share.high))
    return low, high


def power_to_meet(n: int, threshold: float, true_share: float) -> float:
    """The probability that the lower limit of `n` runs reaches the threshold, summed over all outcomes that do."""
    fewest = bisect_right(range(n + 1), False, key=lambda k: clopper_pearson(k, n).low >= threshold)
    return float(stats.binom.sf(fewest - 1, n, true_share))


def kish_design_effect(cluster_size: float, correlation: float) -> float:
    """1+(m-1)rho: what clusters of one size with this intra-cluster correlation cost (Kish 1965)."""
    return 1 + (cluster_size - 1) * correlation


def approximate_spearman_p(rho: float, n: int) -> float:
    """The two-sided p-value of rho by the t approximation that most packages print."""
    return 2 * float(stats.t.sf(abs(rho) * math.sqrt((n - 2) / (1 - rho * rho)), n - 2))


def exact_kendall_p(tau: float, n: int) -> float:
    """The exact two-sided p-value of the tau of `n` untied pairs, from the numbers of inversions."""
    counts = np.array([1.0])
    for size in range(2, n + 1):
        counts = np.convolve(counts, np.ones(size))
    inversions = round(math.comb(n, 2) * (1 - abs(tau)) / 2)
    return min(1.0, 2 * float(counts[: inversions + 1].sum()) / math.factorial(n))


def critical_rho(n: int, alpha: float = 0.05) -> float:
    """The smallest |rho| of `n` untied pairs whose exact two-sided p-value is at most `alpha`."""
    orders = np.random.default_rng(n).permuted(np.tile(np.arange(n), (SAMPLES, 1)), axis=1)
    distances, first = np.unique(((orders - np.arange(n)) ** 2).sum(axis=1), return_index=True)
    rising = distances[distances <= (n**3 - n) // 6]  # rho from 1 down to 0
    number = bisect_right(range(len(rising)), alpha, key=lambda at: p_of(orders[first[at]].tolist()))
    return float(1 - 6 * rising[number - 1] / (n**3 - n))


def p_of(order: list[int]) -> float:
    """The exact p-value of an order beside the numbers from 0 on."""
    p = exact_spearman_p(range(len(order)), order)
    assert isinstance(p, float)
    return p
