"""Where a monotone function of one number turns: a root between two points, the first whole number that suffices."""

from __future__ import annotations

from collections.abc import Callable


def find_root(f: Callable[[float], float], low: float, high: float) -> float:
    """Where a monotone function passes zero between two points, to 1e-12; the nearer end where it does not.

    False position (Illinois), and halving wherever that gets stuck at one end.
    """
    at_low, at_high = f(low), f(high)
    if at_low * at_high > 0:
        return low if abs(at_low) < abs(at_high) else high
    side, width = 0, 2 * (high - low)
    while high - low > 1e-12 * max(1.0, abs(low), abs(high)):
        middle = (at_low * high - at_high * low) / (at_low - at_high)
        if high - low > width / 2 or not low < middle < high:
            middle = (low + high) / 2
        width = high - low
        if not low < middle < high:
            break
        value = f(middle)
        if value == 0:
            return middle
        if value * at_high > 0:
            # Where the same end stays twice, its weight is halved, or it would never move.
            high, at_high, at_low, side = middle, value, at_low / 2 if side == 1 else at_low, 1
        else:
            low, at_low, at_high, side = middle, value, at_high / 2 if side == -1 else at_high, -1
    return (low + high) / 2


def first_true(holds: Callable[[int], bool], start: int) -> int:
    """The smallest whole number from `start` on for which a monotone predicate holds, by doubling, then halving."""
    if holds(start):
        return start
    known_false, step = start, 1
    while not holds(candidate := known_false + step):
        known_false, step = candidate, step * 2
    low, high = known_false + 1, candidate
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
