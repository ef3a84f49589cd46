"""Two sides on the same tasks: the difference of their shares, and how many tasks it takes to tell them apart."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from trustpages.model.measured import Unmeasured
from trustpages.statistics.arguments import require_count, require_not_negative, require_positive, require_same_length
from trustpages.statistics.comparisons import newcombe_paired
from trustpages.statistics.distributions import t_upper_quantile, tail, z_of
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.proportions.clusters import FEW_CLUSTERS, clustered_mean

FIVE_POINTS = 0.05
"""A difference that buyers care about: what it takes to tell it is said beside what it takes to tell the one seen."""

Tries = tuple[int, int]
"""Successes and tries of one task."""


@dataclass(frozen=True, slots=True)
class PairedTasks:
    """The mean difference over `tasks` in `clusters` groups; `variance` is that of the difference on one task.

    The variance holds what grouping the tasks costs, and what is left of chance after as many tries as there were.
    """

    estimate: Estimate
    tasks: int
    clusters: int
    variance: float


def compare_on_tasks(
    first: Sequence[Tries], second: Sequence[Tries], clusters: Sequence[Hashable] | None = None, level: float = LEVEL
) -> PairedTasks | Unmeasured:
    """Share of the first minus share of the second, each task alike, on the same tasks in the same order.

    Newcombe's paired interval where each task was tried once on both sides and stands alone, or where no two clusters
    differ; else the clustered error of the differences with t, G - 1 df (Miller 2024). Insufficient with fewer than two
    clusters. ValueError for lengths that differ, or impossible counts.
    """
    require_same_length(first, second, "first and second")
    for k, n in (*first, *second):
        require_count(k, n)
    shares = [(ours[0] / ours[1], theirs[0] / theirs[1]) for ours, theirs in zip(first, second, strict=True)]
    differences = [a - b for a, b in shares]
    mean = clustered_mean(differences, range(len(shares)) if clusters is None else clusters)
    if isinstance(mean, Unmeasured):
        return mean
    # CR0 has the factor for few clusters below ten of them only; with t it belongs to any number.
    error = mean.se if mean.clusters < FEW_CLUSTERS else mean.se * math.sqrt(mean.clusters / (mean.clusters - 1))
    tried_once = all(n == 1 for _, n in (*first, *second)) and mean.clusters == len(shares)
    if tried_once or not error:
        estimate = _newcombe_on_tasks(shares, level)
    else:
        half = t_upper_quantile(tail(level) / 2, mean.clusters - 1) * error
        method = f"clustered, t with {mean.clusters - 1} df"
        estimate = Estimate(mean.mean, Interval(mean.mean - half, mean.mean + half, level, method))
    return PairedTasks(estimate, len(shares), mean.clusters, error * error * len(shares))


def _newcombe_on_tasks(shares: Sequence[tuple[float, float]], level: float) -> Estimate:
    """Tasks by who solved them; a task that is solved in a part of the tries counts in parts."""
    both = math.fsum(min(pair) for pair in shares)
    first_only = math.fsum(max(a - b, 0.0) for a, b in shares)
    second_only = math.fsum(max(b - a, 0.0) for a, b in shares)
    return newcombe_paired(both, first_only, second_only, len(shares) - both - first_only - second_only, level)


def tasks_to_tell_apart(difference: float, variance: float, *, probability: float = 0.8, level: float = LEVEL) -> int:
    """The fewest tasks on which a difference of that size is told with `probability`.

    (z_(alpha/2) + z_(1-probability))^2 variance / difference^2 (Miller 2024), where the variance of the difference on
    one task is omega^2 + sigma_A^2/K_A + sigma_B^2/K_B: of its true value over tasks, and of K tries on each side.
    ValueError unless the difference is positive and the variance not negative.
    """
    require_positive(difference, "difference")
    require_not_negative((variance,), "variance")
    quantiles = z_of(tail(level) / 2) + z_of(1 - probability)
    return max(2, math.ceil(quantiles**2 * variance / difference**2))
