"""Figures over tasks exactly on their line are called met, and breached, at most as often as the level says."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from simulation.tasks import DESIGNS, HORIZON_DESIGNS, RUNS, UNBOUNDED, judge, shows_below
from trustpages.statistics.proportions.cluster_ratios import ratio_limits

WINDOWS = 200
BOUND = 0.025 + 3.5 * math.sqrt(0.025 * 0.975 / WINDOWS)
"""The level and what chance adds to it in so few windows; the full table is printed by `make simulate`."""


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("number", [10, 30])
def test_a_figure_on_the_line_is_seldom_met_or_breached(design: str, number: int) -> None:
    rates = judge(DESIGNS[design], number, WINDOWS, seed=7)
    assert rates.met <= BOUND
    assert rates.breached <= BOUND


@pytest.mark.parametrize("design", list(HORIZON_DESIGNS)[::3])
def test_a_time_horizon_on_the_line_is_seldom_met_or_breached(design: str) -> None:
    rates = judge(HORIZON_DESIGNS[design], 20, WINDOWS, seed=7)
    assert rates.met <= BOUND
    assert rates.breached <= BOUND


def test_cost_without_an_end_is_shown_to_be_low_too_often() -> None:
    rates = judge(UNBOUNDED["cost without an end, spread 1.5"], 10, WINDOWS, seed=7)
    assert rates.met > BOUND
    assert rates.breached <= BOUND


def test_costs_are_judged_by_the_limits_that_decide_promises() -> None:
    random = np.random.default_rng(3)
    for _ in range(40):
        top, bottom = random.uniform(0, 8, 20), random.integers(0, RUNS + 1, 20).astype(float)
        limits = ratio_limits(Counter(zip(top.tolist(), bottom.tolist(), strict=True)), (8.0, RUNS))
        for line in (limits.low, limits.high, top.sum() / bottom.sum()):
            for near in (line * 0.9999, line * 1.0001):
                assert shows_below(top, bottom, near, 8.0) == (limits.high <= near, limits.low > near)
