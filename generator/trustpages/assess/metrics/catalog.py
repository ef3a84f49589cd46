"""Catalog of the metrics, and the loop that computes them: about one agent, and over all agents together."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import TopologicalSorter
from typing import Any

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.effects import AgentHistory
from trustpages.assess.metrics.benchmarks.results import BENCHMARK_QUALITY
from trustpages.assess.metrics.benchmarks.versions import VERSION_COMPARISON
from trustpages.assess.metrics.claims.support import CLAIMS
from trustpages.assess.metrics.compliance import PACT_COMPLIANCE, REVIEW_CADENCE
from trustpages.assess.metrics.drift import DRIFT
from trustpages.assess.metrics.evidence.adverse import ADVERSE_EVIDENCE
from trustpages.assess.metrics.evidence.counted_runs import COUNTED_RUNS
from trustpages.assess.metrics.evidence.coverage import COVERAGE
from trustpages.assess.metrics.evidence.diversity import DIVERSITY
from trustpages.assess.metrics.follow_through.summary import FOLLOW_THROUGH
from trustpages.assess.metrics.freshness import FRESHNESS
from trustpages.assess.metrics.judgment import PROOF_JUDGMENT
from trustpages.assess.metrics.many_promises import MANY_PROMISES
from trustpages.assess.metrics.metric import Metric
from trustpages.assess.metrics.procurement import PROCUREMENT
from trustpages.assess.metrics.rank.outcomes import RANK_OUTCOME
from trustpages.assess.metrics.real_use.claim_gap import CLAIM_INCIDENT_GAP
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.results.findings import Findings
from trustpages.model.results.report import Portfolio
from trustpages.model.workspace import Workspace

METRICS: tuple[Metric, ...] = (
    RANK_OUTCOME,
    FRESHNESS,
    CLAIM_INCIDENT_GAP,
    PROCUREMENT,
    ADVERSE_EVIDENCE,
    DIVERSITY,
    COVERAGE,
    PACT_COMPLIANCE,
    COUNTED_RUNS,
    MANY_PROMISES,
    DRIFT,
    FOLLOW_THROUGH,
    PROOF_JUDGMENT,
    CLAIMS,
    REVIEW_CADENCE,
    BENCHMARK_QUALITY,
    VERSION_COMPARISON,
)
"""In the order in which readers meet them."""

GIVEN = frozenset({"portfolio", "history", "triggers"})
"""What a metric may read besides other findings."""


def sort_by_reads(metrics: Sequence[Metric]) -> tuple[Metric, ...]:
    """The metrics about one agent, each after those that it reads.

    Raises graphlib.CycleError where metrics read each other.
    """
    by_field = {metric.field: metric for metric in metrics if metric.compute is not None}
    order = TopologicalSorter(
        {field: [name for name in metric.reads if name not in GIVEN] for field, metric in by_field.items()}
    )
    return tuple(by_field[field] for field in order.static_order())


STEPS = sort_by_reads(METRICS)


def compute_portfolio(workspace: Workspace) -> Portfolio:
    """What concerns all agents together."""
    results: dict[str, Any] = {
        metric.field: metric.across(workspace) for metric in METRICS if metric.across is not None
    }
    return Portfolio(**results, documents=workspace.benchmarks)


def compute_findings(context: Context, portfolio: Portfolio, history: AgentHistory) -> Findings:
    """Everything about one agent on which posture and limitations rest, metric by metric."""
    known: dict[str, Any] = {"portfolio": portfolio, "history": history, "triggers": find_recorded_triggers(context)}
    for metric in STEPS:
        known[metric.field] = metric.find(context, known)
    return Findings(**{metric.field: known[metric.field] for metric in STEPS})
