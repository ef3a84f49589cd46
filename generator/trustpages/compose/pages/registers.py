"""Registers over all agents: claims, consequences, decisions and overrides, changes since the last report."""

from __future__ import annotations

from dataclasses import replace

from trustpages.compose import paths, tables
from trustpages.compose.agent_facts import claim_table
from trustpages.compose.changes import change_table, since
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day, number, share
from trustpages.compose.pages.data import ListingPage
from trustpages.compose.views import Link, Row, Table, Tone
from trustpages.model.documents.decisions import Decision
from trustpages.model.measured import Measured
from trustpages.model.page import Page
from trustpages.model.results.metrics import DecisionFinding, Procurement

RULES = {
    "a": "all cited evidence is benchmark evidence",
    "b": "benchmarks weigh more than half",
    "c": "benchmarks weigh more than a quarter, much is at stake, and nothing comes from the target workflow",
    "d": "a position is given as the reason although the scores do not separate the agents",
}
LEANED = Tone("Leaned on rank", "breached")
SOUND = Tone("Sound", "met")
UNKNOWN = Tone("Names no evidence", "missing")


def claims(composition: Composition) -> Page:
    """Every public sentence, held against the evidence."""
    lead = "Sentences that the vendor says in public, each held against the evidence that it names."
    found = tuple(
        _named(claim_table(composition, agent), agent.id, agent.agent.name)
        for agent in composition.report.agents
        if agent.claims
    )
    return Page(paths.CLAIMS, "Claims", "listing.md.jinja", ListingPage(composition.frame(), lead, found))


def consequences(composition: Composition) -> Page:
    """The ledger over all agents."""
    lead = "What was owed when a promise was broken, what became of it, and how late."
    found = tuple(
        _named(tables.ledger(agent.follow_through.entries, agent), agent.id, agent.agent.name)
        for agent in composition.report.agents
    )
    return Page(
        paths.CONSEQUENCES, "Consequences", "listing.md.jinja", ListingPage(composition.frame(), lead, found)
    )


def decisions(composition: Composition) -> Page:
    """Buying decisions and what they leaned on; decision rights and overrides of every agent."""
    procurement = composition.report.portfolio.procurement
    found = (
        []
        if procurement is None
        else [_decisions(composition, procurement), _shares(composition, procurement)]
    )
    for agent in composition.report.agents:
        found.append(_named(tables.rights(agent), f"{agent.id}-rights", agent.agent.name))
        overrides = tables.overrides(agent.follow_through.overrides, agent)
        found.append(_named(overrides, f"{agent.id}-overrides", agent.agent.name))
    lead = "Who may decide what, who overrode it, and whether buying decisions leaned on a rank."
    data = ListingPage(composition.frame(), lead, tuple(found))
    return Page(paths.DECISIONS, "Decisions and overrides", "listing.md.jinja", data)


def changes(composition: Composition) -> Page:
    """What changed since the earlier report; that there is none where this is the first."""
    report = composition.report
    lead = (
        f"Everything that is not as it was in the last report for this audience. {since(report)}"
        if report.previous_digest is not None
        else "This is the first report for this audience, or none was named to hold it against: "
        "what changed before cannot be seen here."
    )
    shown = report.agents if report.previous_digest is not None else ()
    found = tuple(
        change_table(composition, agent) for agent in shown if agent.changes or not composition.is_large
    )
    feed = Link("Follow these changes as a feed (Atom)", paths.CHANGES_FEED)
    data = ListingPage(composition.frame(), lead, found, links=(feed,))
    return Page(paths.CHANGES, "What changed", "listing.md.jinja", data)


def _named(table: Table, id_: str, name: str) -> Table:
    return Table(
        id_, f"{name}: {table.caption.lower()}", table.columns, table.rows, table.numeric, table.empty
    )


def _decisions(composition: Composition, procurement: Procurement) -> Table:
    documents = {
        one.id: (one, group.illustrative or one.illustrative)
        for group in composition.decisions
        for one in group.decisions
    }
    rows = [
        _decision_row(one, *documents[one.decision])
        for one in procurement.decisions
        if one.decision in documents
    ]
    columns = ("Decision", "Day", "Outcome", "Weight on benchmarks", "Finding", "Why")
    return Table("decisions", "Buying decisions", columns, tuple(rows))


def _decision_row(found: DecisionFinding, one: Decision, illustrative: bool) -> Row:
    tone = UNKNOWN if not found.classifiable else LEANED if found.rules else SOUND
    weight = "unknown" if found.benchmark_weight is None else share(found.benchmark_weight)
    why = "; ".join(f"({rule}) {RULES[rule]}" for rule in found.rules)
    outcome = one.outcome.replace("_", " ")
    return Row((one.about, day(one.date), outcome, weight, tone.word, why or "none"), "", tone, illustrative)


def _shares(composition: Composition, found: Procurement) -> Table:
    value = found.by_value
    by_value = composition.figure(replace(value, unit="share") if isinstance(value, Measured) else value)
    bounds = found.bounds
    rows = [
        Row(("Leaned mainly on rank", composition.figure(found.share).sentence)),
        Row(("Name no evidence, so that nobody can tell", number(found.unclassifiable))),
        Row(
            (
                "Share of the value that leaned on rank",
                by_value.sentence if by_value.has_number else by_value.reason,
            )
        ),
    ]
    if bounds is not None and found.unclassifiable:
        rows.append(
            Row(
                (
                    "If none, or all, of those without evidence leaned on rank",
                    f"{share(bounds[0])} to {share(bounds[1])}",
                )
            )
        )
    if found.dominated_by:
        rows.append(Row(("One decision dominates the value", found.dominated_by)))
    return Table("decision-shares", "All records of the organisation", ("What", "Figure"), tuple(rows))
