"""Findings: everything that was computed about one agent, one field a metric."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.results.evidence import Coverage, Diversity, FreshnessSummary, ProofAndJudgment
from trustpages.model.results.follow_through import FollowThrough, ReviewCadence
from trustpages.model.results.metrics import (
    BenchmarkFindings,
    ClaimResult,
    RankOutcome,
    RealUse,
)
from trustpages.model.results.obligation import ObligationResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was computed about one agent: limitation rules read it, the report holds it, pages are made from it."""

    ranks: tuple[RankOutcome, ...]
    freshness: FreshnessSummary
    real_use: RealUse
    diversity: Diversity
    coverage: Coverage
    obligations: tuple[ObligationResult, ...]
    follow_through: FollowThrough
    judgment: ProofAndJudgment
    claims: tuple[ClaimResult, ...]
    reviews: ReviewCadence
    benchmarks: BenchmarkFindings
