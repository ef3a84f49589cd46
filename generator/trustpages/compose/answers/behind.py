"""Which pieces of evidence each computed answer takes."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.model.documents.bundle import Review
from trustpages.model.documents.items.events import Audit
from trustpages.model.results.evidence import Evidence, VersionMatch
from trustpages.model.results.follow_through import LedgerState
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import EvidenceClass

_CONSEQUENCES = frozenset({"consequence", "drill"})
_AGAINST = frozenset(
    {LedgerState.NOT_ENACTED, LedgerState.LATE, LedgerState.OVERRIDE_LAPSED, LedgerState.MISSED_TRIGGER}
)


def list_all(agent: AgentReport) -> Iterator[Evidence]:
    """All evidence; records of control are none."""
    return (item for item in agent.evidence if item.evidence_class is not None)


def list_deciding(agent: AgentReport) -> Iterator[Evidence]:
    """What verdicts of promises rest on."""
    pooled = {name for result in agent.findings.obligations for name in result.pooled}
    return (item for item in agent.evidence if item.id in pooled)


def list_behind_claims(agent: AgentReport) -> Iterator[Evidence]:
    """What verdicts of claims rest on."""
    named = {name for claim in agent.findings.claims for name in claim.evidence}
    return (item for item in agent.evidence if item.id in named)


def list_benchmarks(agent: AgentReport) -> Iterator[Evidence]:
    """Results on benchmarks."""
    return _list_class(agent, EvidenceClass.BENCHMARK)


def list_use(agent: AgentReport) -> Iterator[Evidence]:
    """Real use, and what went wrong in it."""
    return _list_class(agent, EvidenceClass.RUNTIME, EvidenceClass.INCIDENT)


def list_watched(agent: AgentReport) -> Iterator[Evidence]:
    """Real use that others than the vendor say is watched: the share that is watched is stated by who records it."""
    return (item for item in list_use(agent) if not item.producer.relationship.is_first_party)


def list_attacks(agent: AgentReport) -> Iterator[Evidence]:
    """Attempts to make it fail."""
    return _list_class(agent, EvidenceClass.RED_TEAM)


def list_examinations(agent: AgentReport) -> Iterator[Evidence]:
    """Audits and reviews; a review by the vendor is a record of its own."""
    return (item for item in agent.evidence if isinstance(item.item, Audit | Review))


def list_consequences(agent: AgentReport) -> Iterator[Evidence]:
    """Records of consequences and of drills; where none followed in time, what shows that one was owed."""
    owed = {entry.obligation for entry in agent.findings.follow_through.entries if entry.state in _AGAINST}
    shown = {name for result in agent.findings.obligations if result.ref in owed for name in result.pooled}
    return (item for item in agent.evidence if item.item.kind in _CONSEQUENCES or item.id in shown)


def have_followed(agent: AgentReport) -> bool:
    """Whether no consequence that was owed is missing or late."""
    return not any(entry.state in _AGAINST for entry in agent.findings.follow_through.entries)


def is_version_tested(agent: AgentReport) -> bool:
    """Whether anything was obtained on the version that is deployed."""
    return any(found.version is VersionMatch.SAME for found in agent.findings.freshness.items)


def list_kind(agent: AgentReport, kind: EvidenceClass) -> Iterator[Evidence]:
    """All evidence of a kind."""
    return _list_class(agent, kind)


def _list_class(agent: AgentReport, *classes: EvidenceClass) -> Iterator[Evidence]:
    return (item for item in agent.evidence if item.evidence_class in classes)
