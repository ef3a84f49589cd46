"""Everything that the evidence does not show, for all agents, worst first."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.figures import number
from trustpages.compose.limitation_views import limitation_view
from trustpages.compose.pages.data import LimitationsPage
from trustpages.compose.sensitivity_table import sensitivity_table
from trustpages.compose.tones import SEVERITIES
from trustpages.compose.views import LimitationView, Link, Row, Table
from trustpages.model.page import Page
from trustpages.model.results.limitation import Limitations
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Severity

LEAD = (
    "Every rule is evaluated on every build and is triggered, clear, or cannot be evaluated. "
    "What cannot be evaluated is a limitation too, and is listed."
)


def limitations(composition: Composition) -> Page:
    """The page of all limitations: in full, or of very many agents a line each, with a page for each."""
    report = composition.report
    shared = report.portfolio.limitations
    data = LimitationsPage(
        frame=composition.frame(),
        lead=LEAD,
        by_agent=() if composition.is_large else tuple(_of(agent) for agent in report.agents),
        portfolio=() if shared is None else tuple(limitation_view(one, None) for one in shared.triggered),
        overview=_overview(composition) if composition.is_large else None,
    )
    return Page(paths.LIMITATIONS, "Limitations", "limitations.md.jinja", data, stands_alone=True)


def limitations_apart(composition: Composition, agent: AgentReport) -> Page:
    """The page of one agent's limitations, where there are too many agents for one page."""
    title = f"Limitations — {agent.agent.name}"
    data = LimitationsPage(composition.frame(agent), LEAD, (_of(agent),), ())
    return Page(paths.limitations_apart(agent.id), title, "limitations.md.jinja", data)


def _of(agent: AgentReport) -> tuple[Link, tuple[LimitationView, ...], tuple[Table, ...]]:
    return (
        Link(agent.agent.name, paths.agent(agent.id)),
        tuple(limitation_view(one, agent) for one in agent.limitations.triggered),
        (_unevaluated(agent.limitations, agent.id), sensitivity_table(agent)),
    )


def _overview(composition: Composition) -> Table:
    """Agents in the order of the report, each with how many limitations of each severity, and the worst."""
    return Table(
        "limitations",
        "Limitations of each agent",
        ("Agent", *(SEVERITIES[one].word for one in Severity), "The worst"),
        tuple(_line(composition, agent) for agent in composition.report.agents),
        numeric=tuple(range(1, len(Severity) + 1)),
    )


def _line(composition: Composition, agent: AgentReport) -> Row:
    found = agent.limitations.triggered
    counts = (number(sum(one.severity is severity for one in found)) for severity in Severity)
    worst = limitation_view(found[0], agent).text if found else "none"
    return Row((agent.agent.name, *counts, worst), composition.limitations_of(agent), anchor=agent.id)


def _unevaluated(found: Limitations, agent_id: str) -> Table:
    return Table(
        f"{agent_id}-unevaluated",
        "Rules that could not be evaluated",
        ("Rule", "What is missing"),
        tuple(Row((f"{one.rule} {one.slug.replace('_', ' ')}", one.reason)) for one in found.not_evaluable),
        empty="Every rule could be evaluated.",
    )
