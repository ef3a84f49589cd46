"""Rank correlation: Spearman's rho and Kendall's tau-b with closed-form intervals and permutation p-values.

Both sides must point the same way: a rank of 1 is best, so pass minus the rank (`negate_ranks`)
beside a success rate, or a good benchmark would look harmful. P-values are two-sided, counted
exactly where possible and simulated with a seed elsewhere.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_finite, require_same_length
from trustpages.statistics.distributions import two_sided_z
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.seed import seeded_generator


def negate_ranks(ranks: Sequence[float]) -> tuple[float, ...]:
    """Ranks (1 = best) turned so that a higher number is better."""
    return tuple(-r for r in ranks)


def doubled_ranks(values: Sequence[float]) -> tuple[int, ...]:
    """Twice the mid-rank of each value (1 = smallest, ties averaged): always whole numbers.

    Whole, so that sums of products are exact and a perfect order gives exactly 1.
    """
    ordered = sorted(values)
    return tuple(bisect_left(ordered, value) + bisect_right(ordered, value) + 1 for value in values)


def spearman(x: Sequence[float], y: Sequence[float]) -> float | Unmeasured:
    """Pearson's correlation of mid-ranks (Spearman 1904), in -1..1; exactly +-1 for a perfect order.

    Undefined below two pairs or where one side does not vary. ValueError for lengths that differ.
    """
    _require_pairs(x, y)
    a, b = doubled_ranks(x), doubled_ranks(y)
    n, sum_a, sum_b = len(a), sum(a), sum(b)
    covariance = n * sum(i * j for i, j in zip(a, b, strict=True)) - sum_a * sum_b
    variances = (n * sum(i * i for i in a) - sum_a**2) * (n * sum(j * j for j in b) - sum_b**2)
    if not variances:
        return _no_variation(n)
    if covariance**2 == variances:
        return math.copysign(1.0, covariance)
    return covariance / math.sqrt(variances)


def kendall(x: Sequence[float], y: Sequence[float]) -> float | Unmeasured:
    """Kendall's tau-b (ties corrected), in -1..1; exactly +-1 for a perfect order.

    Undefined below two pairs or where one side does not vary. ValueError for lengths that differ.
    """
    _require_pairs(x, y)
    score, untied_x, untied_y = kendall_counts(x, y)
    if not untied_x * untied_y:
        return _no_variation(len(x))
    if score * score == untied_x * untied_y:
        return math.copysign(1.0, score)
    return score / math.sqrt(untied_x * untied_y)


def kendall_counts(x: Sequence[float], y: Sequence[float]) -> tuple[int, int, int]:
    """Concordant minus discordant pairs, pairs untied in x, pairs untied in y."""
    a, b = doubled_ranks(x), doubled_ranks(y)
    score = untied_x = untied_y = 0
    for i in range(len(a)):
        for j in range(i):
            product = (a[i] - a[j]) * (b[i] - b[j])
            score += (product > 0) - (product < 0)
            untied_x += a[i] != a[j]
            untied_y += b[i] != b[j]
    return score, untied_x, untied_y


def bonett_wright(rho: float, n: int, level: float = LEVEL) -> Interval | Unmeasured:
    """Limits tanh(atanh(rho) +- z sqrt((1+rho^2/2)/(n-3))) (Bonett & Wright 2000).

    Fisher's plain 1/(n-3) is for values and too narrow for ranks.
    For a perfect order the inner limit is that of one adjacent swap, rho = 1-12/(n(n^2-1)), and
    the outer one is +-1. Insufficient below four pairs.
    """
    if n < 4:
        return Unmeasured(Status.INSUFFICIENT, f"{n} pairs: the interval of rho needs at least 4")
    nearest = 1 - 12 / (n * (n * n - 1))
    return _fisher(rho, nearest, lambda r: math.sqrt((1 + r * r / 2) / (n - 3)), level, "Bonett-Wright")


def fieller(tau: float, n: int, level: float = LEVEL) -> Interval | Unmeasured:
    """Limits tanh(atanh(tau) +- z sqrt(0.437/(n-4))) (Fieller, Hartley & Pearson 1957).

    A perfect order is treated as in `bonett_wright`, one swap being tau = 1-4/(n(n-1)).
    Insufficient below five pairs.
    """
    if n < 5:
        return Unmeasured(Status.INSUFFICIENT, f"{n} pairs: the interval of tau needs at least 5")
    nearest = 1 - 4 / (n * (n - 1))
    return _fisher(tau, nearest, lambda _: math.sqrt(0.437 / (n - 4)), level, "Fieller")


def _fisher(r: float, nearest: float, error: Callable[[float], float], level: float, method: str) -> Interval:
    """Limits on Fisher's z scale, repaired where z is infinite."""
    if not -1 <= r <= 1:
        raise ValueError(f"a correlation must lie between -1 and 1, got {r!r}")
    inner = math.copysign(nearest, r) if abs(r) == 1 else r
    half = two_sided_z(level) * error(inner)
    low, high = math.tanh(math.atanh(inner) - half), math.tanh(math.atanh(inner) + half)
    return Interval(-1.0 if r == -1 else low, 1.0 if r == 1 else high, level, method)


