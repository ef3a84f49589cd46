"""The navigation tree, and the paths that the site needs for itself, which no authored page may take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trustpages.compose import paths
from trustpages.compose.composition import Composition, is_large
from trustpages.compose.embeds.view import is_for_everybody
from trustpages.compose.pages.agent import ANALYST_TITLE
from trustpages.compose.pages.buyers.frameworks import TITLE as FRAMEWORKS_TITLE
from trustpages.compose.pages.buyers.glossary import TITLE as GLOSSARY_TITLE
from trustpages.compose.pages.buyers.look_up import TITLE as LOOK_UP_TITLE
from trustpages.compose.wording.labels import READERS
from trustpages.model.documents.asked.questions import Question
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.page import NavItem, Page
from trustpages.model.results.report import AgentReport, Report

MOST_SIBLINGS = 30

_LOOK_UP = NavItem(LOOK_UP_TITLE, paths.LOOK_UP)

_REGISTERS = (
    NavItem("Consequences", paths.CONSEQUENCES),
    NavItem("Decisions and overrides", paths.DECISIONS),
    NavItem("What changed", paths.CHANGES),
)


def compose_navigation(
    composition: Composition, asked: Sequence[Page], authored: Sequence[Page]
) -> tuple[NavItem, ...]:
    """Tabs: Home, agents, benchmarks, questions `asked`, registers, limitations, method, next steps, the vendor's."""
    report = composition.report
    agents = tuple(_make_agent_entry(agent) for agent in report.agents)
    boards = tuple(NavItem(document.name, paths.benchmark(document.id)) for document in report.portfolio.documents)
    tabs = [
        NavItem("Home", paths.HOME),
        NavItem("Agents", children=(NavItem("All agents", paths.AGENTS), *group_entries(agents))),
        NavItem("Benchmarks", children=(NavItem("All benchmarks", paths.BENCHMARKS), *group_entries(boards))),
        NavItem("Claims", paths.CLAIMS),
        NavItem("For your role", children=_list_buyers_pages(composition, asked)),
        NavItem("Records", children=_REGISTERS),
        NavItem("Limitations", paths.LIMITATIONS),
        NavItem(
            "Method",
            children=(
                NavItem("How it is computed", paths.METHOD),
                NavItem("How to check it", paths.VERIFY),
                NavItem(GLOSSARY_TITLE, paths.GLOSSARY),
            ),
        ),
    ]
    if composition.next_steps is not None:
        tabs.append(NavItem("What next", paths.NEXT))
    if authored:
        tabs.append(NavItem("About", children=tuple(NavItem(page.title, page.path) for page in authored)))
    return tuple(tabs)


def _list_buyers_pages(composition: Composition, asked: Sequence[Page]) -> tuple[NavItem, ...]:
    """Questions by role, what buyers look for, and frameworks in a section of their own."""
    entries = (*(NavItem(page.title, page.path) for page in asked), _LOOK_UP)
    if not composition.frameworks:
        return entries
    frameworks = (NavItem(found.name, paths.framework(found.id)) for found in composition.frameworks)
    listed = NavItem("All frameworks", paths.FRAMEWORKS)
    return (*entries, NavItem(FRAMEWORKS_TITLE, children=(listed, *frameworks)))


def _make_agent_entry(agent: AgentReport) -> NavItem:
    pacts = tuple(NavItem(f"Pact: {pact.title or pact.id}", paths.pact(agent.id, pact.id)) for pact in agent.pacts)
    return NavItem(
        agent.agent.name,
        children=(
            NavItem("Overview", paths.agent(agent.id)),
            NavItem(ANALYST_TITLE, paths.analyst(agent.id)),
            NavItem("What the pact changed", paths.agent_consequences(agent.id)),
            *group_entries(pacts),
            NavItem("Evidence", paths.evidence_list(agent.id)),
        ),
    )


def group_entries(items: Sequence[NavItem]) -> tuple[NavItem, ...]:
    """The items as they are, or in sections named by their first and last where there are many."""
    if len(items) <= MOST_SIBLINGS:
        return tuple(items)
    chunks = [items[start : start + MOST_SIBLINGS] for start in range(0, len(items), MOST_SIBLINGS)]
    sections = [NavItem(f"{chunk[0].title} to {chunk[-1].title}", children=tuple(chunk)) for chunk in chunks]
    return group_entries(sections)


_ALWAYS = (
    *(paths.HOME, paths.AGENTS, paths.BENCHMARKS, paths.CLAIMS, paths.CONSEQUENCES, paths.DECISIONS),
    *(
        paths.CHANGES,
        paths.CHANGES_FEED,
        paths.LIMITATIONS,
        paths.METHOD,
        paths.VERIFY,
        paths.LOOK_UP,
        paths.GLOSSARY,
        paths.REPORT,
    ),
)


def list_own_paths(report: Report, questions: Iterable[Question], frameworks: Iterable[str]) -> frozenset[str]:
    """The path of every page and file that the program itself makes of `report`, but for charts and spreadsheets.

    `frameworks` are their ids.
    """
    asked = {reader for question in questions for reader in question.readers}
    listed = tuple(map(paths.framework, frameworks))
    apart = [agent.id for agent in report.agents] if is_large(report) else []
    agents = (path for agent in report.agents for path in _list_agent_paths(agent))
    offered = [agent.id for agent in report.agents] if is_for_everybody(report) else []
    boards = (paths.benchmark(document.id) for document in report.portfolio.documents)
    return frozenset(
        (
            *_ALWAYS,
            *agents,
            *boards,
            *map(paths.embed_page, offered),
            *map(paths.agent_limitations, apart),
            *map(paths.agent_questions, apart if asked else ()),
            *map(paths.questions, asked),
            *((paths.FRAMEWORKS, *listed) if listed else ()),
        )
    )


def list_reserved_paths(report: Report) -> frozenset[str]:
    """The paths of pages that some reports about these agents have, and others have not."""
    apart = (of(agent.id) for agent in report.agents for of in (paths.agent_limitations, paths.agent_questions))
    embeds = (paths.embed_page(agent.id) for agent in report.agents)
    return frozenset((paths.NEXT, *map(paths.questions, READERS), *apart, *embeds))


def _list_agent_paths(report: AgentReport) -> Iterator[str]:
    yield paths.agent(report.id)
    yield paths.analyst(report.id)
    yield paths.agent_consequences(report.id)
    yield paths.evidence_list(report.id)
    yield paths.agent_report(report.id)
    yield from (paths.pact(report.id, pact.id) for pact in report.pacts)
    for item in report.evidence:
        yield paths.evidence(report.id, item.id)
        if isinstance(item.item, Incident):
            yield paths.incident(report.id, item.id)
