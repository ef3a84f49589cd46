"""The whole site as plain data: every page in a visible order, the navigation, spreadsheets and feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trustpages.compose.composition import Composition
from trustpages.compose.embeds.page import compose_embed_page
from trustpages.compose.embeds.view import compose_embeds
from trustpages.compose.exports.feed import compose_feed
from trustpages.compose.exports.linked_data import describe_pages, list_standings
from trustpages.compose.next_steps import compose_next_steps_page
from trustpages.compose.pages.agent import compose_agent_page, compose_analyst_page
from trustpages.compose.pages.authored import compose_authored_pages
from trustpages.compose.pages.benchmark import compose_benchmark_page
from trustpages.compose.pages.buyers.frameworks import compose_framework_pages
from trustpages.compose.pages.buyers.glossary import compose_glossary_page
from trustpages.compose.pages.buyers.look_up import compose_look_up_page
from trustpages.compose.pages.buyers.questions import compose_agent_questions_page, compose_question_pages
from trustpages.compose.pages.decisions import compose_decisions_page
from trustpages.compose.pages.downloads import compose_spreadsheets, link_spreadsheets
from trustpages.compose.pages.evidence import compose_evidence_page
from trustpages.compose.pages.home import compose_home_page
from trustpages.compose.pages.incident import compose_incident_page
from trustpages.compose.pages.limitations import compose_agent_limitations_page, compose_limitations_page
from trustpages.compose.pages.method import compose_method_page, compose_verify_page
from trustpages.compose.pages.navigation import compose_navigation
from trustpages.compose.pages.pact import compose_agent_consequences_page, compose_pact_page
from trustpages.compose.pages.registers import (
    compose_agents_page,
    compose_benchmarks_page,
    compose_changes_page,
    compose_claims_page,
    compose_consequences_page,
    compose_evidence_list_page,
)
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.embeds import EmbedView
from trustpages.model.pages.exported import Limits
from trustpages.model.pages.page import Feed, NavItem, Page, Spreadsheet
from trustpages.model.results.report import AgentReport


@dataclass(frozen=True, slots=True)
class ComposedSite:
    """Pages, navigation, spreadsheets, feeds and embeds of a site, nothing drawn or rendered yet.

    `standings` are the limits of each agent.
    """

    pages: tuple[Page, ...]
    navigation: tuple[NavItem, ...]
    spreadsheets: tuple[Spreadsheet, ...] = ()
    feeds: tuple[Feed, ...] = ()
    embeds: tuple[EmbedView, ...] = ()
    standings: Mapping[str, Limits] = field(default_factory=dict)


def compose_site(composition: Composition) -> ComposedSite:
    """Every page of the site of `composition`, and the files that are made of its tables and changes."""
    written, asked = compose_authored_pages(composition), compose_question_pages(composition)
    pages = [compose_home_page(composition), compose_agents_page(composition), compose_benchmarks_page(composition)]
    for agent_report in composition.report.agents:
        pages.extend(_compose_agent_pages(composition, agent_report))
    embeds = compose_embeds(composition)
    pages.extend(compose_embed_page(composition, view) for view in embeds)
    pages.extend(compose_benchmark_page(composition, document) for document in composition.report.portfolio.documents)
    pages += [
        compose_claims_page(composition),
        compose_consequences_page(composition),
        compose_decisions_page(composition),
        compose_changes_page(composition),
    ]
    pages += [
        *asked,
        compose_look_up_page(composition),
        compose_glossary_page(composition),
        *compose_framework_pages(composition),
        compose_limitations_page(composition),
        compose_method_page(composition),
        compose_verify_page(composition),
        *written,
    ]
    if composition.next_steps is not None:
        pages.append(compose_next_steps_page(composition, composition.next_steps))
    linked = [link_spreadsheets(page) for page in pages]
    sheets = [
        spreadsheet
        for agent in composition.report.agents
        for spreadsheet in compose_spreadsheets(composition.report, agent)
    ]
    sheets += [sheet for _, added in linked for sheet in added]
    standings = list_standings(composition)
    data = dict(describe_pages(composition, standings))
    return ComposedSite(
        tuple(replace(page, data=data.get(page.path)) for page, _ in linked),
        compose_navigation(composition, asked, written),
        tuple(sheets),
        (compose_feed(composition),),
        embeds,
        standings,
    )


def _compose_agent_pages(composition: Composition, report: AgentReport) -> list[Page]:
    pages = [
        compose_agent_page(composition, report),
        compose_analyst_page(composition, report),
        compose_agent_consequences_page(composition, report),
        compose_evidence_list_page(composition, report),
    ]
    if composition.is_large:
        pages.append(compose_agent_limitations_page(composition, report))
    if composition.is_large and composition.questions:
        pages.append(compose_agent_questions_page(composition, report))
    pages.extend(compose_pact_page(composition, report, pact) for pact in report.pacts)
    for item in report.evidence:
        pages.append(compose_evidence_page(composition, report, item))
        if isinstance(item.item, Incident):
            pages.append(compose_incident_page(composition, report, item, item.item))
    return pages
