"""The whole site as plain data: what is said of each agent, then what is said of all, every page in a visible order.

A part about one agent is composed from what concerns that agent alone (`Composition.narrow`), so that it can be kept
as long as that stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from trustpages.compose.composition import Composition
from trustpages.compose.embeds.page import compose_embed_page
from trustpages.compose.embeds.view import compose_embeds
from trustpages.compose.exports.agent import compose_export
from trustpages.compose.exports.data import compose_data
from trustpages.compose.exports.feed import compose_feed
from trustpages.compose.exports.limits import list_limits
from trustpages.compose.exports.linked_data import describe_agent_pages, describe_shared_pages
from trustpages.compose.next_steps import compose_next_steps_page
from trustpages.compose.pages.agent import compose_agent_page, compose_analyst_page
from trustpages.compose.pages.authored import compose_authored_pages
from trustpages.compose.pages.benchmark import compose_benchmark_page
from trustpages.compose.pages.buyers.frameworks import compose_framework_pages, list_covers
from trustpages.compose.pages.buyers.glossary import compose_glossary_page
from trustpages.compose.pages.buyers.look_up import compose_look_up_page
from trustpages.compose.pages.buyers.questions import (
    compose_agent_questions_page,
    compose_question_pages,
    list_answered,
)
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
from trustpages.compose.sections.changes import describe_baseline
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.chart import Chart
from trustpages.model.pages.embeds import EmbedView
from trustpages.model.pages.exported import AgentInShort, ExportedAgent
from trustpages.model.pages.page import DataTable, Feed, NavItem, Page, Spreadsheet
from trustpages.model.results.records.json_values import Json
from trustpages.model.results.report import AgentReport


@dataclass(frozen=True, slots=True)
class ComposedAgent:
    """All that the site has of one agent, nothing drawn or rendered yet.

    `offered` is the page that offers what may stand on pages of others, and `embeds` are these; a report for a
    restricted audience has neither.
    """

    id: str
    in_short: AgentInShort
    pages: tuple[Page, ...]
    offered: tuple[Page, ...]
    embeds: tuple[EmbedView, ...]
    spreadsheets: tuple[Spreadsheet, ...]
    data: DataTable
    exported: ExportedAgent

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts of its pages."""
        return tuple(chart for page in self.pages for chart in page.charts)


@dataclass(frozen=True, slots=True)
class SharedPages:
    """What the site says of all agents together: pages `before` those of the agents and `after` them, and the rest."""

    before: tuple[Page, ...]
    after: tuple[Page, ...]
    navigation: tuple[NavItem, ...]
    spreadsheets: tuple[Spreadsheet, ...]
    feeds: tuple[Feed, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """Its pages without those of the agents."""
        return (*self.before, *self.after)


@dataclass(frozen=True, slots=True)
class ComposedSite:
    """A whole site: what is said of all agents, and of each."""

    shared: SharedPages
    agents: tuple[ComposedAgent, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in the order of the site."""
        of_agents = (page for agent in self.agents for page in agent.pages)
        offered = (page for agent in self.agents for page in agent.offered)
        return (*self.shared.before, *of_agents, *offered, *self.shared.after)

    @property
    def spreadsheets(self) -> tuple[Spreadsheet, ...]:
        """Every spreadsheet."""
        return (*self.shared.spreadsheets, *(sheet for agent in self.agents for sheet in agent.spreadsheets))

    @property
    def embeds(self) -> tuple[EmbedView, ...]:
        """What may stand on pages of others, an agent each."""
        return tuple(view for agent in self.agents for view in agent.embeds)


def compose_site(composition: Composition) -> ComposedSite:
    """Every page of the site of `composition`, and the files that are made of its tables and changes."""
    apart = set_apart(composition)
    agents = tuple(compose_agent(composition.narrow(apart, agent)) for agent in composition.report.agents)
    return ComposedSite(compose_shared(composition, {agent.id: agent.in_short for agent in agents}), agents)


def set_apart(composition: Composition) -> Composition:
    """What the parts about single agents see of the whole."""
    return composition.set_apart(describe_baseline(composition))


def compose_agent(composition: Composition) -> ComposedAgent:
    """The part about the one agent of a composition that was narrowed to it."""
    (agent,) = composition.report.agents
    limits = list_limits(composition, agent)
    answered = list_answered(composition, agent) if composition.is_large else ()
    embeds = compose_embeds(composition)
    data = dict(describe_agent_pages(composition, agent, limits))
    pages, sheets = _link_all(_compose_agent_pages(composition, agent), data)
    return ComposedAgent(
        agent.id,
        AgentInShort(limits, list_covers(composition, agent), answered),
        pages,
        tuple(compose_embed_page(composition, view) for view in embeds),
        embeds,
        (*compose_spreadsheets(composition.report, agent), *sheets),
        compose_data(composition, agent, limits),
        compose_export(composition, agent, ()),
    )


def compose_shared(composition: Composition, agents: Mapping[str, AgentInShort]) -> SharedPages:
    """What is said of all agents together; `agents` is what was computed of each, by id."""
    written = compose_authored_pages(composition)
    asked = compose_question_pages(composition, {id_: frozenset(agent.answered) for id_, agent in agents.items()})
    data = dict(describe_shared_pages(composition, {id_: agent.limits for id_, agent in agents.items()}))
    next_steps = composition.next_steps
    before, sheets = _link_all(
        (compose_home_page(composition), compose_agents_page(composition), compose_benchmarks_page(composition)), data
    )
    after, further = _link_all(
        (
            *(compose_benchmark_page(composition, document) for document in composition.report.portfolio.documents),
            compose_claims_page(composition),
            compose_consequences_page(composition),
            compose_decisions_page(composition),
            compose_changes_page(composition),
            *asked,
            compose_look_up_page(composition),
            compose_glossary_page(composition),
            *compose_framework_pages(composition, {id_: agent.covers for id_, agent in agents.items()}),
            compose_limitations_page(composition),
            compose_method_page(composition),
            compose_verify_page(composition),
            *written,
            *(() if next_steps is None else (compose_next_steps_page(composition, next_steps),)),
        ),
        data,
    )
    return SharedPages(
        before,
        after,
        compose_navigation(composition, asked, written),
        (*sheets, *further),
        (compose_feed(composition),),
    )


def _link_all(pages: Iterable[Page], data: Mapping[str, Json]) -> tuple[tuple[Page, ...], tuple[Spreadsheet, ...]]:
    """The pages with the paths of their spreadsheets and with their `data`, and those spreadsheets."""
    linked = [link_spreadsheets(page) for page in pages]
    return (
        tuple(replace(page, data=data.get(page.path)) for page, _ in linked),
        tuple(sheet for _, sheets in linked for sheet in sheets),
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
