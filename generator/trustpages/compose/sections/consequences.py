"""What happened, and which consequences followed or are owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from trustpages.compose import paths
from trustpages.compose.charts.history import chart_timeline
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_promise
from trustpages.compose.sections.incidents import describe_incidents, tabulate_gravest_incidents, tabulate_incidents
from trustpages.compose.wording.names import describe_action
from trustpages.compose.wording.numbers import count_of
from trustpages.model.pages.blocks import FactList, Panel, Row, Section, Table, Text, draw
from trustpages.model.pages.values import Link
from trustpages.model.results.follow_through import NEVER_RECORDED, NOT_DONE, LedgerEntry, LedgerState
from trustpages.model.results.report import AgentReport
from trustpages.model.states import LEDGER

HAPPENED: Final = "What happened, and what followed"

MOST_RECENT: Final = 2
"""So many incidents and so many consequences stand on the page of an agent."""


def show_events_in_short(composition: Composition, agent: AgentReport) -> Section:
    """The gravest incidents, the consequences that are owed or the newest, and where the others stand."""
    del composition
    incidents = tabulate_gravest_incidents(agent)
    entries = agent.findings.follow_through.entries
    ordered = sorted(_put_newest_first(entries), key=lambda entry: entry.state not in NOT_DONE | NEVER_RECORDED)
    owed = tuple(_make_consequence_row(entry, agent) for entry in ordered)
    consequences = replace(tabulate_consequences(entries, agent), rows=owed)
    return Section(HAPPENED, (*(_cut_short(table, agent) for table in (incidents, consequences)),))


def _cut_short(table: Table, agent: AgentReport) -> Panel:
    """The first rows of a table, and a link to all of them."""
    more = len(table.rows) - MOST_RECENT
    every = Link(f"{count_of(more, 'more', 'more')}", paths.analyst(agent.id))
    shown = replace(table, shown=MOST_RECENT)
    return Panel((shown, *((Text(every, "more"),) if more > 0 else ())))


def show_events(composition: Composition, agent: AgentReport) -> Section:
    """What happened, and what followed."""
    timeline = draw(chart_timeline(composition.report, agent))
    return Section(
        HAPPENED,
        (
            Panel((*timeline, FactList(describe_incidents(composition, agent))), "pair"),
            tabulate_incidents(agent),
            tabulate_consequences(agent.findings.follow_through.entries, agent),
        ),
    )


def tabulate_consequences(entries: tuple[LedgerEntry, ...], agent: AgentReport) -> Table:
    """Consequences owed and what became of them, newest first."""
    ordered = _put_newest_first(entries)
    return Table(
        "consequences",
        "Consequences that fell due",
        ("Promise", "State", "What was owed", "Triggered", "Due", "Happened"),
        tuple(_make_consequence_row(entry, agent) for entry in ordered),
        empty="No consequence was triggered: whether consequences happen is untested.",
    )


def _put_newest_first(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    return sorted(entries, key=lambda entry: (entry.triggered_at, entry.id), reverse=True)


def _make_consequence_row(entry: LedgerEntry, agent: AgentReport) -> Row:
    late = _describe_delay(entry)
    recorded = "; later days are recorded" if entry.disclosed else ""
    return Row(
        (
            link_promise(agent, entry.obligation),
            (LEDGER[entry.state], f"{late}{recorded}"),
            describe_action(agent, entry.action, entry.to),
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
