from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from builders import a_benchmark, a_claim, a_context, a_workspace, claims_of
from result_builders import freshness_of_all
from trustpages.assess.metrics.benchmark_quality import benchmark_quality
from trustpages.assess.metrics.benchmark_results import benchmark_results
from trustpages.assess.metrics.claims import claims
from trustpages.assess.metrics.coverage import coverage
from trustpages.assess.metrics.diversity import diversity
from trustpages.assess.metrics.follow_through import follow_through
from trustpages.assess.metrics.gap import gaps
from trustpages.assess.metrics.incidents import incident_rates
from trustpages.assess.metrics.judgment import proof_and_judgment
from trustpages.assess.metrics.procurement import procurement
from trustpages.assess.metrics.rank import rank_outcomes
from trustpages.assess.obligations import obligation_results
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured

NOTHING = a_context(claims=[claims_of(a_claim())])
OBLIGATIONS = obligation_results(NOTHING, ())
FRESHNESS = freshness_of_all(NOTHING)
EMPTY_COMPARISON = {"id": "c", "title": "C", "workflow": "w", "rows": [{"agent": "a", "rank": 1}]}

RESULTS = {
    "rank": rank_outcomes(a_workspace(benchmarks=[a_benchmark(comparisons=[EMPTY_COMPARISON])])),
    "diversity": diversity(NOTHING, FRESHNESS),
    "coverage": coverage(NOTHING, OBLIGATIONS, FRESHNESS),
    "follow-through": follow_through(NOTHING, OBLIGATIONS),
    "judgment": proof_and_judgment(NOTHING, OBLIGATIONS),
    "claims": claims(NOTHING, OBLIGATIONS, FRESHNESS),
    "benchmarks": benchmark_quality([a_benchmark()], Policy()),
}


def measured_in(value: object) -> Iterator[Measured]:
    if isinstance(value, Measured):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from measured_in(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from measured_in(getattr(value, field.name))


@pytest.mark.parametrize("metric", sorted(RESULTS.keys() - {"coverage"}))
def test_without_evidence_nothing_is_measured(metric: str) -> None:
    assert not list(measured_in(RESULTS[metric]))


def test_all_that_coverage_measures_without_evidence_is_what_lacks_it() -> None:
    (found,) = measured_in(RESULTS["coverage"])
    assert (found.value, found.unit) == (1, "share")
    assert coverage(NOTHING, OBLIGATIONS, FRESHNESS).without_other_evidence == found


def test_without_evidence_there_are_no_results() -> None:
    assert incident_rates(NOTHING) is None
    assert procurement(a_workspace()) is None
    assert benchmark_results(NOTHING) == ()


def test_what_is_claimed_is_the_only_number_of_a_gap_without_real_use() -> None:
    (found,) = gaps(NOTHING)
    assert list(measured_in(found)) == [found.claimed]
