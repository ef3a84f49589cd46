"""Shares that a fallible judge reported: corrected values, and limits that carry both uncertainties."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.comparisons import mover_sum
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.raters.judge import Labels, correct_for_judge, predict_from_labels, rogan_gladen

DRAWS = 400_000


def judged(passed: int, runs: int) -> Estimate:
    return Estimate(passed / runs, clopper_pearson(passed, runs))


def corrected(passed: int, runs: int, labels: Labels) -> Estimate:
    found = correct_for_judge(judged(passed, runs), labels)
    assert isinstance(found, Estimate)
    return found


def drawn(random: np.random.Generator, a: float, b: float) -> NDArray[np.float64]:
    return np.full(DRAWS, float(b == 0)) if a == 0 or b == 0 else random.beta(a, b, DRAWS)


@pytest.mark.parametrize(
    ("passed", "runs", "labels"),
    [
        (30, 100, Labels(45, 50, 95, 100)),
        (930, 1000, Labels(99, 100, 50, 100)),
        (188, 200, Labels(30, 30, 27, 30)),
        (12, 15, Labels(19, 20, 20, 20)),
    ],
)
def test_limits_are_quantiles_of_melded_draws(passed: int, runs: int, labels: Labels) -> None:
    random = np.random.default_rng(1)
    found = corrected(passed, runs, labels).interval
    q = drawn(random, passed, runs - passed + 1)
    se = drawn(random, labels.passed + 1, labels.good - labels.passed)
    sp = drawn(random, labels.failed, labels.bad - labels.failed + 1)
    assert found.low == pytest.approx(max(np.quantile((q + sp - 1) / (se + sp - 1), 0.025), 0), abs=0.002)
    q = drawn(random, passed + 1, runs - passed)
    se = drawn(random, labels.passed, labels.good - labels.passed + 1)
    sp = drawn(random, labels.failed + 1, labels.bad - labels.failed)
    assert found.high == pytest.approx(min(np.quantile((q + sp - 1) / (se + sp - 1), 0.975), 1), abs=0.002)


def test_labels_of_the_runs_themselves_move_the_share_by_what_they_show() -> None:
    labels = Labels(passed=40, good=44, failed=5, bad=6)
    found = predict_from_labels(judged(900, 1000), labels)
    assert found.value == pytest.approx(0.9 + (4 - 1) / 50)
    random = np.random.default_rng(2)
    low = drawn(random, 900, 101) + drawn(random, 4, 47) - drawn(random, 2, 49)
    assert found.interval.low == pytest.approx(np.quantile(low, 0.025), abs=0.002)
    assert found.interval.high == 1


def test_labels_of_one_kind_only_are_enough_where_they_are_drawn_from_the_runs() -> None:
    found = predict_from_labels(judged(100, 100), Labels(50, 50, 0, 0))
    assert found.value == 1
    assert 0.9 < found.interval.low < clopper_pearson(50, 50).low + 0.01


@pytest.mark.parametrize("labels", [Labels(100_000, 100_000, 100_000, 100_000)])
@pytest.mark.parametrize(("passed", "runs"), [(0, 20), (17, 20), (20, 20), (950, 1000)])
def test_a_judge_that_is_known_not_to_err_changes_next_to_nothing(passed: int, runs: int, labels: Labels) -> None:
    for found in (corrected(passed, runs, labels), predict_from_labels(judged(passed, runs), labels)):
        plain = judged(passed, runs)
        assert found.value == plain.value
        assert (found.interval.low, found.interval.high) == pytest.approx(
            (plain.interval.low, plain.interval.high), abs=2e-4
        )


def test_no_number_of_runs_shows_more_than_the_labels_allow() -> None:
    labels = Labels(29, 30, 30, 30)
    many, more = corrected(990_000, 1_000_000, labels), corrected(999_000, 1_000_000, labels)
    assert (many.value, many.interval.high) == (1, 1)
    assert many.interval.low == more.interval.low < 0.97


@pytest.mark.parametrize("labels", [Labels(25, 50, 25, 50), Labels(10, 50, 20, 50)])
def test_a_judge_no_better_than_chance_cannot_be_corrected(labels: Labels) -> None:
    found = correct_for_judge(judged(30, 100), labels)
    assert isinstance(found, Unmeasured)
    assert found.status is Status.INVALID


def test_the_corrected_share_stays_on_the_scale() -> None:
    assert rogan_gladen(0.01, 0.9, 0.95) == 0
    assert rogan_gladen(0.99, 0.9, 0.95) == 1
    assert rogan_gladen(0.3, 1.0, 1.0) == pytest.approx(0.3)
    with pytest.raises(ValueError, match="judged must lie between"):
        rogan_gladen(1.3, 0.9, 0.9)
    labels = Labels(45, 50, 95, 100)
    assert corrected(0, 100, labels).interval.low == 0
    assert corrected(100, 100, labels).interval.high == 1


@pytest.mark.parametrize("counts", [(3, 2, 1, 1), (1, 1, 2, 1), (-1, 1, 1, 1), (0, 0, 0, 0)])
def test_labels_that_cannot_be(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="impossible labels"):
        Labels(*counts)


def test_a_weighted_sum_recovers_its_limits_from_those_of_its_parts() -> None:
    first, second = (Estimate(0.8, Interval(0.7, 0.9, 0.95, "a")), Estimate(0.6, Interval(0.4, 0.7, 0.95, "a")))
    apart = mover_sum([[(0.5, first)], [(0.5, second)]])
    assert apart.value == pytest.approx(0.7)
    assert apart.interval.low == pytest.approx(0.7 - (0.05**2 + 0.1**2) ** 0.5)
    assert apart.interval.high == pytest.approx(0.7 + (0.05**2 + 0.05**2) ** 0.5)
    together = mover_sum([[(0.5, first), (0.5, second)]])
    assert (together.interval.low, together.interval.high) == pytest.approx((0.55, 0.8))
