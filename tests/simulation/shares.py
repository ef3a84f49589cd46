"""Verdicts on a share of runs in clusters: false ones on the line, and the power that this leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulation.designs import DESIGNS, Draw
from trustpages.statistics.proportions.cluster_limits import shows_at_least, shows_less

NUMBERS = (2, 3, 5, 10, 30, 100)
CORRELATIONS = (0.0, 0.05, 0.3, 0.6)
LINES = (0.5, 0.8, 0.9, 0.95, 0.99)
FEWEST = 5
"""The policy's `pact.units_min`: with fewer clusters a verdict leans at most."""


@dataclass(frozen=True)
class Rates:
    """How often agents with one true share are called met and breached against a line."""

    met: float
    breached: float


def judge(draw: Draw, number: int, icc: float, line: float, truth: float, windows: int, seed: int) -> Rates:
    """Verdicts over so many windows, each of `number` clusters."""
    random, met, breached = np.random.default_rng(seed), 0, 0
    for _ in range(windows):
        clusters = draw(random, number, truth, icc)
        if number >= FEWEST:
            met += shows_at_least(clusters, line)
            breached += shows_less(clusters, line)
    return Rates(met / windows, breached / windows)


def on_the_line(windows: int, seed: int) -> Iterator[tuple[str, int, float, float, Rates]]:
    """Every design, number of clusters, correlation and line, the true share on the line."""
    for name, draw in DESIGNS.items():
        for number in NUMBERS:
            for icc in CORRELATIONS:
                for line in LINES:
                    yield name, number, icc, line, judge(draw, number, icc, line, line, windows, seed)


def half_way(line: float) -> float:
    """A true share that fails half as often as the line allows."""
    return 1 - (1 - line) / 2
