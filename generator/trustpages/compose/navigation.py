"""The navigation: few entries a level, however many agents there are; leaf pages stay out of it."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.model.page import NavItem, Page
from trustpages.model.results.report import AgentReport

MOST_SIBLINGS = 30

_REGISTERS = (
    NavItem("Claims", paths.CLAIMS),
    NavItem("Consequences", paths.CONSEQUENCES),
    NavItem("Decisions and overrides", paths.DECISIONS),
    NavItem("What changed", paths.CHANGES),
)


def navigation(
    composition: Composition, asked: Sequence[Page], authored: Sequence[Page]
) -> tuple[NavItem, ...]:
    """Tabs: Home, agents, benchmarks, questions `asked`, registers, limitations, method, the vendor's own."""
    report = composition.report
    agents = tuple(_agent(agent) for agent in report.agents)
    boards = tuple(
        NavItem(document.name, paths.benchmark(document.id)) for document in report.portfolio.documents
    )
    tabs = [
        NavItem("Home", paths.HOME),
        NavItem("Agents", children=(NavItem("All agents", paths.AGENTS), *grouped(agents))),
        NavItem("Benchmarks", children=(NavItem("All benchmarks", paths.BENCHMARKS), *grouped(boards))),
        NavItem("For your role", children=tuple(NavItem(one.title, one.path) for one in asked)),
        NavItem("Registers", children=_REGISTERS),
        NavItem("Limitations", paths.LIMITATIONS),
        NavItem(
            "Method",
            children=(NavItem("How it is computed", paths.METHOD), NavItem("How to check it", paths.VERIFY)),
        ),
    ]
    if authored:
        tabs.append(NavItem("About", children=tuple(NavItem(one.title, one.path) for one in authored)))
    return tuple(tabs)


def _agent(agent: AgentReport) -> NavItem:
    pacts = tuple(
        NavItem(f"Pact: {pact.title or pact.id}", paths.pact(agent.id, pact.id)) for pact in agent.pacts
    )
    return NavItem(
        agent.agent.name,
        children=(
            NavItem("Overview", paths.agent(agent.id)),
            NavItem("What the pact changed", paths.because(agent.id)),
            *grouped(pacts),
            NavItem("Evidence", paths.evidence_list(agent.id)),
        ),
    )


def grouped(items: Sequence[NavItem]) -> tuple[NavItem, ...]:
    """The items as they are, or in sections named by their first and last where there are many."""
    if len(items) <= MOST_SIBLINGS:
        return tuple(items)
    chunks = [items[start : start + MOST_SIBLINGS] for start in range(0, len(items), MOST_SIBLINGS)]
    sections = [NavItem(f"{chunk[0].title} to {chunk[-1].title}", children=tuple(chunk)) for chunk in chunks]
    return grouped(sections)
