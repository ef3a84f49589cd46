"""Limits of ratios over clusters, and the 50 % time horizon: laws, and what another computation finds."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats  # noqa: TID251  # oracles, used by tests only

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.proportions.cluster_limits import cluster_limits
from trustpages.statistics.proportions.cluster_ratios import fewest_clusters, ratio_limits
from trustpages.statistics.proportions.horizon import TimedTask, time_horizon
from trustpages.statistics.proportions.repeated_trials import chance_over_draws, pass_at_k, pass_hat_k

SPENT = st.lists(st.tuples(st.just(0.0) | st.floats(0.01, 8), st.integers(0, 4)), min_size=1, max_size=8)
MOST = (8.0, 4.0)


def test_a_ratio_with_a_bottom_that_never_varies_has_the_lower_limit_of_a_share() -> None:
    pairs = [(1.0, 1.0)] * 17 + [(0.0, 1.0)] * 5
    limits, exact = ratio_limits(Counter(pairs), (1.0, 1.0)), clopper_pearson(17, 22)
    assert limits.low == pytest.approx(exact.low, abs=1e-9)
    # The top may exceed the bottom in the cluster to come, so that the ratio may exceed 1.
    assert exact.high < limits.high < 1.1
    uneven = {(3.0, 4.0): 6.0, (1.0, 4.0): 3.0}
    found = ratio_limits(uneven, (4.0, 4.0))
    assert found.low == pytest.approx(cluster_limits(uneven).low, abs=1e-9)


def test_limits_of_a_ratio_are_those_of_drawn_weights() -> None:
    generator = np.random.default_rng(4)
    pairs = [(2.0, 3.0), (5.5, 1.0), (0.5, 4.0), (3.0, 2.0), (1.0, 4.0), (4.0, 3.0)]
    limits = ratio_limits(Counter(pairs), MOST)
    weights = generator.standard_exponential((400_000, len(pairs) + 1))
    top, bottom = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    for ratio, seen, unseen in (
        (limits.low, top - limits.low * bottom, -limits.low * MOST[1]),
        (limits.high, limits.high * bottom - top, -MOST[0]),
    ):
        positive = float((weights @ np.append(seen, unseen) > 0).mean())
        assert positive == pytest.approx(0.975, abs=0.001), ratio


@given(SPENT, st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_more_cost_never_lowers_a_limit_and_more_success_never_raises_one(
    spent: list[tuple[float, int]], place: int
) -> None:
    place %= len(spent)
    before = ratio_limits(Counter((c, float(k)) for c, k in spent), MOST)
    assert 0 <= before.low <= before.high
    dearer = [(8.0 if number == place else c, float(k)) for number, (c, k) in enumerate(spent)]
    better = [(c, 4.0 if number == place else float(k)) for number, (c, k) in enumerate(spent)]
    more, less = ratio_limits(Counter(dearer), MOST), ratio_limits(Counter(better), MOST)
    slack = 1e-6
    assert more.low >= before.low * (1 - slack) - slack
    assert more.high >= before.high * (1 - slack)
    assert less.low <= before.low * (1 + slack) + slack
    assert less.high <= before.high * (1 + slack)


@pytest.mark.parametrize(("line", "most"), [(0.5, 5.0), (2.0, 5.0), (30.0, 5.0)])
def test_fewest_clusters_are_the_first_that_show_it_without_any_cost(line: float, most: float) -> None:
    fewest = fewest_clusters(line, (most, 1.0))
    assert ratio_limits({(0.0, 1.0): fewest}, (most, 1.0)).high <= line
    if fewest > 1:
        assert ratio_limits({(0.0, 1.0): fewest - 1}, (most, 1.0)).high > line


def test_a_ratio_without_success_or_without_cost_has_one_limit() -> None:
    nothing, free = ratio_limits({(2.0, 0.0): 9}, MOST), ratio_limits({(0.0, 2.0): 9}, MOST)
    assert nothing.high == math.inf
    assert nothing.low > 0
    assert free.low == 0
    assert 0 < free.high < math.inf
    with pytest.raises(ValueError, match="no cluster"):
        ratio_limits({}, MOST)
    with pytest.raises(ValueError, match="tops and bottoms"):
        ratio_limits({(-1.0, 1.0): 1}, MOST)


def test_chances_over_draws_are_those_of_the_field() -> None:
    tasks = (4, 3, 0, 1, 2)
    for k in (1, 2, 3, 4):
        every, some = pass_hat_k(tasks, 4, k), pass_at_k(tasks, 4, k)
        assert not isinstance(every, Unmeasured)
        assert not isinstance(some, Unmeasured)
        assert math.fsum(chance_over_draws(c, 4, k, "all") for c in tasks) / 5 == pytest.approx(every.value)
        assert math.fsum(chance_over_draws(c, 4, k, "any") for c in tasks) / 5 == pytest.approx(some.value)
    # 1 - Gini impurity 2p(1-p) of 3 of 4, with n/(n-1) for drawing without replacement.
    assert chance_over_draws(3, 4, 2, "same") == pytest.approx(1 - 2 * 0.75 * 0.25 * 4 / 3)
    assert [chance_over_draws(c, 2, 2, "same") for c in (0, 1, 2)] == [1, 0, 1]
    with pytest.raises(ValueError, match="3 of 2 tries"):
        chance_over_draws(1, 2, 3, "all")


def drawn_tasks(number: int, horizon: float, slope: float, seed: int, tries: int = 4) -> list[TimedTask]:
    generator = np.random.default_rng(seed)
    lengths = generator.uniform(0, 10, number)
    good = generator.binomial(tries, 1 / (1 + np.exp(slope * (lengths - math.log2(horizon)))))
    return [TimedTask(task, float(2.0 ** lengths[task]), int(good[task]), tries) for task in range(number)]


def found(tasks: list[TimedTask]) -> Estimate:
    horizon = time_horizon(tasks)
    assert isinstance(horizon, Estimate)
    return horizon


def test_a_horizon_is_where_the_penalised_curve_passes_one_half() -> None:
    tasks = drawn_tasks(40, 60, 0.6, seed=3)
    x = np.array([math.log2(task.length) for task in tasks])
    k, n = np.array([task.successes for task in tasks]), np.array([task.runs for task in tasks])
    design = np.stack([np.ones_like(x), x], axis=1)

    def lost(curve: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        p = 1 / (1 + np.exp(-(design @ curve)))
        information = design.T @ (design * (n * p * (1 - p))[:, None])
        likelihood = float((k * np.log(p) + (n - k) * np.log(1 - p)).sum())
        return -likelihood - 0.5 * float(np.linalg.slogdet(information)[1])

    best = optimize.minimize(lost, np.array([2.0, -0.4]), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
    assert found(tasks).value == pytest.approx(2 ** (-best.x[0] / best.x[1]), rel=1e-5)
    assert found(tasks).interval.contains(60)


def test_limits_of_a_horizon_are_close_to_those_of_clusters_left_out_for_real() -> None:
    tasks = drawn_tasks(60, 60, 0.6, seed=8)
    whole = found(tasks)
    values = [math.log2(found([task for task in tasks if task.cluster != out]).value) for out in range(60)]
    error = math.sqrt(59 / 60 * sum((value - math.log2(whole.value)) ** 2 for value in values))
    half = float(stats.t.ppf(0.975, 58)) * error
    assert math.log2(whole.interval.high / whole.interval.low) == pytest.approx(2 * half, rel=0.05)


def test_tasks_of_one_family_count_less() -> None:
    tasks = drawn_tasks(60, 60, 0.6, seed=8)
    families = [TimedTask(int(task.length) % 12, task.length, task.successes, task.runs) for task in tasks]
    twice = [TimedTask(task.cluster, task.length, 2 * task.successes, 2 * task.runs) for task in tasks]
    alone = found(tasks)
    assert found(families).value == pytest.approx(alone.value)
    assert found(families).interval != alone.interval
    # Every run told twice is no further evidence: only the penalty weighs less.
    assert found(twice).interval.width == pytest.approx(alone.interval.width, rel=0.1)


@pytest.mark.parametrize(
    ("tasks", "status"),
    [
        ([TimedTask(1, 5, 1, 2), TimedTask(2, 9, 1, 2)], Status.INSUFFICIENT),
        ([TimedTask(n, 2.0**n, 2, 2) for n in range(9)], Status.UNDEFINED),
        ([TimedTask(n, 8, n % 2, 1) for n in range(9)], Status.UNDEFINED),
        ([TimedTask(n, 2.0**n, n, 9) for n in range(9)], Status.UNDEFINED),
    ],
)
def test_what_has_no_horizon_says_why(tasks: list[TimedTask], status: Status) -> None:
    horizon = time_horizon(tasks)
    assert isinstance(horizon, Unmeasured)
    assert horizon.status is status


def test_separated_tasks_have_a_finite_horizon_and_flat_ones_no_limit() -> None:
    separated = found([TimedTask(n, 2.0**n, 1 if n < 10 else 0, 1) for n in range(20)])
    assert 2**8 < separated.value < 2**11
    assert 0 < separated.interval.low < separated.value < separated.interval.high < math.inf
    flat = found(
        [TimedTask(n, 2.0 ** (n % 10), 9 if n % 3 else 10, 10) for n in range(30)] + [TimedTask(99, 2000, 7, 10)]
    )
    assert flat.interval.high == math.inf
    assert flat.interval.low > 100
