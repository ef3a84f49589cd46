"""Confidence intervals of a binomial proportion: `k` successes in `n` trials.

Describe with `wilson`, decide with `clopper_pearson`: Wilson's limits have close to nominal
coverage on average, but near 0 and 1 they call a healthy agent breached far more often than the
level says (Brown, Cai & DasGupta 2001); Clopper-Pearson errs at most half the tail on each side. `k` and `n`
may be fractions, since judged and repeated runs count as fewer; `cluster_limits` has the limits over clusters.
"""

from __future__ import annotations

import math
from functools import lru_cache

from trustpages.statistics.arguments import require_count, require_threshold
from trustpages.statistics.distributions import beta_quantile, beta_upper_quantile, tail, two_sided_z
from trustpages.statistics.interval import Interval
from trustpages.statistics.search import find_root

LEVEL = 0.95


def wilson(k: float, n: float, level: float = LEVEL) -> Interval:
    """Score limits of k/n without continuity correction (Wilson 1927).

    Exactly 0 below at k=0 and exactly 1 above at k=n. ValueError unless 0 <= k <= n, n > 0.
    """
    require_count(k, n)
    z = two_sided_z(level)
    return Interval(score_low(k, n, z), 1.0 - score_low(n - k, n, z), level, "Wilson")


def score_low(k: float, n: float, z: float) -> float:
    """The lower score limit of a share at a given z.

    The upper limit is one minus the lower limit of the failures.
    """
    # The smaller root as product of the roots over the larger one: no cancellation near zero.
    root = math.sqrt(max(k * (n - k) / n + z * z / 4, 0.0))
    return (k * k / n) / (k + z * z / 2 + z * root) if k else 0.0


# Many parameters of a policy are tried with the same counts.
@lru_cache(maxsize=16384)
def clopper_pearson(k: float, n: float, level: float = LEVEL) -> Interval:
    """Exact limits of k/n, each wrong with at most half the tail (Clopper & Pearson 1934).

    Exactly 0 below at k=0 and exactly 1 above at k=n. ValueError unless 0 <= k <= n, n > 0.
    """
    require_count(k, n)
    low, high = _find_exact_limits(k, n, tail(level) / 2)
    return Interval(low, high, level, "Clopper-Pearson")


def _find_exact_limits(k: float, n: float, alpha: float) -> tuple[float, float]:
    low = beta_quantile(alpha, k, n - k + 1) if k else 0.0
    return low, beta_upper_quantile(alpha, k + 1, n - k) if k != n else 1.0


@lru_cache(maxsize=4096, typed=True)  # it may return `most`, a whole number or not
def size_as_wide(share: float, interval: Interval, most: float) -> float:
    """How many independent runs with this share would have Clopper-Pearson limits as far apart; at most `most`."""
    alpha, width = tail(interval.level) / 2, interval.width

    def excess(size: float) -> float:
        # Of all the whole size succeeds, though the share times it may come out one digit off.
        low, high = _find_exact_limits(size if share == 1 else share * size, size, alpha)
        return high - low - width

    return most if excess(most) >= 0 else find_root(excess, 1e-3, most)


def zero_failure_n_min(threshold: float, level: float = LEVEL) -> int:
    """The fewest runs, all successful, whose lower limit reaches `threshold`.

    ceil(ln(alpha/2)/ln(threshold)), alpha = 1-level: 72 for 0.95 (success-run theorem). At 0.90 it is the
    one-sided number for 0.95: 59. ValueError unless 0 < threshold < 1.
    """
    require_threshold(threshold)
    alpha = tail(level) / 2
    runs = math.log(alpha) / math.log(threshold)
    nearest = round(runs)
    # alpha = threshold^m exactly (0.25 = 0.5^2) must give m, whatever the logarithms' last digit.
    if nearest and math.isclose(runs, nearest, rel_tol=1e-13):
        return nearest
    return max(1, math.ceil(runs))
