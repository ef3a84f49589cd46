"""The whole site as plain data: every page in a visible order, and the machine-readable files."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.downloads import with_downloads
from trustpages.compose.feed import changes_feed
from trustpages.compose.navigation import navigation
from trustpages.compose.pages.agent import agent
from trustpages.compose.pages.authored import authored
from trustpages.compose.pages.because import because
from trustpages.compose.pages.benchmark import benchmark
from trustpages.compose.pages.evidence import evidence
from trustpages.compose.pages.home import home
from trustpages.compose.pages.incident import incident
from trustpages.compose.pages.limitations import limitations, limitations_apart
from trustpages.compose.pages.listings import agents, benchmarks, evidence_list
from trustpages.compose.pages.method import method
from trustpages.compose.pages.pact import pact
from trustpages.compose.pages.questions import question_pages, questions_apart
from trustpages.compose.pages.registers import changes, claims, consequences, decisions
from trustpages.compose.pages.verify import verify
from trustpages.compose.report_json import agent_json, report_json, to_bytes
from trustpages.compose.spreadsheets import spreadsheets
from trustpages.model.documents.items import Incident
from trustpages.model.page import Artifact, Feed, NavItem, Page, Spreadsheet
from trustpages.model.results.report import AgentReport


@dataclass(frozen=True, slots=True)
class ComposedSite:
    """Pages, navigation, files, spreadsheets and feeds of a site, nothing drawn or rendered yet."""

    pages: tuple[Page, ...]
    navigation: tuple[NavItem, ...]
    files: tuple[Artifact, ...]
    spreadsheets: tuple[Spreadsheet, ...] = ()
    feeds: tuple[Feed, ...] = ()


def compose_site(composition: Composition) -> ComposedSite:
    """Every page and file of the site of `composition`."""
    written, asked = authored(composition), question_pages(composition)
    pages = [home(composition), agents(composition), benchmarks(composition)]
    for one in composition.report.agents:
        pages.extend(_agent_pages(composition, one))
    pages.extend(benchmark(composition, document) for document in composition.report.portfolio.documents)
    pages += [claims(composition), consequences(composition), decisions(composition), changes(composition)]
    pages += [*asked, limitations(composition), method(composition), verify(composition), *written]
    linked = [with_downloads(page) for page in pages]
    sheets = [
        spreadsheet
        for agent in composition.report.agents
        for spreadsheet in spreadsheets(composition.report, agent)
    ]
    sheets += [one for _, found in linked for one in found]
    return ComposedSite(
        tuple(page for page, _ in linked),
        navigation(composition, asked, written),
        _files(composition),
        tuple(sheets),
        (changes_feed(composition),),
    )


def _agent_pages(composition: Composition, report: AgentReport) -> list[Page]:
    pages = [agent(composition, report), because(composition, report), evidence_list(composition, report)]
    if composition.is_large:
        pages.append(limitations_apart(composition, report))
    if composition.is_large and composition.questions:
        pages.append(questions_apart(composition, report))
    pages.extend(pact(composition, report, one) for one in report.pacts)
    for item in report.evidence:
        pages.append(evidence(composition, report, item))
        if isinstance(item.item, Incident):
            pages.append(incident(composition, report, item, item.item))
    return pages


def _files(composition: Composition) -> tuple[Artifact, ...]:
    whole = Artifact(paths.REPORT, to_bytes(report_json(composition.report)))
    each = (
        Artifact(paths.agent_report(one.id), to_bytes(agent_json(one))) for one in composition.report.agents
    )
    return (whole, *each)
