"""Findings: everything that was computed about one agent, one field a metric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any

from trustpages.model.measured import OWN_KEY, Result
from trustpages.model.results.benchmarks import BenchmarkFindings, RankOutcome, VersionComparison
from trustpages.model.results.claims import ClaimResult, RealUse
from trustpages.model.results.coverage import CountedRuns, Coverage, Diversity
from trustpages.model.results.evidence import AdverseEvidence, FreshnessSummary, ProofAndJudgment
from trustpages.model.results.follow_through import FollowThrough, ReviewCadence
from trustpages.model.results.obligation import Drift, ManyPromises, ObligationResult

METRIC = "metric"
"""Under this key a field says the id of its metric, where that is not its own name with hyphens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was computed about one agent: limitation rules read it, the report holds it, pages are made from it."""

    ranks: tuple[RankOutcome, ...] = field(metadata={METRIC: "rank-outcome"})
    freshness: FreshnessSummary
    real_use: RealUse = field(metadata={METRIC: "claim-incident-gap"})
    adverse_evidence: AdverseEvidence
    diversity: Diversity
    coverage: Coverage
    obligations: tuple[ObligationResult, ...] = field(metadata={METRIC: "pact-compliance", OWN_KEY: "obligations"})
    counted_runs: CountedRuns
    many_promises: ManyPromises
    drift: tuple[Drift, ...]
    follow_through: FollowThrough
    judgment: ProofAndJudgment = field(metadata={METRIC: "proof-judgment"})
    claims: tuple[ClaimResult, ...] = field(metadata={OWN_KEY: "claims"})
    reviews: ReviewCadence = field(metadata={METRIC: "review-cadence"})
    benchmarks: BenchmarkFindings = field(metadata={METRIC: "benchmark-quality"})
    versions: tuple[VersionComparison, ...] = field(metadata={METRIC: "version-comparison"})

    def by_metric(self) -> Iterator[tuple[str, Result | Sequence[Result]]]:
        """What stands under `metrics` in `report.json`: the id of each metric with what it found."""
        return (
            (name_metric(metric), getattr(self, metric.name))
            for metric in fields(self)
            if OWN_KEY not in metric.metadata
        )


def name_metric(metric: Field[Any]) -> str:
    """The id of the metric whose finding the field holds."""
    return str(metric.metadata.get(METRIC, metric.name.replace("_", "-")))


_FIELDS = {name_metric(metric): metric.name for metric in fields(Findings)}


@cache  # asked for each metric under each policy that is tried
def find_field(metric: str) -> str:
    """The name of the field that holds what the metric of that id computes."""
    return _FIELDS.get(metric, metric.replace("-", "_"))
