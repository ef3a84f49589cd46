"""Rates whose events come in bursts or in periods: against closed forms, and as laws."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.statistics.events.gamma_sums import collect_terms, gamma_sum_cdf, gamma_sum_quantile
from trustpages.statistics.events.rates import burst_limits, fay_feuer, garwood, period_limits

BURSTS = st.dictionaries(st.integers(1, 40), st.integers(1, 6), max_size=5)
COUNTS = st.lists(st.integers(0, 12), min_size=8, max_size=30)
CLOSE = 1e-6
"""What the inversion and the search for a quantile may be off, relative to a limit."""


@pytest.mark.parametrize("x", [0.05, 0.7, 3.0, 20.0, 200.0])
def test_a_sum_of_exponentials_has_the_hypoexponential_distribution(x: float) -> None:
    scales = (1.0, 2.5, 7.0, 30.0)

    def weight(scale: float) -> float:
        return math.prod(scale / (scale - other) for other in scales if other != scale)

    exact = 1 - math.fsum(weight(scale) * math.exp(-x / scale) for scale in scales)
    assert gamma_sum_cdf(x, collect_terms((scale, 1.0) for scale in scales)) == pytest.approx(exact, abs=1e-9)


@pytest.mark.parametrize("shape", [0.4, 3.0, 150.0, 20_000.0])
def test_scales_that_hardly_differ_make_one_gamma(shape: float) -> None:
    one, two = collect_terms([(2.0, 2 * shape)]), collect_terms([(2.0, shape), (2.0 * (1 + 1e-9), shape)])
    for p in (0.001, 0.025, 0.5):
        for upper in (False, True):
            assert gamma_sum_quantile(p, two, upper=upper) == pytest.approx(
                gamma_sum_quantile(p, one, upper=upper), rel=1e-7
            )


@pytest.mark.parametrize(
    "terms", [((1.0, 5.0), (10_000.0, 3.0)), ((0.001, 12.0), (25.0, 1.0)), ((1.0, 2.0), (3.0, 0.1))]
)
def test_quantiles_of_very_different_scales_have_their_probability(terms: tuple[tuple[float, float], ...]) -> None:
    for p in (0.005, 0.025, 0.2):
        assert gamma_sum_cdf(gamma_sum_quantile(p, terms), terms) == pytest.approx(p, abs=1e-9)
        assert gamma_sum_cdf(gamma_sum_quantile(p, terms, upper=True), terms) == pytest.approx(1 - p, abs=1e-9)


@pytest.mark.parametrize("x", [0, 1, 9, 250])
def test_single_events_have_garwoods_limits(x: int) -> None:
    single = burst_limits({1: x} if x else {}, 40.0)
    assert single == garwood(x, 40.0)


def test_one_burst_says_little_of_the_rate() -> None:
    thirty = burst_limits({30: 1})
    # 30 times the 2.5 % quantile of one exponential; above, a further burst of 60 beside it.
    assert thirty.low == pytest.approx(-30 * math.log(0.975))
    assert thirty.high == pytest.approx(262.543, abs=1e-3)
    assert thirty.method == "compound Poisson"


def test_bursts_of_one_size_are_so_many_larger_events() -> None:
    assert burst_limits({5: 8}).low == pytest.approx(5 * garwood(8).low)


def test_dispersion_makes_fewer_and_larger_events() -> None:
    wide = burst_limits({1: 9}, dispersion=3.0)
    assert wide.low == pytest.approx(3 * garwood(3).low)
    assert wide.high == pytest.approx(3 * garwood(3).high)


def test_the_matched_gamma_is_no_bound_to_rely_on() -> None:
    """Ten events and a burst of thirty: Fay-Feuer's lower limit falls when the burst happens, ours does not."""
    assert fay_feuer((10, 1), (1, 30)).interval.low < fay_feuer((10, 0), (1, 30)).interval.low
    assert burst_limits({1: 10, 30: 1}).low > burst_limits({1: 10}).low


@settings(max_examples=30)
@given(BURSTS, st.integers(1, 40), st.floats(1, 8))
def test_a_further_burst_never_lowers_a_limit(bursts: dict[int, int], size: int, dispersion: float) -> None:
    before = burst_limits(bursts, dispersion=dispersion)
    after = burst_limits({**bursts, size: bursts.get(size, 0) + 1}, dispersion=dispersion)
    assert after.low >= before.low * (1 - CLOSE)
    assert after.high >= before.high * (1 - CLOSE)


@settings(max_examples=30)
@given(BURSTS, st.floats(1, 8))
def test_bursts_and_dispersion_never_narrow(bursts: dict[int, int], dispersion: float) -> None:
    plain = garwood(sum(size * number for size, number in bursts.items()))
    wide = burst_limits(bursts, dispersion=dispersion)
    assert wide.low <= plain.low * (1 + CLOSE)
    assert wide.high >= plain.high * (1 - CLOSE)


@settings(max_examples=30)
@given(COUNTS, st.data())
def test_a_further_event_never_lowers_a_limit_of_periods(counts: list[int], data: st.DataObject) -> None:
    where = data.draw(st.integers(0, len(counts) - 1))
    more = [count + (period == where) for period, count in enumerate(counts)]
    before, after = period_limits(counts), period_limits(more)
    assert after.low >= before.low * (1 - CLOSE)
    assert after.high >= before.high * (1 - CLOSE)


@given(COUNTS)
def test_limits_of_periods_hold_the_mean(counts: list[int]) -> None:
    assert period_limits(counts).contains(math.fsum(counts) / len(counts))
    assert period_limits(counts) == period_limits(sorted(counts))


def test_periods_without_an_event_are_worth_one_run_each() -> None:
    assert period_limits([0] * 8).high == pytest.approx(1 - 0.025 ** (1 / 8))


@pytest.mark.parametrize("bursts", [{0: 1}, {3: 0}, Counter({-1: 2})])
def test_bursts_that_make_no_sense_are_refused(bursts: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="of bursts must be"):
        burst_limits(bursts)


def test_a_dispersion_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="dispersion must be at least 1"):
        burst_limits({1: 3}, dispersion=0.9)
