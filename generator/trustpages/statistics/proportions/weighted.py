"""Shares of records that weigh unequally (Kish effective size), and bounds where outcomes are missing (Manski 2003).

Missing outcomes get bounds and not an average: that they are like the known ones is what nobody knows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_count, require_not_negative, require_same_length
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL, wilson

# Below this effective size an interval would span most of the scale and only decorate.
FEWEST_EFFECTIVE = 5.0
DOMINATED_FROM = 0.5


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """A share by value (0..1), its effective size, and Wilson limits on that size.

    `interval` is None below an effective size of 5. `largest_share` is that of the heaviest record.
    """

    value: float
    n_eff: float
    largest_share: float
    interval: Interval | None

    @property
    def is_dominated(self) -> bool:
        """Whether one record carries more than half of the weight."""
        return self.largest_share > DOMINATED_FROM


def kish_effective_size(weights: Sequence[float]) -> float | Unmeasured:
    """(sum v)^2 / sum v^2: as many equal records these are worth (Kish 1965).

    Missing without positive weight. ValueError for negative weights.
    """
    require_not_negative(weights, "weights")
    largest = max(weights, default=0.0)
    if not largest:
        return Unmeasured(Status.MISSING, "no record carries any weight")
    relative = [w / largest for w in weights]  # squares of money overflow sooner than one thinks
    return math.fsum(relative) ** 2 / math.fsum(r * r for r in relative)


def weighted_share(weights: Sequence[float], flags: Sequence[bool], level: float = LEVEL) -> WeightedShare | Unmeasured:
    """The share of weight on flagged records, sum(v_i I_i)/sum(v_i); missing without weight."""
    require_same_length(weights, flags, "weights and flags")
    n_eff = kish_effective_size(weights)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    total = math.fsum(weights)
    value = math.fsum(w for w, flag in zip(weights, flags, strict=True) if flag) / total
    interval = wilson(value * n_eff, n_eff, level) if n_eff >= FEWEST_EFFECTIVE else None
    return WeightedShare(value, n_eff, max(weights) / total, interval)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest value (0..1) that the missing outcomes allow; no sampling error."""

    low: float
    high: float


def manski_bounds(k: float, known: float, missing: float) -> Bounds:
    """k/(n+m) to (k+m)/(n+m), for `k` of `known` outcomes with `missing` more unknown.

    With nothing known at all the bounds are 0 to 1. ValueError for impossible counts.
    """
    total = known + missing
    if missing < 0:
        raise ValueError(f"the number of missing outcomes cannot be negative, got {missing!r}")
    require_count(k, total)
    if known or k:
        require_count(k, known)
    return Bounds(k / total, (k + missing) / total)
