"""Test runs of DeepEval: an error of a metric is neither a pass nor a failure, and its mean is over fewer cases."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.importing import DATA
from support.imports import count, doubts, read_shared, read_value, shared
from trustpages.intake.importers.evaluations.deepeval import DEEPEVAL
from trustpages.intake.importers.inputs import InputFile

OLD, NEW = "eval_outputs/deepeval/latest_test_run.json", "eval_outputs/deepeval_4/test_run_20261129_222726.json"


def make_case(*metrics: bool | str, **changes: Any) -> dict[str, Any]:
    listed = [
        {"name": "m", "success": metric}
        if isinstance(metric, bool)
        else {"name": "m", "success": False, "error": metric}
        for metric in metrics
    ]
    case = {"name": "t", "input": "1+1", "success": all(metric is True for metric in metrics), "metricsData": listed}
    return case | changes


def make_run(*cases: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"testCases": list(cases), "conversationalTestCases": []} | changes


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        (make_case(True, True), True),
        (make_case(True, False), False),
        (make_case("rate limit", True), "metric-error"),
        (make_case("rate limit", False), False),
        (make_case(), "no-metric"),
        (make_case(True, success=None), "no-outcome"),
    ],
)
def test_outcome_of_a_case(case: dict[str, Any], outcome: Any) -> None:
    assert count(read_value(DEEPEVAL, make_run(case)).items[0]) == {outcome: 1}


def test_both_versions_are_read() -> None:
    run = make_run(make_case(True))
    for value, version in ((run, "4"), ({"testRunData": run}, "3")):
        assert DEEPEVAL.recognise(InputFile("x.json", json.dumps(value).encode()))
        found = read_value(DEEPEVAL, value)
        assert (found.schema_version, count(found.items[0])) == (version, {True: 1})


def test_conversations_are_cases_too() -> None:
    run = make_run(make_case(True), conversationalTestCases=[make_case(False)])
    assert count(read_value(DEEPEVAL, run).items[0]) == {True: 1, False: 1}


def test_cases_that_ask_the_same_are_repeats() -> None:
    run = make_run(make_case(True), make_case(False), make_case(True, input="2+2"))
    assert [record.task for record in read_value(DEEPEVAL, run).items[0].records] == ["t-0", "t-0", "t-2"]


def test_mean_of_fewer_scores_and_flaky_cases_are_said() -> None:
    run = make_run(
        make_case("error", flaky=True),
        make_case(True),
        metricsScores=[{"metric": "m", "scores": [1.0], "passes": 1, "fails": 0, "errors": 1}],
    )
    item = read_value(DEEPEVAL, run).items[0]
    assert doubts(item) == {"metric-errors": False, "flaky-cases": True}
    (headline,) = item.headlines
    assert (headline.value, headline.n, headline.recomputed, headline.recomputed_n) == (0.5, 2, 0.5, 2)


@pytest.mark.parametrize(
    ("metric", "method"),
    [({"evaluationModel": "judge-1"}, "llm_judge"), ({"name": "Exact Match"}, "deterministic"), ({}, "attested")],
)
def test_method_is_that_of_the_metrics(metric: dict[str, str], method: str) -> None:
    case = make_case(metricsData=[{"name": "m", "success": True, **metric}], success=True)
    assert read_value(DEEPEVAL, make_run(case)).items[0].keys["method"] == method


class TestOfRealRuns:
    pytestmark = shared

    def test_figures_are_those_of_the_cases(self) -> None:
        run = json.loads((DATA / NEW).read_text())
        (item,) = read_shared(DEEPEVAL, NEW).items
        assert count(item) == {True: run["testPassed"], False: run["testFailed"] - 1, "metric-error": 1}
        assert all(headline.value == headline.recomputed for headline in item.headlines)

    def test_older_run(self) -> None:
        (item,) = read_shared(DEEPEVAL, OLD).items
        assert (count(item), item.keys["judge"]) == ({False: 1}, {"model": "proxy-gpt-4.1"})
