"""What changed because an agent's pacts exist: breach, what was owed, what happened, authority before and after."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.charts.timeline import timeline_chart
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day, number
from trustpages.compose.pages.data import BecausePage, Episode
from trustpages.compose.spelled import item_of, promise_of, sentence, title_from
from trustpages.compose.tones import LEDGER
from trustpages.compose.views import Fact, Link
from trustpages.model.documents.items import StateChange
from trustpages.model.page import Page
from trustpages.model.results.loop import LedgerEntry, LedgerState
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Action, Trigger

TITLE = "What changed because this pact exists"
HAPPENED = {
    Trigger.ON_BREACH: "was broken",
    Trigger.ON_LEANING_BREACH: "leaned towards broken",
    Trigger.ON_STALE: "had no current evidence",
    Trigger.ON_INCIDENT: "was touched by an incident",
}

NOT_ENACTED = {
    LedgerState.PENDING: "It is not due yet.",
    LedgerState.NOT_ENACTED: "It did not happen.",
    LedgerState.OVERRIDDEN: "A valid override sets it aside.",
    LedgerState.OVERRIDE_LAPSED: "An override set it aside; that has lapsed, and it has not happened since.",
    LedgerState.WAIVED: "The counterparty waived it.",
    LedgerState.MISSED_TRIGGER: "Nobody recorded that it was owed; the evidence shows that it was.",
    LedgerState.INVALID: "The record contradicts itself: it happened before it was triggered.",
}


def because(composition: Composition, agent: AgentReport) -> Page:
    """The page of one agent."""
    follow = agent.follow_through
    chart = timeline_chart(composition.report, agent)
    ordered = sorted(follow.entries, key=lambda entry: (entry.triggered_at, entry.id), reverse=True)
    data = BecausePage(
        frame=composition.frame(agent),
        agent=Link(agent.agent.name, paths.agent(agent.id)),
        facts=_facts(composition, agent),
        episodes=tuple(_episode(agent, entry) for entry in ordered),
        drills=tuple(
            Fact(
                promise_of(agent, ref),
                "worked as agreed" if worked else "did not work",
                paths.obligation(agent.id, ref),
            )
            for ref, worked in follow.drills
        ),
        without=tuple(
            Link(promise_of(agent, ref), paths.obligation(agent.id, ref))
            for ref in follow.without_consequence
        ),
        charts=() if chart is None else (chart.id,),
    )
    charts = () if chart is None else (chart,)
    return Page(paths.because(agent.id), f"{TITLE} — {agent.agent.name}", "because.md.jinja", data, charts)


def _facts(composition: Composition, agent: AgentReport) -> tuple[Fact, ...]:
    follow = agent.follow_through
    on_time, median = composition.figure(follow.on_time), composition.figure(follow.median_days)
    return (
        Fact("Consequences due", number(follow.due)),
        Fact("On time", on_time.sentence if on_time.has_number else on_time.reason),
        Fact("Late", number(follow.late)),
        Fact("Did not happen", number(follow.not_enacted)),
        Fact("Never recorded", number(follow.missed)),
        Fact("Not due yet", number(follow.pending)),
        Fact("Median time to happen", median.sentence if median.has_number else median.reason),
    )


def _episode(agent: AgentReport, one: LedgerEntry) -> Episode:
    to = f" to {title_from(one.to).lower()}" if one.to and one.action is not Action.SUSPEND else ""
    due = f", due by {day(one.due_at)}" if one.due_at else ", without a deadline"
    decided = f", decided by {title_from(one.decided_by).lower()}" if one.decided_by else ""
    return Episode(
        promise=Link(promise_of(agent, one.obligation), paths.obligation(agent.id, one.obligation)),
        happened=f"{day(one.triggered_at)}: the promise {HAPPENED[one.trigger]}.",
        owed=f"{title_from(one.action.value)}{to}{due}{decided}.",
        state=LEDGER[one.state],
        outcome=" ".join((_outcome(one), *(sentence(said, agent) for said in one.disclosed))),
        changes=tuple(
            Fact(label, f"{_state(change.before)} → {_state(change.after)}")
            for label, change in (
                ("Authority", one.authority),
                ("Routing", one.routing),
                ("Settlement", one.settlement),
            )
            if isinstance(change, StateChange)
        ),
        proof=tuple(Link(item_of(agent, item), paths.evidence(agent.id, item)) for item in one.proof),
        illustrative=one.illustrative,
    )


def _state(value: str) -> str:
    """A rung of authority in words; a sentence stays as it was written."""
    return title_from(value) if " " not in value else value


def _outcome(one: LedgerEntry) -> str:
    late = f", {number(one.days_late)} days late" if one.days_late else ""
    if one.enacted_at is not None:
        back = f"; taken back on {day(one.reversed_at)}" if one.reversed_at else ""
        return f"It happened on {day(one.enacted_at)}{late}{back}."
    return NOT_ENACTED.get(one.state, "It is not on record that it happened.")
