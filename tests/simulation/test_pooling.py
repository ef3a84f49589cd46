"""Versions that are alike are seldom held apart and seldom called what they are not; those that differ are told."""

from __future__ import annotations

import math

import pytest

from simulation.pooling import LINE, judge_alone, judge_clusters, judge_events, judge_values

WINDOWS = 400


def bound(rate: float) -> float:
    """A rate and what chance adds to it in so few windows."""
    return rate + 3.5 * math.sqrt(rate * (1 - rate) / WINDOWS)


@pytest.mark.parametrize("sizes", [(60, 1000), (1000, 1000)])
def test_equal_versions_on_the_line(sizes: tuple[int, int]) -> None:
    rates = judge_alone(sizes, (LINE, LINE), WINDOWS, seed=3)
    # A verdict may come from all runs or from the deployed ones alone: two looks, of which few differ.
    assert rates.met <= bound(0.03)
    assert rates.breached <= bound(0.03)
    assert rates.apart <= bound(0.10)


def test_equal_versions_in_clusters_on_the_line() -> None:
    rates = judge_clusters((10, 30), (LINE, LINE), 0.3, 150, seed=3)
    assert rates.met <= 0.03 + 3.5 * math.sqrt(0.03 * 0.97 / 150)
    assert rates.breached <= 0.03 + 3.5 * math.sqrt(0.03 * 0.97 / 150)
    assert rates.apart <= 0.10 + 3.5 * math.sqrt(0.10 * 0.90 / 150)


def test_a_version_that_fell_is_told_from_the_one_before() -> None:
    rates = judge_alone((60, 1000), (0.5, 0.95), WINDOWS, seed=3)
    assert rates.apart > 0.99
    assert rates.breached > 0.99


@pytest.mark.parametrize("earlier", [0.86, 0.94])
@pytest.mark.parametrize("sizes", [(60, 1000), (200, 1000)])
def test_what_the_test_cannot_see_decides_wrongly_in_a_tenth_of_windows_at_most(
    sizes: tuple[int, int], earlier: float
) -> None:
    rates = judge_alone(sizes, (LINE, earlier), WINDOWS, seed=3)
    assert max(rates.met, rates.breached) <= bound(0.10)


@pytest.mark.parametrize(("earlier", "allowed"), [(0.1, 0.03), (0.06, 0.10), (0.14, 0.10)])
def test_events_of_a_deployed_version_on_the_line(earlier: float, allowed: float) -> None:
    rates = judge_events((60, 1000), (0.1, earlier), WINDOWS, seed=3)
    assert max(rates.met, rates.breached) <= bound(allowed)


def test_a_version_with_more_events_is_told_from_the_one_before() -> None:
    rates = judge_events((60, 1000), (0.5, 0.05), WINDOWS, seed=3)
    assert rates.apart > 0.99
    assert rates.breached > 0.99


@pytest.mark.parametrize(("earlier", "allowed"), [(1.0, 0.03), (0.9, 0.10), (1.1, 0.10)])
def test_values_of_a_deployed_version_on_the_line(earlier: float, allowed: float) -> None:
    rates = judge_values((300, 2000), (1.0, earlier), WINDOWS, seed=3)
    assert max(rates.met, rates.breached) <= bound(allowed)
    if earlier == 1.0:
        assert rates.apart <= bound(0.10)


def test_a_version_that_became_slow_is_told_from_the_one_before() -> None:
    rates = judge_values((300, 2000), (1.5, 0.8), 50, seed=3)
    assert min(rates.apart, rates.breached) > 0.9
