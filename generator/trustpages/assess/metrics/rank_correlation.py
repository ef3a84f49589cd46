"""Rho, tau-b and p of a comparison: of several agents their levels, of one agent its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from trustpages.assess.metrics.rank_gains import steps
from trustpages.assess.metrics.rank_rows import Pairs
from trustpages.model.documents.benchmark import Comparison
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.statistics.interval import Interval
from trustpages.statistics.permutation import EXACT_UP_TO, exact_spearman_p, simulated_spearman_p
from trustpages.statistics.rank import bonett_wright, fieller, kendall, spearman

STAND_IN = "the outcome only stands in for real use"

Limits: TypeAlias = Callable[[float, int, float], Interval | Unmeasured]


@dataclass(frozen=True, slots=True)
class Correlation:
    """Spearman's rho, Kendall's tau-b, and the two-sided permutation p of rho, None without rho."""

    rho: Quantity
    tau: Quantity
    p: float | None
    p_method: str


def correlation_of(pairs: Pairs, comparison: Comparison, policy: Policy, seed: int) -> Correlation:
    """The correlation with its limits; a stand-in for real use is never more than exploratory.

    Insufficient below `policy.rank.exploratory_from` agents or steps, undefined without variation,
    exploratory below `policy.rank.ok_from`. `seed` is used above nine pairs only, where p is simulated.
    """
    x, y = steps(pairs) if comparison.of == "versions" else (pairs.heights, pairs.outcomes)
    n, needed = len(x), policy.rank.exploratory_from
    if n < needed:
        what = "steps between versions" if comparison.of == "versions" else "agents with outcomes"
        absent = Unmeasured(Status.INSUFFICIENT, f"{n} {what}: {needed} are needed")
        return Correlation(absent, absent, None, "none")
    rho = _quantity(spearman(x, y), bonett_wright, n, "rho", comparison, policy)
    tau = _quantity(kendall(x, y), fieller, n, "tau-b", comparison, policy)
    if isinstance(rho, Unmeasured):
        return Correlation(rho, tau, None, "none")
    if n <= EXACT_UP_TO:
        return Correlation(rho, tau, _number(exact_spearman_p(x, y)), "exact permutation")
    draws = policy.rank.permutations
    p = _number(simulated_spearman_p(x, y, seed, draws))
    return Correlation(rho, tau, p, f"{draws} permutations, seed {seed}")


def _quantity(
    value: float | Unmeasured, limits: Limits, n: int, unit: str, comparison: Comparison, policy: Policy
) -> Quantity:
    if isinstance(value, Unmeasured):
        return value
    interval = limits(value, n, policy.level)
    if isinstance(interval, Unmeasured):
        return interval
    capped = comparison.stand_in or n < policy.rank.ok_from
    return Measured(
        value=value,
        low=interval.low,
        high=interval.high,
        level=policy.level,
        method=interval.method,
        k=None,
        n=n,
        n_eff=n,
        unit=unit,
        status=Status.EXPLORATORY if capped else Status.OK,
        notes=(
            *(("perfect ordering",) if abs(value) == 1 else ()),
            *((STAND_IN,) if comparison.stand_in else ()),
        ),
    )


def _number(p: float | Unmeasured) -> float | None:
    return None if isinstance(p, Unmeasured) else p
