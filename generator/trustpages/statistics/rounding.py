"""Rounding for print that never flatters, and which whole counts a printed figure can come from (GRIM).

Limits are rounded outward, estimates never onto a boundary. Results are `Decimal` with the number of decimals
asked for, ready for print. Work starts from the digits that a float is written with, so that 0.29 is 0.29 and
not 0.28999999999999998.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from fractions import Fraction

from trustpages.statistics.arguments import require_positive

# Ends of the scale of a share. A value strictly between never prints as one of them.
ENDS_OF_SHARE = (0.0, 1.0)

# Limits closer to a printable number than this are that number: the rest is noise of computation.
_NOISE = Decimal("1e-12")
_NEAR_AN_END = Decimal("0.1")
# Nearer to an end than that no number of runs comes.
_MOST_PERCENT_DECIMALS = 9
# The smallest float has 324 zeros after its point; the context holds them and the digits behind.
_MOST_DECIMALS = 350
_CONTEXT = Context(prec=800)


def round_down(x: float, decimals: int) -> Decimal:
    """The largest number with `decimals` decimals that is not above `x`: for lower limits."""
    return _outward(decimal_of(x), decimals, ROUND_FLOOR)


def round_up(x: float, decimals: int) -> Decimal:
    """The smallest number with `decimals` decimals that is not below `x`: for upper limits."""
    return _outward(decimal_of(x), decimals, ROUND_CEILING)


def exceeds(value: float, line: float) -> bool:
    """Whether a value is above a line; noise of computation does not put it there."""
    return value > line and not math.isclose(value, line, rel_tol=1e-12)


def format_exposure(x: float) -> str:
    """How much was looked at, not below 0, for readers: a part of a run makes nothing; below ten one decimal stays."""
    return f"{round_down(x, 0 if x >= 10 or float(x).is_integer() else 1).normalize():,f}"


def round_estimate(
    x: float, decimals: int, thresholds: Sequence[float] = (), ends: Sequence[float] = ENDS_OF_SHARE
) -> Decimal:
    """The nearest number with `decimals` decimals that tells the same story as `x`.

    Ties go to the even digit. A value strictly between the `ends` of its scale stops one digit
    short of them: 0.9996 prints as 0.999. A value that would round onto or across one of the
    `thresholds` gets as many more decimals as it takes: 0.9496 against 0.95 prints as 0.9496.
    Pass no ends for scales without any, such as ratios.
    """
    marks = [decimal_of(threshold) for threshold in thresholds]
    return _estimate(decimal_of(x), decimals, marks, [decimal_of(end) for end in ends])


def percent_down(share: float) -> Decimal:
    """A lower limit 0..1 as a percentage, rounded down."""
    return _outward(_percent(share), _choose_decimals(share), ROUND_FLOOR)


def percent_up(share: float) -> Decimal:
    """An upper limit 0..1 as a percentage, rounded up."""
    return _outward(_percent(share), _choose_decimals(share), ROUND_CEILING)


def percent_estimate(share: float, thresholds: Sequence[float] = ()) -> Decimal:
    """A share 0..1 as a percentage: never 0 or 100 unless it is, never onto a threshold (0..1)."""
    marks = [_percent(threshold) for threshold in thresholds]
    return _estimate(_percent(share), _choose_decimals(share), marks, [_percent(end) for end in ENDS_OF_SHARE])


def _choose_decimals(share: float) -> int:
    """One, and within 0.1 % of an end of the scale as many as show two digits of how far from it: 0.0012 %, 99.9988 %.

    Else a limit of 0.001 % would print as 0.1 %, and 99.9 % would stand beside a promise of 99.999 %.
    """
    # On the written digits: 1 - 0.99999 has noise in its seventeenth.
    exact = _percent(share)
    if _is_unbounded(exact):
        return 1
    distance = min(abs(exact), abs(100 - exact))
    if distance.is_zero():
        return 1
    return 1 if distance >= _NEAR_AN_END else min(1 - distance.adjusted(), _MOST_PERCENT_DECIMALS)


def _percent(share: float) -> Decimal:
    return decimal_of(share).scaleb(2, _CONTEXT)


def _is_unbounded(exact: Decimal) -> bool:
    """Whether this is infinity, which prints as it is; ValueError for what is not a number."""
    if exact.is_nan():
        raise ValueError("only numbers can be rounded: use Unmeasured for an absent value")
    return exact.is_infinite()


def _outward(exact: Decimal, decimals: int, mode: str) -> Decimal:
    if _is_unbounded(exact):
        return exact
    nearest = _quantize(exact, decimals, ROUND_HALF_EVEN)
    if abs(exact - nearest) <= _NOISE * max(Decimal(1), abs(exact)):
        return nearest
    return _quantize(exact, decimals, mode)


def _estimate(exact: Decimal, decimals: int, thresholds: Sequence[Decimal], ends: Sequence[Decimal]) -> Decimal:
    if _is_unbounded(exact):
        return exact
    marks = [*thresholds, *ends]
    for places in range(decimals, decimals + _MOST_DECIMALS):
        rounded = _short_of(ends, exact, places)
        if all(exact.compare(mark) == rounded.compare(mark) for mark in marks):
            return rounded
    return exact


def _short_of(ends: Sequence[Decimal], exact: Decimal, places: int) -> Decimal:
    """The nearest printable number, or its neighbour on the inner side if it is one of the ends."""
    nearest = _quantize(exact, places, ROUND_HALF_EVEN)
    if exact in ends or nearest not in ends:
        return nearest
    return _quantize(exact, places, ROUND_FLOOR if nearest > exact else ROUND_CEILING)


def _quantize(x: Decimal, decimals: int, mode: str) -> Decimal:
    rounded = x.quantize(Decimal(1).scaleb(-decimals), mode, _CONTEXT)
    return abs(rounded) if rounded.is_zero() else rounded  # no minus zero in print


def decimal_of(x: float) -> Decimal:
    """The decimal number that `x` is written as (0.1, not 0.1000000000000000055)."""
    return Decimal(repr(float(x)))


def reachable_counts(printed: str | Decimal, n: int, scale: int = 1) -> range:
    """All whole k whose k/n x `scale` prints as `printed` (GRIM, Brown & Heathers 2017); empty if none does.

    `scale` is 100 for percentages, 1 for shares and for means of whole numbers. The precision is
    that of the text: "3.50" has two decimals. ValueError for text that is no number, or n that is not positive.
    """
    require_positive(n, "n")
    try:
        figure = Decimal(printed)
    except InvalidOperation:
        raise ValueError(f"not a number: {printed!r}") from None
    exponent = figure.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"not a finite number: {printed!r}")
    # Half a unit of the last digit to both sides, ties counted: rounding half up, half down and half to even
    # are all in use. Fractions, since a float could lose the count that lies on a tie.
    half = Fraction(10) ** exponent / 2
    low, high = (bound * n / scale for bound in (Fraction(figure) - half, Fraction(figure) + half))
    return range(math.ceil(low), math.floor(high) + 1)
