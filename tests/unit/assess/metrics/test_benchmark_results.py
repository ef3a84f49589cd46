from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.assess.quantities import measured
from support.builders import a_benchmark, a_benchmark_result, a_bundle, a_context, an_agent, runs
from trustpages.assess.metrics.benchmarks.results import assess_benchmark_results
from trustpages.model.measured import POINTS, Measured, Status, Unmeasured
from trustpages.model.results.benchmarks import ResultQuality

Values = dict[str, Any]
AIRLINE = [0] * 14 + [1] * 12 + [2] * 10 + [3] * 4 + [4] * 10


def of(benchmark: Values | None = None, agent: Values | None = None, **changes: Any) -> ResultQuality:
    context = a_context(
        a_bundle(a_benchmark_result(**changes)),
        agent=an_agent(**agent or {}),
        benchmarks=[a_benchmark(**benchmark or {})],
    )
    (found,) = assess_benchmark_results(context)
    return found


def airline(**changes: Any) -> ResultQuality:
    return of(score=0.42, n_tasks=50, trials=4, successes_by_task=AIRLINE, **changes)


def test_repeated_tasks_are_clusters() -> None:
    found = airline()
    interval = measured(found.interval)
    assert (interval.low, interval.high) == (pytest.approx(0.3152, abs=1e-4), pytest.approx(0.5345, abs=1e-4))
    assert (interval.k, interval.n, interval.method) == (84, 200, "Gaffke")
    assert interval.n_eff == pytest.approx(84.3, abs=0.1)
    assert found.design_effect == pytest.approx(2.183, abs=0.01)
    assert found.clusters == 50


def test_pass_hat_is_not_a_power() -> None:
    found = airline()
    assert [measured(repeat.every).value for repeat in found.repeats] == [
        pytest.approx(x, abs=5e-4) for x in (0.42, 0.273, 0.22, 0.2)
    ]
    assert measured(found.repeats[3].any).value == pytest.approx(0.72)
    assert measured(found.repeats[3].every).method == "Clopper-Pearson"
    assert measured(found.repeats[1].every).n == 50


def test_variance_has_two_sources() -> None:
    found = airline()
    assert (found.between_variance or 0) > 0
    assert (found.within_variance or 0) > 0
    single = of()
    assert (single.between_variance, single.within_variance, single.repeats) == (None, None, ())


def test_one_try_a_task_is_a_plain_share() -> None:
    interval = measured(of().interval)
    assert (interval.k, interval.n, interval.method) == (43, 100, "Clopper-Pearson")
    assert of().design_effect is None


def test_repeats_without_successes_by_task_are_worth_one_observation_a_task() -> None:
    interval = measured(of(score=0.42, n_tasks=50, trials=4).interval)
    assert (interval.k, interval.n, interval.n_eff) == (84, 200, 50)


def test_related_tasks_are_clusters_too() -> None:
    by_task = [1] * 20 + [0] * 20
    found = of(score=0.5, n_tasks=40, successes_by_task=by_task, trials=1, groups=[10, 10, 10, 10])
    assert (found.clusters, found.design_effect) == (4, 10)
    assert measured(found.interval).n_eff == pytest.approx(4)


@pytest.mark.parametrize(
    ("changes", "method", "n"),
    [
        ({"n_tasks": None, "se": 0.02}, "normal", None),
        ({"se": 0.02}, "Clopper-Pearson", 100),
        ({"se": 0.02, "se_clustered": True}, "normal", 100),
    ],
)
def test_published_errors(changes: Values, method: str, n: int | None) -> None:
    interval = measured(of(**changes).interval)
    assert (interval.method, interval.n) == (method, n)


def test_a_score_alone_has_no_interval() -> None:
    found = of(n_tasks=None)
    assert isinstance(found.interval, Unmeasured)
    assert found.interval.status is Status.MISSING
    assert (found.possible, found.n_tasks, found.selection_points) == (None, None, None)


@pytest.mark.parametrize(
    ("changes", "possible"),
    [
        ({"score": 0.43}, True),
        ({"score": 0.435, "average": "tasks"}, False),
        ({"score": 0.435, "average": "categories"}, True),
        ({"score": 0.435, "average": "part_credit"}, True),
        ({"score": 0.431, "reported": "43.1%", "average": "tasks"}, False),
        ({"score": 0.431, "reported": "43.1%", "n_tasks": 58}, True),
        ({"score": 0.43, "reported": "43%"}, True),
        ({"score": 0.43, "k": 43}, True),
        ({"score": 0.43, "k": 40, "average": "tasks"}, False),
        ({"score": 0.4266, "reported": "42.7%", "n_tasks": 300, "k": 128}, True),
        ({"score": 0.42, "n_tasks": 50, "trials": 4}, True),
        ({"score": 0.42, "n_tasks": 50, "trials": 4, "attempts_allowed": 4}, True),
        ({"score": 0.425, "n_tasks": 50, "trials": 4, "attempts_allowed": 4, "average": "tasks"}, False),
    ],
)
def test_possible_scores(changes: Values, possible: bool) -> None:
    assert of(**changes).possible is possible


@pytest.mark.parametrize("changes", [{}, {"reported": "43.5%"}, {"k": 40}, {"trials": 3}, {"attempts_allowed": 4}])
def test_a_score_that_nobody_calls_the_share_of_tasks_is_not_called_impossible(changes: Values) -> None:
    found = of(score=0.435, **changes)
    assert (found.possible, found.may_be_average) == (None, True)
    # How much a mean of something else varies, the number of tasks does not tell; counts do.
    assert isinstance(found.interval, Measured) is ("k" in changes)


