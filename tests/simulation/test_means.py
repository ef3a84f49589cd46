"""A small part of the table of means in docs/explanation/statistics.md, as bounds."""

from __future__ import annotations

import pytest

from simulation.means import SHAPES, simulate


@pytest.mark.parametrize("n", [30, 100, 300])
@pytest.mark.parametrize("shape", SHAPES)
def test_false_verdicts_on_the_line(shape: str, n: int) -> None:
    samples = 1000
    found = simulate(shape, n, samples, seed=n)
    error = 3 * (0.025 * 0.975 / samples) ** 0.5
    assert max(found.wrong) <= 0.025 + error


def test_students_t_alone_is_wrong_on_the_long_tail() -> None:
    """What the line is for: 30 exponential values are called below their mean three times too often."""
    assert simulate("exponential", 30, 2000, seed=1).student[0] > 0.045
