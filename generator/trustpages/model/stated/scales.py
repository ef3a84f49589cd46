"""Shares and per cents: whether a line and the values that it is held against are on two scales."""

from __future__ import annotations

from typing import Final

_MOST_PER_CENT: Final = 100
_SHARES: Final = frozenset({"share", "shares", "fraction"})
_PER_CENTS: Final = frozenset({"%", "percent", "per cent", "percentage", "pct"})


def are_unlike_scales(line: float, seen: float, unit: str | None, *, is_least: bool) -> bool:
    """Whether one of line and value is a share (between 0 and 1), and the other what per cents are (up to 100).

    Values in any unit of their own can lie on both sides of 1. Without a unit, a value that is at most something may be
    a duration: only of what is asked `is_least` to be reached is it told.
    """
    kind = unit.strip().lower() if unit is not None else None
    if kind not in _SHARES | _PER_CENTS and (kind is not None or not is_least):
        return False
    share, other = sorted((line, seen))
    return 0 < share < 1 < other <= _MOST_PER_CENT
