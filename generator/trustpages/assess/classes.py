"""The published map from evidence items to the evidence classes that diversity and posture count."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trustpages.model.documents.items import AnyItem, Audit, Runs
from trustpages.model.vocabulary import EvidenceClass, Setting

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


def class_of(item: AnyItem) -> EvidenceClass | None:
    """The evidence class of an item; None for a control record."""
    if isinstance(item, Runs):
        return CLASS_OF_RUNS[item.setting]
    if isinstance(item, Audit) and item.subject == "governance":
        return EvidenceClass.GOVERNANCE
    return CLASS_OF_KIND.get(item.kind)
