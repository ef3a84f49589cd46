"""Limits of shares, rates and means, written from the page of formulas alone: nothing here is the program's."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize, special, stats  # noqa: TID251  # an oracle, used by tests only

Limits = tuple[float, float]
Pairs = Sequence[tuple[float, float]]
"""For each cluster what counts and how many there are."""
Numbers = NDArray[np.float64]
NODES, WEIGHTS = np.polynomial.legendre.leggauss(96)
_ENDS = np.array([0.0, *(0.25 * 2.0 ** np.arange(26))])
PANELS = np.concatenate([(NODES + 1) / 2 * (b - a) + a for a, b in pairwise(_ENDS)])
PANEL_WEIGHTS = np.concatenate([WEIGHTS / 2 * (b - a) for a, b in pairwise(_ENDS)])


def z_of(level: float) -> float:
    return float(stats.norm.isf((1 - level) / 2))


def wilson(k: float, n: float, level: float) -> Limits:
    z = z_of(level)
    root = z * math.sqrt(k * (n - k) / n + z * z / 4)
    low, high = ((k + z * z / 2 + sign * root) / (n + z * z) for sign in (-1, 1))
    return 0.0 if k == 0 else low, 1.0 if k == n else high


def clopper_pearson(k: float, n: float, level: float) -> Limits:
    half = (1 - level) / 2
    low = 0.0 if k <= 0 else float(stats.beta.ppf(half, k, n - k + 1))
    high = 1.0 if k >= n else float(stats.beta.isf(half, k + 1, n - k))
    return low, high


def hypergeometric(k: int, n: int, population: int, level: float) -> Limits:
    half = (1 - level) / 2
    held = [
        m
        for m in range(k, population - (n - k) + 1)
        if stats.hypergeom.sf(k - 1, population, m, n) > half and stats.hypergeom.cdf(k, population, m, n) > half
    ]
    return held[0] / population, held[-1] / population


def chance_of_positive(factors: Sequence[float]) -> float:
    """P(sum of a E > 0) of independent standard exponential E, by Imhof's inversion."""
    a = np.asarray([factor for factor in factors if factor])
    if not a.size:
        return 0.0
    if (a > 0).all() or (a < 0).all():
        return float(a[0] > 0)
    a = a / math.sqrt(float((a * a).sum()))

    # The angle turns ever slower, so that panels may grow with the distance from zero.
    turns = np.outer(PANELS, a)
    angle, size = np.arctan(turns).sum(axis=1), 0.5 * np.log1p(turns**2).sum(axis=1)
    return 0.5 + float(PANEL_WEIGHTS @ (np.sin(angle) / PANELS * np.exp(-size))) / math.pi


def lower_ratio(pairs: Pairs, extra: tuple[float, float], level: float, *, most: float = 1.0) -> float:
    """The t at which P(sum of E(a - t b) + E_0(a_0 - t b_0) > 0) = 1 - alpha/2."""
    wanted = 1 - (1 - level) / 2

    def miss(t: float) -> float:
        return chance_of_positive([*(a - t * b for a, b in pairs), extra[0] - t * extra[1]]) - wanted

    if not any(a for a, _ in pairs):
        return 0.0
    while miss(most) > 0:
        most *= 2
    return float(optimize.brentq(miss, 1e-12, most, xtol=1e-13, rtol=1e-12))


def gaffke(pairs: Pairs, level: float, *, further: float | None = None) -> Limits:
    size = sum(n * n for _, n in pairs) / sum(n for _, n in pairs) if further is None else further
    failures = [(n - k, n) for k, n in pairs]
    return lower_ratio(pairs, (0.0, size), level), 1 - lower_ratio(failures, (0.0, size), level)


def cluster_sums(sums: dict[str, int], level: float) -> Limits:
    k, n, k2, n2, kn = (sums[name] for name in ("k", "n", "k2", "n2", "kn"))
    p, half = k / n, (1 - level) / 2
    spread = math.sqrt(max(0.0, k2 - 2 * p * kn + p * p * n2)) / n
    plain = math.sqrt(p * (1 - p) / (n - 1))
    if spread == 0:
        worth = n * n / n2
    else:
        effect = max(1.0, (spread / plain) ** 2)
        quantiles = stats.t.isf(half, n - 1) / stats.t.isf(half, sums["clusters"] - 1)
        worth = min(n * n / n2, n / effect * quantiles**2)
    m = math.floor(worth + 1e-9)
    return clopper_pearson(p * m, m, level)


