"""Registers: all agents, benchmarks, evidence of an agent, claims, consequences, decisions, changes."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_agent, link_evidence
from trustpages.compose.pages.listing import list_tables, rename_table
from trustpages.compose.sections.changes import FIRST_REPORT, describe_baseline, tabulate_changes
from trustpages.compose.sections.claims import rank_claim, tabulate_claim_counts, tabulate_claims
from trustpages.compose.sections.consequences import tabulate_consequences
from trustpages.compose.sections.first_screen.bottom_line import label_posture
from trustpages.compose.wording.dates import NO_DATE, mark_passed
from trustpages.compose.wording.git_history import count_unread
from trustpages.compose.wording.headlines import is_headline
from trustpages.compose.wording.names import to_title
from trustpages.model.pages.blocks import Row, Table
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Link, Said, StateLabel
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.report import AgentReport
from trustpages.model.states import AGAINST, BENCHMARKS, DISPUTED, FRESHNESS, RETRACTIONS


def compose_agents_page(composition: Composition) -> Page:
    """All agents."""
    rows = tuple(
        Row(
            (
                link_agent(agent),
                label_posture(composition.report, agent),
                to_title(agent.authority.by_rules),
                _describe_expiry(composition, agent),
            ),
            agent.illustrative,
        )
        for agent in composition.report.agents
    )
    columns = ("Agent", "Posture", "Authority under the rules", "Valid until")
    table = Table("agents", "All agents", columns, rows, empty="No agent is visible to this audience.")
    lead = "Posture comes from ordered rules, the worst first; it is never an average."
    return list_tables(composition, paths.AGENTS, "Agents", lead, (table,))


def _describe_expiry(composition: Composition, agent: AgentReport) -> Said:
    last = agent.valid_until.day
    if last is None:
        return "no end is named"
    return mark_passed(last, composition.report.as_of)


def compose_benchmarks_page(composition: Composition) -> Page:
    """All benchmarks."""
    rows = tuple(
        Row(
            (
                Link(document.name, paths.benchmark(document.id)),
                document.version or "not stated",
                BENCHMARKS[document.status],
                "; ".join(said.rstrip(".") for said in document.measures),
            ),
            document.illustrative,
        )
        for document in composition.report.portfolio.documents
    )
    columns = ("Benchmark", "Version", "State", "Measures")
    table = Table("benchmarks", "All benchmarks", columns, rows, empty="No benchmark is on record.")
    lead = "What each benchmark measures, what it only suggests, and what it is itself worth."
    return list_tables(composition, paths.BENCHMARKS, "Benchmarks", lead, (table,))


def compose_evidence_list_page(composition: Composition, agent: AgentReport) -> Page:
    """The evidence of an agent, control records apart."""
    proof = [item for item in agent.evidence if item.evidence_class is not None]
    records = [item for item in agent.evidence if item.evidence_class is None]
    states = {item.evidence: FRESHNESS[item.status] for item in agent.findings.freshness.items}
    states |= {item: DISPUTED for contest in agent.contests for item in contest.items}
    states |= {item.id: RETRACTIONS[item.set_aside.how] for item in proof if item.set_aside is not None}
    states |= dict.fromkeys(agent.findings.adverse_evidence.ids, AGAINST)
    columns = ("Item", "State", "Kind", "Measured by", "Collected up to")
    listed = (("evidence", "Evidence", proof), ("records", "Control records", records))
    tables = (
        Table(id_, caption, columns, tuple(_make_evidence_row(agent, item, states) for item in items))
        for id_, caption, items in listed
    )
    origins = (composition.origins.items.get(f"{agent.id}/{item.id}") for item in agent.evidence)
    unread = count_unread(origin.change for origin in origins if origin is not None)
    lead = "Every number on this site rests on one of these items; each has a page with its source and its YAML."
    return list_tables(
        composition,
        paths.evidence_list(agent.id),
        f"Evidence — {agent.agent.name}",
        f"{lead} {unread}".rstrip(),
        (*tables, *_tabulate_withheld(composition, agent)),
        agent=agent,
    )


def _tabulate_withheld(composition: Composition, agent: AgentReport) -> Iterator[Table]:
    """How much evidence these readers do not see, where the publisher declares it."""
    if composition.withheld is None:
        return
    rows = tuple(
        Row((withheld_count.evidence_class.replace("_", " ") or "control record", withheld_count.count))
        for withheld_count in composition.withheld
        if withheld_count.agent == agent.id
    )
    yield Table("withheld", "Not shown here", ("Kind", "Items"), rows, (1,), empty="Nothing is withheld.")


def _make_evidence_row(agent: AgentReport, evidence: Evidence, states: dict[str, StateLabel]) -> Row:
    return Row(
        (
            link_evidence(evidence),
            states.get(evidence.id, ""),
            evidence.item.traits.label,
            evidence.producer.name,
            evidence.collected_to or NO_DATE,
        ),
        evidence.illustrative,
    )


def compose_claims_page(composition: Composition) -> Page:
    """Every public sentence held against the evidence, worst first; of very many agents how many of each verdict."""
    lead = "Sentences that the vendor says in public, each held against the evidence that it names."
    said = sorted(
        (agent for agent in composition.report.agents if agent.findings.claims),
        key=lambda agent: min(map(rank_claim, agent.findings.claims)),
    )
    tables = (
        (tabulate_claim_counts(said),)
        if composition.is_large
        else tuple(
            rename_table(tabulate_claims(composition, agent_report), agent_report.id, agent_report.agent.name)
            for agent_report in said
        )
    )
    return list_tables(composition, paths.CLAIMS, "Claims", lead, tables)


def compose_consequences_page(composition: Composition) -> Page:
    """The ledger over all agents; of very many those with an entry alone."""
    lead = "What was owed when a promise was broken, what became of it, and how late."
    tables = tuple(
        rename_table(tabulate_consequences(agent.findings.follow_through.entries, agent), agent.id, agent.agent.name)
        for agent in composition.report.agents
        if agent.findings.follow_through.entries or not composition.is_large
    )
    return list_tables(composition, paths.CONSEQUENCES, "Consequences", lead, tables)


def compose_changes_page(composition: Composition) -> Page:
    """What changed since the earlier report; that there is none where this is the first."""
    report = composition.report
    lead = (
        f"Everything that is not as it was in the last report for this audience. {describe_baseline(composition)}"
        if report.previous_digest is not None
        else f"{FIRST_REPORT}. {describe_baseline(composition)}"
    )
    if composition.is_large:
        lead = f"{lead} Changes of limitations and of evidence stand in the feed and in report.json."
    shown = report.agents if report.previous_digest is not None else ()
    tables = tuple(
        tabulate_changes(composition, agent)
        for agent in shown
        if not composition.is_large or any(map(is_headline, composition.changes_of(agent)))
    )
    feed = Link("Follow these changes as a feed (Atom)", paths.CHANGES_FEED)
    return list_tables(composition, paths.CHANGES, "What changed", lead, tables, links=(feed,))
