"""Decimal arithmetic on the digits that were written, for levels and thresholds.

`1 - 0.95` is 0.050000000000000044 in binary; a threshold of 0.95 leaves an allowance of 0.05.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from statistics import NormalDist

_STANDARD_NORMAL = NormalDist()


def decimal_of(x: float) -> Decimal:
    """The decimal number that `x` is written as (0.1, not 0.1000000000000000055)."""
    return Decimal(repr(float(x)))


@lru_cache(maxsize=256)
def complement(share: float) -> float:
    """One minus a share, computed on its written digits: `complement(0.95)` is 0.05."""
    return float(1 - decimal_of(share))


@lru_cache(maxsize=256)
def tail(level: float) -> float:
    """The probability left outside an interval at `level`; ValueError unless 0 < level < 1."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"level must lie between 0 and 1, got {level!r}")
    return complement(level)


@lru_cache(maxsize=256)
def z_of(upper_tail: float) -> float:
    """The standard normal quantile that leaves `upper_tail` (0..1) above it."""
    return -_STANDARD_NORMAL.inv_cdf(upper_tail)


def two_sided_z(level: float) -> float:
    """The z of a two-sided interval at `level`: 1.95996 for 0.95."""
    return z_of(tail(level) / 2)


def z_to_two_sided_p(z: float) -> float:
    """The two-sided p-value of a standard normal statistic."""
    return 2 * _STANDARD_NORMAL.cdf(-abs(z))
