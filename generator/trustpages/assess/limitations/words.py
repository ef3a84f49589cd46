"""Numbers inside limitation sentences: limits rounded outward, nothing rounded across a line, no false 0 or 100."""

from __future__ import annotations

import math
from datetime import date

from trustpages.model.measured import Measured, Quantity
from trustpages.statistics.rounding import (
    amount_of_use,
    percent_down,
    percent_estimate,
    percent_up,
    round_down,
    round_estimate,
    round_up,
)


def percent(share: float, *lines: float) -> str:
    """A share as a percentage, never rounded onto or across one of the lines (0 to 1)."""
    return f"{percent_estimate(share, 1, lines).normalize():f} %"


def at_least(share: float) -> str:
    """A lower limit as a percentage, rounded down."""
    return f"{percent_down(share, 1).normalize():f} %"


def at_most(share: float) -> str:
    """An upper limit as a percentage, rounded up."""
    return f"{percent_up(share, 1).normalize():f} %"


def points(difference: float) -> str:
    """A difference of shares in points, with its sign."""
    return f"{round_estimate(difference * 100, 1, ends=()).normalize():f}"


def lower_points(difference: float) -> str:
    """A lower limit in points, rounded down."""
    return f"{round_down(difference * 100, 1).normalize():f}"


def upper_points(difference: float) -> str:
    """An upper limit in points, rounded up."""
    return f"{round_up(difference * 100, 1).normalize():f}"


def decimal(value: float, *lines: float, places: int = 2) -> str:
    """A number with so many decimals, never rounded onto or across one of the lines."""
    return f"{round_estimate(value, places, lines, ends=()).normalize():f}"


def lower(value: float, places: int = 2) -> str:
    """A lower limit, rounded down."""
    return f"{round_down(value, places).normalize():f}"


def upper(value: float, places: int = 2) -> str:
    """An upper limit, rounded up."""
    return f"{round_up(value, places).normalize():f}"


def amount(value: float) -> str:
    """A count or an amount of use; of a part run nothing is made, one decimal of small amounts is kept."""
    return amount_of_use(value)


def phrase(sentence: str) -> str:
    """Somebody's sentence as it stands between quotation marks inside another one."""
    return sentence.rstrip(". ")


def day(value: date | None) -> str:
    """A day, or that none is known."""
    return "an unstated date" if value is None else value.isoformat()


def k_of_n(quantity: Quantity) -> str:
    """Counts of a measured share, such as 3 of 4; words where there is no number."""
    if not isinstance(quantity, Measured) or quantity.k is None or quantity.n is None:
        return "an unknown number"
    return f"{amount(quantity.k)} of {amount(quantity.n)}"


def interval(quantity: Quantity) -> tuple[float, float] | None:
    """The limits of a quantity, if it has both and they are finite."""
    if not isinstance(quantity, Measured) or quantity.low is None or quantity.high is None:
        return None
    return None if math.isinf(quantity.high) else (quantity.low, quantity.high)
