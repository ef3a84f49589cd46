"""Tables of records: incidents, consequences, age of evidence, overrides, reviews, decision rights, disputes.

The state of a row stands second, where a narrow screen still shows it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from trustpages.compose import paths
from trustpages.compose.charts.evidence import explain_freshness, rank_by_age
from trustpages.compose.charts.history import chart_timeline
from trustpages.compose.composition import Composition, make_fact
from trustpages.compose.links import link_item, link_promise
from trustpages.compose.sections.happened import (
    describe_incident_counts,
    describe_uncounted_incidents,
    describe_watched_use,
)
from trustpages.compose.sections.incidents import tabulate_incidents
from trustpages.compose.wording.dates import mark_passed
from trustpages.compose.wording.figures import count_of, format_amount, format_number, format_share
from trustpages.compose.wording.names import name_promise, name_target, spell_out, to_title
from trustpages.model.documents.bundle import Dispute, Override
from trustpages.model.pages.blocks import FactList, Panel, Row, Section, Table, draw
from trustpages.model.pages.values import Fact, Link, StateLabel
from trustpages.model.results.evidence import ItemFreshness
from trustpages.model.results.follow_through import LedgerEntry, LedgerState, OpenTrigger, OverrideFinding
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.states import CLOSED, FRESHNESS, LEDGER, NOT_VALID, OPEN, PAST_DEADLINE, VALID
from trustpages.model.vocabulary import Action


def show_events(composition: Composition, agent: AgentReport) -> Section:
    """What happened, and what followed."""
    timeline = draw(chart_timeline(composition.report, agent))
    return Section(
        "What happened, and what followed",
        (
            Panel((*timeline, FactList(describe_incidents(composition, agent))), "pair"),
            tabulate_incidents(agent),
            tabulate_consequences(agent.findings.follow_through.entries, agent),
        ),
    )


def show_deciders(composition: Composition, agent: AgentReport) -> Section:
    """Who decides, and who overrode it."""
    overrides = tabulate_overrides(agent.findings.follow_through.overrides, agent, composition.report.as_of)
    return Section("Who decides", (tabulate_decision_rights(agent), overrides))


def show_disputes(composition: Composition, agent: AgentReport) -> Section:
    """What was contested."""
    del composition
    return Section("What is disputed", (replace(tabulate_disputes(agent), level=0),))


def show_controls(composition: Composition, agent: AgentReport) -> Section:
    """What is done to keep the promises, and what it costs."""
    del composition
    return Section("Controls, and what they cost", (replace(tabulate_controls(agent), level=0),))


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


def _make_consequence_row(entry: LedgerEntry, agent: AgentReport) -> Row:
    late = _describe_delay(entry)
    to = f" to {name_target(agent, entry.to)}" if entry.to and entry.action is not Action.SUSPEND else ""
    owed = f"{to_title(entry.action.value)}{to}"
    recorded = "; later days are recorded" if entry.disclosed else ""
    return Row(
        (
            link_promise(agent, entry.obligation),
            (LEDGER[entry.state], f"{late}{recorded}"),
            owed,
            entry.triggered_at,
            entry.due_at or "no deadline",
            entry.enacted_at or "not yet",
        ),
        entry.illustrative,
    )


def _describe_delay(entry: LedgerEntry) -> str:
    """How late it happened, or for how long it has been owed."""
    if not entry.days_late:
        return ""
    days = count_of(entry.days_late, "day")
    if entry.enacted_at is None:
        return f", due {days} ago"
    return f" by {days}" if entry.state is LedgerState.LATE else f", {days} late"


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
                    link_item(agent, item_freshness.evidence),
                    FRESHNESS[item_freshness.status],
                    "unknown" if item_freshness.age is None else item_freshness.age,
                    item_freshness.cadence,
                    explain_freshness(item_freshness, agent),
                )
            )
            for item_freshness in ordered
        ),
        numeric=(2, 3),
        empty="There is no evidence.",
    )


def tabulate_overrides(overrides: tuple[OverrideFinding, ...], agent: AgentReport, as_of: date) -> Table:
    """Who overrode what, and whether they might."""
    return Table(
        "overrides",
        "Overrides",
        ("Promise", "State", "By", "Role", "Day", "Expires"),
        tuple(
            Row(
                (
                    Link(name_promise(agent, override.obligation), paths.evidence(agent.id, override.id)),
                    VALID if override.valid else (NOT_VALID, f": {', '.join(override.lacks)}"),
                    override.by,
                    to_title(override.role) if override.role else "no role given",
                    override.on,
                    mark_passed(override.expires, as_of) if override.expires else "never said",
                ),
                override.illustrative,
            )
            for override in overrides
        ),
        empty="No override is on record.",
    )


def tabulate_review_triggers(triggers: tuple[OpenTrigger, ...], agent: AgentReport, report: Report) -> Table:
    """What called for a review, and whether it was held."""
    ordered = sorted(triggers, key=lambda trigger: (trigger.on, trigger.id), reverse=True)
    return Table(
        "triggers",
        "Events that call for a review",
        ("What happened", "State", "Day", "Review by"),
        tuple(
            Row((spell_out(trigger.text, agent), _find_trigger_state(trigger, report), trigger.on, trigger.deadline))
            for trigger in ordered
        ),
        empty="Nothing on record called for a review.",
    )


def _find_trigger_state(trigger: OpenTrigger, report: Report) -> StateLabel:
    if trigger.closed_by is not None:
        return CLOSED
    return PAST_DEADLINE if trigger.is_overdue(report.as_of) else OPEN


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
    disputes = [(item.item, item.illustrative) for item in agent.evidence if isinstance(item.item, Dispute)]
    disputes.sort(key=lambda pair: (pair[0].opened, pair[0].id), reverse=True)
    return Table(
        "disputes",
        "Disputes",
        ("About", "State", "Raised by", "Opened", "Settlement"),
        tuple(_make_dispute_row(agent, item, illustrative) for item, illustrative in disputes),
        empty="No dispute is on record.",
    )


def _make_dispute_row(agent: AgentReport, item: Dispute, illustrative: bool) -> Row:
    return Row(
        (
            Link(item.about, paths.evidence(agent.id, item.id)),
            OPEN if item.status == "open" else StateLabel(item.status.capitalize(), "not-applicable"),
            item.by.name,
            item.opened,
            item.settlement or "none",
        ),
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
    hours = agent.findings.reviews.hours
    if hours:
        rows.append(Row(("Reviews of the last twelve months", count_of(hours, "hour"))))
    overridden = sum(isinstance(item.item, Override) for item in agent.evidence)
    if overridden:
        rows.append(Row(("Overrides on record", overridden)))
    return Table("controls", "Controls and their cost", ("Control", "Cost"), tuple(rows), empty="None is recorded.")
