"""What happened, and which consequences followed or are owed."""

from __future__ import annotations

from trustpages.compose.charts.history import chart_timeline
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_promise
from trustpages.compose.sections.incidents import describe_incidents, tabulate_incidents
from trustpages.compose.wording.names import name_target, to_title
from trustpages.compose.wording.numbers import count_of
from trustpages.model.pages.blocks import FactList, Panel, Row, Section, Table, draw
from trustpages.model.results.follow_through import LedgerEntry, LedgerState
from trustpages.model.results.report import AgentReport
from trustpages.model.states import LEDGER
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
