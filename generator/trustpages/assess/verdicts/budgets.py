"""The error budget of a promised share of good runs, and whether it burns too fast."""

from __future__ import annotations

import math
from datetime import date, timedelta

from trustpages.assess.case import Case
from trustpages.assess.counts import Tally, effective_size
from trustpages.assess.verdicts.lines import Line
from trustpages.model.measured import Unmeasured
from trustpages.model.results.obligation import Budget
from trustpages.statistics.budget import ErrorBudget, error_budget
from trustpages.statistics.interval import Estimate


def budget_of(case: Case, tally: Tally, line: Line) -> Budget | None:
    """The budget over the window; None where the pact expects no number of runs or promises no share.

    Without good dates of single runs the only lookback is the window so far, so that the only alert is a
    lower limit of burn above 1 over it.
    """
    expected = case.obligation.window.expected_runs
    if expected is None or line.direction != "at_least" or not 0 < line.value < 1:
        return None
    worth = effective_size(tally)
    n_eff = None if isinstance(worth, Unmeasured) else worth
    budget = error_budget(
        line.value,
        expected,
        tally.known,
        tally.failures,
        elapsed=_elapsed(case),
        n_eff=n_eff,
        level=case.level,
    )
    burn = Estimate(budget.burn, budget.burn_interval)
    return Budget(
        allowed=budget.allowed,
        bad=tally.failures,
        seen=tally.known,
        expected=expected,
        consumed=budget.consumed,
        burn=burn.measured("times even spending", k=tally.failures, n=tally.known, n_eff=n_eff),
        exhausted_on=_exhausted_on(case, budget),
        alerts=_alerts(budget),
    )


def _elapsed(case: Case) -> float | None:
    """The share of a fixed window that has passed; None for a rolling one, where runs seen tell."""
    window = case.obligation.window
    if window.rolling is not None or window.from_ is None or window.to is None:
        return None
    length = (window.to - window.from_).days + 1
    return min(1.0, ((case.context.as_of - window.from_).days + 1) / length)


def _exhausted_on(case: Case, budget: ErrorBudget) -> date | None:
    """The day on which nothing is left at this speed; None if that lies beyond the window."""
    window = case.obligation.window
    first, last = case.days
    end = last if window.rolling is not None else window.to
    if budget.exhausted_at is None or budget.exhausted_at > 1 or first is None or end is None:
        return None
    days = math.floor(budget.exhausted_at * ((end - first).days + 1))
    return first + timedelta(days=max(0, days))


def _alerts(budget: ErrorBudget) -> tuple[str, ...]:
    if budget.burn_interval.low <= 1:
        return ()
    low, high = budget.burn_interval.low, budget.burn_interval.high
    return (f"failures use up the allowance {low:.2g} to {high:.2g} times too fast",)
