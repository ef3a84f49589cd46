"""The navigation tree of a site."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.pages.agent import ANALYST_TITLE
from trustpages.compose.pages.buyers.frameworks import TITLE as FRAMEWORKS_TITLE
from trustpages.compose.pages.buyers.glossary import TITLE as GLOSSARY_TITLE
from trustpages.compose.pages.buyers.look_up import TITLE as LOOK_UP_TITLE
from trustpages.model.pages.page import NavItem, Page
from trustpages.model.results.report import AgentReport

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
    groups = [(item.title, item.title, item) for item in items]
    while len(groups) > MOST_SIBLINGS:
        starts = range(0, len(groups), MOST_SIBLINGS)
        groups = [_join_entries(groups[start : start + MOST_SIBLINGS]) for start in starts]
    return tuple(item for _, _, item in groups)


def _join_entries(groups: Sequence[tuple[str, str, NavItem]]) -> tuple[str, str, NavItem]:
    """A section of sections, each with the titles of its first and its last entry."""
    first, last = groups[0][0], groups[-1][1]
    return first, last, NavItem(f"{first} to {last}", children=tuple(item for _, _, item in groups))
