"""Agents exactly on their line are called met, and breached, at most as often as the level says, whatever the judge."""

from __future__ import annotations

import math

import pytest

from simulation.judges import MIXTURES, judge_exactly, judge_windows

WINDOWS = 120
BOUND = 0.025 + 3.5 * math.sqrt(0.025 * 0.975 / WINDOWS)
"""The level and what chance adds to it in so few windows; the full table is printed by `make simulate`."""


@pytest.mark.parametrize(
    ("line", "sensitivity", "specificity", "labelled", "runs"),
    [(0.95, 0.8, 0.99, 30, 200), (0.9, 0.99, 0.8, 30, 200), (0.99, 0.99, 0.99, 30, 200)],
)
def test_one_judge_on_the_line(line: float, sensitivity: float, specificity: float, labelled: int, runs: int) -> None:
    rates = judge_exactly(line, sensitivity, specificity, labelled, runs)
    assert rates.met <= 0.025
    assert rates.breached <= 0.025


@pytest.mark.parametrize("name", list(MIXTURES)[::2])
def test_several_sources_on_the_line(name: str) -> None:
    rates = judge_windows(MIXTURES[name], 0.9, WINDOWS, seed=5)
    assert rates.met <= BOUND
    assert rates.breached <= BOUND
