"""A share of runs: its deciding interval, the fewest runs that can show a target, and its error budget."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tally import Tally, compute_effective_size, compute_limits, describe_weights
from trustpages.assess.measures.ruling import Line
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.obligation import Budget
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.distributions import complement
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import zero_failure_n_min
from trustpages.statistics.proportions.clusters import SixSums
from trustpages.statistics.proportions.error_budget import ErrorBudget, error_budget
from trustpages.statistics.proportions.finite_population import hypergeometric
from trustpages.statistics.rounding import round_down, round_up


@dataclass(frozen=True, slots=True)
class ShareVerdict:
    """A share of known outcomes and the verdict by its limits, whatever the number of clusters or runs (`units`)."""

    value: float
    units: float
    verdict: Verdict

    def lean(self, case: Case) -> Verdict:
        """The inferred verdict; with fewer clusters, or runs that stand alone, than the policy's it leans at most."""
        return self.verdict if self.units >= case.context.policy.pact.units_min else self.verdict.as_leaning()


@dataclass(frozen=True, slots=True)
class ShareLimits:
    """A share of known outcomes, its interval, the effective number of outcomes.

    `units` is the number of clusters, or runs that stand alone. `is_finite` says that the known size of the window was
    used, `is_corrected` that the errors of AI judges were taken out, `is_weighted` that runs
    weigh: then no count stands for the share.
    """

    value: float
    interval: Interval
    n_eff: float
    units: float
    is_finite: bool = False
    is_corrected: bool = False
    is_weighted: bool = False
    notes: tuple[str, ...] = ()

    def judge(self, line: Line) -> ShareVerdict:
        """What the limits say of the line."""
        return ShareVerdict(self.value, self.units, line.decide(self.value, self.interval))

    def quantity(self, tally: Tally) -> Measured:
        """The share as a quantity of the report."""
        estimate = Estimate(self.value, self.interval)
        k = None if self.is_corrected or self.is_weighted else tally.successes
        return estimate.measured("share", k=k, n=tally.known, n_eff=self.n_eff)


def compute_share_limits(case: Case, tally: Tally, population: int | None) -> ShareLimits | Unmeasured:
    """The share with Clopper-Pearson limits, Gaffke's over clusters where runs come in such.

    Where the size of the window is known and more than the policy's share of it was seen, the limits are
    those of a sample from a finite window. Missing or insufficient as in `compute_effective_size`.
    """
    n_eff = compute_effective_size(tally)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    k, n = tally.successes, tally.known
    limits = compute_limits(tally, case.level)
    if isinstance(limits, Unmeasured):
        return limits
    if tally.weights is not None:
        units, notes = tally.units, (describe_weights(tally),)
        return ShareLimits(tally.share, limits, n_eff, units, is_weighted=True, notes=notes)
    # The hypergeometric limits hold for independent draws only, and are hardly narrower for a small part of the window.
    if n_eff >= n and population is not None and case.context.policy.pact.finite_above * population < n <= population:
        return ShareLimits(k / n, hypergeometric(k, n, population, case.level), n, n, is_finite=True)
    return ShareLimits(k / n, limits, n_eff, tally.units)


def decide_share(case: Case, tally: Tally, line: Line, population: int | None) -> ShareVerdict | Unmeasured:
    """What the limits of `compute_share_limits` say of the line, which takes a tenth of looking for them."""
    outcomes = tally.outcomes
    if isinstance(outcomes, Unmeasured):
        return outcomes
    if tally.weights is not None or population is not None or isinstance(outcomes, SixSums):
        limits = compute_share_limits(case, tally, population)
        return limits if isinstance(limits, Unmeasured) else limits.judge(line)
    verdict = line.decide_clusters(tally.share, outcomes, case.level)
    return ShareVerdict(tally.share, tally.units, verdict)


def compute_fewest_runs(line: Line, level: float) -> int | None:
    """The fewest runs, all good, that can show the promise; None where the line lies at an end of the scale."""
    share = line.value if line.direction == "at_least" else complement(line.value)
    return zero_failure_n_min(share, level) if 0 < share < 1 else None


def compute_budget(case: Case, tally: Tally, line: Line) -> Budget | None:
    """The budget over the window; None where the pact expects no number of runs or promises no share, or runs weigh.

    Without good dates of single runs the only lookback is the window so far, so that the only alert is a
    lower limit of burn above 1 over it.
    """
    expected = case.obligation.window.expected_runs
    if expected is None or tally.weights is not None or line.direction != "at_least" or not 0 < line.value < 1:
        return None
    worth, share = compute_effective_size(tally), compute_limits(tally, case.level)
    n_eff = None if isinstance(worth, Unmeasured) else worth
    limits = None if isinstance(share, Unmeasured) else share.complement()
    allowance = _find_allowance(case)
    budget = error_budget(
        line.value,
        expected,
        tally.known,
        tally.failures,
        elapsed=None if allowance is None else allowance.passed / allowance.days,
        limits=limits,
        level=case.level,
    )
    burn, low, high = Estimate(budget.burn, budget.burn_interval), budget.burn_interval.low, budget.burn_interval.high
    return Budget(
        allowed=budget.allowed,
        bad=tally.failures,
        seen=tally.known,
        expected=expected,
        consumed=budget.consumed,
        burn=burn.measured("times even spending", k=tally.failures, n=tally.known, n_eff=n_eff),
        exhausted_on=_find_day_exhausted(case, allowance, budget),
        alerts=() if low <= 1 else (_describe_burn(low, high),),
    )


def _describe_burn(low: float, high: float) -> str:
    times = f"{round_down(low, 1).normalize():,f} to {round_up(high, 1).normalize():,f}"
    return f"failures use up the allowance {times} times too fast"


@dataclass(frozen=True, slots=True)
class _Allowance:
    """The days over which failures are allowed for, and how many of them have passed on the date of the report."""

    first: date
    days: int
    passed: int


def _find_allowance(case: Case) -> _Allowance | None:
    """The days of a fixed window, or of a rolling one since the pact began; None for a window without both ends."""
    window = case.obligation.window
    first, last = case.days
    end = last if window.is_rolling else window.to
    if first is None or end is None:
        return None
    # Before the pact began nobody counted: a rolling window that opened earlier is not full yet.
    start = max(first, case.pact.valid_from) if window.is_rolling else first
    passed = (case.context.as_of - start).days + 1
    days = (end - first).days + 1
    return _Allowance(start, days, min(passed, days)) if passed > 0 else None


def _find_day_exhausted(case: Case, allowance: _Allowance | None, budget: ErrorBudget) -> date | None:
    """The day on which nothing is left at the pace seen, elapsed over consumed; None if that lies beyond the window.

    Where nothing is left any more it is the day of the report: on which day it went, counts do not tell.
    """
    if allowance is None or not budget.consumed:
        return None
    lasts = allowance.passed / budget.consumed
    if lasts > allowance.days:
        return None
    return max(case.context.as_of, allowance.first + timedelta(days=math.ceil(lasts) - 1))
