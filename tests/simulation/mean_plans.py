"""How often windows as large as planned settle on which side of its line a mean lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats  # noqa: TID251  # an oracle, used by tests only

from simulation.means import SHAPES, Floats
from trustpages.model.documents.policy import PactPolicy
from trustpages.statistics.means import MeanEstimate, t_from_summary, t_over_clusters, units_to_settle_mean

POLICY = PactPolicy()
SEEN = 200_000
VALUES = 5
"""In a cluster."""


@dataclass(frozen=True)
class MeanPlan:
    """So many values or clusters that were planned, and in what share of such windows they settled it."""

    units: int
    power: float


MEANS: dict[str, tuple[str, float, bool]] = {
    "mean of normal values, 0.3 SD below its line": ("normal", 0.3, False),
    "mean of exponential values, 0.1 SD below": ("exponential", 0.1, False),
    "mean of exponential values, 0.1 SD above": ("exponential", -0.1, False),
    "mean of exponential values, 0.8 SD below": ("exponential", 0.8, False),
    "mean of gamma values of shape ¼, 0.1 SD below": ("gamma, shape ¼", 0.1, False),
    "mean of lognormal values, σ = 1, 0.1 SD below": ("lognormal, σ = 1", 0.1, False),
    "mean of normal values in clusters, 0.3 SD below": ("normal", 0.3, True),
    "mean of exponential values in clusters, 0.2 SD below": ("exponential", 0.2, True),
}
"""The shape of values, how far their line lies above their mean, and whether they come in clusters."""


def plan_mean(name: str, windows: int, seed: int) -> MeanPlan:
    """The values planned from very many that were seen, and how often so many settle it."""
    shape, distance, is_clustered = MEANS[name]
    random = np.random.default_rng(seed)
    line = distance * (float(_draw(random, shape, SEEN, is_clustered).std()))
    units = units_to_settle_mean(
        _estimate(_draw(random, shape, SEEN, is_clustered)),
        line,
        least_size=POLICY.mean_t_from,
        most_skewness=POLICY.mean_skewness,
    )
    assert units is not None
    settled = 0
    for _ in range(windows):
        mean = _estimate(_draw(random, shape, units, is_clustered))
        limits = mean.estimate.interval
        beyond = limits.high <= line if distance > 0 else limits.low >= line
        settled += beyond and mean.skewness is not None and abs(mean.skewness) <= POLICY.mean_skewness
    return MeanPlan(units, settled / windows)


def _draw(random: np.random.Generator, shape: str, units: int, is_clustered: bool) -> Floats:
    """So many values, or rows of clusters whose values have half of their variance in common."""
    if not is_clustered:
        return SHAPES[shape](random, (units, 1))
    return SHAPES[shape](random, (units, 1)) + SHAPES[shape](random, (units, VALUES))


def _estimate(values: Floats) -> MeanEstimate:
    if values.shape[1] == 1:
        skewness = float(stats.skew(values[:, 0], bias=False))
        found = t_from_summary(float(values.mean()), float(values.std(ddof=1)), len(values), skewness)
    else:
        sizes, means, sds = [VALUES] * len(values), values.mean(axis=1), values.std(axis=1, ddof=1)
        found = t_over_clusters(sizes, means.tolist(), sds.tolist())
    assert isinstance(found, MeanEstimate)
    return found
