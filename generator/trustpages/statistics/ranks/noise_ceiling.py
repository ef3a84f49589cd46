"""Noise ceiling: the highest rank correlation that sampling noise allows, even to a benchmark that orders perfectly.

Without it a low correlation reads as a bad benchmark where the outcomes alone are too noisy to order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_count, require_same_length
from trustpages.statistics.seed import seeded_generator

DRAWS = 10_000
_BLOCK = 4_000_000  # comparisons held in memory at once


@dataclass(frozen=True, slots=True)
class NoiseCeiling:
    """The median of rho under a perfect benchmark, and the middle 90% of its values.

    `draws` and `seed` repeat the simulation to the digit. Draws without any variation have no rho
    and are left out.
    """

    median: float
    low: float
    high: float
    draws: int
    seed: int


def noise_ceiling(
    successes: Sequence[int],
    runs: Sequence[int],
    seed: int,
    *,
    benchmark_tasks: Sequence[int] | None = None,
    draws: int = DRAWS,
) -> NoiseCeiling | Unmeasured:
    """The rho to expect if the benchmark ordered agents exactly by their true success.

    The true p_i are drawn from their beta-binomial posterior, whose prior has the mean of the shares
    and their spread beyond binomial noise (Kleinman 1973): agents that differ no more than chance are
    equal, and no benchmark can order them. Per draw: outcome ~ Bin(n_i, p_i)/n_i, benchmark score
    ~ Normal(p_i, p_i(1-p_i)/t_i) with t_i tasks (as many as runs, unless told). The median is at
    least 0. Insufficient below three agents, undefined if no draw varies. Attenuation: Spearman 1904.
    """
    require_same_length(successes, runs, "successes and runs")
    tasks = runs if benchmark_tasks is None else benchmark_tasks
    require_same_length(tasks, runs, "benchmark_tasks and runs")
    for k, n, t in zip(successes, runs, tasks, strict=True):
        require_count(k, n)
        require_count(0, t)
    if len(runs) < 3:
        return Unmeasured(Status.INSUFFICIENT, f"{len(runs)} agents: a ceiling needs at least 3")
    return _find_ceiling(tuple(successes), tuple(runs), tuple(tasks), seed, draws)


@lru_cache(maxsize=1024)  # asked again for every audience, every other policy, and every change that is served
def _find_ceiling(
    successes: tuple[int, ...], runs: tuple[int, ...], tasks: tuple[int, ...], seed: int, draws: int
) -> NoiseCeiling | Unmeasured:
    rho = _simulate(np.asarray(successes), np.asarray(runs), np.asarray(tasks), seed, draws)
    defined = rho[~np.isnan(rho)]
    if not defined.size:
        return Unmeasured(Status.UNDEFINED, "no variation in any simulated outcome")
    low, median, high = (float(q) for q in np.quantile(defined, (0.05, 0.5, 0.95)))
    # Of equal agents half of the draws lie below 0, and their median a hair to either side of it.
    return NoiseCeiling(max(median, 0.0), low, high, draws, seed)


Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def estimate_spread(successes: Sequence[float], runs: Sequence[int]) -> float:
    """How far true shares differ (0..1): their variance over p(1-p), 0 where chance explains the shares seen.

    Moment estimator of the beta-binomial with equal weights (Kleinman 1973), floored at 0: the variance
    of the shares seen is p(1-p)(phi + (1-phi)h), h being the mean of 1/n.
    """
    n = np.asarray(runs, dtype=np.float64)
    shares = np.asarray(successes, dtype=np.float64) / n
    mean, variance, h = float(shares.mean()), float(shares.var(ddof=1)), float((1 / n).mean())
    # mean(1-mean) falls short of p(1-p) by the variance of the mean.
    unit = mean * (1 - mean) + variance / n.size
    if not unit or h == 1:
        return 0.0
    return min(max((variance / unit - h) / (1 - h), 0.0), 1.0)


def _draw_true_shares(k: Ints, n: Ints, generator: np.random.Generator, draws: int) -> Floats:
    """One row a draw. Drawn around each share by itself, noise would count as spread, and equal agents differ."""
    phi, mean = estimate_spread(k.tolist(), n.tolist()), float((k / n).mean())
    if not phi:
        return np.full((draws, k.size), mean)
    weight = 1 / phi - 1
    return np.asarray(generator.beta(k + mean * weight, n - k + (1 - mean) * weight, size=(draws, k.size)))


def _simulate(k: Ints, n: Ints, tasks: Ints, seed: int, draws: int) -> Floats:
    generator = seeded_generator(seed)
    p = _draw_true_shares(k, n, generator, draws)
    outcome = generator.binomial(n, p) / n
    # Published scores hardly ever tie, so the benchmark's own error is drawn without steps.
    score = p + generator.standard_normal(p.shape) * np.sqrt(p * (1 - p) / tasks)
    return _correlations(_centred_ranks(score), _centred_ranks(outcome))


def _centred_ranks(values: Floats) -> Floats:
    """Mid-ranks within each row, minus their mean."""
    rows = max(1, _BLOCK // values.shape[1] ** 2)
    blocks = (values[i : i + rows] for i in range(0, len(values), rows))
    # Twice the centred mid-rank is the number of values below minus the number above.
    return np.concatenate([np.sign(b[:, :, None] - b[:, None, :]).sum(axis=2) / 2 for b in blocks])


def _correlations(a: Floats, b: Floats) -> Floats:
    """Row by row; not a number where a row does not vary."""
    scale = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    result = np.full(len(a), np.nan)
    np.divide((a * b).sum(axis=1), scale, out=result, where=scale > 0)
    return result
