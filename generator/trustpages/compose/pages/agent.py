"""The page of an agent: the bottom line, then limitations, promises, what happened, the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.sections import (
    benchmarks,
    bottom_line,
    changes,
    claims,
    consequences,
    evidence,
    limitations,
    obligations,
    oversight,
    reviews,
)
from trustpages.model.pages.blocks import LinkList, Panel, Section, Statement
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Link
from trustpages.model.results.report import AgentReport

ShowSection: TypeAlias = Callable[[Composition, AgentReport], Section | None]


def _show_statement(composition: Composition, report: AgentReport) -> Section | None:
    said = report.agent.statement
    if not said:
        return None
    return Section("In the vendor's own words", (Statement(said, composition.trust.publisher.name),))


def _show_links(composition: Composition, report: AgentReport) -> Section:
    pacts = tuple(Link(f"Pact: {pact.title or pact.id}", paths.pact(report.id, pact.id)) for pact in report.pacts)
    questions = (
        (Link("The questions that buyers ask", paths.agent_questions(report.id)),)
        if composition.is_large and composition.questions
        else ()
    )
    links = (
        *pacts,
        Link("All evidence", paths.evidence_list(report.id)),
        Link("All limitations", composition.limitations_of(report)),
        *questions,
        Link("Promises as CSV", paths.promises_csv(report.id)),
        Link("Limitations as CSV", paths.limitations_csv(report.id)),
        Link("report.json", paths.agent_report(report.id)),
    )
    return Section("Where to look further", (Panel((LinkList(links),)),))


SECTIONS: Final[tuple[ShowSection, ...]] = (
    bottom_line.show_bottom_line,
    limitations.show_limitations,
    obligations.show_promises,
    consequences.show_events,
    changes.show_changes,
    claims.show_claims,
    benchmarks.show_benchmarks,
    benchmarks.show_coverage,
    evidence.show_freshness,
    evidence.show_diversity,
    evidence.show_judgment,
    oversight.show_deciders,
    reviews.show_reviews,
    reviews.show_risks,
    oversight.show_disputes,
    oversight.show_controls,
    _show_statement,
    _show_links,
)
"""What stands on the page of an agent, in this order; the report as text has it too."""


IN_SHORT: Final = SECTIONS[:3]
"""What several agents together show of each."""


def show_agent(
    composition: Composition, report: AgentReport, sections: Sequence[ShowSection] = SECTIONS
) -> tuple[Section, ...]:
    """Everything about one agent, limits before praise."""
    shown = (show(composition, report) for show in sections)
    return tuple(section for section in shown if section)


def compose_agent_page(composition: Composition, report: AgentReport) -> Page:
    """The page of one agent."""
    document = report.agent
    summary = document.summary or document.workflow.summary
    return Page(
        kind="agent",
        path=paths.agent(report.id),
        title=document.name,
        frame=composition.frame(report),
        sections=show_agent(composition, report),
        lead=summary,
        description=summary,
    )
