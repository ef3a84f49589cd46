"""Tables of records: incidents, consequences, age of evidence, overrides, reviews, decision rights, disputes.

The state of a row stands second, where a narrow screen still shows it.
"""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.blocks import Row, StateLabel, Table
from trustpages.compose.charts.evidence import rank_by_age
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import format_number
from trustpages.compose.wording.names import name_item, name_promise, spell_out, to_title
from trustpages.compose.wording.states import (
    CLOSED,
    FRESHNESS,
    INCIDENT_SEVERITIES,
    LEDGER,
    NOT_VALID,
    OPEN,
    PAST_DEADLINE,
    VALID,
)
from trustpages.model.documents.control_records import Dispute, Override, Review
from trustpages.model.documents.items import Incident
from trustpages.model.results.evidence import ItemFreshness
from trustpages.model.results.follow_through import LedgerEntry, OpenTrigger, OverrideFinding
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.vocabulary import Action


def tabulate_incidents(agent: AgentReport) -> Table:
    """Incidents, newest first."""
    found = [item for item in agent.evidence if isinstance(item.item, Incident)]
    found.sort(key=lambda one: (one.item.occurred, one.id), reverse=True)  # type: ignore[union-attr]  # filtered
    rows = [
        _make_incident_row(agent, item.item, item.illustrative)
        for item in found
        if isinstance(item.item, Incident)
    ]
    return Table(
        "incidents",
        "Incidents, newest first",
        ("Incident", "Severity", "Day", "What could be seen", "Which control failed"),
        tuple(rows),
        empty="No incident is on record. That is not the same as no incident.",
    )


def _make_incident_row(agent: AgentReport, item: Incident, illustrative: bool) -> Row:
    tone = INCIDENT_SEVERITIES[item.severity]
    count = f" ({format_number(item.count)} times)" if item.count > 1 else ""
    return Row(
        (
            item.title or item.id,
            tone.word,
            format_day(item.occurred),
            item.visible_event + count,
            item.control_failure or "not established",
        ),
        paths.incident(agent.id, item.id),
        tone,
        illustrative,
    )


def tabulate_consequences(entries: tuple[LedgerEntry, ...], agent: AgentReport) -> Table:
    """Consequences owed and what became of them, newest first."""
    ordered = sorted(entries, key=lambda entry: (entry.triggered_at, entry.id), reverse=True)
    return Table(
        "consequences",
        "Consequences that fell due",
        ("Promise", "State", "What was owed", "Triggered", "Due", "Happened"),
        tuple(_make_consequence_row(entry, agent) for entry in ordered),
        empty="No consequence was triggered: whether consequences happen is untested.",
    )


def _make_consequence_row(one: LedgerEntry, agent: AgentReport) -> Row:
    late = f" by {format_number(one.days_late)} days" if one.days_late else ""
    to = f" to {to_title(one.to).lower()}" if one.to and one.action is not Action.SUSPEND else ""
    owed = f"{to_title(one.action.value)}{to}"
    recorded = "; later days are recorded" if one.disclosed else ""
    return Row(
        (
            name_promise(agent, one.obligation),
            f"{LEDGER[one.state].word}{late}{recorded}",
            owed,
            format_day(one.triggered_at),
            format_day(one.due_at) if one.due_at else "no deadline",
            format_day(one.enacted_at) if one.enacted_at else "not yet",
        ),
        paths.obligation(agent.id, one.obligation),
        LEDGER[one.state],
        one.illustrative,
    )


def tabulate_freshness(items: tuple[ItemFreshness, ...], agent: AgentReport) -> Table:
    """Age of each evidence item against the agreed limit, oldest first."""
    ordered = sorted(items, key=rank_by_age)
    return Table(
        "freshness",
        "Age of each evidence item",
        ("Evidence", "State", "Age in days", "Limit in days", "Why"),
        tuple(
            Row(
                (
                    name_item(agent, one.evidence),
                    FRESHNESS[one.status].word,
                    "unknown" if one.age is None else format_number(one.age),
                    format_number(one.cadence),
                    spell_out("; ".join(one.reasons) or "within its limit", agent),
                ),
                paths.evidence(agent.id, one.evidence),
                FRESHNESS[one.status],
            )
            for one in ordered
        ),
        numeric=(2, 3),
        empty="There is no evidence.",
    )


