"""A pact: every promise with terms, verdict and consequence."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.charts.obligations import obligation_charts
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day, number
from trustpages.compose.obligation_views import obligation_view
from trustpages.compose.pages.data import PactPage
from trustpages.compose.views import Fact, Link, Row, Table
from trustpages.model.documents.pact import Pact
from trustpages.model.page import Page
from trustpages.model.results.report import AgentReport

RENEWALS = {
    "re-attest": "attested anew",
    "automatic": "goes on by itself",
    "expires": "ends unless it is renewed",
}


def pact(composition: Composition, agent: AgentReport, document: Pact) -> Page:
    """The page of one pact."""
    results = [obligation for obligation in agent.obligations if obligation.pact == document.id]
    charts = obligation_charts(results)
    data = PactPage(
        frame=composition.frame(agent, illustrative=document.illustrative),
        agent=Link(agent.agent.name, paths.agent(agent.id)),
        title=document.title or document.id,
        version=document.version,
        counterparty=document.counterparty,
        facts=_facts(document),
        obligations=tuple(obligation_view(composition, agent, result) for result in results),
        changes=_changes(document),
        false_alarms=_false_alarms(len(results)),
        charts=tuple(chart.id for chart in charts),
        illustrative=document.illustrative,
    )
    title = f"{document.title or document.id} — {agent.agent.name}"
    return Page(paths.pact(agent.id, document.id), title, "pact.md.jinja", data, charts)


def _facts(document: Pact) -> tuple[Fact, ...]:
    facts = [
        Fact("Promised to", document.counterparty),
        Fact("Version", document.version, note="major: behaviour, minor: scope, patch: wording"),
        Fact("In force since", day(document.valid_from)),
    ]
    if document.valid_until:
        facts.append(Fact("Ends", day(document.valid_until)))
    if document.renewal:
        due = f", due {day(document.renewal.due)}" if document.renewal.due else ""
        facts.append(Fact("Renewal", f"{RENEWALS[document.renewal.mode]}{due}"))
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


def _changes(document: Pact) -> Table:
    rows = [
        Row(
            (
                obligation.id,
                day(change.date),
                change.field,
                change.before,
                change.after,
                change.reason or "none given",
            )
        )
        for obligation in document.obligations
        for change in obligation.changes
    ]
    return Table(
        "changes",
        "Changes of targets and windows",
        ("Promise", "Day", "What", "Before", "After", "Reason"),
        tuple(rows),
        empty="No target or window was changed since the pact began.",
    )


def _false_alarms(promises: int) -> str:
    expected = promises * 0.025
    return (
        f"With {number(promises)} promises, each at its target, up to {number(expected)} would be called "
        "broken by chance alone in each window."
    )
