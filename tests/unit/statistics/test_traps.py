"""One test for each trap of the metric specification that concerns numbers, in its order."""

from __future__ import annotations

import math

import pytest

from support.oracles.statistics import critical_rho
from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.comparisons import mover_ratio, newcombe, successive_differences
from trustpages.statistics.diversity import hill_number
from trustpages.statistics.events.rates import fay_feuer
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import clopper_pearson, wilson
from trustpages.statistics.proportions.clusters import ClusteredMean, clustered_share
from trustpages.statistics.proportions.repeated_trials import OverTasks, pass_hat_k, run_variance
from trustpages.statistics.proportions.weighted import manski_bounds
from trustpages.statistics.ranks.correlation import bonett_wright, exact_spearman_p, negate_ranks, spearman
from trustpages.statistics.raters.kappa import Kappa, cohen_kappa
from trustpages.statistics.rounding import percent_down, percent_estimate, percent_up

TRIALS = (0,) * 14 + (1,) * 12 + (2,) * 10 + (3,) * 4 + (4,) * 10


def share(k: int, n: int) -> Estimate:
    return Estimate(k / n, wilson(k, n))


def test_trap_1_rank_sign() -> None:
    success = (0.9, 0.8, 0.7, 0.6, 0.5)
    assert spearman((1, 2, 3, 4, 5), success) == -1
    assert spearman(negate_ranks((1, 2, 3, 4, 5)), success) == 1


def test_trap_2_zero_class_in_richness() -> None:
    assert hill_number((8, 0, 3, 0.0, 1), 0) == 3


@pytest.mark.parametrize("n", [1, 2, 3, 7, 30, 49, 1000, 1_000_000, 12.3456])
@pytest.mark.parametrize("limits", [wilson, clopper_pearson])
def test_trap_3_exact_ends(limits: type, n: float) -> None:
    for level in (0.80, 0.90, 0.95, 0.99, 0.999):
        assert limits(0, n, level).low == 0.0
        assert limits(n, n, level).high == 1.0


@pytest.mark.parametrize("limits", [wilson, clopper_pearson])
def test_trap_4_no_trials_are_refused_with_a_sentence(limits: type) -> None:
    with pytest.raises(ValueError, match="n must be positive"):
        limits(0, 0)


@pytest.mark.parametrize("n", [4, 5, 8, 10, 30])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_trap_5_perfect_order_has_limits(n: int, sign: float) -> None:
    interval = bonett_wright(sign, n)
    assert isinstance(interval, Interval)
    inner, outer = (interval.low, interval.high) if sign > 0 else (interval.high, interval.low)
    assert outer == sign
    assert -1 < inner < 1
    nearest = bonett_wright(sign * (1 - 12 / (n * (n * n - 1))), n)
    assert isinstance(nearest, Interval)
    assert inner in (nearest.low, nearest.high)


def test_trap_6_pass_hat_k_is_not_a_power() -> None:
    once, always = pass_hat_k(TRIALS, 4, 1), pass_hat_k(TRIALS, 4, 4)
    assert isinstance(once, OverTasks)
    assert isinstance(always, OverTasks)
    assert (once.value, always.value) == (0.42, 0.2)
    assert once.value**4 == pytest.approx(0.031, abs=0.0005)


def test_trap_7_trials_of_tasks_do_not_mix() -> None:
    with pytest.raises(ValueError, match="same number of tries"):
        run_variance(((1, 0, 1), (1, 0)))
    with pytest.raises(ValueError, match="k must lie between"):
        pass_hat_k((3, 5), 4, 2)


def test_trap_8_claim_is_not_exact() -> None:
    exact = Estimate(0.1, Interval(0.1, 0.1, 0.95, "exact"))
    observed = share(37, 240)
    as_exact, as_sampled = mover_ratio(observed, exact), newcombe(37, 240, 15, 150)
    assert isinstance(as_exact, Estimate)
    assert as_exact.interval.low > 1
    assert as_sampled.interval.contains(0)


