"""Windows as large as planned settle what they were planned for with the power that was asked for, within a tenth."""

from __future__ import annotations

import math

import pytest

from simulation.mean_plans import MEANS, plan_mean
from simulation.plans import (
    CLUSTERS,
    EVENTS,
    PARTS,
    POWER,
    WEIGHTED,
    plan_clusters,
    plan_crossed,
    plan_events,
    plan_parts,
    plan_weights,
)

WINDOWS = 150
SLACK = 0.1 * POWER + 2.5 * math.sqrt(POWER * (1 - POWER) / WINDOWS)
"""A tenth, and what chance adds to it in so few windows; the full table is printed by `make simulate`."""


@pytest.mark.parametrize(("icc", "truth", "line"), CLUSTERS)
def test_clusters(icc: float, truth: float, line: float) -> None:
    assert plan_clusters(icc, truth, line, WINDOWS, seed=11).power == pytest.approx(POWER, abs=SLACK)


@pytest.mark.parametrize("name", EVENTS)
def test_events(name: str) -> None:
    assert plan_events(name, WINDOWS, seed=11).power == pytest.approx(POWER, abs=SLACK)


@pytest.mark.parametrize("name", WEIGHTED)
def test_runs_chosen_with_unequal_chances(name: str) -> None:
    assert plan_weights(name, WINDOWS, seed=11).power == pytest.approx(POWER, abs=SLACK)


@pytest.mark.parametrize("name", PARTS)
def test_totals_weighted_by_use(name: str) -> None:
    assert plan_parts(name, WINDOWS, seed=11).power == pytest.approx(POWER, abs=SLACK)


@pytest.mark.parametrize("name", MEANS)
def test_means(name: str) -> None:
    assert plan_mean(name, WINDOWS, seed=11).power == pytest.approx(POWER, abs=SLACK)


def test_totals_weighted_by_use_in_the_same_clusters() -> None:
    assert plan_crossed(WINDOWS, seed=11).power == pytest.approx(POWER, abs=SLACK)
