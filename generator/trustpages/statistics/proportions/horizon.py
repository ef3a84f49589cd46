"""The 50 % time horizon: the task length at which half of the runs succeed, by logistic regression (Kwa et al. 2025).

Success is fitted on the base-2 logarithm of a task's length with Firth's penalty (Firth 1993; Heinze & Schemper 2002),
which stays finite where short tasks all succeed and long ones all fail. The errors are those of the jackknife over
clusters, in one step (CR3: Bell & McCaffrey 2002; MacKinnon, Nielsen & Webb 2023), the limits Fieller's: all lengths at
which the curve may pass one half.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_positive
from trustpages.statistics.distributions import t_upper_quantile, tail
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL

_STEPS = 100
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TimedTask:
    """`successes` of `runs` at a task of some `length`; tasks of one cluster are not independent."""

    cluster: Hashable
    length: float
    successes: float
    runs: float


def time_horizon(tasks: Sequence[TimedTask], level: float = LEVEL) -> Estimate | Unmeasured:
    """The length at which the fitted curve passes one half, in the unit of the lengths.

    Every run counts alike. The lower limit is 0, or the upper one infinite, where the data allow any length on that
    side; of a curve that hardly falls the value may be infinite, too. Insufficient below three clusters; undefined
    where all runs end alike, all tasks are of one length, or success does not fall as tasks grow longer. ValueError
    unless lengths and runs are positive.
    """
    for task in tasks:
        require_positive(task.length, "a length")
        require_positive(task.runs, "a number of runs")
    places: dict[Hashable, int] = {}
    index = np.array([places.setdefault(task.cluster, len(places)) for task in tasks])
    if len(places) < 3:
        return Unmeasured(Status.INSUFFICIENT, "a curve needs three tasks that are independent of each other")
    good, runs = math.fsum(task.successes for task in tasks), math.fsum(task.runs for task in tasks)
    if good in (0, runs):
        return Unmeasured(Status.UNDEFINED, "all runs ended alike: nothing says at which length half of them succeed")
    x = np.array([math.log2(task.length) for task in tasks])
    if np.ptp(x) == 0:
        return Unmeasured(Status.UNDEFINED, "all tasks are of one length")
    # Centred, so that intercept and slope hardly hang together.
    centre = float(x.mean())
    k, n = (np.array([getattr(task, name) for task in tasks], dtype=float) for name in ("successes", "runs"))
    curve = _fit(x - centre, k, n)
    if curve[1] >= 0:
        return Unmeasured(Status.UNDEFINED, "success does not fall as tasks grow longer")
    spread = _jackknife(x - centre, k, n, curve, index, len(places))
    q = t_upper_quantile(tail(level) / 2, len(places) - 2)
    low, high = _solve_fieller(curve, q * q * spread)
    value = _to_length(centre - curve[0] / curve[1])
    return Estimate(
        value, Interval(_to_length(centre + low), _to_length(centre + high), level, "Fieller over clusters")
    )


def _fit(x: _Floats, k: _Floats, n: _Floats) -> _Floats:
    """Intercept and slope by Newton's steps on Firth's score."""
    curve = np.zeros(2)
    design = np.stack([np.ones_like(x), x], axis=1)
    for _ in range(_STEPS):
        p, weight = _predict(design, curve, n)
        inverse = np.linalg.inv(design.T @ (design * weight[:, None]))
        leverage = weight * np.einsum("ij,jk,ik->i", design, inverse, design)
        step = inverse @ (design.T @ (k - n * p + leverage * (0.5 - p)))
        step /= max(1.0, float(np.abs(step).max()) / 2)
        curve = curve + step
        if float(np.abs(step).max()) < 1e-10:
            break
    return curve


def _predict(design: _Floats, curve: _Floats, n: _Floats) -> tuple[_Floats, _Floats]:
    p = 0.5 * (1 + np.tanh(0.5 * (design @ curve)))
    # A run far up or down the curve still has some weight, or a steep curve could not be inverted.
    return p, np.maximum(n * p * (1 - p), 1e-12)


def _jackknife(x: _Floats, k: _Floats, n: _Floats, curve: _Floats, index: NDArray[np.int64], number: int) -> _Floats:
    """The covariance of intercept and slope: how they move as each cluster is left out."""
    design = np.stack([np.ones_like(x), x], axis=1)
    p, weight = _predict(design, curve, n)
    scores, parts = np.zeros((number, 2)), np.zeros((number, 2, 2))
    np.add.at(scores, index, design * (k - n * p)[:, None])
    np.add.at(parts, index, weight[:, None, None] * design[:, :, None] * design[:, None, :])
    rest = parts.sum(axis=0) - parts
    # Clusters that are alike move the curve alike.
    moves: dict[bytes, _Floats] = {}
    alike = [left.tobytes() + score.tobytes() for left, score in zip(rest, scores, strict=True)]
    for key, left, score in zip(alike, rest, scores, strict=True):
        if key not in moves:
            moves[key] = np.linalg.pinv(left) @ score
    each = np.stack([moves[key] for key in alike])
    return np.asarray((number - 1) / number * each.T @ each)


def _solve_fieller(curve: _Floats, spread: _Floats) -> tuple[float, float]:
    """All x with (b0 + b1 x)^2 <= v00 + 2 v01 x + v11 x^2, which lie between two points, or on one side of one."""
    a = curve[1] ** 2 - spread[1, 1]
    b = curve[0] * curve[1] - spread[0, 1]
    c = curve[0] ** 2 - spread[0, 0]
    root = b * b - a * c
    if a > 0:
        half = math.sqrt(max(root, 0.0))
        return (-b - half) / a, (-b + half) / a
    if root <= 0:
        return -math.inf, math.inf
    # The slope may be nothing. Where the curve is surely above one half for some lengths, the horizon is beyond them.
    inner, outer = sorted(((-b - math.sqrt(root)) / a, (-b + math.sqrt(root)) / a))
    above = curve[0] + curve[1] * (inner + outer) / 2 > 0
    return (outer, math.inf) if above else (-math.inf, inner)


def _to_length(x: float) -> float:
    return 0.0 if x == -math.inf else math.inf if x > 1000 else float(2.0**x)
