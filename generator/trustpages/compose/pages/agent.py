"""The page of an agent, which answers in a minute, and the one for analysts, which has all the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from trustpages.compose import paths
from trustpages.compose.composition import Composition, is_for_everybody
from trustpages.compose.links import link_agent
from trustpages.compose.sections import (
    benchmarks,
    changes,
    claims,
    consequences,
    evidence,
    limitations,
    obligations,
    oversight,
    reviews,
)
from trustpages.compose.sections.first_screen import bottom_line
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
        Link(ANALYST_TITLE, paths.analyst(report.id)),
        *pacts,
        Link("What the pacts changed", paths.agent_consequences(report.id)),
        Link("All evidence", paths.evidence_list(report.id)),
        *questions,
        Link("Promises as CSV", paths.promises_csv(report.id)),
        Link("Limitations as CSV", paths.limitations_csv(report.id)),
        Link("report.json", paths.agent_report(report.id)),
        *(Link(f"All of it as {name}", f"{paths.agent_data(report.id)}.{form}") for form, name in FORMS.items()),
        *(Link(title, paths.document(report.id, ending)) for title, ending in composition.documents),
        *((Link("Show it elsewhere", paths.embed_page(report.id)),) if is_for_everybody(composition.report) else ()),
    )
    return Section("Where to look further", (Panel((LinkList(links, MOVED_ANCHORS),)),))


MOVED_ANCHORS: Final = ("benchmarks", "claims", "consequences", "controls", "disputes", "incidents", "reviews")
"""Ids that the page for analysts has taken over from the page of an agent; links to them are in pages of vendors."""

ANALYST_TITLE: Final = "Everything for analysts"

ANSWERS: Final[tuple[ShowSection, ...]] = (
    bottom_line.show_bottom_line,
    limitations.show_worst_limitations,
    obligations.show_promises_at_a_glance,
    consequences.show_events_in_short,
    oversight.show_deciders_in_short,
    _show_links,
)
"""What stands on the page of an agent, in this order."""

ANALYSIS: Final[tuple[ShowSection, ...]] = (
    obligations.show_progress,
    consequences.show_events,
    changes.show_changes,
    claims.show_claims,
    benchmarks.show_benchmarks,
    benchmarks.show_coverage,
    evidence.show_freshness,
    evidence.show_diversity,
    evidence.show_judgment,
    reviews.show_reviews,
    reviews.show_risks,
    oversight.show_deciders,
    oversight.show_disputes,
    oversight.show_controls,
    _show_statement,
)
"""What stands on the page for analysts, in this order."""

IN_SHORT: Final[tuple[ShowSection, ...]] = (
    bottom_line.show_bottom_line,
    limitations.show_limitations,
    obligations.show_promises,
)
"""What a terminal shows of each of several agents; of one alone, it shows `IN_FULL`."""

IN_FULL: Final[tuple[ShowSection, ...]] = (*IN_SHORT, *ANALYSIS[1:])


FORMS: Final = {"csv": "CSV", "parquet": "Parquet"}
"""Those forms of an agent's data that its page leads to; programs find the others in `llms.txt`."""


def show_agent(
    composition: Composition, report: AgentReport, sections: Sequence[ShowSection] = ANSWERS
) -> tuple[Section, ...]:
    """The sections that have anything to show, limits before praise."""
    shown = (show(composition, report) for show in sections)
    return tuple(section for section in shown if section)


def compose_agent_page(composition: Composition, report: AgentReport) -> Page:
    """The page of one agent: the answers that a buyer comes for."""
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
        embeds=paths.embeds_of(report.id) if is_for_everybody(composition.report) else "",
    )


def compose_analyst_page(composition: Composition, report: AgentReport) -> Page:
    """Everything else about one agent: charts, wide tables, what the figures rest on."""
    return Page(
        kind="analyst",
        path=paths.analyst(report.id),
        title=f"{ANALYST_TITLE} — {report.agent.name}",
        heading=ANALYST_TITLE,
        frame=composition.frame(report),
        sections=show_agent(composition, report, ANALYSIS),
        lead="What the answers rest on: use, benchmarks, coverage, age, sources and judgment, reviews, controls.",
        above=(link_agent(report),),
    )