def garwood(x: float, exposure: float, level: float) -> Limits:
    half = (1 - level) / 2
    low = float(stats.gamma.ppf(half, x)) / exposure if x else 0.0
    return low, float(stats.gamma.isf(half, x + 1)) / exposure


def bursts(sizes: Sequence[int], exposure: float, level: float) -> Limits:
    """Compound Poisson without dispersion: sums of exponentials, as phases that are passed one after the other."""
    half = (1 - level) / 2
    if not sizes or max(sizes) == 1:
        return garwood(len(sizes), exposure, level)

    def quantile(q: float, phases: Sequence[float]) -> float:
        rates = np.diag([-1 / size for size in phases]) + np.diag([1 / size for size in phases[:-1]], 1)

        def miss(at: float) -> float:
            return 1 - float(linalg.expm(rates * at)[0].sum()) - q

        return float(optimize.brentq(miss, 0.0, 60 * sum(phases), xtol=1e-11))

    with_further = [*sizes, 2.0 * max(sizes)]
    return quantile(half, sizes) / exposure, quantile(1 - half, with_further) / exposure


def periods(counts: Sequence[int], exposure: float, level: float) -> Limits:
    m, most = len(counts), max(counts)
    ceiling = 1.0 if most == 0 else (2.0 if m >= 26 else 3.0) * most
    low, high = gaffke([(c / ceiling, 1.0) for c in counts], level)
    return low * ceiling * m / exposure, high * ceiling * m / exposure


def mean(n: int, value: float, sd: float, skewness: float, level: float) -> Limits:
    error, t = sd / math.sqrt(n), float(stats.t.isf((1 - level) / 2, n - 1))
    a = skewness / math.sqrt(n)

    def h(y: float) -> float:
        return y if a == 0 else 3 / a * (math.copysign(abs(1 + a * (y - a / 6)) ** (1 / 3), 1 + a * (y - a / 6)) - 1)

    return min(value - t * error, value - error * h(t)), max(value + t * error, value - error * h(-t))


def first(reaches: Callable[[int], bool], most: int = 1_000_000) -> int | None:
    """The first number from 0 on for which a condition holds that stays true."""
    if not reaches(most):
        return None
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high


def melded(q: float, m: float, positives: tuple[int, int], negatives: tuple[int, int], level: float) -> float:
    """The lower limit of a judged share, by integration over the two distributions of the judge's errors."""
    (tp, p), (tn, n) = positives, negatives
    wanted = 1 - (1 - level) / 2
    se, se_weights = _beta_grid(tp + 1, p - tp)
    sp, sp_weights = _beta_grid(tn, n - tn + 1)

    def chance(t: float) -> float:
        """P(q* - t Se* - (1-t)(1 - Sp*) > 0)."""
        passed = t * se[:, None] + (1 - t) * (1 - sp[None, :])
        return float(se_weights @ _beta_above(passed, m * q, m - m * q + 1) @ sp_weights)

    # With the number Se in place of q* the integrand has an edge, which takes many points.
    many = (np.arange(4000) + 0.5) / 4000
    passed_of_good = special.betaincinv(tp + 1, p - tp, many) if p > tp else np.ones_like(many)

    def chance_by_labels(t: float) -> float:
        least = 1 - (tp / p - t * passed_of_good) / (1 - t)
        return float(_beta_above(least, tn, n - tn + 1).mean())

    def limit(chance: Callable[[float], float]) -> float:
        if chance(0.0) < wanted:
            return 0.0
        if chance(1 - 1e-9) > wanted:
            return 1.0
        return float(optimize.brentq(lambda t: chance(t) - wanted, 0.0, 1 - 1e-9, xtol=1e-9))

    return min(limit(chance), limit(chance_by_labels))


def _beta_above(line: Numbers, a: float, b: float) -> Numbers:
    if a == 0 or b == 0:
        return (line < (0.0 if a == 0 else 1.0)).astype(float)
    above: Numbers = 1 - special.betainc(a, b, np.clip(line, 0.0, 1.0))
    return above


def _beta_grid(a: float, b: float) -> tuple[Numbers, Numbers]:
    """Values of a beta variable and their weights; with a parameter of 0 it is the point at that end."""
    if a == 0 or b == 0:
        return np.array([0.0 if a == 0 else 1.0]), np.array([1.0])
    low, high = stats.beta.ppf(1e-11, a, b), stats.beta.isf(1e-11, a, b)
    at = (high - low) / 2 * NODES + (high + low) / 2
    weights = WEIGHTS * stats.beta.pdf(at, a, b)
    return at, weights / weights.sum()
