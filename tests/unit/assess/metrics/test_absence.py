from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from support.assess.results import freshness_of_all
from support.builders import a_benchmark, a_claim, a_context, a_workspace, claims_of
from trustpages.assess.metrics.benchmarks.quality import assess_benchmarks
from trustpages.assess.metrics.benchmarks.results import assess_benchmark_results
from trustpages.assess.metrics.claims.support import check_claims
from trustpages.assess.metrics.evidence.adverse import find_adverse_evidence
from trustpages.assess.metrics.evidence.coverage import compute_coverage
from trustpages.assess.metrics.evidence.diversity import compute_diversity
from trustpages.assess.metrics.follow_through.summary import assess_follow_through
from trustpages.assess.metrics.judgment import assess_proof_and_judgment
from trustpages.assess.metrics.procurement import assess_procurement
from trustpages.assess.metrics.rank.outcomes import compare_ranks_with_outcomes
from trustpages.assess.metrics.real_use.claim_gap import compute_gaps
from trustpages.assess.metrics.real_use.incidents import compute_incident_rates
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.model.measured import Measured

NOTHING = a_context(claims=[claims_of(a_claim())])
OBLIGATIONS = evaluate_obligations(NOTHING, ())
FRESHNESS = freshness_of_all(NOTHING)
ADVERSE = find_adverse_evidence(NOTHING)
EMPTY_COMPARISON = {"id": "c", "title": "C", "workflow": "w", "rows": [{"agent": "a", "rank": 1}]}

RESULTS = {
    "rank": compare_ranks_with_outcomes(a_workspace(benchmarks=[a_benchmark(comparisons=[EMPTY_COMPARISON])])),
    "diversity": compute_diversity(NOTHING, FRESHNESS, ADVERSE),
    "coverage": compute_coverage(NOTHING, OBLIGATIONS, FRESHNESS, ADVERSE),
    "follow-through": assess_follow_through(NOTHING, OBLIGATIONS),
    "judgment": assess_proof_and_judgment(NOTHING, OBLIGATIONS),
    "claims": check_claims(NOTHING, OBLIGATIONS, FRESHNESS),
    "benchmarks": assess_benchmarks(a_workspace(benchmarks=[a_benchmark()])),
}


def measured_in(value: object) -> Iterator[Measured]:
    if isinstance(value, Measured):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from measured_in(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from measured_in(getattr(value, field.name))


@pytest.mark.parametrize("metric", sorted(RESULTS.keys() - {"coverage"}))
def test_without_evidence_nothing_is_measured(metric: str) -> None:
    assert not list(measured_in(RESULTS[metric]))


def test_all_that_coverage_measures_without_evidence_is_what_lacks_it() -> None:
    (found,) = measured_in(RESULTS["coverage"])
    assert (found.value, found.unit) == (1, "share")
    assert compute_coverage(NOTHING, OBLIGATIONS, FRESHNESS, ADVERSE).without_other_evidence == found


def test_without_evidence_there_are_no_results() -> None:
    assert compute_incident_rates(NOTHING) is None
    assert assess_procurement(a_workspace()) is None
    assert assess_benchmark_results(NOTHING) == ()


def test_what_is_claimed_is_the_only_number_of_a_gap_without_real_use() -> None:
    (found,) = compute_gaps(NOTHING)
    assert list(measured_in(found)) == [found.claimed]
