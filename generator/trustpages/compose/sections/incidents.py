"""Incidents of an agent: those on record with who closed them and why, and those that are gone from the records."""

from __future__ import annotations

from datetime import date
from typing import Final

from trustpages.compose import paths
from trustpages.compose.wording.dates import format_day, format_incident_day
from trustpages.compose.wording.figures import format_number
from trustpages.model.documents.bundle import Review
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.blocks import Row, Table
from trustpages.model.pages.values import Link
from trustpages.model.results.records.history import VanishedItem
from trustpages.model.results.report import AgentReport
from trustpages.model.states import INCIDENT_SEVERITIES
from trustpages.model.vocabulary import IncidentSeverity

NOT_ESTABLISHED: Final = "not established"
"""What is said of the control that failed where nobody has found out."""


def tabulate_incidents(agent: AgentReport) -> Table:
    """Incidents, newest first."""
    incidents = [item for item in agent.evidence if isinstance(item.item, Incident)]
    incidents.sort(key=lambda item: (item.item.occurred, item.id), reverse=True)  # type: ignore[union-attr]  # filtered
    rows = [
        _make_incident_row(agent, item.item, item.illustrative) for item in incidents if isinstance(item.item, Incident)
    ]
    gone = [item for item in (*agent.vanished, *agent.explained) if item.item.kind == "incident" and not item.cut_back]
    rows += map(_make_gone_row, sorted(gone, key=lambda item: (item.item.day or item.last_cited, item.item.id)))
    return Table(
        "incidents",
        "Incidents, newest first",
        ("Incident", "Severity", "Day", "What could be seen", "Which control failed", "Review"),
        tuple(rows),
        empty="No incident is on record. That is not the same as no incident.",
    )


def _make_incident_row(agent: AgentReport, item: Incident, illustrative: bool) -> Row:
    least = "at least " if item.count_is_least else ""
    count = f" ({least}{format_number(item.count)} times)" if item.count > 1 or least else ""
    return Row(
        (
            Link(item.title or item.id, paths.incident(agent.id, item.id)),
            INCIDENT_SEVERITIES[item.severity],
            item.occurred if item.day_known else format_incident_day(item),
            item.visible_event + count,
            item.control_failure or NOT_ESTABLISHED,
            _describe_closing(agent, item.id),
        ),
        illustrative,
    )


def _describe_closing(agent: AgentReport, incident: str) -> str:
    """Who closed the incident and why; that of a minor one no review is asked for."""
    trigger = next((trigger for trigger in agent.findings.reviews.triggers if trigger.id == incident), None)
    if trigger is None:
        return "not asked for"
    reviews = (item.item for item in agent.evidence if isinstance(item.item, Review))
    closing = next((review for review in reviews if review.id == trigger.closed_by), None)
    return (
        "none that may close it" if closing is None else _name_reviewer(closing.by.name, closing.date, closing.outcome)
    )


def _name_reviewer(name: str, day: date, why: str) -> str:
    return f"{name}, {format_day(day)}: {why}"


def _make_gone_row(gone: VanishedItem) -> Row:
    """An incident that was published and is gone from the records: it stays listed, with the review that says why."""
    answer = gone.answer
    said = "none says why it is gone" if answer is None else _name_reviewer(answer.by, answer.on, answer.why)
    severity = next((each for each in IncidentSeverity if each.weighs_as is gone.item.severity), None)
    return Row(
        (
            gone.item.id,
            "not on record" if severity is None else INCIDENT_SEVERITIES[severity],
            gone.item.day or "not on record",
            f"gone from the records; cited last on {format_day(gone.last_cited)}",
            "not on record",
            said,
        )
    )
