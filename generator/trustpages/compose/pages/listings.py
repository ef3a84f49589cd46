"""Pages that are mostly one list: all agents, all benchmarks, the evidence of an agent."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day
from trustpages.compose.pages.data import ListingPage
from trustpages.compose.pages.evidence import KINDS
from trustpages.compose.spelled import title_from
from trustpages.compose.tones import BENCHMARKS, FRESHNESS, POSTURES
from trustpages.compose.views import Link, Row, Table, Tone
from trustpages.model.page import Page
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.report import AgentReport


def agents(composition: Composition) -> Page:
    """All agents."""
    rows = tuple(
        Row(
            (
                agent.agent.name,
                POSTURES[agent.posture.posture].word,
                title_from(agent.authority.by_rules),
                _until(composition, agent),
            ),
            paths.agent(agent.id),
            POSTURES[agent.posture.posture],
            agent.illustrative,
        )
        for agent in composition.report.agents
    )
    columns = ("Agent", "Posture", "Authority under the rules", "Valid until")
    table = Table("agents", "All agents", columns, rows, empty="No agent is visible to this audience.")
    lead = "Posture comes from ordered rules, the worst first; it is never an average."
    data = ListingPage(composition.frame(), lead, (table,))
    return Page(paths.AGENTS, "Agents", "listing.md.jinja", data)


def _until(composition: Composition, agent: AgentReport) -> str:
    last = agent.valid_until.day
    if last is None:
        return "no end is named"
    return f"{day(last)} (expired)" if last < composition.report.as_of else day(last)


def benchmarks(composition: Composition) -> Page:
    """All benchmarks."""
    rows = tuple(
        Row(
            (
                document.name,
                document.version or "not stated",
                BENCHMARKS[document.status].word,
                "; ".join(said.rstrip(".") for said in document.measures),
            ),
            paths.benchmark(document.id),
            BENCHMARKS[document.status],
            document.illustrative,
        )
        for document in composition.report.portfolio.documents
    )
    columns = ("Benchmark", "Version", "State", "Measures")
    table = Table("benchmarks", "All benchmarks", columns, rows, empty="No benchmark is on record.")
    lead = "What each benchmark measures, what it only suggests, and what it is itself worth."
    return Page(
        paths.BENCHMARKS, "Benchmarks", "listing.md.jinja", ListingPage(composition.frame(), lead, (table,))
    )


def evidence_list(composition: Composition, agent: AgentReport) -> Page:
    """The evidence of an agent, control records apart."""
    proof = [item for item in agent.evidence if item.evidence_class is not None]
    records = [item for item in agent.evidence if item.evidence_class is None]
    states = {item.evidence: FRESHNESS[item.status] for item in agent.freshness.items}
    columns = ("Item", "State", "Kind", "Measured by", "Collected up to")
    data = ListingPage(
        composition.frame(agent),
        "Every number on this site rests on one of these items; each has a page with its source and its YAML.",
        (
            Table("evidence", "Evidence", columns, tuple(_row(agent, item, states) for item in proof)),
            Table(
                "records",
                "Control records",
                columns,
                tuple(_row(agent, record, states) for record in records),
            ),
            *_withheld(composition, agent),
        ),
        Link(agent.agent.name, paths.agent(agent.id)),
    )
    title = f"Evidence — {agent.agent.name}"
    return Page(paths.evidence_list(agent.id), title, "listing.md.jinja", data)


def _withheld(composition: Composition, agent: AgentReport) -> Iterator[Table]:
    """How much evidence these readers do not see, where the publisher declares it."""
    if composition.withheld is None:
        return
    rows = tuple(
        Row((one.evidence_class.replace("_", " ") or "control record", str(one.count)))
        for one in composition.withheld
        if one.agent == agent.id
    )
    yield Table("withheld", "Not shown here", ("Kind", "Items"), rows, (1,), empty="Nothing is withheld.")


def _row(agent: AgentReport, one: Evidence, states: dict[str, Tone]) -> Row:
    state = states.get(one.id)
    return Row(
        (
            one.item.title or one.id,
            state.word if state else "",
            KINDS[one.item.kind],
            one.producer.name,
            day(one.collected_to),
        ),
        paths.evidence(agent.id, one.id),
        state,
        one.illustrative,
    )
