"""Shares of two independent sets of runs: their difference, with what grouping costs, and how many runs would tell."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TypeAlias

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.comparisons import newcombe
from trustpages.statistics.distributions import t_upper_quantile, tail, two_sided_z
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.proportions.clusters import ClusteredMean, SixSums, clustered_share, clustered_share_of_sums

Groups: TypeAlias = Mapping[tuple[float, float], float] | SixSums
"""How many groups of runs there are of each kind: good and known outcomes; a run that stands alone is a group.

Or the six sums over groups that are not known one by one.
"""


@dataclass(frozen=True, slots=True)
class ComparedShares:
    """The share of the second side less that of the first; `variance` is that of the difference of one run a side."""

    estimate: Estimate
    variance: float


def compare_shares(first: Groups, second: Groups, level: float = LEVEL) -> ComparedShares | Unmeasured:
    """The difference second - first of independent sides with Newcombe's limits over effective sizes.

    The effective size is that of the clustered error (Miller 2024) with its factor for the number of groups and the
    quantile of t, so that few groups are worth less. Insufficient where a side has a single group of several runs.
    """
    sides = [_measure_side(groups, level) for groups in (first, second)]
    variance, worth = 0.0, []
    for side in sides:
        if isinstance(side, Unmeasured):
            return side
        share, runs, effective = side
        smoothed = (share * effective + 1) / (effective + 2)
        variance += smoothed * (1 - smoothed) * runs / effective
        worth.append((share * effective, effective))
    estimate = newcombe(*worth[1], *worth[0], level)
    return ComparedShares(estimate, variance)


def _measure_side(groups: Groups, level: float) -> tuple[float, float, float] | Unmeasured:
    """The share, the number of runs, and how many independent ones they are worth."""
    if isinstance(groups, SixSums):
        return _adjust(clustered_share_of_sums(groups), level)
    runs = math.fsum(n * number for (_, n), number in groups.items())
    good = math.fsum(k * number for (k, _), number in groups.items())
    if not runs:
        return Unmeasured(Status.MISSING, "no record with an outcome")
    if all(n == 1 for _, n in groups):
        return good / runs, runs, runs
    kinds = [(k, n, round(number)) for (k, n), number in groups.items()]
    mean = clustered_share(
        list(chain.from_iterable(repeat(k, number) for k, _, number in kinds)),
        list(chain.from_iterable(repeat(n, number) for _, n, number in kinds)),
    )
    return _adjust(mean, level)


def _adjust(mean: ClusteredMean | Unmeasured, level: float) -> tuple[float, float, float] | Unmeasured:
    """The share, the runs, and what they are worth with the factor for the number of groups and the quantile of t."""
    if isinstance(mean, Unmeasured):
        return mean
    few = (mean.clusters - 1) / mean.clusters
    wider = two_sided_z(level) / t_upper_quantile(tail(level) / 2, mean.clusters - 1)
    return mean.mean, mean.n, mean.n_eff * few * wider**2
