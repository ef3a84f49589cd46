"""How often a level that never shifted is said to have shifted, and how often one that did is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from trustpages.model.documents.policy import PactPolicy
from trustpages.statistics.level_shift import LevelShift, find_shift_of_share

RUNS = 20
"""On an ordinary day."""

Shares = NDArray[np.float64]
Draw = Callable[[Generator, Shares], tuple[list[int], list[int]]]
"""Good runs and runs of each day, from the level of each day."""


def independent(random: Generator, levels: Shares) -> tuple[list[int], list[int]]:
    """As many runs every day, none of them connected."""
    sizes = np.full(len(levels), RUNS)
    return random.binomial(sizes, levels).tolist(), sizes.tolist()


def bursts(random: Generator, levels: Shares) -> tuple[list[int], list[int]]:
    """Days differ by an intraclass correlation of 0.2."""
    sizes = np.full(len(levels), RUNS)
    return random.binomial(sizes, random.beta(levels * 4, (1 - levels) * 4)).tolist(), sizes.tolist()


def weekends(random: Generator, levels: Shares) -> tuple[list[int], list[int]]:
    """Two days of seven have a fifth of the runs."""
    sizes = np.where(np.arange(len(levels)) % 7 < 5, RUNS, RUNS // 5)
    return random.binomial(sizes, levels).tolist(), sizes.tolist()


DAYS: dict[str, Draw] = {"independent runs": independent, "days that differ": bursts, "weekends": weekends}


@dataclass(frozen=True)
class Level:
    """A share for so many days, then another for so many."""

    first: float
    then: float
    before: int
    after: int


STEADY = tuple(Level(share, share, days, 0) for days in (12, 30, 90) for share in (0.5, 0.9, 0.99))
SHIFTED = (Level(0.99, 0.80, 60, 30), Level(0.97, 0.92, 60, 30), Level(0.95, 0.90, 45, 45), Level(0.99, 0.80, 8, 4))


def simulate(draw: Draw, level: Level, windows: int, seed: int) -> float:
    """The share of windows (0..1) in which the level is said to have shifted."""
    random, line = np.random.default_rng(seed), PactPolicy().drift_p
    levels = np.repeat([level.first, level.then], [level.before, level.after])
    found = (find_shift_of_share(*draw(random, levels)) for _ in range(windows))
    return sum(isinstance(shift, LevelShift) and shift.p < line for shift in found) / windows


def print_drift(windows: int) -> None:
    """False alarms of a steady level, and how often a shift is found, in percent."""
    print("| level |" + "".join(f" {name} |" for name in DAYS))
    print("|---|" + "---|" * len(DAYS))
    for level in (*STEADY, *SHIFTED):
        cells = (simulate(draw, level, windows, seed=5) for draw in DAYS.values())
        then = f", then {100 * level.then:g} % for {level.after}" if level.after else ""
        name = f"{100 * level.first:g} % for {level.before} days{then}"
        print(f"| {name} |" + "".join(f" {100 * cell:.1f} |" for cell in cells))
