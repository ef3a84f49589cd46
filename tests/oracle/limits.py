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


def chance_of_positive(factors: Sequence[float], numbers: Sequence[float] | None = None) -> float:
    """P(sum of a E > 0) of independent standard exponential E, so many of each factor, by Imhof's inversion."""
    pairs = [pair for pair in zip(factors, numbers or [1.0] * len(factors), strict=True) if pair[0]]
    if not pairs:
        return 0.0
    a, m = (np.asarray(column) for column in zip(*pairs, strict=True))
    if (a > 0).all() or (a < 0).all():
        return float(a[0] > 0)
    a = a / math.sqrt(float((m * a * a).sum()))

    # The angle turns ever slower, so that panels may grow with the distance from zero.
    turns = np.outer(PANELS, a)
    angle, size = np.arctan(turns) @ m, 0.5 * np.log1p(turns**2) @ m
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


def _largest(total: int, squares: int, count: int) -> int:
    """The largest of so many whole numbers with this sum whose squares, the others being alike, fit."""

    def fits(number: int) -> bool:
        others = [(total - number + at) // (count - 1) for at in range(count - 1)]
        return number**2 + sum(other**2 for other in others) <= squares

    return max(number for number in range(-(-total // count), total + 1) if fits(number))


def _least(total: int, squares: int, count: int) -> int:
    def fits(number: int) -> bool:
        others = [(total - number + at) // (count - 1) for at in range(count - 1)]
        return number**2 + sum(other**2 for other in others) <= squares

    return min(number for number in range(total // count + 1) if fits(number))


def cluster_sums(sums: dict[str, int], level: float) -> Limits:
    count, k, n, k2, n2, kn = (sums[name] for name in ("clusters", "k", "n", "k2", "n2", "kn"))
    failed, failed2 = n - k, n2 - 2 * kn + k2
    return _low_of_sums(count, k, n, k2, n2, kn, level), 1 - _low_of_sums(count, failed, n, failed2, n2, n2 - kn, level)


def _dirichlet_low(factors: Callable[[float], list[tuple[float, float]]], further: float, level: float) -> float:
    """The t at which so many exponentials of each factor, and a further cluster that failed, are positive enough."""
    wanted = 1 - (1 - level) / 2

    def miss(t: float) -> float:
        rows = [*factors(t), (-t * further, 1.0)]
        return chance_of_positive([a for a, _ in rows], [m for _, m in rows]) - wanted

    return float(optimize.brentq(miss, 1e-12, 1 - 1e-12, xtol=1e-13, rtol=1e-12))


def _low_of_sums(count: int, k: int, n: int, k2: int, n2: int, kn: int, level: float) -> float:
    failed, squares = n - k, n2 - 2 * kn + k2
    if k == 0:
        return 0.0
    most = min(_largest(failed, squares, count), _largest(n, n2, count))
    if count * n2 == n * n:
        size = n // count
        few = most if most * count == failed else (failed * most - squares) // (count * most - failed)
        worst = 0.0
        if most > few + 1:
            worst = (squares - (2 * few + 1) * failed + count * few * (few + 1)) / ((most - few) * (most - few - 1))
        more = failed - count * few - worst * (most - few)
        kinds = [(few, count - worst - more), (few + 1, more), (most, worst)]
        return _dirichlet_low(lambda t: [(size - f - t * size, m) for f, m in kinds if m > 1e-9], n2 / n, level)
    fewest = max(1, _least(n, n2, count))

    def factors(t: float) -> list[tuple[float, float]]:
        s, both, worst = k - t * n, k2 - 2 * t * kn + t * t * n2, (1 - t) * max(fewest, most) - most
        usual = (both - worst * s) / (s - worst * count)
        number = (count * usual - s) / (usual - worst) if usual > worst else count
        return [(usual, count - number), (worst, number)]

    return _dirichlet_low(factors, n2 / n, level)


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
