"""Argument checks of the formulas: each raises ValueError with a plain sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence


def require_count(k: float, n: float) -> None:
    """Refuse unless 0 <= k <= n and n > 0, both finite; fractions are allowed (effective counts)."""
    if 0.0 <= k <= n < math.inf and n > 0.0:  # the usual case first: this is called for every interval
        return
    if not (math.isfinite(k) and math.isfinite(n)):
        raise ValueError(f"counts must be finite numbers, got k={k!r} and n={n!r}")
    if n <= 0:
        raise ValueError(f"n must be positive, got {n!r}")
    raise ValueError(f"k must lie between 0 and n={n!r}, got {k!r}")


def require_events(x: float, exposure: float) -> None:
    """Refuse unless x >= 0 events and exposure > 0, both finite."""
    if not 0.0 <= x < math.inf:
        raise ValueError(f"an event count must be finite and not negative, got {x!r}")
    require_positive(exposure, "exposure")


def require_positive(x: float, name: str) -> None:
    """Refuse unless `x` is finite and above zero."""
    if not 0.0 < x < math.inf:
        raise ValueError(f"{name} must be finite and positive, got {x!r}")


def require_not_negative(xs: Sequence[float], name: str) -> None:
    """Refuse if any of `xs` is negative or not finite."""
    for x in xs:
        if not 0.0 <= x < math.inf:
            raise ValueError(f"{name} must be finite and not negative, got {x!r}")


def require_share(p: float, name: str) -> None:
    """Refuse unless 0 <= p <= 1."""
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"{name} must lie between 0 and 1, got {p!r}")


def require_threshold(threshold: float) -> None:
    """Refuse unless 0 < threshold < 1."""
    if not 0.0 < threshold < 1.0:
        raise ValueError(f"threshold must lie strictly between 0 and 1, got {threshold!r}")


def require_finite(xs: Sequence[float], name: str) -> None:
    """Refuse if any of `xs` is infinite or not a number."""
    for x in xs:
        if not math.isfinite(x):
            raise ValueError(f"{name} must be finite numbers, got {x!r}")


def require_same_length(a: Sequence[object], b: Sequence[object], names: str) -> None:
    """Refuse unless both sequences have the same length."""
    if len(a) != len(b):
        raise ValueError(f"{names} must have the same length, got {len(a)} and {len(b)}")
