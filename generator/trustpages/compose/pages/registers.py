"""Registers over all agents: claims, consequences, decisions and overrides, changes since the last report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.compose import paths, tables
from trustpages.compose.agent_facts import claim_table
from trustpages.compose.changes import change_table, is_headline, since
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day, number, share
from trustpages.compose.pages.data import ListingPage
from trustpages.compose.tones import CLAIMS
from trustpages.compose.views import Link, Row, Table, Tone
from trustpages.model.documents.decisions import Decision
from trustpages.model.measured import Measured
from trustpages.model.page import Page
from trustpages.model.results.metrics import DecisionFinding, Procurement
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import ClaimVerdict

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
    """Every public sentence, held against the evidence; of very many agents how many there are of each verdict."""
    lead = "Sentences that the vendor says in public, each held against the evidence that it names."
    said = [agent for agent in composition.report.agents if agent.claims]
    found = (
        (_counts_of_claims(said),)
        if composition.is_large
        else tuple(_named(claim_table(composition, one), one.id, one.agent.name) for one in said)
    )
    return Page(paths.CLAIMS, "Claims", "listing.md.jinja", ListingPage(composition.frame(), lead, found))


def consequences(composition: Composition) -> Page:
    """The ledger over all agents; of very many those with an entry alone."""
    lead = "What was owed when a promise was broken, what became of it, and how late."
    found = tuple(
        _named(tables.ledger(agent.follow_through.entries, agent), agent.id, agent.agent.name)
        for agent in composition.report.agents
        if agent.follow_through.entries or not composition.is_large
    )
    return Page(
        paths.CONSEQUENCES, "Consequences", "listing.md.jinja", ListingPage(composition.frame(), lead, found)
    )


def _counts_of_claims(agents: Sequence[AgentReport]) -> Table:
    """A line for each agent, which leads to the place on its page where every sentence stands."""
    rows = (
        Row(
            (
                agent.agent.name,
                *(
                    number(sum(claim.verdict is verdict for claim in agent.claims))
                    for verdict in ClaimVerdict
                ),
            ),
            paths.claims_apart(agent.id),
            anchor=agent.id,
        )
        for agent in agents
    )
    columns = ("Agent", *(CLAIMS[one].word for one in ClaimVerdict))
    numeric = tuple(range(1, len(columns)))
    return Table("claims", "Claims of each agent by verdict", columns, tuple(rows), numeric)


def decisions(composition: Composition) -> Page:
    """Buying decisions and what they leaned on; decision rights and overrides of every agent."""
    procurement = composition.report.portfolio.procurement
    found = (
        []
        if procurement is None
        else [_decisions(composition, procurement), _shares(composition, procurement)]
    )
    # Of very many agents, each says on its own page who decides.
    for agent in () if composition.is_large else composition.report.agents:
        found.append(_named(tables.rights(agent), f"{agent.id}-rights", agent.agent.name))
        overrides = tables.overrides(agent.follow_through.overrides, agent)
        found.append(_named(overrides, f"{agent.id}-overrides", agent.agent.name))
    lead = "Who may decide what, who overrode it, and whether buying decisions leaned on a rank."
    if composition.is_large:
        lead = f"{lead} Who decides about an agent stands on the page of that agent."
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
    if composition.is_large:
        lead = f"{lead} Changes of limitations and of evidence stand in the feed and in report.json."
    shown = report.agents if report.previous_digest is not None else ()
    found = tuple(
        change_table(composition, agent)
        for agent in shown
        if not composition.is_large or any(map(is_headline, agent.changes))
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
        decision.id: (decision, group.illustrative or decision.illustrative)
        for group in composition.decisions
        for decision in group.decisions
    }
    rows = [
        _decision_row(decision, *documents[decision.decision])
        for decision in procurement.decisions
        if decision.decision in documents
    ]
    columns = ("Decision", "Finding", "Day", "Outcome", "Weight on benchmarks", "Why")
    return Table("decisions", "Buying decisions", columns, tuple(rows))


def _decision_row(found: DecisionFinding, one: Decision, illustrative: bool) -> Row:
    tone = UNKNOWN if not found.classifiable else LEANED if found.rules else SOUND
    weight = "unknown" if found.benchmark_weight is None else share(found.benchmark_weight)
    why = "; ".join(f"({rule}) {RULES[rule]}" for rule in found.rules)
    outcome = one.outcome.replace("_", " ")
    return Row((one.about, tone.word, day(one.date), outcome, weight, why or "none"), "", tone, illustrative)


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
