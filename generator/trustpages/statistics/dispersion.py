"""Whether events come in bursts: more variation between periods than a constant rate has."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.domain import require_not_negative
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.quantiles import chi_square_upper_p

# Policy of metrics.md 3: what the chi-square approximation needs, and when bursts are disclosed.
FEWEST_PERIODS = 8
SMALLEST_MEAN = 0.5
BURSTS_BELOW = 0.05


@dataclass(frozen=True, slots=True)
class Dispersion:
    """The index of dispersion D = sum (x-mean)^2/mean on `df` degrees of freedom, and its p-value."""

    statistic: float
    df: int
    p: float

    @property
    def has_bursts(self) -> bool:
        """Whether the counts vary more than chance explains (p below 0.05)."""
        return self.p < BURSTS_BELOW

    @property
    def widening(self) -> float:
        """The factor by which a plain interval is too narrow: sqrt(D/df) with bursts, else 1."""
        return math.sqrt(self.statistic / self.df) if self.has_bursts else 1.0


def dispersion(counts: Sequence[float]) -> Dispersion | Unmeasured:
    """The dispersion of counts per period (days, weeks) of equal exposure (Fisher's index).

    Insufficient below 8 periods or a mean below 0.5. ValueError for negative counts.
    """
    require_not_negative(counts, "counts")
    if len(counts) < FEWEST_PERIODS:
        return Unmeasured(Status.INSUFFICIENT, f"{len(counts)} periods: bursts need {FEWEST_PERIODS}")
    mean = math.fsum(counts) / len(counts)
    if mean < SMALLEST_MEAN:
        return Unmeasured(
            Status.INSUFFICIENT, f"{mean:.2f} events a period: bursts need a mean of {SMALLEST_MEAN}"
        )
    statistic = math.fsum((x - mean) ** 2 for x in counts) / mean
    return Dispersion(statistic, len(counts) - 1, chi_square_upper_p(statistic, len(counts) - 1))


def widened(estimate: Estimate, factor: float) -> Estimate:
    """The estimate with both limits moved away from the value by `factor`, not below zero."""
    value, old = estimate.value, estimate.interval
    low, high = value - factor * (value - old.low), value + factor * (old.high - value)
    method = old.method if factor == 1 else f"{old.method}, widened by {factor:.2f}"
    return Estimate(value, Interval(max(low, 0.0), high, old.level, method, old.one_sided))
