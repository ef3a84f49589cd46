"""Weighted shares exactly on the line are called met, and breached, at most as often as the level says."""

from __future__ import annotations

import math

import pytest

from simulation.weights import DESIGNS, is_possible, judge

WINDOWS = 300
BOUND = 0.025 + 3.5 * math.sqrt(0.025 * 0.975 / WINDOWS)


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize(("runs", "line"), [(30, 0.9), (100, 0.95)])
def test_a_weighted_share_on_the_line_is_seldom_met_or_breached(name: str, runs: int, line: float) -> None:
    assert is_possible(name, line)
    rates = judge(name, runs, line, WINDOWS, seed=5)
    assert rates.met <= BOUND
    assert rates.breached <= BOUND
