"""What happened, in a few sentences: incidents on record, and what became of the consequences that fell due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trustpages.compose.wording.dates import format_day, format_incident_day
from trustpages.compose.wording.names import describe_action, name_item, name_promise
from trustpages.compose.wording.numbers import count_of, format_amount, format_number
from trustpages.model.documents.items.events import Incident
from trustpages.model.results.claims import IncidentCounts, IncidentRates
from trustpages.model.results.follow_through import NEVER_RECORDED, NOT_DONE, LedgerEntry, LedgerState
from trustpages.model.results.obligation import list_broken_in_runs
from trustpages.model.results.report import AgentReport


def describe_incidents_in_short(agent: AgentReport) -> str:
    """Incidents against the use that they come from, those that are gone from the records, too."""
    return f"{_describe_incidents(agent)}{_describe_gone(agent)}"


def _describe_gone(agent: AgentReport) -> str:
    """Incidents that were published and are in no record any more, whether or not a review says why."""
    gone = [item for item in (*agent.vanished, *agent.explained) if item.item.kind == "incident" and not item.cut_back]
    if not gone:
        return ""
    which = "incident that was published is" if len(gone) == 1 else "incidents that were published are"
    named = ", ".join(sorted(item.item.id for item in gone))
    return f" {format_number(len(gone))} {which} gone from the records: {named}."


def _describe_incidents(agent: AgentReport) -> str:
    """How many incidents are on record, the last of the worst by name, and the use that they come from."""
    rates, on_record = agent.findings.real_use.incidents, agent.findings.real_use.on_record
    reported = _describe_reported(agent, on_record.reported)
    if on_record.confirmed.total:
        return _begin_sentence(f"{_describe_confirmed(agent, on_record.confirmed, rates)}{reported}")
    if rates is None:
        known = "nothing is known about others" if reported else "nothing is known about incidents"
        return f"{reported.lstrip()} No real use is on record, so {known}.".lstrip()
    use = f"in {describe_use(rates)}" if rates.recorded else "in use of unknown size"
    if reported:
        return f"{reported.lstrip()} No other incident is on record {use}{_describe_rest(agent)}."
    return f"No incident is on record {use}{_describe_rest(agent)}."


def _describe_rest(agent: AgentReport) -> str:
    """What no record of an incident does not mean: that nothing happened, or that nothing can."""
    broken = list_broken_in_runs(agent.findings.obligations, agent.evidence)
    if not broken:
        return "; rare ones cannot be excluded"
    more = f" and {count_of(len(broken) - 1, 'other promise')}" if len(broken) > 1 else ""
    return f", and yet runs broke “{broken[0].promise.rstrip('.')}”{more}"


def describe_use(rates: IncidentRates) -> str:
    """The use that is on record, and how much of it counts where not all of it was watched."""
    used = f"{format_amount(rates.recorded)} {rates.exposure_unit}"
    return f"{used} ({describe_watched_use(rates)})" if rates.exposure < rates.recorded else used


def describe_watched_use(rates: IncidentRates) -> str:
    """How much of the use counts as watched; rates are held against that alone."""
    return f"{format_amount(rates.exposure)} {'counts' if rates.exposure == 1 else 'count'} as watched"


def describe_incident_counts(counts: IncidentCounts) -> str:
    """Such as `1 critical, 2 major and 1 minor incident`; of severities without any nothing is said."""
    some = [(severity, count) for severity, count in counts.by_severity if count]
    *before, last = [f"{format_number(count)} {severity}" for severity, count in some]
    listed = f"{', '.join(before)} and {last}" if before else last
    listed = f"at least {listed}" if counts.is_least else listed
    return f"{listed} {'incident' if some[-1][1] == 1 else 'incidents'}"


def _begin_sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _describe_reported(agent: AgentReport, reported: IncidentCounts) -> str:
    if not reported.total:
        return ""
    counts = _begin_sentence(describe_incident_counts(reported))
    return f" {counts} reported and not confirmed{_name_worst(agent, reported)}."


def _name_worst(agent: AgentReport, counts: IncidentCounts) -> str:
    """The last of the worst, by day and name; where there is one alone, that one."""
    if counts.worst is None:
        return ""
    worst = _find_incident(agent, counts.worst)
    day = format_day(counts.occurred) if worst is None else format_incident_day(worst)
    on = "in" if worst and not worst.day_known else "on"
    return f", {_single_out_worst(counts)}{on} {day}: “{_name_incident(agent, counts.worst)}”"


def _single_out_worst(counts: IncidentCounts) -> str:
    """Which of several incidents is meant, such as `the last major one`."""
    if counts.total == 1:
        return ""
    (severity, count), *others = [(severity, count) for severity, count in counts.by_severity if count]
    which = "the last" if count > 1 else "the"
    return f"{which} {severity} one " if others else f"{which} "


def _find_incident(agent: AgentReport, id_: str) -> Incident | None:
    named = (evidence.item for evidence in agent.evidence if evidence.id == id_)
    return next((item for item in named if isinstance(item, Incident)), None)


def _name_incident(agent: AgentReport, id_: str) -> str:
    """Its title, else what was seen of it, so that each sentence about it has one name."""
    item = _find_incident(agent, id_)
    return name_item(agent, id_) if item is None else item.title or item.visible_event.rstrip(".")


def name_worst_incident(agent: AgentReport) -> str:
    """How many incidents are confirmed, and the last of the worst by name; empty without one."""
    confirmed = agent.findings.real_use.on_record.confirmed
    return f"{describe_incident_counts(confirmed)}{_name_worst(agent, confirmed)}." if confirmed.total else ""


def _describe_confirmed(agent: AgentReport, confirmed: IncidentCounts, rates: IncidentRates | None) -> str:
    """The incidents, said to be those of the recorded use only where all of them fall on its days."""
    counts, worst = describe_incident_counts(confirmed), _name_worst(agent, confirmed)
    if rates is None or not rates.recorded:
        return f"{counts}{worst}. How much the agent was used is not on record."
    used = describe_use(rates)
    if not rates.outside:
        return f"{counts} in {used}{worst}."
    outside = "It" if rates.outside == confirmed.total == 1 else f"{format_number(rates.outside)} of them"
    return f"{counts}{worst}. {outside} fell outside of the use on record: {used}."


def describe_uncounted_incidents(rates: IncidentRates) -> str:
    """The confirmed incidents that no rate holds, since they fell outside of the use that counts; empty without one."""
    if not rates.outside:
        return ""
    them = "it" if rates.outside == 1 else "them"
    return f"{count_of(rates.outside, 'incident')} fell outside the days of this use, so no rate counts {them}"


def describe_consequences_in_short(agent: AgentReport) -> str:
    """What followed: the review of the worst incident, then agreed consequences, the gravest that is open by name.

    Those that fell due add up to their number; then come those that did not.
    """
    entries = agent.findings.follow_through.entries
    due = [entry for entry in entries if entry.fell_due]
    named = _find_gravest_open(entries)
    set_aside = named if named and named.state is LedgerState.OVERRIDDEN else None
    others = _list_not_due([entry for entry in entries if not entry.fell_due and entry is not set_aside], set_aside)
    rest = f"{', '.join(others)}." if others else ""
    told = (_describe_review(agent), _count_due(due), _tell_open(agent, named), rest)
    said = " ".join(_begin_sentence(part) for part in told if part)
    return said if entries else f"{said} No agreed consequence fell due.".lstrip()


def _describe_review(agent: AgentReport) -> str:
    """Whether a review has closed the worst confirmed incident; empty where none is asked for."""
    worst = agent.findings.real_use.on_record.confirmed.worst
    trigger = next((trigger for trigger in agent.findings.reviews.triggers if trigger.id == worst), None)
    if trigger is None:
        return ""
    became = "a review has closed it" if trigger.closed_by else "no review yet"
    return f"“{_name_incident(agent, trigger.id)}”: {became}."


def _count_due(due: Sequence[LedgerEntry]) -> str:
    if not due:
        return ""
    in_time = [entry for entry in due if entry.enacted_at is not None and not entry.days_late]
    late = [entry for entry in due if entry.enacted_at is not None and entry.days_late]
    undone = ((NOT_DONE, "not carried out"), (NEVER_RECORDED, "never recorded"))
    counts = ((sum(entry.state in states for entry in due), word) for states, word in undone)
    parts = [
        f"{format_number(len(in_time))} on time{_append_taken_back(in_time)}",
        *([f"{format_number(len(late))} late{_append_taken_back(late)}"] if late else []),
        *(f"{format_number(count)} {word}" for count, word in counts if count),
    ]
    return f"Of {count_of(len(due), 'agreed consequence')}, {', '.join(parts)}."


def _find_gravest_open(entries: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """The gravest that should have happened and did not; else the gravest that was set aside."""
    owed = [entry for entry in entries if entry.state in NOT_DONE | NEVER_RECORDED]
    set_aside = [entry for entry in entries if entry.state is LedgerState.OVERRIDDEN]
    return min(owed or set_aside, key=lambda entry: (entry.severity.rank, entry.id), default=None)


def _tell_open(agent: AgentReport, entry: LedgerEntry | None) -> str:
    if entry is None:
        return ""
    what, promise = describe_action(agent, entry.action, entry.to), name_promise(agent, entry.obligation)
    became = "was owed" if entry.state is LedgerState.OVERRIDDEN else "is still owed"
    set_aside = "; an override set it aside" if entry.state is LedgerState.OVERRIDDEN else ""
    return f"“{what}” {became} for “{promise}”{set_aside}."


def count_taken_back(entries: Iterable[LedgerEntry]) -> str:
    """Of consequences that happened, how many are not in force any more; empty without one."""
    back = sum(entry.state is LedgerState.REVERSED for entry in entries)
    return f"{format_number(back)} taken back since" if back else ""


def _append_taken_back(entries: Sequence[LedgerEntry]) -> str:
    back = count_taken_back(entries)
    return f" ({back})" if back else ""


def _list_not_due(entries: Sequence[LedgerEntry], told: LedgerEntry | None) -> list[str]:
    """What is not owed, or not yet, by somebody's decision or without an agreed deadline; `told` was set aside too."""
    words = (
        (LedgerState.PENDING, "not due yet"),
        (LedgerState.OVERRIDDEN, f"{'more ' if told else ''}set aside by an override"),
        (LedgerState.WAIVED, "waived"),
        (LedgerState.ON_TIME, "carried out, without a deadline"),
        (LedgerState.REVERSED, "taken back"),
        (LedgerState.INVALID, "with a record that contradicts itself"),
    )
    counts = [(sum(entry.state is state for entry in entries), word) for state, word in words]
    return [f"{format_number(count)} {word}" for count, word in counts if count]
