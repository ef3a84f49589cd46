"""Diversity of a mixture: Hill numbers, evenness, the Herfindahl-Hirschman index.

Hill numbers rather than entropy, since they are numbers of kinds: twice as many kinds, equally used, give twice
the figure (Jost 2006, docs/reference/formulas.md#mixture).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_not_negative

_NOTHING = Unmeasured(Status.UNDEFINED, "nothing in the mixture: its diversity has no value")


@dataclass(frozen=True, slots=True)
class HillNumbers:
    """Hill numbers of a mixture: `richness` D0, `shannon` D1, `simpson` D2; `evenness` is D1/D0.

    `largest_share` (0..1) is that of the most used kind.
    """

    richness: float
    shannon: float
    simpson: float
    evenness: float
    largest_share: float


def measure_diversity(abundances: Sequence[float]) -> HillNumbers | Unmeasured:
    """D0, D1, D2, evenness and the largest share of a mixture; undefined without anything in it."""
    shares = normalize_shares(abundances)
    if not shares:
        return _NOTHING
    d0, d1, d2 = (_hill(shares, q) for q in (0.0, 1.0, 2.0))
    return HillNumbers(d0, d1, d2, d1 / d0, max(shares))


def hill_number(abundances: Sequence[float], order: float) -> float | Unmeasured:
    """The Hill number of `order` q >= 0, infinity included: (sum p^q)^(1/(1-q)) (Hill 1973).

    q=0 counts kinds, q=1 is exp(Shannon entropy), q=2 is 1/sum p^2, q=inf is 1/max p. Undefined
    without anything in the mixture. ValueError for negative abundances or orders.
    """
    if not order >= 0:
        raise ValueError(f"the order of a Hill number cannot be negative, got {order!r}")
    shares = normalize_shares(abundances)
    return _hill(shares, order) if shares else _NOTHING


def herfindahl_index(amounts: Sequence[float]) -> float | Unmeasured:
    """The Herfindahl-Hirschman index sum s^2 (0..1) of the amounts; times 10,000 it is in points."""
    shares = normalize_shares(amounts)
    return math.fsum(s * s for s in shares) if shares else _NOTHING


def effective_number(amounts: Sequence[float]) -> float | Unmeasured:
    """How many equal sources the amounts are worth: 1/HHI."""
    return hill_number(amounts, 2.0)


def normalize_shares(amounts: Sequence[float]) -> tuple[float, ...]:
    """The share of each kind that is there, kinds without anything dropped; empty for nothing.

    Dropping comes first because 0**0 is 1: a kind without any item would count as present.
    """
    require_not_negative(amounts, "amounts")
    total = math.fsum(amounts)
    return tuple(a / total for a in amounts if a > 0)


def _hill(shares: Sequence[float], order: float) -> float:
    largest = max(shares)
    if order == 0:
        return float(len(shares))
    if math.isinf(order):
        return 1 / largest
    if order == 1:  # the limit of the formula, which divides by zero there
        return math.exp(-math.fsum(p * math.log(p) for p in shares))
    # Shares relative to the largest, so that high powers do not all vanish.
    log_sum = order * math.log(largest) + math.log(math.fsum((p / largest) ** order for p in shares))
    return math.exp(log_sum / (1 - order))