def test_a_mean_over_categories_has_the_error_that_was_published_with_it() -> None:
    assert isinstance(of(score=0.435, average="categories").interval, Unmeasured)
    assert measured(of(score=0.435, average="categories", se=0.02).interval).low == pytest.approx(0.396, abs=0.001)
    assert isinstance(of(score=0.435, average="part_credit").interval, Measured)
    assert measured(of(score=0.435, se=0.02).interval).low == pytest.approx(0.396, abs=0.001)


def test_an_impossible_score_has_no_interval() -> None:
    found = of(score=0.435, average="tasks")
    assert isinstance(found.interval, Unmeasured)
    assert found.interval.status is Status.INVALID


def test_a_rounded_score_that_fits_several_counts_keeps_an_interval_without_a_count() -> None:
    interval = measured(of(score=0.43, reported="43%", n_tasks=1000).interval)
    assert (interval.k, interval.n, round(interval.value, 2)) == (None, 1000, 0.43)


@pytest.mark.parametrize(("variants", "points"), [(1, 0.0), (2, 0.564), (10, 1.539), (None, None)])
def test_selection_inflates_by_order_statistics(variants: int | None, points: float | None) -> None:
    found = of(n_tasks=None, se=0.02, variants=variants)
    expected = None if points is None else pytest.approx(points * 0.02, abs=1e-5)
    assert found.selection_points == expected


CUTOFF = {"training_cutoff": date(2025, 6, 1)}


@pytest.mark.parametrize(
    ("benchmark", "agent", "changes", "words"),
    [
        ({}, {}, {}, "unknown"),
        ({"tasks_public": True, "held_out": False}, {}, {}, "exposed"),
        ({"tasks_public": True}, {}, {}, "unknown"),
        ({"tasks_public": True, "held_out": True}, {}, {}, "unknown"),
        ({"tasks_public": True, "held_out": True}, {}, {"split": "val"}, "exposed"),
        ({"tasks_public": True, "held_out": True}, {}, {"split": "Public test"}, "exposed"),
        ({"tasks_public": True, "held_out": True}, {}, {"split": "test"}, "unknown"),
        (
            {"tasks_public": True, "splits": [{"name": "test", "held_out": True}]},
            {},
            {"split": "Test set"},
            "not exposed",
        ),
        ({"tasks_public": True, "splits": [{"name": "dev", "held_out": True}]}, {}, {"split": "dev"}, "not exposed"),
        ({"tasks_public": None, "held_out": True}, {}, {}, "not exposed"),
        ({"tasks_public": False}, {}, {}, "not exposed"),
        ({"tasks_public": True, "held_out": False, "released": date(2025, 5, 1)}, CUTOFF, {}, "exposed"),
        ({"tasks_public": True, "held_out": False, "released": date(2025, 7, 1)}, CUTOFF, {}, "not exposed"),
        ({"tasks_public": True, "held_out": False}, CUTOFF, {}, "unknown"),
        ({"tasks_public": False}, {}, {"tuned_on": 3}, "contaminated"),
        ({"tasks_public": False}, {}, {"tuned_on": 0}, "not exposed"),
    ],
)
def test_contamination(benchmark: Values, agent: Values, changes: Values, words: str) -> None:
    assert of(benchmark, agent, **changes).contamination == words


def test_only_what_exceeds_doing_nothing_counts() -> None:
    found = of({"trivial_baseline": 0.38})
    above = measured(found.above_baseline)
    assert (above.value, above.unit) == (pytest.approx(0.05), POINTS)
    assert (above.low or 0) < 0 < (above.high or 0)
    assert of().above_baseline is None
    assert isinstance(of({"trivial_baseline": 0.38}, n_tasks=None).above_baseline, Unmeasured)


@pytest.mark.parametrize(
    ("changes", "calibrated"),
    [
        ({"method": "deterministic"}, None),
        ({"method": "llm_judge"}, False),
        ({"method": "llm_judge", "judge": {"model": "J"}}, False),
        (
            {
                "method": "llm_judge",
                "judge": {
                    "model": "J",
                    "calibration": {"positives": {"of": 50, "correct": 45}, "negatives": {"of": 50, "correct": 45}},
                },
            },
            True,
        ),
    ],
)
def test_calibration_of_the_judge(changes: Values, calibrated: bool | None) -> None:
    assert of(**changes).judge_calibrated is calibrated


@pytest.mark.parametrize(
    ("relationship", "replicated"), [("third_party", True), ("customer", True), ("contractor", False)]
)
def test_replication_is_by_somebody_else(relationship: str, replicated: bool) -> None:
    found = of(replicated_by={"name": "X", "relationship": relationship})
    assert (found.first_party, found.replicated) == (True, replicated)
    assert not of().replicated


def test_unknown_benchmark_and_other_evidence() -> None:
    context = a_context(a_bundle(runs(), a_benchmark_result(id="b"), a_benchmark_result(id="a")))
    assert [benchmark_result.evidence for benchmark_result in assess_benchmark_results(context)] == ["a", "b"]
    assert assess_benchmark_results(context)[0].contamination == "unknown"
    assert assess_benchmark_results(a_context(a_bundle(runs()))) == ()
