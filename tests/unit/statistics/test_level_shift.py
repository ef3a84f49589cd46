"""Shifts of level within a series, against published figures and against counting out every order."""

from __future__ import annotations

from itertools import accumulate, permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.datasets import nile

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.distributions import kolmogorov_upper_p
from trustpages.statistics.level_shift import LevelShift, find_shift_of_count, find_shift_of_share


def shift_of(found: LevelShift | Unmeasured) -> LevelShift:
    assert isinstance(found, LevelShift)
    return found


@pytest.mark.parametrize(("x", "p"), [(1.224, 0.10), (1.358, 0.05), (1.628, 0.01)])
def test_critical_values_of_the_bridge(x: float, p: float) -> None:
    """Kolmogorov's, as in Ploberger & Kraemer 1992, Econometrica 60:271."""
    assert kolmogorov_upper_p(x) == pytest.approx(p, abs=2e-4)


def test_flow_of_the_nile() -> None:
    """Zeileis et al. 2002, strucchange: OLS-CUSUM of Nile ~ 1, S0 = 2.9518, p = 5.409e-08; the dam of 1898 after 28."""
    flow = nile.load_pandas().data["volume"].tolist()
    found = shift_of(find_shift_of_count(flow))
    assert found.before == 28
    assert found.p == pytest.approx(5.409e-08, rel=1e-4)
    assert found.p == pytest.approx(kolmogorov_upper_p(2.9518), rel=1e-3)


def largest_sum(order: tuple[float, ...]) -> float:
    mean = sum(order) / len(order)
    return max(abs(total) for total in list(accumulate(x - mean for x in order))[:-1])


@settings(max_examples=10, deadline=None)
@given(st.sets(st.integers(0, 9), min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_orders_are_counted_as_if_each_were_written_out(bad: set[int], random: Random) -> None:
    """Ten periods with a few unlike ones: every place that these can take is tried, in every order of theirs."""
    unlike = [float(random.randint(2, 9)) for _ in bad]
    series = [0.0] * 10
    for place, value in zip(sorted(bad), unlike, strict=True):
        series[place] = value
    observed, seen, orders = largest_sum(tuple(series)), 0, 0
    for places in permutations(range(10), len(unlike)):
        order = [0.0] * 10
        for place, value in zip(places, unlike, strict=True):
            order[place] = value
        orders += 1
        seen += largest_sum(tuple(order)) >= observed * (1 - 1e-9)
    assert shift_of(find_shift_of_count(series)).p == pytest.approx(seen / orders, abs=1e-12)


def test_a_drop_is_found_where_it_lies() -> None:
    """99 % for 60 days, then 80 % for 30: the total of 92.7 % describes neither."""
    sizes = [20] * 90
    successes = [20, 20, 20, 20, 19] * 12 + [16] * 30
    found = shift_of(find_shift_of_share(successes, sizes))
    assert found.before == 60
    assert found.p < 1e-6


def test_days_without_runs_are_no_days() -> None:
    sizes, successes = [20, 0] * 12, [20, 0] * 8 + [14, 0] * 4
    found = shift_of(find_shift_of_share(successes, sizes))
    assert found.before == 16
    assert found.p == shift_of(find_shift_of_share(successes[::2], sizes[::2])).p == pytest.approx(2 / 495)


def test_busy_days_are_no_shift() -> None:
    """Every other day a quarter of the runs fail, for a cause of that day; the level is the same throughout."""
    assert shift_of(find_shift_of_share([100, 75] * 20, [100] * 40)).p > 0.5


def test_absences() -> None:
    for found, status in (
        (find_shift_of_count([1, 2, 3] * 3), Status.INSUFFICIENT),
        (find_shift_of_count([4] * 12), Status.UNDEFINED),
        (find_shift_of_share([5] * 12, [5] * 12), Status.UNDEFINED),
        (find_shift_of_share([0] * 12, [0] * 12), Status.MISSING),
    ):
        assert isinstance(found, Unmeasured)
        assert found.status is status
    with pytest.raises(ValueError, match="k must lie between"):
        find_shift_of_share([2] * 10, [1] * 10)
