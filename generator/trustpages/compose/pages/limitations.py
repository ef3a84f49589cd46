"""The pages of limitations: what the evidence does not show, for all agents or for one, the worst first."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.blocks import LimitationView, Link, Row, Table
from trustpages.compose.composition import Composition
from trustpages.compose.pages.data import LimitationsPage
from trustpages.compose.sections.limitations import tabulate_sensitivity, view_limitation
from trustpages.compose.wording.figures import format_number
from trustpages.compose.wording.states import SEVERITIES
from trustpages.model.page import Page
from trustpages.model.results.limitation import Limitations
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Severity

LEAD = (
    "Every rule is evaluated on every build and is triggered, clear, or cannot be evaluated. "
    "What cannot be evaluated is a limitation too, and is listed."
)


def compose_limitations_page(composition: Composition) -> Page:
    """The page of all limitations: in full, or of very many agents a line each, with a page for each."""
    report = composition.report
    shared = report.portfolio.limitations
    data = LimitationsPage(
        frame=composition.frame(),
        lead=LEAD,
        by_agent=()
        if composition.is_large
        else tuple(_list_limitations_of(agent) for agent in report.agents),
        portfolio=() if shared is None else tuple(view_limitation(one, None) for one in shared.triggered),
        overview=_tabulate_overview(composition) if composition.is_large else None,
    )
    return Page(paths.LIMITATIONS, "Limitations", "limitations.md.jinja", data, stands_alone=True)


def compose_agent_limitations_page(composition: Composition, agent: AgentReport) -> Page:
    """The page of one agent's limitations, where there are too many agents for one page."""
    title = f"Limitations — {agent.agent.name}"
    data = LimitationsPage(composition.frame(agent), LEAD, (_list_limitations_of(agent),), ())
    return Page(paths.agent_limitations(agent.id), title, "limitations.md.jinja", data)


def _list_limitations_of(agent: AgentReport) -> tuple[Link, tuple[LimitationView, ...], tuple[Table, ...]]:
    return (
        Link(agent.agent.name, paths.agent(agent.id)),
        tuple(view_limitation(one, agent) for one in agent.limitations.triggered),
        (_tabulate_unevaluated(agent.limitations, agent.id), tabulate_sensitivity(agent)),
    )


def _tabulate_overview(composition: Composition) -> Table:
    """Agents in the order of the report, each with how many limitations of each severity, and the worst."""
    return Table(
        "limitations",
        "Limitations of each agent",
        ("Agent", *(SEVERITIES[one].word for one in Severity), "The worst"),
        tuple(_make_overview_row(composition, agent) for agent in composition.report.agents),
        numeric=tuple(range(1, len(Severity) + 1)),
    )


def _make_overview_row(composition: Composition, agent: AgentReport) -> Row:
    found = agent.limitations.triggered
    counts = (format_number(sum(one.severity is severity for one in found)) for severity in Severity)
    worst = view_limitation(found[0], agent).text if found else "none"
    return Row((agent.agent.name, *counts, worst), composition.limitations_of(agent), anchor=agent.id)


def _tabulate_unevaluated(found: Limitations, agent_id: str) -> Table:
    return Table(
        f"{agent_id}-unevaluated",
        "Rules that could not be evaluated",
        ("Rule", "What is missing"),
        tuple(Row((f"{one.rule} {one.slug.replace('_', ' ')}", one.reason)) for one in found.not_evaluable),
        empty="Every rule could be evaluated.",
    )
