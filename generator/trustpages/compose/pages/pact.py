"""The page of a pact with every obligation, and the page of what changed because an agent's pacts exist."""

from __future__ import annotations

from collections import Counter
from datetime import date

from trustpages.compose import paths
from trustpages.compose.charts.history import chart_timeline
from trustpages.compose.charts.obligations import chart_budgets, chart_intervals
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_agent, link_item, link_promise
from trustpages.compose.sections.first_screen.happened import count_taken_back
from trustpages.compose.sections.obligations import view_obligation
from trustpages.compose.wording.dates import format_day, mark_passed
from trustpages.compose.wording.imports import describe_import
from trustpages.compose.wording.labels import RENEWALS, TRIGGER_EVENTS, UNENACTED_OUTCOMES
from trustpages.compose.wording.names import describe_action, name_promise, name_target, to_sentence, to_title
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.bundle import StateChange
from trustpages.model.documents.pact import Pact
from trustpages.model.pages.blocks import FactList, LinkList, Panel, Row, Section, Table, Text, draw
from trustpages.model.pages.findings import Episode, PromiseList
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Fact
from trustpages.model.results.follow_through import LedgerEntry, LedgerState
from trustpages.model.results.report import AgentReport
from trustpages.model.states import LEDGER


def compose_pact_page(composition: Composition, agent: AgentReport, document: Pact) -> Page:
    """The page of one pact."""
    results = [obligation for obligation in agent.findings.obligations if obligation.pact == document.id]
    views = tuple(view_obligation(composition, agent, result) for result in results)
    name, as_of = document.title or document.id, composition.report.as_of
    return Page(
        kind="pact",
        path=paths.pact(agent.id, document.id),
        title=f"{name} — {agent.agent.name}",
        heading=name,
        frame=composition.frame(agent, illustrative=document.illustrative),
        sections=(
            Section(
                "", (FactList(_describe_pact(document, as_of)), Text(_describe_false_alarms(len(results)), "caution"))
            ),
            Section(
                "The promises",
                (
                    *draw(chart_intervals(composition, results)),
                    PromiseList(views) if views else Text("This pact promises nothing."),
                    *draw(chart_budgets(results)),
                ),
            ),
            Section("Changes of targets and windows", (_tabulate_term_changes(document),)),
        ),
        lead="A behavioural pact: what is promised, how it is checked, and what follows when it is not kept.",
        above=(link_agent(agent),),
    )


def _describe_pact(document: Pact, as_of: date) -> tuple[Fact, ...]:
    facts = [
        Fact("Promised to", document.counterparty),
        Fact("Version", document.version, note="major: behaviour, minor: scope, patch: wording"),
        Fact("In force since", document.valid_from),
    ]
    if document.valid_until:
        facts.append(Fact("Ends", mark_passed(document.valid_until, as_of, "ended")))
    if document.renewal:
        due = f", due {format_day(document.renewal.due)}" if document.renewal.due else ""
        facts.append(Fact("Renewal", f"{RENEWALS[document.renewal.mode]}{due}"))
    if document.imported is not None:
        facts += describe_import(document.imported)
        facts += (Fact("Doubtful", to_sentence(doubt.sentence, None)) for doubt in document.imported.doubts)
    for label, classes in (
        ("For approval", document.requires.approval),
        ("For more authority", document.requires.escalation),
    ):
        if classes:
            facts.append(
                Fact(
                    label,
                    ", ".join(evidence_class.value.replace("_", " ") for evidence_class in classes),
                    note="evidence needed",
                )
            )
    return tuple(facts)


def _tabulate_term_changes(document: Pact) -> Table:
    rows = [
        Row((obligation.id, change.date, change.field, change.before, change.after, change.reason or "none given"))
        for obligation in document.obligations
        for change in obligation.changes
    ]
    return Table(
        "changes",
        "Changes of targets and windows",
        ("Promise", "Day", "What", "Before", "After", "Reason"),
        tuple(rows),
        empty="No target or window was changed since the pact began.",
        level=0,
    )


def _describe_false_alarms(promises: int) -> str:
    expected = promises * 0.025
    return (
        f"With {count_of(promises, 'promise')}, each at its target, up to {format_number(expected)} would be called "
        "broken by chance alone in each window."
    )


CONSEQUENCES_TITLE = "What changed because this pact exists"


