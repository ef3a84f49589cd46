"""Colours in hexadecimal digits: how well one can be read on others, and the nearest shade that can be."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

LEAST_CONTRAST: Final = 4.5
"""What words need on their ground: WCAG 2.2, success criterion 1.4.3, level AA."""

LIGHT_GROUNDS: Final = ("#fdfdfb", "#f4f3ee", "#e7f0f6", "#fbeee5", "#f8f1dd", "#eff0f2")
"""What words stand on, on paper and in the light scheme of the style sheets: paper, panels, washes of states."""

DARK_GROUNDS: Final = ("#1e2129", "#272b35", "#223443", "#3c2c25", "#383022", "#2b303a")
"""The same in their dark scheme."""

_STEPS: Final = 100


def measure_contrast(colour: str, ground: str) -> float:
    """The contrast of two colours from 1 to 21, by https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    lighter, darker = sorted((_measure_luminance(colour), _measure_luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def measure_least_contrast(colour: str, grounds: Collection[str]) -> float:
    """The contrast on the ground where the colour is read worst."""
    return min(measure_contrast(colour, ground) for ground in grounds)


def make_readable(colour: str, grounds: Collection[str]) -> str:
    """The colour itself where it can be read on all of the grounds, else mixed with as little black or white as does.

    Grounds are all light or all dark, so that one of the two always does.
    """
    end = max(("#000000", "#ffffff"), key=lambda shade: measure_least_contrast(shade, grounds))
    mixed = (_mix(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in mixed if measure_least_contrast(shade, grounds) >= LEAST_CONTRAST)


def _measure_luminance(colour: str) -> float:
    shares = [level / 255 for level in _read_levels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mix(colour: str, end: str, share: float) -> str:
    pairs = zip(_read_levels(colour), _read_levels(end), strict=True)
    return "#" + "".join(f"{round(level + (last - level) * share):02x}" for level, last in pairs)


def _read_levels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