def tabulate_overrides(found: tuple[OverrideFinding, ...], agent: AgentReport) -> Table:
    """Who overrode what, and whether they might."""
    return Table(
        "overrides",
        "Overrides",
        ("Promise", "State", "By", "Role", "Day", "Expires"),
        tuple(
            Row(
                (
                    name_promise(agent, one.obligation),
                    VALID.word if one.valid else f"{NOT_VALID.word}: {', '.join(one.lacks)}",
                    one.by,
                    to_title(one.role) if one.role else "no role given",
                    format_day(one.on),
                    format_day(one.expires) if one.expires else "never said",
                ),
                paths.evidence(agent.id, one.id),
                VALID if one.valid else NOT_VALID,
                one.illustrative,
            )
            for one in found
        ),
        empty="No override is on record.",
    )


def tabulate_review_triggers(found: tuple[OpenTrigger, ...], agent: AgentReport, report: Report) -> Table:
    """What called for a review, and whether it was held."""
    ordered = sorted(found, key=lambda trigger: (trigger.on, trigger.id), reverse=True)
    return Table(
        "triggers",
        "Events that call for a review",
        ("What happened", "State", "Day", "Review by"),
        tuple(
            Row(
                (
                    spell_out(trigger.text, agent),
                    _find_trigger_state(trigger, report).word,
                    format_day(trigger.on),
                    format_day(trigger.deadline),
                ),
                "",
                _find_trigger_state(trigger, report),
            )
            for trigger in ordered
        ),
        empty="Nothing on record called for a review.",
    )


def _find_trigger_state(one: OpenTrigger, report: Report) -> StateLabel:
    if one.closed_by is not None:
        return CLOSED
    return PAST_DEADLINE if one.is_overdue(report.as_of) else OPEN


def tabulate_decision_rights(agent: AgentReport) -> Table:
    """Who may decide what."""
    return Table(
        "decision-rights",
        "Who may decide what",
        ("Decision", "Owner", "May override", "Must leave behind"),
        tuple(
            Row(
                (
                    to_title(decision_right.decision),
                    to_title(decision_right.owner),
                    ", ".join(map(to_title, decision_right.may_override)) or "Nobody",
                    ", ".join(decision_right.evidence_required) or "nothing",
                )
            )
            for decision_right in agent.agent.decision_rights
        ),
        empty="Nobody is named who may decide anything.",
    )


def tabulate_disputes(agent: AgentReport) -> Table:
    """What was contested, and how it ended."""
    found = [(item.item, item.illustrative) for item in agent.evidence if isinstance(item.item, Dispute)]
    found.sort(key=lambda pair: (pair[0].opened, pair[0].id), reverse=True)
    return Table(
        "disputes",
        "Disputes",
        ("About", "State", "Raised by", "Opened", "Settlement"),
        tuple(_make_dispute_row(agent, item, illustrative) for item, illustrative in found),
        empty="No dispute is on record.",
    )


def _make_dispute_row(agent: AgentReport, item: Dispute, illustrative: bool) -> Row:
    return Row(
        (
            item.about,
            item.status.capitalize(),
            item.by.name,
            format_day(item.opened),
            item.settlement or "none",
        ),
        paths.evidence(agent.id, item.id),
        OPEN if item.status == "open" else StateLabel(item.status.capitalize(), "not-applicable"),
        illustrative,
    )


def tabulate_controls(agent: AgentReport) -> Table:
    """What is done to keep the promises, and what it costs."""
    rows = [
        Row(
            (
                control.summary,
                f"{format_number(control.cost.amount)} {control.cost.unit} per {control.cost.per}"
                if control.cost
                else "not recorded",
            )
        )
        for control in agent.agent.controls
    ]
    hours = [
        item.item.hours
        for item in agent.evidence
        if isinstance(item.item, Review) and item.item.hours is not None
    ]
    if hours:
        rows.append(
            Row(
                (
                    "Reviews on record",
                    f"{format_number(sum(hours))} hours in {format_number(len(hours))} reviews",
                )
            )
        )
    overridden = sum(isinstance(item.item, Override) for item in agent.evidence)
    if overridden:
        rows.append(Row(("Overrides on record", format_number(overridden))))
    return Table(
        "controls", "Controls and their cost", ("Control", "Cost"), tuple(rows), empty="None is recorded."
    )
