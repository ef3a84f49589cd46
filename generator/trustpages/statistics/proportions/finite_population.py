"""Exact (hypergeometric) limits of a share in a finite population, from a sample without replacement.

Where a good part of a window's runs was looked at, the rest is all that is unknown: binomial limits would act as
if the window had no end, and never close even on a full census (docs/reference/formulas.md#hypergeometric).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from trustpages.statistics.arguments import require_count
from trustpages.statistics.distributions import log_gamma, tail
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL

# Terms further than this many times sqrt(n) from the mean (20 standard deviations) are below 1e-80.
_SPREADS = 10.0


def hypergeometric(k: int, n: int, window: int, level: float = LEVEL) -> Interval:
    """Exact limits of the share of successes among all `window` runs, from `k` of `n` sampled.

    All numbers of successes M are kept that neither tail rejects: P(X >= k | M) > alpha/2 and
    P(X <= k | M) > alpha/2. A full census has both limits equal to k/n.
    """
    require_count(k, n)
    if n > window:
        raise ValueError(f"a sample of {n} runs cannot come from a window of {window}")
    alpha = tail(level) / 2
    least, most = k, window - (n - k)
    low = _first(lambda m: _upper_tail(k, n, m, window) > alpha, least, most)
    above = _first(lambda m: _upper_tail(n - k, n, window - m, window) <= alpha, low, most + 1)
    return Interval(low / window, (above - 1) / window, level, "hypergeometric")


def _first(holds: Callable[[int], bool], start: int, stop: int) -> int:
    """The smallest number in start..stop from which `holds` is true; `stop` if it never is."""
    while start < stop:
        middle = (start + stop) // 2
        if holds(middle):
            stop = middle
        else:
            start = middle + 1
    return start


def _upper_tail(k: int, n: int, successes: int, window: int) -> float:
    """P(X >= k) among `n` drawn from a window that holds `successes`."""
    mean, spread = n * successes / window, _SPREADS * math.sqrt(n) + 1
    first = max(k, n - (window - successes), math.floor(mean - spread))
    last = min(n, successes, math.ceil(max(mean, k) + spread))
    x = np.arange(first, last + 1, dtype=np.float64)
    log_p = _log_choose(successes, x) + _log_choose(window - successes, n - x)
    return float(np.exp(log_p - _log_choose(window, np.float64(n))).sum())


def _log_choose(n: int, k: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    return np.asarray(log_gamma(n + 1.0) - log_gamma(k + 1.0) - log_gamma(n - k + 1.0))
