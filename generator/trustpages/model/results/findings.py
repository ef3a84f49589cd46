"""Findings: everything that was computed about one agent, one field a metric."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from trustpages.model.results.evidence import Coverage, Diversity, FreshnessSummary, ProofAndJudgment
from trustpages.model.results.follow_through import FollowThrough, ReviewCadence
from trustpages.model.results.metrics import BenchmarkFindings, ClaimResult, RankOutcome, RealUse
from trustpages.model.results.obligation import ObligationResult

METRIC = "metric"
"""Under this key a field says the id of its metric, where that is not its own name with hyphens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was computed about one agent: limitation rules read it, the report holds it, pages are made from it."""

    ranks: tuple[RankOutcome, ...] = field(metadata={METRIC: "rank-outcome"})
    freshness: FreshnessSummary
    real_use: RealUse = field(metadata={METRIC: "claim-incident-gap"})
    diversity: Diversity
    coverage: Coverage
    obligations: tuple[ObligationResult, ...] = field(metadata={METRIC: "pact-compliance"})
    follow_through: FollowThrough
    judgment: ProofAndJudgment = field(metadata={METRIC: "proof-judgment"})
    claims: tuple[ClaimResult, ...]
    reviews: ReviewCadence = field(metadata={METRIC: "review-cadence"})
    benchmarks: BenchmarkFindings = field(metadata={METRIC: "benchmark-quality"})


_FIELDS = {found.metadata[METRIC]: found.name for found in fields(Findings) if METRIC in found.metadata}


def find_field(metric: str) -> str:
    """The name of the field that holds what the metric of that id computes."""
    return _FIELDS.get(metric, metric.replace("-", "_"))
