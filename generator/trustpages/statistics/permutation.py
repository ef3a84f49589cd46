"""Two-sided p-values of rank correlations: counted exactly where possible, else simulated."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.quantiles import t_two_sided_p
from trustpages.statistics.rank import doubled_ranks, kendall_counts, spearman
from trustpages.statistics.seed import generator_of

EXACT_UP_TO = 9
COUNTABLE_UP_TO = 12
PERMUTATIONS = 10_000


def spearman_p(x: Sequence[float], y: Sequence[float], seed: int) -> float | Unmeasured:
    """The permutation p-value of rho: exact up to 9 pairs, from 10,000 seeded permutations above."""
    if len(x) <= EXACT_UP_TO:
        return exact_spearman_p(x, y)
    return simulated_spearman_p(x, y, seed)


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


def critical_rho(n: int, alpha: float = 0.05) -> float | Unmeasured:
    """The smallest |rho| of `n` untied pairs whose exact two-sided p-value is at most `alpha`.

    By enumeration, since printed tables disagree with each other at some n. Insufficient where not
    even a perfect order is that rare (n <= 4 for 0.05); ValueError outside 2 to 12 pairs.
    """
    if not 2 <= n <= COUNTABLE_UP_TO:
        raise ValueError(f"exact counting is for 2 to {COUNTABLE_UP_TO} pairs, got {n}")
    ranks = doubled_ranks(range(n))
    counts = _counts_of_sums(ranks, ranks)
    distance = np.abs(n * np.arange(counts.size) - sum(ranks) ** 2)
    for d in np.unique(distance[counts > 0]):
        if counts[distance >= d].sum() <= alpha * math.factorial(n):
            return float(d / (n * sum(r * r for r in ranks) - sum(ranks) ** 2))
    return Unmeasured(Status.INSUFFICIENT, f"{n} pairs: even a perfect order is not that rare")


def _counts_of_sums(a: Sequence[int], b: Sequence[int]) -> NDArray[np.float64]:
    """How many permutations of b give each sum of products with a; index = the sum."""
    largest = sum(i * j for i, j in zip(sorted(a), sorted(b), strict=True))
    # by_used[mask]: sums of the first |mask| products, mask telling which of b they used.
    by_used: NDArray[np.float64] = np.zeros(
        (1 << len(b), largest + 1)
    )  # 12! is below 2^53: floats count exactly
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
    a, b = np.asarray(doubled_ranks(x)), np.asarray(doubled_ranks(y))
    generator = generator_of(seed)
    centre = int(a.sum()) * int(b.sum())
    observed = abs(len(x) * int(a @ b) - centre)
    sums = np.array([int(a @ generator.permutation(b)) for _ in range(permutations)])
    extreme = int(np.count_nonzero(np.abs(len(x) * sums - centre) >= observed))
    return (extreme + 1) / (permutations + 1)


def approximate_spearman_p(rho: float, n: int) -> float | Unmeasured:
    """The t approximation with n-2 degrees of freedom that most packages print, for comparison."""
    if n < 3:
        return Unmeasured(Status.INSUFFICIENT, f"{n} pairs: the approximation needs at least 3")
    if abs(rho) == 1:
        return 0.0
    return t_two_sided_p(rho * math.sqrt((n - 2) / (1 - rho * rho)), n - 2)


def exact_kendall_p(x: Sequence[float], y: Sequence[float]) -> float | Unmeasured:
    """The exact two-sided p-value of tau without ties, from the numbers of inversions.

    Undefined with ties (use the interval) or without variation.
    """
    n = len(x)
    if isinstance(rho := spearman(x, y), Unmeasured):
        return rho
    score, untied_x, untied_y = kendall_counts(x, y)
    pairs = n * (n - 1) // 2
    if untied_x < pairs or untied_y < pairs:
        return Unmeasured(Status.UNDEFINED, "tied values: the exact distribution of tau has no ties")
    counts = _inversions(n)
    extreme = (pairs - abs(score)) // 2
    tail = sum(counts[: extreme + 1])
    return min(1.0, 2 * tail / math.factorial(n))


def _inversions(n: int) -> list[int]:
    """How many permutations of n have each number of inversions."""
    counts = [1]
    for size in range(2, n + 1):
        longer = [0] * (len(counts) + size - 1)
        for shift in range(size):
            for i, c in enumerate(counts):
                longer[i + shift] += c
        counts = longer
    return counts
