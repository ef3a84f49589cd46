"""Over a year of nightly reports an agent on its line is seldom called met or breached, however often it is judged."""

from __future__ import annotations

import math

import pytest

from simulation.reviews import ENOUGH, run_years

YEARS = 100
BOUND = 0.05 + 3 * math.sqrt(0.05 * 0.95 / YEARS)
"""The level and what chance adds to it in so few years; the full table is printed by `make simulate`."""


@pytest.mark.parametrize("window", ["fixed, the whole year, quarterly", "90 days, quarterly", "90 days, monthly"])
def test_a_sample_on_the_line_is_seldom_judged_wrongly(window: str) -> None:
    assert run_years(window, "sample", YEARS, seed=3, every=ENOUGH).wrong <= BOUND


@pytest.mark.parametrize("window", ["fixed, the whole year", "90 days, monthly"])
def test_a_census_says_what_was_so(window: str) -> None:
    assert run_years(window, "census", 30, seed=5, every=ENOUGH).wrong == 0


def test_where_no_day_is_named_nothing_is_ever_decided() -> None:
    found = run_years("90 days, never", "sample", 10, seed=1, every=ENOUGH, truth=0.7)
    assert (found.met, found.breached) == (0, 0)


def test_if_each_night_decided_many_would_be_wrong() -> None:
    assert run_years("90 days, quarterly", "sample", YEARS, seed=3, every=ENOUGH, nightly=True).wrong > BOUND


def test_what_is_far_from_the_line_is_told() -> None:
    assert run_years("90 days, quarterly", "sample", 20, seed=3, every=ENOUGH, truth=0.99).met == 1
    assert run_years("90 days, quarterly", "sample", 20, seed=3, every=ENOUGH, truth=0.88).breached == 1
