"""Where a monotone function passes zero, found the same way for every limit that has no closed form."""

from __future__ import annotations

from collections.abc import Callable

_CLOSE = 1e-12


def find_root(f: Callable[[float], float], low: float, high: float) -> float:
    """The x between `low` and `high` at which `f` changes its sign, to twelve digits (false position, Illinois).

    Where it does not change its sign, the end at which `f` is nearer to zero.
    """
    at_low, at_high = f(low), f(high)
    if at_low * at_high > 0:
        return low if abs(at_low) < abs(at_high) else high
    side = 0
    while high - low > _CLOSE * max(1.0, abs(high)):
        middle = (at_low * high - at_high * low) / (at_low - at_high)
        if not low < middle < high or (value := f(middle)) == 0:
            return min(max(middle, low), high)
        # An end that stays twice has its weight halved, or it would never move.
        if value * at_high > 0:
            high, at_high = middle, value
            at_low, side = (at_low / 2 if side == 1 else at_low), 1
        else:
            low, at_low = middle, value
            at_high, side = (at_high / 2 if side == -1 else at_high), -1
    return (low + high) / 2
