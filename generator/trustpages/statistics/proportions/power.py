"""Sample sizes: how many runs it takes to show that a promise is kept, or to find that it is broken."""

from __future__ import annotations

from collections.abc import Callable

from trustpages.statistics.arguments import require_count, require_positive, require_share, require_threshold
from trustpages.statistics.distributions import binomial_cdf, complement, tail
from trustpages.statistics.proportions.binomial import LEVEL, clopper_pearson
from trustpages.statistics.rates import garwood

# Beyond this many runs the answer is "not by more runs", and the search ends.
MOST_RUNS = 10_000_000


def runs_to_meet(threshold: float, true_share: float, *, probability: float = 0.8, level: float = LEVEL) -> int | None:
    """The fewest runs with which the threshold is shown in `probability` of windows; None if never.

    780 for threshold 0.95 and true share 0.97. Power does not rise smoothly with n (one more run
    may lower it slightly, since counts are whole): the number is the first that suffices.
    """
    require_threshold(threshold)
    require_share(true_share, "true_share")
    if true_share <= threshold:
        return None
    alpha = tail(level) / 2

    def runs_for(failures: int) -> int:
        """The fewest runs with which that many failures still show the threshold."""
        return _first_true(lambda n: binomial_cdf(failures, n, complement(threshold)) <= alpha, failures + 1)

    # Only the runs at which one more failure becomes bearable can be the first that suffice.
    failures = 0
    while (n := runs_for(failures)) < MOST_RUNS:
        if binomial_cdf(failures, n, complement(true_share)) >= probability:
            return n
        # Beyond a few hundred failures a step of a hundredth changes n by about one percent.
        failures += max(1, failures // 100)
    return None


def failures_to_breach(k: float, n: float, threshold: float, level: float = LEVEL) -> int:
    """How many further runs, all failing, bring the upper limit below `threshold`; 0 if it is.

    `k` and `n` may be fractions, since clustered runs count as fewer.
    """
    require_count(k, n)
    require_threshold(threshold)
    return _first_true(lambda f: clopper_pearson(k, n + f, level).high < threshold, 0)


def successes_to_meet(k: float, n: float, threshold: float, level: float = LEVEL) -> int:
    """How many further runs, all succeeding, lift the lower limit to `threshold`; 0 if it is.

    `k` and `n` may be fractions, since clustered runs count as fewer.
    """
    require_count(k, n)
    require_threshold(threshold)
    return _first_true(lambda s: clopper_pearson(k + s, n + s, level).low >= threshold, 0)


def events_to_exceed(events: float, exposure: float, rate: float, level: float = LEVEL) -> int:
    """How many further events lift the lower Garwood limit above `rate`; 0 if it is."""
    return _first_true(lambda more: garwood(events + more, exposure, level).low > rate, 0)


def exposure_to_stay_below(events: float, rate: float, level: float = LEVEL) -> float:
    """The exposure at which so many events bring the upper Garwood limit down to `rate`."""
    require_positive(rate, "rate")
    return garwood(events, 1.0, level).high / rate


def _first_true(holds: Callable[[int], bool], start: int) -> int:
    """The smallest whole number from `start` on for which a monotone predicate holds, by doubling, then halving."""
    if holds(start):
        return start
    known_false, step = start, 1
    while not holds(candidate := known_false + step):
        known_false, step = candidate, step * 2
    low, high = known_false + 1, candidate
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
