"""Noise ceiling: the highest rank correlation that sampling noise allows, even to a benchmark that orders perfectly.

Without it a low correlation reads as a bad benchmark where the outcomes alone are too noisy to order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

    Per draw: true p_i ~ Beta(k_i+1/2, n_i-k_i+1/2), outcome ~ Bin(n_i, p_i)/n_i, benchmark score
    ~ Normal(p_i, p_i(1-p_i)/t_i) with t_i tasks (as many as runs, unless told). Insufficient below
    three agents, undefined if no draw varies. Attenuation: Spearman 1904.
    """
    require_same_length(successes, runs, "successes and runs")
    tasks = runs if benchmark_tasks is None else benchmark_tasks
    require_same_length(tasks, runs, "benchmark_tasks and runs")
    for k, n, t in zip(successes, runs, tasks, strict=True):
        require_count(k, n)
        require_count(0, t)
    if len(runs) < 3:
        return Unmeasured(Status.INSUFFICIENT, f"{len(runs)} agents: a ceiling needs at least 3")
    rho = _simulate(np.asarray(successes), np.asarray(runs), np.asarray(tasks), seed, draws)
    defined = rho[~np.isnan(rho)]
    if not defined.size:
        return Unmeasured(Status.UNDEFINED, "no variation in any simulated outcome")
    low, median, high = (float(q) for q in np.quantile(defined, (0.05, 0.5, 0.95)))
    return NoiseCeiling(median, low, high, draws, seed)


Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def _simulate(k: Ints, n: Ints, tasks: Ints, seed: int, draws: int) -> Floats:
    generator = seeded_generator(seed)
    # Jeffreys' prior: close to nominal coverage also at 0 and n successes (Brown, Cai & DasGupta 2001).
    p = generator.beta(k + 0.5, n - k + 0.5, size=(draws, k.size))
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
