"""Two halves of one run log are seldom a change that stops, and an agent that got worse is one."""

from __future__ import annotations

import math
from random import Random

import pytest

from simulation.changes import SPLITS, count_found, count_stops, draw_log, read_demo_log, read_shared_logs

NUMBER = 60
BOUND = 0.05 + 2 * math.sqrt(0.05 * 0.95 / NUMBER)
"""Five in a hundred, and what chance adds in so few splits; `make simulate` makes 400, and prints each number."""

LOGS = {"demo": read_demo_log(), **dict(read_shared_logs()), "drawn": draw_log(Random(9), 400, 0.8)}  # noqa: S311  # the same seed gives the same runs


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize(("name", "line"), [("demo", 0.3), ("demo", 0.45), ("drawn", 0.8)])
def test_halves_of_a_log_seldom_stop(name: str, line: float, split: str) -> None:
    stopped, rules = count_stops(LOGS[name], line, split, NUMBER, seed=1)
    assert stopped / NUMBER <= BOUND, rules


@pytest.mark.parametrize(("share", "line"), [(0.95, 0.9), (0.8, 0.6), (0.575, 0.5)])
def test_a_drop_of_15_points_on_400_runs_is_found(share: float, line: float) -> None:
    assert count_found(share, 0.15, 400, 30, line, seed=2) >= 27
