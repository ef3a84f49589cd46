"""What happened, in a few sentences: incidents on record, and what became of the consequences that fell due."""

from __future__ import annotations

from trustpages.compose.wording.dates import format_day, format_incident_day
from trustpages.compose.wording.figures import format_amount, format_number
from trustpages.model.documents.items import Incident
from trustpages.model.measured import Measured
from trustpages.model.results.claims import IncidentCounts, IncidentRates
from trustpages.model.results.follow_through import FollowThrough, LedgerState
from trustpages.model.results.report import AgentReport


def describe_events(agent: AgentReport) -> str:
    """Incidents against the use that they come from, then what became of the consequences that fell due."""
    return f"{_describe_incidents(agent)} {_describe_consequences(agent.findings.follow_through)}"


def _describe_incidents(agent: AgentReport) -> str:
    """How many incidents are on record, the newest of the worst by name, and the use that they come from."""
    rates, on_record = agent.findings.real_use.incidents, agent.findings.real_use.on_record
    reported = _describe_reported(agent, on_record.reported)
    if on_record.confirmed.total:
        return f"{_describe_confirmed(agent, on_record.confirmed, rates)}{reported}"
    if rates is None:
        known = "nothing is known about others" if reported else "nothing is known about incidents"
        return f"{reported.lstrip()} No real use is on record, so {known}.".lstrip()
    use = f"in {format_amount(rates.exposure)} {rates.exposure_unit}" if rates.exposure else "in use of unknown size"
    if reported:
        return f"{reported.lstrip()} No other incident is on record {use}; rare ones cannot be excluded."
    return f"No incident is on record {use}; rare ones cannot be excluded."


def describe_incident_counts(counts: IncidentCounts) -> str:
    """Such as `1 critical, 2 major and 1 minor incident`; of severities without any nothing is said."""
    some = [(severity, count) for severity, count in counts.by_severity if count]
    *before, last = [f"{format_number(count)} {severity}" for severity, count in some]
    listed = f"{', '.join(before)} and {last}" if before else last
    listed = f"at least {listed}" if counts.is_least else listed
    return f"{listed} {'incident' if some[-1][1] == 1 else 'incidents'}"


def _describe_reported(agent: AgentReport, reported: IncidentCounts) -> str:
    if not reported.total:
        return ""
    return f" {describe_incident_counts(reported)} reported and not confirmed{_name_worst(agent, reported)}."


def _name_worst(agent: AgentReport, counts: IncidentCounts) -> str:
    """The newest of the worst, by day and name; where there is one alone, that one."""
    if counts.worst is None:
        return ""
    found = (evidence.item for evidence in agent.evidence if evidence.id == counts.worst)
    worst = next((item for item in found if isinstance(item, Incident)), None)
    name = counts.worst if worst is None else worst.title or worst.visible_event.rstrip(".")
    day = format_day(counts.occurred) if worst is None else format_incident_day(worst)
    which = "" if counts.total == 1 else "the newest of the worst "
    return f", {which}{'in' if worst and not worst.day_known else 'on'} {day}: “{name}”"


def _describe_confirmed(agent: AgentReport, confirmed: IncidentCounts, rates: IncidentRates | None) -> str:
    """The incidents, said to be those of the recorded use only where all of them fall on its days."""
    counts, worst = describe_incident_counts(confirmed), _name_worst(agent, confirmed)
    if rates is None or not rates.exposure:
        return f"{counts} on record{worst}. How much the agent was used is not on record."
    used, beside = f"{format_amount(rates.exposure)} {rates.exposure_unit}", describe_uncounted_incidents(rates)
    if not beside:
        return f"{counts} in {used}{worst}."
    return f"{counts} on record{worst}. {used} are on record, and {beside}."


def describe_uncounted_incidents(rates: IncidentRates) -> str:
    """The confirmed incidents that no rate holds, since no use is on record for their day; empty without one."""
    if not rates.outside:
        return ""
    verb = "incident was" if rates.outside == 1 else "incidents were"
    return f"{format_number(rates.outside)} {verb} on days without recorded use, which no rate counts"


def _describe_consequences(follow: FollowThrough) -> str:
    states = ((follow.late, "late"), (follow.not_enacted, "not carried out"), (follow.missed, "never recorded"))
    bad = [f"{format_number(count)} {word}" for count, word in states if count]
    undone = _list_undone(follow)
    if not follow.due:
        waiting = [f"{format_number(follow.pending)} not due yet"] if follow.pending else []
        return f"Consequences: {', '.join(waiting + undone) or 'none fell due'}."
    kept = follow.on_time.k if isinstance(follow.on_time, Measured) else None
    good = [] if kept is None else [f"{format_number(kept)} of {format_number(follow.due)} on time"]
    return f"Consequences that fell due: {', '.join(good + bad + undone) or format_number(follow.due)}."


def _list_undone(follow: FollowThrough) -> list[str]:
    """Consequences that were called for and are not in force, by somebody's decision."""
    words = (
        (LedgerState.OVERRIDDEN, "set aside by an override"),
        (LedgerState.WAIVED, "waived"),
        (LedgerState.REVERSED, "taken back"),
    )
    counts = [(sum(entry.state is state for entry in follow.entries), word) for state, word in words]
    return [f"{format_number(count)} {word}" for count, word in counts if count]
