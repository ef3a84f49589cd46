"""Agents exactly on their line are called met, and breached, at most as often as the level says."""

from __future__ import annotations

import math

import pytest

from simulation.designs import DESIGNS, beta_binomial
from simulation.shares import judge

WINDOWS = 400
BOUND = 0.025 + 3.5 * math.sqrt(0.025 * 0.975 / WINDOWS)
"""The level and what chance adds to it in so few windows; the full table is printed by `make simulate`."""


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(("number", "line"), [(5, 0.9), (10, 0.5), (30, 0.8), (100, 0.95)])
@pytest.mark.parametrize("icc", [0.0, 0.3, 0.6])
def test_a_share_on_the_line_is_seldom_met_or_breached(design: str, number: int, line: float, icc: float) -> None:
    rates = judge(DESIGNS[design], number, icc, line, line, WINDOWS, seed=7)
    assert rates.met <= BOUND
    assert rates.breached <= BOUND


def test_what_is_far_from_the_line_is_told() -> None:
    assert judge(beta_binomial, 30, 0.3, 0.5, 0.9, WINDOWS, seed=3).met > 0.95
    assert judge(beta_binomial, 30, 0.3, 0.9, 0.5, WINDOWS, seed=3).breached > 0.95
