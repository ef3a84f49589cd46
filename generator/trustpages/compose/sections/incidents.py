"""Incidents of an agent: per exposure, those on record with who closed them and why, those that are gone from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition, make_fact
from trustpages.compose.sections.first_screen.happened import (
    describe_incident_counts,
    describe_uncounted_incidents,
    describe_watched_use,
)
from trustpages.compose.wording.dates import format_day, format_incident_day
from trustpages.compose.wording.numbers import count_of, format_amount, format_number, format_share
from trustpages.model.documents.bundle import Review
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.blocks import Row, Table
from trustpages.model.pages.values import Fact, Link, Said
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


def tabulate_gravest_incidents(agent: AgentReport) -> Table:
    """Incidents with the gravest first, of each what could be seen and who closed it."""
    table = tabulate_incidents(agent)
    ranks: dict[Said, int] = {label: rank for rank, label in enumerate(INCIDENT_SEVERITIES.values())}
    gravest = sorted(table.rows, key=lambda row: ranks.get(row.cells[1], -1))  # those of unknown severity first
    rows = tuple(replace(row, cells=(*row.cells[:4], row.cells[5])) for row in gravest)
    columns = (*table.columns[:4], table.columns[5])
    return replace(table, caption="Incidents, the gravest first", columns=columns, rows=rows, level=0)


def _make_incident_row(agent: AgentReport, item: Incident, illustrative: bool) -> Row:
    size, event = ", ".join(_describe_size(item)), item.visible_event.rstrip(".")
    return Row(
        (
            Link(item.title or item.id, paths.incident(agent.id, item.id)),
            INCIDENT_SEVERITIES[item.severity],
            item.occurred if item.day_known else format_incident_day(item),
            f"{event} ({size})." if size else item.visible_event,
            item.control_failure or NOT_ESTABLISHED,
            _describe_closing(agent, item.id),
        ),
        illustrative,
    )


def _describe_size(item: Incident) -> Iterator[str]:
    """How often it happened, how many people it touched, and what it cost, where that is known."""
    if item.count > 1 or item.count_is_least:
        yield f"{'at least ' if item.count_is_least else ''}{count_of(item.count, 'time')}"
    if item.people_affected:
        yield (
            "1 person affected"
            if item.people_affected == 1
            else f"{format_number(item.people_affected)} people affected"
        )
    if item.cost is not None:
        yield f"cost {format_number(item.cost)} {item.currency}"


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


def describe_incidents(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """Incidents per exposure, and how far the count can be trusted."""
    rates = report.findings.real_use.incidents
    if rates is None:
        return (Fact("Real use", "none on record", note="nothing can be said about incidents"),)
    confirmed = report.findings.real_use.on_record.confirmed
    counts = describe_incident_counts(confirmed) if confirmed.total else "none confirmed"
    watched = "not recorded" if rates.monitored is None else format_share(rates.monitored)
    used = f"{format_amount(rates.recorded)} {rates.exposure_unit}" if rates.recorded else "not on record"
    counted = describe_watched_use(rates) if rates.exposure < rates.recorded else ""
    return (
        Fact("Real use", used, note=counted),
        Fact("Incidents", counts, note=describe_uncounted_incidents(rates) if rates.recorded else ""),
        make_fact(composition, "Rate", rates.rate),
        make_fact(composition, "Weighted by severity", rates.weighted),
        Fact("Share of runs watched", watched),
        make_fact(composition, "Failures in real use", rates.failures, of_events=True),
    )
