"""Everything that the evidence does not show, for all agents, worst first."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.limitation_views import limitation_view
from trustpages.compose.pages.data import LimitationsPage
from trustpages.compose.sensitivity_table import sensitivity_table
from trustpages.compose.views import Link, Row, Table
from trustpages.model.page import Page
from trustpages.model.results.limitation import Limitations

LEAD = (
    "Every rule is evaluated on every build and is triggered, clear, or cannot be evaluated. "
    "What cannot be evaluated is a limitation too, and is listed."
)


def limitations(composition: Composition) -> Page:
    """The page of all limitations."""
    report = composition.report
    shared = report.portfolio.limitations
    data = LimitationsPage(
        frame=composition.frame(),
        lead=LEAD,
        by_agent=tuple(
            (
                Link(agent.agent.name, paths.agent(agent.id)),
                tuple(limitation_view(one, agent) for one in agent.limitations.triggered),
                (_unevaluated(agent.limitations, agent.id), sensitivity_table(agent)),
            )
            for agent in report.agents
        ),
        portfolio=() if shared is None else tuple(limitation_view(one, None) for one in shared.triggered),
    )
    return Page(paths.LIMITATIONS, "Limitations", "limitations.md.jinja", data, stands_alone=True)


def _unevaluated(found: Limitations, agent_id: str) -> Table:
    return Table(
        f"{agent_id}-unevaluated",
        "Rules that could not be evaluated",
        ("Rule", "What is missing"),
        tuple(Row((f"{one.rule} {one.slug.replace('_', ' ')}", one.reason)) for one in found.not_evaluable),
        empty="Every rule could be evaluated.",
    )
