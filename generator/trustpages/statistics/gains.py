"""One agent over its versions: whether gains on the benchmark come with gains in the workflow.

Levels are never correlated: two series that merely drift agree in 42% of cases. Steps are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.statistics.binomial import LEVEL, wilson
from trustpages.statistics.domain import require_finite, require_same_length
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.rank import rank_correlation

# Steps are rounded here: 0.81-0.79 and 0.80-0.78 are the same step, whatever binary makes of them.
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Concordance:
    """`same_sign` of `moved` steps went the same way on both sides, with Wilson limits."""

    same_sign: int
    moved: int
    interval: Interval


def gains(levels: Sequence[float]) -> tuple[float, ...]:
    """The step from each version to the next; one fewer than the versions."""
    require_finite(levels, "levels")
    return tuple(round(b - a, _DIGITS) for a, b in pairwise(levels))


def gain_correlation(benchmark: Sequence[float], outcome: Sequence[float], level: float = LEVEL) -> Quantity:
    """Spearman's rho of the steps; its sample is the number of steps, versions minus one.

    `benchmark[j]` and `outcome[j]` belong to version j, in order, all on one benchmark version.
    """
    require_same_length(benchmark, outcome, "benchmark and outcome")
    return rank_correlation(gains(benchmark), gains(outcome), level)


def concordance(
    benchmark: Sequence[float], outcome: Sequence[float], level: float = LEVEL
) -> Concordance | Unmeasured:
    """How many steps that moved on both sides went the same way; undefined if none moved."""
    require_same_length(benchmark, outcome, "benchmark and outcome")
    products = [a * b for a, b in zip(gains(benchmark), gains(outcome), strict=True) if a and b]
    if not products:
        return Unmeasured(Status.UNDEFINED, "no version moved both the benchmark and the outcome")
    same = sum(p > 0 for p in products)
    return Concordance(same, len(products), wilson(same, len(products), level))


def is_gain_transferred(benchmark_change: Estimate, outcome_change: Estimate) -> bool:
    """Whether both changes from first to last version have a lower limit above zero."""
    return benchmark_change.interval.low > 0 and outcome_change.interval.low > 0
