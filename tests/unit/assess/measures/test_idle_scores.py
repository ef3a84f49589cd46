"""A score that doing nothing could have reached keeps no promise."""

from __future__ import annotations

import pytest

from support.builders import Values, a_benchmark, a_benchmark_result, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict


def judge(item: Values, line: float, nothing: float | None, of: str = "benchmark_result") -> ObligationResult:
    promise = an_obligation(measure={"kind": "proportion", "of": of}, threshold={"at_least": line})
    pact = a_pact(promise)
    context = a_context(a_bundle(item), pacts=[pact], benchmarks=[a_benchmark(trivial_baseline=nothing)])
    return evaluate_obligation(Case(context, pact, promise))


SCORE = a_benchmark_result(score=0.5, n_tasks=100)
RUNS = runs(50, 100, setting="benchmark", benchmark="bench")


@pytest.mark.parametrize(
    ("item", "of", "nothing", "verdict"),
    [
        (SCORE, "benchmark_result", None, Verdict.MET),
        (SCORE, "benchmark_result", 0.0, Verdict.MET),
        # 50 of 100 could be 39.8 %.
        (SCORE, "benchmark_result", 0.39, Verdict.MET),
        (SCORE, "benchmark_result", 0.40, Verdict.LEANING_MET),
        (SCORE, "benchmark_result", 0.60, Verdict.LEANING_MET),
        (RUNS, "runs", 0.60, Verdict.LEANING_MET),
        (runs(50, 100, benchmark="bench"), "runs", 0.60, Verdict.MET),
        (runs(50, 100, setting="benchmark"), "runs", 0.60, Verdict.MET),
    ],
)
def test_what_doing_nothing_could_have_scored_is_not_met(
    item: Values, of: str, nothing: float | None, verdict: Verdict
) -> None:
    found = judge(item, 0.2, nothing, of)
    assert found.verdict is verdict
    assert bool(found.held_back) is (verdict is Verdict.LEANING_MET)


def test_what_is_broken_stays_broken() -> None:
    assert judge(SCORE, 0.9, 0.6).verdict is Verdict.BREACHED