def test_trap_9_ratio_with_zeros() -> None:
    assert mover_ratio(share(0, 10), share(0, 20)) == Unmeasured(
        Status.UNDEFINED, "both sides are zero: their ratio has no value"
    )
    over_zero = mover_ratio(share(5, 10), share(0, 20))
    assert isinstance(over_zero, Estimate)
    assert over_zero.value == over_zero.interval.high == math.inf
    low, top = wilson(5, 10).low, 0.5
    expected = math.sqrt(low * (2 * top - low)) / wilson(0, 20).high
    assert over_zero.interval.low == pytest.approx(expected, rel=1e-12)
    of_zero = mover_ratio(share(0, 10), share(5, 20))
    assert isinstance(of_zero, Estimate)
    assert (of_zero.value, of_zero.interval.low) == (0, 0)
    assert 0 < of_zero.interval.high < math.inf
    # u_c(2c - u_c) = 0: the lower limit is l_o(2o - l_o)/(2oc)
    doubled = Estimate(0.1, Interval(0.05, 0.2, 0.95, "given"))
    observed = Estimate(0.4, Interval(0.3, 0.5, 0.95, "given"))
    at_zero = mover_ratio(observed, doubled)
    assert isinstance(at_zero, Estimate)
    assert at_zero.interval.low == pytest.approx(0.3 * 0.5 / (2 * 0.4 * 0.1), rel=1e-12)


def test_trap_11_levels_against_gains() -> None:
    drifting_up, drifting_too = (1, 2, 4, 5, 7, 8, 10), (0.50, 0.52, 0.53, 0.55, 0.56, 0.58, 0.59)
    assert spearman(drifting_up, drifting_too) == 1
    gains = successive_differences(drifting_up), successive_differences(drifting_too)
    assert spearman(*gains) == -1
    assert len(gains[0]) == 6


def test_trap_12_repeated_tasks_widen_the_error() -> None:
    result = clustered_share(TRIALS, [4] * 50)
    assert isinstance(result, ClusteredMean)
    assert result.se > 1.4 * result.se_naive
    assert result.n_eff == pytest.approx(91.6, abs=0.05)


def test_trap_15_kappa_carries_raw_agreement() -> None:
    kappa = cohen_kappa(((110, 4), (5, 1)))
    assert isinstance(kappa, Kappa)
    assert kappa.observed == 0.925
    assert kappa.value == pytest.approx(0.143, abs=0.0005)


def test_trap_17_missing_outcomes_stay_in_the_denominator() -> None:
    bounds = manski_bounds(180, 190, 25)
    assert (bounds.low, bounds.high) == (180 / 215, 205 / 215)


def test_trap_18_no_rounding_across_a_threshold() -> None:
    assert str(percent_estimate(0.9496, [0.95])) == "94.96"
    assert str(percent_estimate(0.9496)) == "95.0"
    assert str(percent_down(0.94999)) == "94.9"
    assert str(percent_up(0.95001)) == "95.1"


def test_trap_19_critical_values_come_from_enumeration() -> None:
    assert critical_rho(9) == pytest.approx(0.700)
    assert exact_spearman_p(range(4), range(4)) == pytest.approx(1 / 12)  # no |rho| of four is significant


def test_trap_21_unseen_severities_set_the_upper_limit() -> None:
    seen_only = fay_feuer((12, 3), (1, 5)).interval
    with_critical = fay_feuer((12, 3, 0), (1, 5, 25)).interval
    assert with_critical.low == seen_only.low
    assert with_critical.high > 2 * seen_only.high
    nothing = fay_feuer((0, 0, 0), (1, 5, 25))
    assert (nothing.value, nothing.interval.low) == (0, 0)
    assert nothing.interval.high == pytest.approx(25 * 3.688879, rel=1e-6)
