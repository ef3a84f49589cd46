"""Rates exactly on their line are called met, and breached, at most as often as the level says, however events come."""

from __future__ import annotations

import math

import pytest

from simulation.rates import DESIGNS, judge_rate

WINDOWS = 200
BOUND = 0.025 + 3.5 * math.sqrt(0.025 * 0.975 / WINDOWS)
"""The level and what chance adds to it in so few windows; the full table is printed by `make simulate`."""


@pytest.mark.parametrize("design", DESIGNS)
def test_a_rate_on_the_line_is_seldom_met_or_breached(design: str) -> None:
    rates = judge_rate(DESIGNS[design], 30, 1.0, WINDOWS, seed=5)
    assert rates.met <= BOUND
    assert rates.breached <= BOUND


def test_what_is_far_from_the_line_is_told() -> None:
    assert judge_rate(DESIGNS["single events"], 30, 0.3, 100, seed=1).met > 0.95
    assert judge_rate(DESIGNS["bursts of 3 on average"], 30, 4.0, 100, seed=1).breached > 0.95
    assert judge_rate(DESIGNS["120 customers, gamma of shape ½"], 100, 3.0, 60, seed=1).breached > 0.9
