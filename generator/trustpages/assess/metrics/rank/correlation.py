"""Rank correlation (Spearman, Kendall): of several agents their levels, of one agent its gains between versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from trustpages.assess.metrics.rank.pairs import Pairs
from trustpages.model.documents.benchmarks.boards import Comparison
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import POINTS, Measured, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.benchmarks import Gains
from trustpages.statistics.comparisons import newcombe, sign_concordance, successive_differences
from trustpages.statistics.interval import Estimate, Interval, measure
from trustpages.statistics.ranks.correlation import (
    EXACT_UP_TO,
    bonett_wright,
    exact_spearman_p,
    fieller,
    kendall,
    simulated_spearman_p,
    spearman,
)


def compute_gains(
    pairs: Pairs, comparison: Comparison, rho: Quantity, tasks: Sequence[int | None], policy: Policy
) -> Gains:
    """The steps from version to version: their rho, how many went the same way, and the change overall.

    `rho` is that of the steps, computed by the caller with the limits of the whole metric; `tasks` are the
    tasks behind each score. A gain counts as transferred only if both changes from first to last version
    have a lower limit above zero.
    """
    benchmark: Quantity = Unmeasured(Status.MISSING, "positions were published without scores")
    if pairs.basis == "score":
        solved = [None if n is None else (score * n, n) for score, n in zip(pairs.heights, tasks, strict=True)]
        unit = comparison.score_unit
        benchmark = _measure_change(pairs.heights, solved, policy, "the tasks behind a score are not known", unit)
    successes = [
        None if pair.successes is None or pair.runs is None else (float(pair.successes), pair.runs)
        for pair in pairs.counted
    ]
    unit = comparison.outcome_unit
    outcome = _measure_change(pairs.outcomes, successes, policy, "the runs behind an outcome are not known", unit)
    names = tuple(pair.name for pair in pairs.counted)
    return Gains(
        pairs=max(len(pairs.counted) - 1, 0),
        rho=rho,
        concordance=with_inputs(_measure_concordance(pairs, policy), names),
        benchmark_change=with_inputs(benchmark, names),
        outcome_change=with_inputs(outcome, names),
        transferred=_is_above_zero(benchmark) and _is_above_zero(outcome),
    )


def _measure_concordance(pairs: Pairs, policy: Policy) -> Quantity:
    concordance = sign_concordance(pairs.heights, pairs.outcomes, policy.level)
    if isinstance(concordance, Unmeasured):
        return concordance
    status = Status.OK if concordance.moved >= policy.rank.ok_from else Status.EXPLORATORY
    share = Estimate(concordance.same_sign / concordance.moved, concordance.interval)
    return share.measured("share", k=concordance.same_sign, n=concordance.moved, status=status)


def _measure_change(
    levels: Sequence[float], counts: Sequence[tuple[float, int] | None], policy: Policy, without: str, unit: str | None
) -> Quantity:
    """Last level minus first, with Newcombe's limits where both are shares that come with counts."""
    if len(levels) < 2:
        return Unmeasured(Status.INSUFFICIENT, f"{len(levels)} versions: a change needs two")
    first, last = counts[0], counts[-1]
    if first is not None and last is not None and unit is None:
        return newcombe(*last, *first, policy.level).measured(POINTS, n=first[1] + last[1])
    change = levels[-1] - levels[0]
    return measure(change, None, policy.level, unit or POINTS, status=Status.EXPLORATORY, notes=(without,))


def _is_above_zero(change: Quantity) -> bool:
    return isinstance(change, Measured) and change.low is not None and change.low > 0


STAND_IN = "the outcome only stands in for real use"

Limits: TypeAlias = Callable[[float, int, float], Interval | Unmeasured]


@dataclass(frozen=True, slots=True)
class Correlation:
    """Spearman's rho, Kendall's tau-b, and the two-sided permutation p of rho, None without rho."""

    rho: Quantity
    tau: Quantity
    p: float | None
    p_method: str


def correlate_pairs(pairs: Pairs, comparison: Comparison, policy: Policy, seed: int) -> Correlation:
    """The correlation with its limits; a stand-in for real use is never more than exploratory.

    Insufficient below `policy.rank.exploratory_from` agents or steps, undefined without variation,
    exploratory below `policy.rank.ok_from`. `seed` is used above nine pairs only, where p is simulated.
    """
    x, y = pairs.heights, pairs.outcomes
    if comparison.of == "versions":
        # Two series that both rise over time correlate by their levels whatever they measure; their steps need not.
        x, y = successive_differences(x), successive_differences(y)
    n, needed = len(x), policy.rank.exploratory_from
    if n < needed:
        what = "steps between versions" if comparison.of == "versions" else "agents with outcomes"
        absent = Unmeasured(Status.INSUFFICIENT, f"{n} {what}: {needed} are needed")
        return Correlation(absent, absent, None, "none")
    rho = _measure_correlation(spearman(x, y), bonett_wright, n, "rho", comparison, policy)
    tau = _measure_correlation(kendall(x, y), fieller, n, "tau-b", comparison, policy)
    if isinstance(rho, Unmeasured):
        return Correlation(rho, tau, None, "none")
    if n <= EXACT_UP_TO:
        p, method = exact_spearman_p(x, y), "exact permutation"
    else:
        draws = policy.rank.permutations
        p, method = simulated_spearman_p(x, y, seed, draws), f"{draws} permutations, seed {seed}"
    return Correlation(rho, tau, None if isinstance(p, Unmeasured) else p, method)


def _measure_correlation(
    value: float | Unmeasured, limits: Limits, n: int, unit: str, comparison: Comparison, policy: Policy
) -> Quantity:
    if isinstance(value, Unmeasured):
        return value
    interval = limits(value, n, policy.level)
    if isinstance(interval, Unmeasured):
        return interval
    capped = comparison.stand_in or n < policy.rank.ok_from
    status = Status.EXPLORATORY if capped else Status.OK
    notes = (*(("perfect ordering",) if abs(value) == 1 else ()), *((STAND_IN,) if comparison.stand_in else ()))
    return Estimate(value, interval).measured(unit, n=n, status=status, notes=notes)
