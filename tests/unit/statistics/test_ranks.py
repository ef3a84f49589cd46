"""Rank correlation, its p-values and ceiling, gains over versions, positions on a board."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
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
from trustpages.statistics.ranks.noise_ceiling import NoiseCeiling, estimate_spread, noise_ceiling
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


def ceiling_of(successes: Sequence[int], runs: int, seed: int = 1) -> NoiseCeiling:
    found = noise_ceiling(successes, [runs] * len(successes), seed)
    assert isinstance(found, NoiseCeiling)
    return found


def test_noise_ceiling_of_the_worked_example() -> None:
    ceiling = ceiling_of((45, 41, 44, 33, 38, 30), 50)
    assert ceiling.median == pytest.approx(0.77, abs=0.01)
    assert (ceiling.low, ceiling.high) == pytest.approx((0.26, 0.99), abs=0.03)
    assert ceiling == ceiling_of((45, 41, 44, 33, 38, 30), 50)


def test_more_runs_lift_the_ceiling() -> None:
    medians = [ceiling_of([runs * s // 20 for s in range(10, 18)], runs, 3).median for runs in (20, 100, 400)]
    assert medians == sorted(medians)
    assert status_of(noise_ceiling((1, 2), (5, 5), seed=1)) is Status.INSUFFICIENT
    assert status_of(noise_ceiling((0, 0, 0), (5, 5, 5), seed=1)) is Status.UNDEFINED


def test_agents_that_differ_no_more_than_chance_have_no_order_to_find() -> None:
    ceiling = ceiling_of((45, 44, 46, 43, 45, 47, 44, 46), 50)
    assert ceiling.median == pytest.approx(0, abs=0.03)
    assert ceiling.low < -0.5 < 0.5 < ceiling.high


def test_equal_agents_rarely_have_a_ceiling_and_unequal_ones_have_their_own() -> None:
    """Printed beside the truth, over 60 boards of eight agents with 100 runs each; 0.90 is the truth of the second."""
    generator = seeded_generator(11)
    for shares, low, high in ((np.full(8, 0.9), 0.0, 0.12), (np.linspace(0.5, 0.85, 8), 0.82, 0.92)):
        boards = generator.binomial(100, shares, (60, 8)).tolist()
        printed = [noise_ceiling(board, [100] * 8, 5, draws=400) for board in boards]
        medians = sorted(found.median for found in printed if isinstance(found, NoiseCeiling))
        assert low <= medians[len(medians) // 2] <= high


def test_the_ceiling_of_many_agents_is_spearmans_attenuation() -> None:
    """sqrt of the reliability on each side, turned into rho by 6/pi asin(r/2) (Spearman 1904; Pearson 1907)."""
    generator = seeded_generator(7)
    k = generator.binomial(100, generator.beta(30, 20, 600))
    reliability = (1 / 51) / (1 / 51 + (50 / 51) / 100)
    expected = 6 / math.pi * math.asin(reliability / 2)
    found = noise_ceiling(k.tolist(), [100] * 600, 1, draws=40)
    assert isinstance(found, NoiseCeiling)
    assert found.median == pytest.approx(expected, abs=0.04)


def test_spread_of_shares_in_published_data() -> None:
    """Boys among 12 children of 6,115 Saxon families: moments give Beta(34.1350, 31.6085) (Tripathi et al. 1994)."""
    families = (3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7)
    boys = [k for k, count in enumerate(families) for _ in range(count)]
    assert estimate_spread(boys, [12] * len(boys)) == pytest.approx(1 / (34.1350 + 31.6085 + 1), abs=2e-5)
    assert estimate_spread((5, 5, 5), (10, 10, 10)) == 0
    assert estimate_spread((0, 1, 1), (1, 1, 1)) == 0  # one run each: chance and spread cannot be told apart


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
