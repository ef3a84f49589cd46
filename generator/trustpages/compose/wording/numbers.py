"""Counts, amounts and shares in words: thousands separated, never a false 0 or 100 %."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache

from trustpages.statistics.rounding import format_exposure, percent_down, percent_estimate, percent_up, round_estimate

PERCENT = "\N{NO-BREAK SPACE}%"


def format_number(value: float) -> str:
    """A count or amount with thousands separated, without idle decimals."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{round_estimate(value, choose_decimals(value), ends=()).normalize():,f}"


def count_of(number: float, noun: str, plural: str = "") -> str:
    """How many of a thing there are: `1 item`, `1,200 items`."""
    return f"{format_number(number)} {noun if number == 1 else plural or f'{noun}s'}"


def format_amount(value: float) -> str:
    """How much was looked at: a count, of which a part run makes nothing; of small amounts one decimal stays."""
    return format_exposure(value)


@lru_cache(maxsize=1 << 10)  # pages and data of an agent show the same share ten times
def format_share(value: float, *, barriers: tuple[float, ...] = ()) -> str:
    """A share from 0 to 1 as a percentage: never 0 or 100 unless it is, never across a barrier."""
    return f"{trim_zeros(percent_estimate(value, barriers))}{PERCENT}"


@lru_cache(maxsize=1 << 10)
def format_share_limit(value: float, *, upper: bool) -> str:
    """A limit of a share as a percentage, rounded outward."""
    return f"{trim_zeros(percent_up(value) if upper else percent_down(value))}{PERCENT}"


def choose_decimals(value: float) -> int:
    """After the point, for a value of this size."""
    # About three digits that say something, however small the value: a rare event must not round to none.
    size = abs(value)
    if size >= 100:
        return 0
    if size >= 10:
        return 1
    if size >= 0.1 or size == 0:
        return 2
    return min(8, 2 - math.floor(math.log10(size)))


def format_signed(value: Decimal) -> str:
    """A difference with its sign, also where it is above zero."""
    text = f"{trim_zeros(value):,f}"
    return text if value < 0 or value == 0 else f"+{text}"


def trim_zeros(value: Decimal) -> Decimal:
    """Without zeros at the end, and never in scientific notation when printed by `f`."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()
