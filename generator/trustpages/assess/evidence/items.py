"""Evidence items with what they take from their bundle, their evidence class, and the AI judge behind them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trustpages.model.documents.base import Period
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.items import (
    AnyItem,
    Audit,
    BenchmarkResult,
    Calibration,
    CountedItem,
    Drill,
    Incident,
    Review,
    Runs,
)
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import EvidenceClass, Method, Setting
from trustpages.model.workspace import AgentEvidence

CLASS_OF_KIND: Mapping[str, EvidenceClass] = MappingProxyType(
    {
        "benchmark_result": EvidenceClass.BENCHMARK,
        "incident": EvidenceClass.INCIDENT,
        "audit": EvidenceClass.AUDIT,
        "human_review": EvidenceClass.HUMAN_REVIEW,
        "red_team": EvidenceClass.RED_TEAM,
        "customer_outcome": EvidenceClass.CUSTOMER_OUTCOME,
    }
)
"""Kinds that have a class whatever else they say; `runs` go by their setting, an audit by its subject."""

CLASS_OF_RUNS: Mapping[Setting, EvidenceClass] = MappingProxyType(
    {
        Setting.PRODUCTION: EvidenceClass.RUNTIME,
        Setting.STAGING: EvidenceClass.BENCHMARK,
        Setting.BENCHMARK: EvidenceClass.BENCHMARK,
    }
)
"""Only runs in production are real use."""


def classify_evidence(item: AnyItem) -> EvidenceClass | None:
    """The evidence class of an item; None for a control record."""
    if isinstance(item, Runs):
        return CLASS_OF_RUNS[item.setting]
    if isinstance(item, Audit) and item.subject == "governance":
        return EvidenceClass.GOVERNANCE
    return CLASS_OF_KIND.get(item.kind)


def resolve_evidence(agent_evidence: AgentEvidence) -> tuple[Evidence, ...]:
    """Every evidence item of the agent, control records included, sorted by id.

    What an item does not say is taken from its bundle. An audit, incident, review or drill that gives no
    days of collection is as old as its own day or as its bundle, whichever is older.
    """
    agent = agent_evidence.agent.id
    return tuple(_resolve_item(agent, bundle, item) for bundle, item in agent_evidence.items())


def _resolve_item(agent: str, bundle: Bundle, item: AnyItem) -> Evidence:
    return Evidence(
        agent=agent,
        bundle=bundle.id,
        item=item,
        version=item.agent_version or bundle.agent_version,
        collected=item.collected or _older(_own_day(item), bundle.collected),
        producer=item.producer or bundle.producer,
        source=item.source or bundle.source,
        evidence_class=classify_evidence(item),
        illustrative=bundle.illustrative or item.illustrative,
    )


def _own_day(item: AnyItem) -> Period | None:
    match item:
        case Audit() | Review() | Drill():
            return Period(from_=item.date, to=item.date)
        case Incident():
            return Period(from_=item.occurred, to=item.occurred)
        case _:
            return None


def _older(one: Period | None, other: Period | None) -> Period | None:
    return min((p for p in (one, other) if p is not None), key=lambda p: p.to, default=None)


def is_uncalibrated(evidence: Evidence) -> bool:
    """Whether an AI judge decided the outcomes whose agreement with people was not measured."""
    return is_judged_by_ai(evidence) and find_calibration(evidence) is None


def is_judged_by_ai(evidence: Evidence) -> bool:
    """Whether an AI judge decided the outcomes of the item."""
    item = evidence.item
    return isinstance(item, CountedItem | BenchmarkResult) and item.method is Method.LLM_JUDGE


def find_calibration(evidence: Evidence) -> Calibration | None:
    """The calibration of the item's AI judge, if there is one."""
    item = evidence.item
    judge = item.judge if isinstance(item, CountedItem | BenchmarkResult) else None
    return judge.calibration if judge else None
