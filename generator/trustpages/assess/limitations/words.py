"""Numbers inside limitation sentences: counts first, limits rounded outward, never a false 0 or 100."""

from __future__ import annotations

import math
from datetime import date

from trustpages.model.measured import Measured, Quantity
from trustpages.statistics.rounding import (
    percent_down,
    percent_estimate,
    percent_up,
    round_down,
    round_estimate,
    round_up,
)


def percent(share: float) -> str:
    """A share as a percentage."""
    return f"{percent_estimate(share, 1).normalize():f} %"


def at_least(share: float) -> str:
    """A lower limit as a percentage, rounded down."""
    return f"{percent_down(share, 1).normalize():f} %"


def at_most(share: float) -> str:
    """An upper limit as a percentage, rounded up."""
    return "without limit" if math.isinf(share) else f"{percent_up(share, 1).normalize():f} %"


def points(difference: float) -> str:
    """A difference of shares in points, with its sign left out."""
    return f"{round_estimate(abs(difference) * 100, 1, ends=()).normalize():f}"


def lower_points(difference: float) -> str:
    """A lower limit in points, rounded down."""
    return f"{round_down(difference * 100, 1).normalize():f}"


def upper_points(difference: float) -> str:
    """An upper limit in points, rounded up."""
    return f"{round_up(difference * 100, 1).normalize():f}"


def decimal(value: float, places: int = 2) -> str:
    """A number with so many decimals at most."""
    return f"{round_estimate(value, places, ends=()).normalize():f}"


def lower(value: float, places: int = 2) -> str:
    """A lower limit, rounded down."""
    return f"{round_down(value, places).normalize():f}"


def upper(value: float, places: int = 2) -> str:
    """An upper limit, rounded up."""
    return f"{round_up(value, places).normalize():f}"


def day(value: date | None) -> str:
    """A day, or that none is known."""
    return "an unstated date" if value is None else value.isoformat()


def k_of_n(quantity: Quantity) -> str:
    """Counts of a measured share, such as 3 of 4; words where there is no number."""
    if not isinstance(quantity, Measured) or quantity.k is None or quantity.n is None:
        return "an unknown share"
    return f"{quantity.k:,g} of {quantity.n:,g}"


def interval(quantity: Quantity) -> tuple[float, float] | None:
    """The limits of a quantity, if it has both."""
    if not isinstance(quantity, Measured) or quantity.low is None or quantity.high is None:
        return None
    return quantity.low, quantity.high
