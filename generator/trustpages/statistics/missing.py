"""What unknown outcomes leave open: bounds from "all failed" to "all succeeded" (Manski 2003)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trustpages.model.measured import Unmeasured
from trustpages.statistics.binomial import LEVEL, clopper_pearson
from trustpages.statistics.domain import require_count, require_same_length
from trustpages.statistics.interval import Interval
from trustpages.statistics.repeated import pass_hat_k


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
