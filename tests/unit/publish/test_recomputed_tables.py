"""Limits of `trustrecompute.py` against printed tables, and its distributions against exact values."""

from __future__ import annotations

import math

import pytest

from trustpages.publish.verifier.trustrecompute import (
    Line,
    beta_cdf,
    chance_above_zero,
    clopper_pearson,
    event_limits,
    gaffke,
    gamma_cdf,
)

ONE_SIGMA = 0.6826894921370859


@pytest.mark.parametrize(
    ("k", "n", "low", "high", "digits"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I
        (15, 148, 0.0578, 0.1617, 4),
        (1, 29, 0.0009, 0.1776, 4),
        # Agresti, Categorical Data Analysis, 2nd ed., 1.4.3
        (0, 25, 0.0, 0.137, 3),
        # R, help of binom.test: Mendel's peas
        (682, 925, 0.7076683, 0.7654066, 7),
    ],
)
def test_shares_of_tables(k: int, n: int, low: float, high: float, digits: int) -> None:
    found = clopper_pearson(k, n, 0.95)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.51 * 10**-digits)


@pytest.mark.parametrize(
    ("x", "level", "low", "high", "digits"),
    [
        # Garwood 1936, Biometrika 28:437
        (1, 0.95, 0.0253, 5.572, 3),
        (4, 0.95, 1.090, 10.242, 3),
        (9, 0.95, 4.115, 17.085, 3),
        (100, 0.95, 81.36, 121.63, 2),
        # Gehrels 1986, ApJ 303:336, tables 1 and 2
        (2, ONE_SIGMA, 0.708, 4.638, 3),
        (10, ONE_SIGMA, 6.891, 14.27, 2),
    ],
)
def test_counts_of_tables(x: int, level: float, low: float, high: float, digits: int) -> None:
    found = event_limits({"bursts": [(1, x)]}, x, 1.0, level)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.51 * 10**-digits)


def test_distributions_where_they_are_known_exactly() -> None:
    assert beta_cdf(0.3, 1, 5) == pytest.approx(1 - 0.7**5, rel=1e-13)
    assert beta_cdf(0.999, 400, 1) == pytest.approx(0.999**400, rel=1e-12)
    assert gamma_cdf(2.5, 1) == pytest.approx(1 - math.exp(-2.5), rel=1e-13)
    assert gamma_cdf(30.0, 2) == pytest.approx(1 - 31 * math.exp(-30.0), rel=1e-13)
    # P(E_1 > 3 E_2) of two exponential variables is 1/4; of sums of two it is 5/32.
    assert chance_above_zero([(1, 1), (-3, 1)]) == pytest.approx(1 / 4, abs=1e-10)
    assert chance_above_zero([(1, 2), (-3, 2)]) == pytest.approx(5 / 32, abs=1e-10)


def test_many_clusters_that_all_failed_by_the_exact_product() -> None:
    """With one term below zero P = 1 - prod (1 + a/b)^-m; a step that is too coarse misses it in the fifth digit."""
    cells = [(0.0, 1.0, 400.0), (0.0, 3.0, 1.0), (0.0, 4.0, 2.0), (0.0, 8.0, 1.0), (0.0, 9.0, 1.0)]
    known = sum(n * m for _, n, m in cells)
    size = sum(n * n * m for _, n, m in cells) / known
    high = gaffke(cells, 0.95).high
    product = math.prod((1 + high * n / ((1 - high) * size)) ** -m for _, n, m in cells)
    assert product == pytest.approx(0.025, rel=1e-7)


def test_what_lies_on_the_line_keeps_the_promise() -> None:
    found = clopper_pearson(962, 1000, 0.95)
    assert Line("at_least", found.low).decide(found) == "met"
    assert Line("at_least", 0.95).decide(found) == "leaning-met"
    assert Line("at_least", 0.98).decide(found) == "breached"
