"""Shares of records that weigh unequally (Kish effective size), and bounds of a share where outcomes are
missing (Manski 2003).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_count, require_not_negative, require_same_length
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL, clopper_pearson, wilson
from trustpages.statistics.proportions.repeated_trials import pass_hat_k

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


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest value (0..1) that the missing outcomes allow; no sampling error."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class BothCases:
    """The interval of the share if every missing outcome had failed, and if all had succeeded.

    A verdict stands only if it is the same in both.
    """

    worst: Interval
    best: Interval


def manski_bounds(k: float, known: float, missing: float) -> Bounds:
    """k/(n+m) to (k+m)/(n+m), for `k` of `known` outcomes with `missing` more unknown.

    With nothing known at all the bounds are 0 to 1. ValueError for impossible counts.
    """
    _require_counts(k, known, missing)
    total = known + missing
    return Bounds(k / total, (k + missing) / total)


def limits_in_both_cases(
    k: float,
    known: float,
    missing: float,
    level: float = LEVEL,
    limits: Callable[[float, float, float], Interval] = clopper_pearson,
) -> BothCases:
    """The interval of the share at both bounds, by `limits` (default Clopper-Pearson)."""
    _require_counts(k, known, missing)
    total = known + missing
    return BothCases(limits(k, total, level), limits(k + missing, total, level))


def pass_hat_k_bounds(
    successes: Sequence[int], known: Sequence[int], trials: int, k: int
) -> Bounds | Unmeasured:
    """pass^k with every missing try failed, and with every missing try succeeded.

    Task i has `successes[i]` in `known[i]` recorded tries of the `trials` planned. Absences as in
    `repeated.pass_hat_k`.
    """
    require_same_length(successes, known, "successes and known")
    for c, m in zip(successes, known, strict=True):
        _require_counts(c, m, trials - m)
    best = [c + trials - m for c, m in zip(successes, known, strict=True)]
    low = pass_hat_k(successes, trials, k)
    if isinstance(low, Unmeasured):
        return low
    high = pass_hat_k(best, trials, k)
    if isinstance(high, Unmeasured):
        return high
    return Bounds(low.value, high.value)


def _require_counts(k: float, known: float, missing: float) -> None:
    if missing < 0:
        raise ValueError(f"the number of missing outcomes cannot be negative, got {missing!r}")
    require_count(k, known + missing)
    if known or k:
        require_count(k, known)
