"""Whether a level shifted within a series of periods: the largest cumulative sum of what each period deviates by.

Periods vary more than chance alone has them: busy days, bursts, customers that come and go. The cumulative sum is held
against the variation of the periods themselves, so that none of this counts as a shift, and no model of it is needed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_count, require_not_negative, require_same_length
from trustpages.statistics.distributions import kolmogorov_upper_p

FEWEST_PERIODS = 10
"""Of nine periods no order is rarer than one in 63, which would show nothing at the usual one in a hundred."""

MOST_ORDERED = 16
"""Up to here all orders of the periods are counted, which takes 2^periods sums."""


@dataclass(frozen=True, slots=True)
class LevelShift:
    """The split of the periods at which their sums differ most: `before` periods lie before it.

    `p` (0..1) is the chance of so large a cumulative sum if the periods had come in any other order.
    """

    before: int
    p: float


def find_shift_of_share(successes: Sequence[int], sizes: Sequence[int]) -> LevelShift | Unmeasured:
    """The largest shift in a share, from `successes[i]` of `sizes[i]` in each period; empty periods count as none.

    Absent as in `find_shift_of_count`. ValueError for impossible counts.
    """
    require_same_length(successes, sizes, "successes and sizes")
    for k, n in zip(successes, sizes, strict=True):
        require_count(k, max(n, 1))
    total = sum(sizes)
    if not total:
        return Unmeasured(Status.MISSING, "no period has an outcome")
    kept = [index for index, n in enumerate(sizes) if n]
    share = sum(successes) / total
    found = _find_shift([successes[index] - share * sizes[index] for index in kept])
    if isinstance(found, Unmeasured):
        return found
    # The split lies before the first period with an outcome after it.
    return LevelShift(kept[found.before], found.p)


def find_shift_of_count(counts: Sequence[float]) -> LevelShift | Unmeasured:
    """The largest shift in counts of equal periods.

    Insufficient below ten periods, undefined if all are alike. OLS-CUSUM (Ploberger & Kraemer 1992): up to 16 periods
    the chance is counted over all their orders, beyond it is that of a Brownian bridge (Kolmogorov 1933), which errs
    on the side of no shift. ValueError for counts that are negative or not finite.
    """
    require_not_negative(counts, "counts")
    mean = math.fsum(counts) / len(counts) if counts else 0.0
    return _find_shift([count - mean for count in counts])


def _find_shift(deviations: Sequence[float]) -> LevelShift | Unmeasured:
    periods = len(deviations)
    if periods < FEWEST_PERIODS:
        return Unmeasured(Status.INSUFFICIENT, f"{periods} periods: a shift needs at least {FEWEST_PERIODS}")
    e = np.asarray(deviations, dtype=np.float64)
    spread = math.sqrt(float(e @ e) * periods / (periods - 1))
    if spread < 1e-9:
        return Unmeasured(Status.UNDEFINED, "all periods are alike")
    sums = np.abs(np.cumsum(e))[:-1]
    largest = float(sums.max())
    exact = periods <= MOST_ORDERED
    p = _count_orders(e, largest) if exact else kolmogorov_upper_p(largest / spread)
    return LevelShift(int(sums.argmax()) + 1, p)


def _count_orders(e: NDArray[np.float64], largest: float) -> float:
    """The share of all orders in which some cumulative sum is as large; sums depend on the set of periods alone."""
    periods = len(e)
    sums = np.zeros(1)
    for value in e:
        sums = np.concatenate([sums, sums + value])
    inside = np.abs(sums) < largest * (1 - 1e-9)
    masks = np.arange(len(sums))
    members = sum((masks >> bit) & 1 for bit in range(periods))
    orders = np.zeros(len(sums))  # whole numbers up to 16!, which doubles hold exactly
    orders[0] = 1.0
    for size in range(1, periods + 1):
        layer = masks[(members == size) & inside]
        for bit in range(periods):
            having = layer[(layer >> bit) & 1 == 1]
            orders[having] += orders[having ^ (1 << bit)]
    return 1 - float(orders[-1]) / math.factorial(periods)
