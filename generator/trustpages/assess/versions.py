"""Whether the version that evidence was collected on is the one that is deployed."""

from __future__ import annotations

from datetime import date

from trustpages.model.documents.agent import Agent, Change
from trustpages.model.results.evidence import Evidence, VersionMatch
from trustpages.model.vocabulary import EvidenceClass


def changes_since(agent: Agent, evidence: Evidence, as_of: date) -> tuple[Change, ...]:
    """The recorded changes that lie between what was looked at and what is deployed, oldest first.

    A change counts if it took effect after the last day of collection. Changes up to the one that deployed
    the tested version do not count, since the tested version holds them; later ones that deployed another
    version do, even if they were made before collection ended (evidence from an old version).
    """
    if evidence.collected_to is None:
        return ()
    log = tuple(
        sorted((change for change in agent.changes if change.date <= as_of), key=lambda change: change.date)
    )
    deployed_by = [n for n, one in enumerate(log) if _version_after(agent, one) == evidence.version]
    later = log[deployed_by[-1] + 1 :] if evidence.version and deployed_by else log
    superseding = bool(evidence.version and deployed_by)
    return tuple(
        one
        for one in later
        if one.date > evidence.collected_to or (superseding and one.version not in (None, evidence.version))
    )


def match_of(agent: Agent, evidence: Evidence, changes: tuple[Change, ...]) -> VersionMatch:
    """How the tested version relates to the deployed one, given the `changes` that lie between.

    Recorded changes decide first. Without any, the version texts decide: versions that differ although
    the log says nothing are as unknown as a version that was not stated. Evidence about the
    organisation is not about any version.
    """
    if evidence.evidence_class is EvidenceClass.GOVERNANCE:
        return VersionMatch.SAME
    if any(change.kind.is_material for change in changes):
        return VersionMatch.CHANGED_MATERIAL
    if evidence.version is None:
        return VersionMatch.UNKNOWN
    if changes:
        return VersionMatch.CHANGED_MINOR
    return VersionMatch.SAME if evidence.version == agent.version else VersionMatch.UNKNOWN


def _version_after(agent: Agent, change: Change) -> str | None:
    # The entry on the day since which the deployed version is in use is the one that deployed it.
    if change.version is None and change.date == agent.deployed_since:
        return agent.version
    return change.version
