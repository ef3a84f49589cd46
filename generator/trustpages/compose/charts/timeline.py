"""What happened to an agent and what followed, on one axis of time."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.compose.figures import day
from trustpages.model.chart import Event, EventTimeline, Happening, Lane
from trustpages.model.documents.items import Incident
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.vocabulary import Verdict


def timeline_chart(report: Report, agent: AgentReport) -> EventTimeline | None:
    """Changes, breaches, incidents, consequences and reviews; None where nothing is on record."""
    lanes = _lanes(agent)
    events = [(event.day, lane.label, event.label) for lane in lanes for event in lane.events]
    if not events:
        return None
    counted = ", ".join(f"{lane.label.lower()} {len(lane.events)}" for lane in lanes)
    return EventTimeline(
        id="timeline",
        title="What happened and what followed",
        summary=f"{len(events)} events up to {day(report.as_of)}: {counted}.",
        columns=("Day", "Kind", "What"),
        rows=tuple((day(when), kind, what) for when, kind, what in sorted(events)),
        lanes=lanes,
        as_of=report.as_of,
    )


def _lanes(agent: AgentReport) -> tuple[Lane, ...]:
    lanes = (
        (Happening.CHANGE, "Changes", _changes(agent)),
        (Happening.BREACH, "Broken promises", _breaches(agent)),
        (Happening.INCIDENT, "Incidents", _incidents(agent)),
        (Happening.CONSEQUENCE, "Consequences", _consequences(agent)),
        (Happening.REVIEW, "Reviews", _reviews(agent)),
    )
    return tuple(Lane(kind=kind, label=label, events=tuple(events)) for kind, label, events in lanes)


def _changes(agent: AgentReport) -> Iterator[Event]:
    return (Event(day=change.date, label=change.summary) for change in agent.agent.changes)


def _breaches(agent: AgentReport) -> Iterator[Event]:
    for obligation in agent.obligations:
        if obligation.verdict is Verdict.BREACHED and obligation.last is not None:
            yield Event(day=obligation.last, label=obligation.promise)


def _incidents(agent: AgentReport) -> Iterator[Event]:
    for item in agent.evidence:
        if isinstance(item.item, Incident):
            yield Event(day=item.item.occurred, until=item.item.resolved, label=item.item.title or item.id)


def _consequences(agent: AgentReport) -> Iterator[Event]:
    for entry in agent.follow_through.entries:
        label = entry.action.value.replace("-", " ")
        yield Event(day=entry.triggered_at, until=entry.enacted_at, label=label)


def _reviews(agent: AgentReport) -> Iterator[Event]:
    return (Event(day=on, label=text) for _, on, text in agent.reviews.held)
