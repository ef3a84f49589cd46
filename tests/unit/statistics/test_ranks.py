"""Rank correlation, its p-values and ceiling, gains over versions, positions on a board."""

from __future__ import annotations

import math

import pytest

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.comparisons import newcombe, sign_concordance, successive_differences
from trustpages.statistics.interval import Interval
from trustpages.statistics.ranks.correlation import (
    bonett_wright,
    doubled_ranks,
    exact_spearman_p,
    fieller,
    kendall,
    simulated_spearman_p,
    spearman,
)
from trustpages.statistics.ranks.noise_ceiling import NoiseCeiling, noise_ceiling
from trustpages.statistics.ranks.positions import holm, newcombe_p, rank_intervals
from trustpages.statistics.seed import derive_seed, seeded_generator


def status_of(result: object) -> Status:
    assert isinstance(result, Unmeasured)
    return result.status


@pytest.mark.parametrize(
    ("values", "ranks"),
    [((), ()), ((3.0,), (2,)), ((10, 30, 20), (2, 6, 4)), ((5, 5, 1), (5, 5, 2)), ((0, 0, 0, 0), (5, 5, 5, 5))],
)
def test_doubled_mid_ranks(values: tuple[float, ...], ranks: tuple[int, ...]) -> None:
    assert doubled_ranks(values) == ranks


def test_no_variation_has_no_correlation() -> None:
    for x, y in (((1, 1, 1, 1, 1), range(5)), (range(5), (2, 2, 2, 2, 2))):
        assert status_of(spearman(x, y)) is Status.UNDEFINED
        assert status_of(kendall(x, y)) is Status.UNDEFINED
        assert status_of(exact_spearman_p(x, y)) is Status.UNDEFINED
        assert status_of(simulated_spearman_p(x, y, 1)) is Status.UNDEFINED
    assert status_of(spearman((1,), (2,))) is Status.INSUFFICIENT


def test_intervals_need_degrees_of_freedom() -> None:
    assert status_of(bonett_wright(0.5, 3)) is Status.INSUFFICIENT
    assert status_of(fieller(0.5, 4)) is Status.INSUFFICIENT
    perfect = fieller(1.0, 8)
    assert isinstance(perfect, Interval)
    assert perfect.high == 1
    half = 1.959964 * math.sqrt(0.437 / 4)
    assert perfect.low == pytest.approx(math.tanh(math.atanh(1 - 4 / 56) - half), abs=1e-6)
    with pytest.raises(ValueError, match="between -1 and 1"):
        bonett_wright(1.1, 8)


def test_values_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        spearman((1, math.nan), (1, 2))
    with pytest.raises(ValueError, match="same length"):
        kendall((1, 2), (1, 2, 3))


@pytest.mark.parametrize("n", [2, 3, 4, 7, 9])
def test_exact_p_of_a_perfect_order(n: int) -> None:
    assert exact_spearman_p(range(n), range(n)) == pytest.approx(2 / math.factorial(n))


def test_exact_p_counts_tied_orderings() -> None:
    # 3 of the 3 distinct placements of the single 1 among two 0s: two at the ends are extreme.
    assert exact_spearman_p((1, 2, 3), (0, 0, 1)) == pytest.approx(2 / 3)
    assert exact_spearman_p((1, 2, 3), (0, 1, 0)) == 1


def test_simulated_p_is_near_the_exact_one() -> None:
    order = (3, 1, 4, 2, 5, 9, 6, 8, 7, 10)
    simulated, exact = simulated_spearman_p(range(10), order, seed=1), exact_spearman_p(range(10), order)
    assert simulated == simulated_spearman_p(range(10), order, seed=1)
    assert simulated == pytest.approx(exact, abs=0.003)
    assert simulated_spearman_p(range(30), range(30), seed=1) == pytest.approx(1 / 10_001)


def test_limits_of_exact_counting() -> None:
    with pytest.raises(ValueError, match="at most 12"):
        exact_spearman_p(range(13), range(13))


def test_noise_ceiling_of_the_worked_example() -> None:
    ceiling = noise_ceiling((45, 41, 44, 33, 38, 30), (50,) * 6, seed=1)
    assert isinstance(ceiling, NoiseCeiling)
    assert ceiling.median == pytest.approx(0.83, abs=0.005)
    assert (ceiling.low, ceiling.high) == pytest.approx((0.49, 0.99), abs=0.03)
    assert ceiling == noise_ceiling((45, 41, 44, 33, 38, 30), (50,) * 6, seed=1)


def test_more_runs_lift_the_ceiling() -> None:
    medians = []
    for runs in (20, 100, 400):
        ceiling = noise_ceiling([runs * s // 20 for s in (10, 11, 12, 13, 14, 15, 16, 17)], [runs] * 8, seed=3)
        assert isinstance(ceiling, NoiseCeiling)
        medians.append(ceiling.median)
    assert medians == sorted(medians)
    assert status_of(noise_ceiling((1, 2), (5, 5), seed=1)) is Status.INSUFFICIENT


def test_equal_steps_tie_whatever_binary_makes_of_them() -> None:
    assert successive_differences((0.78, 0.80, 0.79, 0.81)) == (0.02, -0.01, 0.02)
    assert successive_differences((0.5,)) == successive_differences(()) == ()


def test_gains_need_steps() -> None:
    assert status_of(sign_concordance((1, 1, 1), (1, 2, 3))) is Status.UNDEFINED


def test_positions_with_clear_and_unclear_neighbours() -> None:
    assert rank_intervals((950, 948, 500), (1000,) * 3) == ((1, 2), (1, 2), (3, 3))
    assert rank_intervals((5, 4), (10, 10)) == ((1, 2), (1, 2))
    assert rank_intervals((5,), (10,)) == ((1, 1),)


def test_p_of_newcombe_is_where_its_interval_meets_zero() -> None:
    p = newcombe_p(56, 70, 48, 80)
    assert newcombe(56, 70, 48, 80, 1 - p).interval.low == pytest.approx(0, abs=1e-9)
    assert newcombe_p(48, 80, 56, 70) == p
    assert newcombe_p(5, 10, 50, 100) == 1


def test_holm_steps_down() -> None:
    assert holm((0.01, 0.04, 0.03, 0.005), 0.05) == (True, False, False, True)
    assert holm((0.02, 0.02), 0.05) == (True, True)
    assert holm((), 0.05) == ()


def test_seed_is_the_start_of_the_digest() -> None:
    assert derive_seed(b"") == 0xE3B0C44298FC1C14
    assert seeded_generator(derive_seed(b"a")).random() == seeded_generator(derive_seed(b"a")).random()
