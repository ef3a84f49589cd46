"""Error budget and burn rate of a promised share: how much is spent, how fast, when it runs out.

SRE Workbook 2018, chapter 5, with limits added: a few failures early in a window make the plain rate jump.
"""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.statistics.arguments import require_count, require_positive, require_share, require_threshold
from trustpages.statistics.distributions import complement
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL, clopper_pearson


@dataclass(frozen=True, slots=True)
class ErrorBudget:
    """What a threshold allows to fail in a period, and what has failed so far.

    `allowed` failures among the expected runs; `consumed` and `remaining` are shares of that (more
    than 1, and below 0, when overspent). `burn` is the speed by runs, 1 being even spending; its
    interval is Clopper-Pearson on the failures. `exhausted_at` is the share of the period at which
    nothing is left at the pace seen, elapsed/consumed: below `elapsed` if already overspent, None
    without failures.
    """

    allowed: float
    consumed: float
    remaining: float
    burn: float
    burn_interval: Interval
    elapsed: float
    exhausted_at: float | None


def error_budget(
    threshold: float,
    expected: float,
    seen: int,
    bad: int,
    *,
    elapsed: float | None = None,
    limits: Interval | None = None,
    level: float = LEVEL,
) -> ErrorBudget:
    """The budget of "at least `threshold`" with `bad` of the `seen` runs failed, `expected` in all.

    `elapsed` is the share of the period that has passed (default: seen/expected); `limits` are those
    of the share of failures, where runs come in clusters (default: Clopper-Pearson). ValueError for
    impossible counts, or a threshold outside 0..1: a threshold of 1 has no budget, use kind zero.
    """
    require_threshold(threshold)
    require_positive(expected, "expected")
    require_count(bad, seen)
    passed = seen / expected if elapsed is None else elapsed
    require_share(min(passed, 1.0), "elapsed")
    allowed = complement(threshold) * expected
    consumed = bad / allowed
    burn, interval = burn_rate(threshold, bad, seen, level, limits=limits)
    exhausted = passed / consumed if consumed else None
    return ErrorBudget(allowed, consumed, 1 - consumed, burn, interval, passed, exhausted)


def burn_rate(
    threshold: float, bad: int, seen: int, level: float = LEVEL, *, limits: Interval | None = None
) -> tuple[float, Interval]:
    """The speed of spending over a lookback, (bad/seen)/(1-threshold), and its limits.

    Those of the share of failures, Clopper-Pearson unless `limits` are given, over the allowance.
    """
    require_threshold(threshold)
    require_count(bad, seen)
    allowance = complement(threshold)
    failures = limits if limits is not None else clopper_pearson(bad, seen, level)
    return bad / seen / allowance, failures.scaled(1 / allowance)
