"""Shares in which records weigh unequally, and how many equal records they are worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.binomial import LEVEL, wilson
from trustpages.statistics.domain import require_not_negative, require_same_length
from trustpages.statistics.interval import Interval

# Policy of metrics.md 4: below this effective size an interval would only decorate.
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


def weighted_share(
    weights: Sequence[float], flags: Sequence[bool], level: float = LEVEL
) -> WeightedShare | Unmeasured:
    """The share of weight on flagged records, sum(v_i I_i)/sum(v_i); missing without weight."""
    require_same_length(weights, flags, "weights and flags")
    n_eff = kish_effective_size(weights)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    total = math.fsum(weights)
    value = math.fsum(w for w, flag in zip(weights, flags, strict=True) if flag) / total
    interval = wilson(value * n_eff, n_eff, level) if n_eff >= FEWEST_EFFECTIVE else None
    return WeightedShare(value, n_eff, max(weights) / total, interval)
