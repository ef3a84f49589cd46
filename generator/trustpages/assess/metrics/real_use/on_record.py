"""Incidents on record, whether or not any use is recorded that they could be set against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trustpages.assess.evidence.context import Context
from trustpages.model.documents.items.events import Incident
from trustpages.model.results.claims import IncidentCounts, IncidentsOnRecord
from trustpages.model.vocabulary import IncidentSeverity


def list_incidents_on_record(context: Context) -> IncidentsOnRecord:
    """Every incident up to the date of the report: those confirmed, and those reported and not confirmed."""
    happened = list(_find_happened(context))
    return IncidentsOnRecord(
        confirmed=_count(incident for incident in happened if incident.confirmed),
        reported=_count(incident for incident in happened if not incident.confirmed),
    )


def _find_happened(context: Context) -> Iterator[Incident]:
    for incident in (evidence.item for evidence in context.evidence):
        if isinstance(incident, Incident) and incident.occurred <= context.as_of:
            yield incident


def _count(incidents: Iterator[Incident]) -> IncidentCounts:
    listed = sorted(incidents, key=lambda incident: incident.id)
    worst = min(listed, key=lambda incident: (incident.severity.rank, -incident.occurred.toordinal()), default=None)
    return IncidentCounts(
        by_severity=tuple((severity, _sum(listed, severity)) for severity in IncidentSeverity),
        worst=worst.id if worst else None,
        occurred=worst.occurred if worst else None,
        is_least=any(incident.count_is_least for incident in listed),
    )


def _sum(incidents: Sequence[Incident], severity: IncidentSeverity) -> int:
    return sum(incident.count for incident in incidents if incident.severity is severity)