def _require_pairs(x: Sequence[float], y: Sequence[float]) -> None:
    require_same_length(x, y, "x and y")
    require_finite(x, "x")
    require_finite(y, "y")


def _no_variation(n: int) -> Unmeasured:
    if n < 2:
        return Unmeasured(Status.INSUFFICIENT, f"{n} pairs: nothing to rank")
    return Unmeasured(Status.UNDEFINED, "no variation: all values on one side are equal")


EXACT_UP_TO = 9
COUNTABLE_UP_TO = 12
PERMUTATIONS = 10_000


def exact_spearman_p(x: Sequence[float], y: Sequence[float]) -> float | Unmeasured:
    """The share of all orderings of y whose |rho| is at least the observed one; ties allowed.

    Counts the n! sums of rank products by building them up over subsets (2^n steps, not n!).
    Undefined without variation; ValueError above 12 pairs.
    """
    rho = spearman(x, y)
    if isinstance(rho, Unmeasured):
        return rho
    n = len(x)
    if n > COUNTABLE_UP_TO:
        raise ValueError(f"exact counting is for at most {COUNTABLE_UP_TO} pairs, got {n}")
    a, b = doubled_ranks(x), doubled_ranks(y)
    counts = _counts_of_sums(a, b)
    distance = np.abs(n * np.arange(counts.size) - sum(a) * sum(b))
    observed = abs(n * sum(i * j for i, j in zip(a, b, strict=True)) - sum(a) * sum(b))
    return float(counts[distance >= observed].sum() / math.factorial(n))


def _counts_of_sums(a: Sequence[int], b: Sequence[int]) -> NDArray[np.float64]:
    """How many permutations of b give each sum of products with a; index = the sum."""
    largest = sum(i * j for i, j in zip(sorted(a), sorted(b), strict=True))
    # by_used[mask]: sums of the first |mask| products, mask telling which of b they used.
    by_used: NDArray[np.float64] = np.zeros((1 << len(b), largest + 1))  # 12! is below 2^53: floats count exactly
    by_used[0, 0] = 1
    for mask in range((1 << len(b)) - 1):
        left = a[mask.bit_count()]
        for j, right in enumerate(b):
            if not mask >> j & 1:
                step = left * right
                by_used[mask | 1 << j, step:] += by_used[mask, : largest + 1 - step]
    return np.asarray(by_used[-1])


def simulated_spearman_p(
    x: Sequence[float], y: Sequence[float], seed: int, permutations: int = PERMUTATIONS
) -> float | Unmeasured:
    """The p-value (c+1)/(B+1) from B seeded permutations, c of them at least as extreme."""
    rho = spearman(x, y)
    if isinstance(rho, Unmeasured):
        return rho
    return _simulate_p(doubled_ranks(x), doubled_ranks(y), seed, permutations)


@lru_cache(maxsize=1024)  # asked again for every audience, every other policy, and every change that is served
def _simulate_p(ranks: tuple[int, ...], others: tuple[int, ...], seed: int, permutations: int) -> float:
    a, b = np.asarray(ranks), np.asarray(others)
    generator = seeded_generator(seed)
    centre = int(a.sum()) * int(b.sum())
    observed = abs(len(a) * int(a @ b) - centre)
    sums = np.array([int(a @ generator.permutation(b)) for _ in range(permutations)])
    extreme = int(np.count_nonzero(np.abs(len(a) * sums - centre) >= observed))
    # The observed order is one of the possible ones, so that no p is 0 (Phipson & Smyth 2010).
    return (extreme + 1) / (permutations + 1)
