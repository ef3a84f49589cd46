"""When data are too thin for a bare percentage (criteria borrowed from Parker et al. 2017)."""

from __future__ import annotations

from trustpages.statistics.interval import Interval

# Policy of metrics.md G4.
FEWEST_FOR_PERCENT = 30.0
WIDEST_FOR_PERCENT = 0.30


def is_thin(n_eff: float, interval: Interval) -> bool:
    """Whether a share must be printed as "k of n" with its interval, and never in a headline.

    True below 30 effective observations, or from a width of 0.30 on.
    """
    return n_eff < FEWEST_FOR_PERCENT or interval.width >= WIDEST_FOR_PERCENT
