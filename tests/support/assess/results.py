"""Results of earlier steps with sensible defaults, for tests of the steps that read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from support.builders import AGENT
from trustpages.assess.evidence.context import Context
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import FreshnessStatus, FreshnessSummary, ItemFreshness, VersionMatch
from trustpages.model.results.obligation import ObligationResult, Target
from trustpages.model.vocabulary import Method, Severity, Verdict

_NO_QUANTITY = Unmeasured(Status.MISSING, "not of interest here")


def a_freshness(evidence: str, status: FreshnessStatus = FreshnessStatus.FRESH, **changes: Any) -> ItemFreshness:
    """A fresh item of the deployed version with weight 1, or of weight 0 where its status is not usable."""
    values: dict[str, Any] = {
        "evidence": evidence,
        "status": status,
        "age": 10,
        "cadence": 180,
        "ratio": 10 / 180,
        "overdue": 0,
        "weight": 1.0 if status.is_usable else 0.0,
        "version": VersionMatch.SAME,
    }
    return ItemFreshness(**values | changes)


def freshness_of_all(context: Context, given: Mapping[str, ItemFreshness] | None = None) -> FreshnessSummary:
    """Every item of the context as fresh, except those given by id."""
    known = given or {}
    items = tuple(
        known.get(item.id) or a_freshness(item.id) for item in context.evidence if item.evidence_class is not None
    )
    return FreshnessSummary(fresh=_NO_QUANTITY, oldest=None, undated=(), items=items)


def expired(*evidence: str) -> dict[str, ItemFreshness]:
    """Expired items by id."""
    return {item: a_freshness(item, FreshnessStatus.EXPIRED) for item in evidence}


def an_obligation_result(**changes: Any) -> ObligationResult:
    """A met critical obligation of the default pact, without counts."""
    values: dict[str, Any] = {
        "agent": AGENT,
        "pact": "service",
        "id": "task-success",
        "promise": "Completes the request.",
        "step": "answer",
        "severity": Severity.CRITICAL,
        "kind": "proportion",
        "verification": Method.DETERMINISTIC,
        "target": Target("at_least", 0.9, "share"),
        "verdict": Verdict.MET,
        "decided_by": "inferred",
        "observed": None,
        "inferred": Verdict.MET,
        "quantity": _NO_QUANTITY,
    }
    return ObligationResult(**values | changes)