def compose_agent_consequences_page(composition: Composition, agent: AgentReport) -> Page:
    """The page of one agent."""
    follow = agent.findings.follow_through
    ordered = sorted(follow.entries, key=lambda entry: (entry.triggered_at, entry.id), reverse=True)
    timeline = draw(chart_timeline(composition.report, agent))
    return Page(
        kind="consequences",
        path=paths.agent_consequences(agent.id),
        title=f"{CONSEQUENCES_TITLE} — {agent.agent.name}",
        heading="What changed because the pacts exist",
        frame=composition.frame(agent),
        sections=(
            Section("Promises without a consequence", (_show_inconsequential(agent),)),
            Section(
                "What happened, what was owed, what followed",
                (
                    Panel((*timeline, FactList(_describe_follow_through(composition, agent))), "pair"),
                    *(tuple(_tell_episode(agent, entry) for entry in ordered) or (Text(UNTESTED, "empty"),)),
                ),
            ),
            Section("Drills", (_show_drills(agent),)),
        ),
        lead="A promise is worth what follows when it is not kept.",
        above=(link_agent(agent),),
    )


NEVER_DUE = (LedgerState.OVERRIDDEN, LedgerState.WAIVED, LedgerState.INVALID)
UNTESTED = "No consequence was triggered: whether consequences happen is untested."


def _show_inconsequential(agent: AgentReport) -> Panel:
    links = tuple(link_promise(agent, ref) for ref in agent.findings.follow_through.without_consequence)
    if not links:
        return Panel((Text("Each promise has an agreed consequence.", "empty"),))
    lead = "If one of these is broken, nothing has been agreed to follow:"
    return Panel((Text(lead), LinkList(links)))


def _show_drills(agent: AgentReport) -> Panel:
    drills = tuple(
        Fact(
            name_promise(agent, ref), "worked as agreed" if worked else "did not work", paths.obligation(agent.id, ref)
        )
        for ref, worked in agent.findings.follow_through.drills
    )
    return Panel((FactList(drills) if drills else Text("No drill is on record.", "empty"),))


def _describe_follow_through(composition: Composition, agent: AgentReport) -> tuple[Fact, ...]:
    follow = agent.findings.follow_through
    on_time, median = composition.figure(follow.on_time), composition.figure(follow.median_days)
    counts = Counter(entry.state for entry in follow.entries)
    back = count_taken_back(entry for entry in follow.entries if entry.fell_due and not entry.days_late)
    lapsed = count_of(counts[LedgerState.OVERRIDE_LAPSED], "override that lapsed", "overrides that lapsed")
    lapsed = f"of which {lapsed}" if counts[LedgerState.OVERRIDE_LAPSED] else ""
    return (
        Fact("Consequences due", follow.due),
        Fact(LEDGER[LedgerState.ON_TIME].word, on_time.sentence if on_time.has_number else on_time.reason, note=back),
        Fact(LEDGER[LedgerState.LATE].word, follow.late),
        Fact(LEDGER[LedgerState.NOT_ENACTED].word, follow.not_enacted, note=lapsed),
        Fact(LEDGER[LedgerState.MISSED_TRIGGER].word, follow.missed),
        Fact(LEDGER[LedgerState.PENDING].word, follow.pending),
        *(Fact(LEDGER[state].word, counts[state]) for state in NEVER_DUE if counts[state]),
        Fact("Median time to happen", median.sentence if median.has_number else median.reason),
    )


def _tell_episode(agent: AgentReport, entry: LedgerEntry) -> Episode:
    due = f", due by {format_day(entry.due_at)}" if entry.due_at else ", without a deadline"
    decided = f", decided by {to_title(entry.decided_by).lower()}" if entry.decided_by else ""
    outcome = " ".join((_describe_outcome(entry), *(to_sentence(said, agent) for said in entry.disclosed)))
    changes = (("Authority", entry.authority), ("Routing", entry.routing), ("Settlement", entry.settlement))
    return Episode(
        promise=link_promise(agent, entry.obligation),
        state=LEDGER[entry.state],
        lines=(
            Fact("What happened", (entry.triggered_at, f": the promise {TRIGGER_EVENTS[entry.trigger]}.")),
            Fact("What was owed", f"{describe_action(agent, entry.action, entry.to)}{due}{decided}."),
            Fact("What became of it", outcome),
            *(
                Fact(label, f"{name_target(agent, change.before)} → {name_target(agent, change.after)}")
                for label, change in changes
                if isinstance(change, StateChange)
            ),
            *(Fact("Proof", link_item(agent, item)) for item in entry.proof),
        ),
        illustrative=entry.illustrative,
    )


def _describe_outcome(entry: LedgerEntry) -> str:
    late = f", {count_of(entry.days_late, 'day')} late" if entry.days_late else ""
    if entry.enacted_at is not None:
        back = f"; taken back on {format_day(entry.reversed_at)}" if entry.reversed_at else ""
        return f"It happened on {format_day(entry.enacted_at)}{late}{back}."
    return UNENACTED_OUTCOMES.get(entry.state, "It is not on record that it happened.")
