"""Charts over time: verdicts from report to report, and the timeline of what happened and what followed."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.compose.charts.obligations import rank_obligation
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.labels import ACTIONS
from trustpages.compose.wording.names import name_promise
from trustpages.compose.wording.numbers import count_of
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.chart import Event, EventKind, EventTimeline, HistoryChart, Lane, PlottedHistory
from trustpages.model.pages.values import Said
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.sentence import format_month
from trustpages.model.states import POSTURES, VERDICTS
from trustpages.model.vocabulary import Verdict


def chart_history(report: Report, agent: AgentReport) -> HistoryChart | None:
    """The verdict on each promise in this report and those before it; None where this is the first.

    Promises of today come first, the worst of them on top, then those that are in no pact any more.
    """
    if not agent.history:
        return None
    days = (*(format_day(standing.as_of) for standing in agent.history), format_day(report.as_of))
    by_report = [
        *({verdict.ref: verdict.verdict for verdict in then.verdicts} for then in agent.history),
        {obligation.ref: obligation.verdict for obligation in agent.findings.obligations},
    ]
    held = (*(standing.posture for standing in agent.history), agent.posture.posture)
    postures = [POSTURES[posture] for posture in held]
    through = [
        (name_promise(agent, ref), tuple(verdicts.get(ref) for verdicts in by_report))
        for ref in _list_refs(agent, by_report)
    ]
    return HistoryChart(
        id="history",
        title=f"Posture in {count_of(len(days), 'report')}: {postures[0].word} at first, {postures[-1].word} now",
        summary=f"The verdict on each promise in {len(days)} reports, {days[0]} to {days[-1]}; "
        f"the posture was {postures[0].word} in the first and is {postures[-1].word} now.",
        columns=("Promise", *days),
        rows=(
            ("Posture of the agent", *postures),
            *((label, *(_label_verdict(verdict) for verdict in verdicts)) for label, verdicts in through),
        ),
        versions=days,
        histories=tuple(PlottedHistory(label=label, verdicts=verdicts) for label, verdicts in through),
    )


def _list_refs(agent: AgentReport, by_report: list[dict[str, Verdict]]) -> list[str]:
    now = [obligation.ref for obligation in sorted(agent.findings.obligations, key=rank_obligation)]
    return now + sorted({ref for verdicts in by_report for ref in verdicts} - set(now))


def _label_verdict(verdict: Verdict | None) -> Said:
    return "not promised" if verdict is None else VERDICTS[verdict]


def chart_timeline(report: Report, agent: AgentReport) -> EventTimeline | None:
    """Changes, breaches, incidents, consequences and reviews; None where nothing is on record."""
    lanes = _collect_lanes(report, agent)
    events = sorted(
        ((event, lane.label) for lane in lanes for event in lane.events),
        key=lambda told: (told[0].day, told[1], told[0].label),
    )
    if not events:
        return None
    counted = ", ".join(f"{lane.label.lower()} {len(lane.events)}" for lane in lanes)
    return EventTimeline(
        id="timeline",
        title=f"Up to {format_day(report.as_of)}: {counted}",
        summary=f"{count_of(len(events), 'event')} up to {format_day(report.as_of)}: {counted}.",
        columns=("Day", "Kind", "What"),
        rows=tuple(
            (event.day if event.day_known else format_month(event.day), kind, event.label) for event, kind in events
        ),
        lanes=lanes,
        as_of=report.as_of,
    )


def _collect_lanes(report: Report, agent: AgentReport) -> tuple[Lane, ...]:
    lanes = (
        (EventKind.CHANGE, "Changes", _find_changes(agent)),
        (EventKind.BREACH, "Broken promises", _find_breaches(report, agent)),
        (EventKind.INCIDENT, "Incidents", _find_incidents(agent)),
        (EventKind.CONSEQUENCE, "Consequences", _find_consequences(agent)),
        (EventKind.REVIEW, "Reviews", _find_reviews(agent)),
    )
    return tuple(Lane(kind=kind, label=label, events=tuple(events)) for kind, label, events in lanes)


def _find_changes(agent: AgentReport) -> Iterator[Event]:
    return (Event(day=change.date, label=change.summary) for change in agent.agent.changes)


def _find_breaches(report: Report, agent: AgentReport) -> Iterator[Event]:
    """Broken promises on the day from which reviews and consequences count the breach, too."""
    for obligation in agent.findings.obligations:
        if obligation.verdict is Verdict.BREACHED:
            yield Event(day=obligation.since or report.as_of, label=obligation.promise)


def _find_incidents(agent: AgentReport) -> Iterator[Event]:
    for item in agent.evidence:
        if isinstance(item.item, Incident):
            incident = item.item
            yield Event(
                day=incident.occurred,
                until=incident.resolved,
                label=incident.title or item.id,
                day_known=incident.day_known,
            )


def _find_consequences(agent: AgentReport) -> Iterator[Event]:
    for entry in agent.findings.follow_through.entries:
        yield Event(day=entry.triggered_at, until=entry.enacted_at, label=ACTIONS[entry.action])


def _find_reviews(agent: AgentReport) -> Iterator[Event]:
    return (Event(day=on, label=text) for _, on, text in agent.findings.reviews.held)
