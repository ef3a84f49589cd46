"""Two sides on the same tasks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats  # noqa: TID251  # an oracle, used by tests only

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.comparisons import newcombe_paired
from trustpages.statistics.proportions.paired import PairedTasks, compare_on_tasks, tasks_to_tell_apart


def compared(*args: object, **more: object) -> PairedTasks:
    found = compare_on_tasks(*args, **more)  # type: ignore[arg-type]  # whatever the test hands on
    assert isinstance(found, PairedTasks)
    return found


def test_single_tries_are_compared_by_who_solved_what() -> None:
    first = [(1, 1)] * 70 + [(0, 1)] * 30
    second = [(1, 1)] * 60 + [(0, 1)] * 10 + [(1, 1)] * 4 + [(0, 1)] * 26
    assert compared(first, second).estimate == newcombe_paired(60, 10, 4, 26)


def test_repeated_tries_are_compared_as_by_a_paired_t_test() -> None:
    first = [(4, 4), (3, 4), (2, 4), (4, 4), (0, 4), (1, 4), (4, 4), (2, 4)]
    second = [(2, 4), (3, 4), (1, 4), (4, 4), (0, 4), (0, 4), (1, 4), (2, 4)]
    found = compared(first, second)
    limits = stats.ttest_rel([k / n for k, n in first], [k / n for k, n in second]).confidence_interval(0.95)
    assert (found.estimate.interval.low, found.estimate.interval.high) == pytest.approx((limits.low, limits.high))
    assert (found.tasks, found.clusters) == (8, 8)
    differences = np.array([k / n for k, n in first]) - np.array([k / n for k, n in second])
    assert found.variance == pytest.approx(differences.var(ddof=1))


def test_related_tasks_count_by_their_groups() -> None:
    first, second = [(1, 1), (1, 1), (0, 1), (0, 1)] * 5, [(0, 1), (0, 1), (0, 1), (0, 1)] * 5
    apart, grouped = compared(first, second), compared(first, second, [i // 2 for i in range(20)])
    assert grouped.clusters == 10
    assert grouped.estimate.value == apart.estimate.value
    assert grouped.estimate.interval.width > apart.estimate.interval.width
    assert grouped.variance > apart.variance


def test_what_never_differs_is_not_known_without_error() -> None:
    same = [(4, 4), (2, 4), (0, 4)] * 20
    found = compared(same, same)
    assert found.estimate.value == 0
    assert found.estimate.interval.low < -0.03
    assert found.estimate.interval.high > 0.03
    assert found.variance == 0


def test_one_cluster_tells_nothing() -> None:
    absent = compare_on_tasks([(1, 1), (0, 1)], [(0, 1), (1, 1)], ["a", "a"])
    assert isinstance(absent, Unmeasured)
    assert absent.status is Status.INSUFFICIENT


def test_impossible_tries_are_refused() -> None:
    with pytest.raises(ValueError, match="same length"):
        compare_on_tasks([(1, 1)], [])
    with pytest.raises(ValueError, match="k must lie between"):
        compare_on_tasks([(2, 1)], [(0, 1)])
    with pytest.raises(ValueError, match="difference must be"):
        tasks_to_tell_apart(0.0, 1.0)


@pytest.mark.parametrize(("tries", "tasks"), [(1, 3_461), (10, 1_219)])
def test_tasks_to_tell_three_points_apart(tries: int, tasks: int) -> None:
    """(1.95996 + 0.84162)^2 (1/9 + 2/7/K) / 0.03^2, by hand."""
    assert tasks_to_tell_apart(0.03, 1 / 9 + 2 / 7 / tries) == tasks


def test_as_many_tasks_have_the_power_that_was_asked_for() -> None:
    random = np.random.default_rng(5)

    def draw(tasks: int) -> PairedTasks:
        easy = random.beta(2, 2, tasks)
        first, second = (random.binomial(4, np.clip(easy + shift, 0, 1)) for shift in (0.1, 0.0))
        return compared([(int(k), 4) for k in first], [(int(k), 4) for k in second])

    pilot = draw(20_000)
    tasks = tasks_to_tell_apart(pilot.estimate.value, pilot.variance, probability=0.8)
    told = sum(draw(tasks).estimate.interval.low > 0 for _ in range(600))
    assert 0.74 <= told / 600 <= 0.86


@pytest.mark.parametrize("tasks", [12, 50])
def test_equal_sides_are_seldom_told_apart(tasks: int) -> None:
    random, told = np.random.default_rng(9), [0, 0]
    for _ in range(1500):
        easy = random.beta(1, 1, tasks)
        first, second = ([(int(k), 4) for k in random.binomial(4, easy)] for _ in range(2))
        interval = compared(first, second).estimate.interval
        told[0] += interval.low > 0
        told[1] += interval.high < 0
    assert max(told) / 1500 <= 0.025 + 3.5 * math.sqrt(0.025 * 0.975 / 1500)
