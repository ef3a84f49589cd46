"""Figures other than limits, written from the page of formulas alone: nothing here is the program's."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
from scipy import optimize, stats  # noqa: TID251  # an oracle, used by tests only

from oracle.limits import Limits, z_of


def repeated(c: int, n: int, k: int, need: str) -> float:
    """One task's part of pass^k, pass@k or consistency."""
    every, none = math.comb(c, k) / math.comb(n, k), math.comb(n - c, k) / math.comb(n, k)
    return {"all": every, "any": 1 - none, "same": every + none}[need]


def kappa(table: Sequence[Sequence[int]], level: float, weighing: str = "nominal") -> tuple[float, Limits]:
    """Cohen's kappa with the error of Fleiss, Cohen and Everitt."""
    q, n = len(table), sum(map(sum, table))
    p = np.array(table, dtype=float) / n
    i, j = np.indices((q, q))
    far = np.abs(i - j) / (q - 1)
    w = {"nominal": (i == j).astype(float), "ordinal": 1 - far, "interval": 1 - far**2}[weighing]
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    seen, expected = float((w * p).sum()), float((w * np.outer(rows, columns)).sum())
    value = (seen - expected) / (1 - expected)
    if seen == 1:
        lowest = ((1 - level) / 2) ** (1 / n)
        return value, ((lowest - expected) / (1 - expected), 1.0)
    by_row, by_column = w @ columns, rows @ w
    inner = (p * (w - (by_row[:, None] + by_column[None, :]) * (1 - value)) ** 2).sum()
    variance = (inner - (value - expected * (1 - value)) ** 2) / (n * (1 - expected) ** 2)
    reach = z_of(level) * math.sqrt(max(0.0, float(variance)))
    return value, (max(-1.0, value - reach), min(1.0, value + reach))


def mid_ranks(values: Sequence[float]) -> np.ndarray:
    return np.asarray(stats.rankdata(values))


def rho_of(x: Sequence[float], y: Sequence[float]) -> float:
    return float(np.corrcoef(mid_ranks(x), mid_ranks(y))[0, 1])


def tau_of(x: Sequence[float], y: Sequence[float]) -> float:
    pairs = list(itertools.combinations(range(len(x)), 2))
    signs = [(np.sign(x[i] - x[j]), np.sign(y[i] - y[j])) for i, j in pairs]
    top = sum(a * b for a, b in signs)
    return float(top / math.sqrt(sum(abs(a) for a, _ in signs) * sum(abs(b) for _, b in signs)))


def correlation_limits(value: float, variance: float, nearest: float, level: float) -> Limits:
    """Fisher's limits with this variance; where the order is perfect, those of the next order from it."""
    if abs(value) > 1 - 1e-12:
        reach = z_of(level) * math.sqrt(variance)
        inner = math.tanh(math.atanh(nearest) - reach)
        return (inner, 1.0) if value > 0 else (-1.0, -inner)
    reach = z_of(level) * math.sqrt(variance)
    return math.tanh(math.atanh(value) - reach), math.tanh(math.atanh(value) + reach)


def rho_limits(rho: float, n: int, level: float) -> Limits:
    near = 1 - 12 / (n * (n * n - 1))
    used = near if abs(rho) > 1 - 1e-12 else rho
    return correlation_limits(rho, (1 + used**2 / 2) / (n - 3), near, level)


def tau_limits(tau: float, n: int, level: float) -> Limits:
    return correlation_limits(tau, 0.437 / (n - 4), 1 - 4 / (n * (n - 1)), level)


def exact_p(x: Sequence[float], y: Sequence[float]) -> float:
    """The share of all orderings with a rho as far from zero."""
    first, second = mid_ranks(x), mid_ranks(y)
    orders = np.array(list(itertools.permutations(second)))
    centred = orders - second.mean()
    seen = abs(float((first - first.mean()) @ (second - second.mean())))
    return float((np.abs(centred @ (first - first.mean())) >= seen - 1e-9).mean())


def hill_numbers(amounts: Sequence[float]) -> tuple[float, float, float]:
    p = [a / sum(amounts) for a in amounts if a]
    return float(len(p)), math.exp(-sum(x * math.log(x) for x in p)), 1 / sum(x * x for x in p)


def time_horizon(tasks: Sequence[tuple[float, int, int]], level: float) -> tuple[float, Limits | None]:
    """Firth's logistic curve over log2 of the length; tasks of (length, good, runs) stand alone.

    The limits are None where the slope may be 0.
    """
    x = np.log2([task[0] for task in tasks])
    k, n = (np.array([task[at] for task in tasks], dtype=float) for at in (1, 2))
    design = np.column_stack([np.ones_like(x), x])

    def information(b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        p = 1 / (1 + np.exp(-design @ b))
        return p, (design * (n * p * (1 - p))[:, None]).T @ design

    def loss(b: np.ndarray) -> float:
        eta = design @ b
        likelihood = float((k * eta - n * np.logaddexp(0, eta)).sum())
        return -likelihood - 0.5 * float(np.linalg.slogdet(information(b)[1])[1])

    found = optimize.minimize(loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-13})
    b = optimize.minimize(loss, found.x, method="Nelder-Mead", options={"xatol": 1e-12, "fatol": 1e-14}).x
    p, info = information(b)
    cover = np.zeros((2, 2))
    for row, size, share, good in zip(design, n, p, k, strict=True):
        score = (good - size * share) * row
        step = np.linalg.solve(info - size * share * (1 - share) * np.outer(row, row), score)
        cover += np.outer(step, step)
    cover *= (len(tasks) - 1) / len(tasks)
    q = float(stats.t.isf((1 - level) / 2, len(tasks) - 2)) ** 2
    a, half, c = b[1] ** 2 - q * cover[1, 1], b[0] * b[1] - q * cover[0, 1], b[0] ** 2 - q * cover[0, 0]
    if a <= 0:
        return float(2 ** (-b[0] / b[1])), None
    root = math.sqrt(half * half - a * c)
    return float(2 ** (-b[0] / b[1])), (2 ** ((-half - root) / a), 2 ** ((-half + root) / a))
