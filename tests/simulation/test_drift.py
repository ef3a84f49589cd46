"""A small part of the table of drift in docs/explanation/statistics.md, as bounds."""

from __future__ import annotations

import pytest

from simulation.drift import DAYS, SHIFTED, STEADY, Level, simulate

WINDOWS = 300
BOUND = 0.01 + 3.5 * (0.01 * 0.99 / WINDOWS) ** 0.5


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("level", STEADY, ids=str)
def test_a_steady_level_is_seldom_said_to_have_shifted(days: str, level: Level) -> None:
    windows = WINDOWS if level.before > 16 else 60  # counting all orders takes its time
    assert simulate(DAYS[days], level, windows, seed=9) <= (BOUND if windows == WINDOWS else 0.05)


def test_a_drop_from_99_to_80_percent_is_found() -> None:
    assert simulate(DAYS["independent runs"], SHIFTED[0], WINDOWS, seed=9) > 0.99
