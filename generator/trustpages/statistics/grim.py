"""GRIM test: whether a printed figure can come from whole counts at all (Brown & Heathers 2017)."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from trustpages.statistics.arguments import require_positive


def reachable_counts(printed: str | Decimal, n: int, scale: int = 1) -> range:
    """All whole k whose k/n x `scale` prints as `printed`; empty if the figure is impossible.

    `scale` is 100 for percentages, 1 for shares and for means of whole numbers. The precision is
    that of the text: "3.50" has two decimals. A k lies in the range if it is within half a unit of
    the last digit, ties counted, since rounding half up, half down and half to even are all in use.
    ValueError for text that is no number, or n that is not positive.
    """
    require_positive(n, "n")
    low, high = (bound * n / scale for bound in _rounding_range(printed))
    return range(math.ceil(low), math.floor(high) + 1)


def _rounding_range(printed: str | Decimal) -> tuple[Fraction, Fraction]:
    """Everything that prints so: the figure plus and minus half a unit of its last digit."""
    try:
        figure = Decimal(printed)
    except InvalidOperation:
        raise ValueError(f"not a number: {printed!r}") from None
    exponent = figure.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"not a finite number: {printed!r}")
    half = Fraction(10) ** exponent / 2
    return Fraction(figure) - half, Fraction(figure) + half
