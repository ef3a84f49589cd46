"""The pages of limitations: what the evidence does not show, for all agents or for one, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_agent
from trustpages.compose.sections.limitations import tabulate_sensitivity, view_limitation
from trustpages.model.pages.blocks import Index, Panel, Row, Section, Table
from trustpages.model.pages.findings import LimitationList
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Link, Said
from trustpages.model.results.limitation import Limitations
from trustpages.model.results.report import AgentReport
from trustpages.model.states import SEVERITIES
from trustpages.model.vocabulary import Severity

LEAD = (
    "Every rule is evaluated on every build and is triggered, clear, or cannot be evaluated. "
    "What cannot be evaluated is a limitation too, and is listed."
)


def compose_limitations_page(composition: Composition) -> Page:
    """The page of all limitations: in full, or of very many agents a line each, with a page for each."""
    report = composition.report
    shared = report.portfolio.limitations
    together = () if shared is None else tuple(view_limitation(limitation, None) for limitation in shared.triggered)
    agents = () if composition.is_large else report.agents
    overview = (Panel((_tabulate_overview(composition),)),) if composition.is_large else ()
    all_together = Panel((LimitationList(together),), title="All agents together", id=TOGETHER, level=2)
    return Page(
        kind="limitations",
        path=paths.LIMITATIONS,
        title="Limitations",
        frame=composition.frame(),
        sections=(
            Section(
                "",
                (
                    *overview,
                    *_index_agents(agents, len(together)),
                    *(_show_agent(agent) for agent in agents),
                    *((all_together,) if together else ()),
                ),
            ),
        ),
        lead=LEAD,
        stands_alone=True,
    )


TOGETHER: Final = "together"


def _index_agents(agents: Sequence[AgentReport], together: int) -> tuple[Index, ...]:
    """Links to the part of each agent, with how many limitations it has."""
    entries: list[tuple[Link, Said]] = [
        (Link(agent.agent.name, f"#{agent.id}"), len(agent.limitations.triggered)) for agent in agents
    ]
    if together:
        entries.append((Link("All agents together", f"#{TOGETHER}"), together))
    return (Index("The agents", tuple(entries)),) if len(agents) > 1 or together else ()


def compose_agent_limitations_page(composition: Composition, agent: AgentReport) -> Page:
    """The page of one agent's limitations, where there are too many agents for one page."""
    return Page(
        kind="limitations",
        path=paths.agent_limitations(agent.id),
        title=f"Limitations — {agent.agent.name}",
        frame=composition.frame(agent),
        sections=(Section("", (_show_agent(agent),)),),
        lead=LEAD,
    )


def _show_agent(agent: AgentReport) -> Panel:
    """Every limitation of an agent, the milder ones on demand, under the agent's id as anchor."""
    triggered = agent.limitations.triggered
    worst, others = (
        tuple(
            view_limitation(limitation, agent) for limitation in triggered if (limitation.severity in WORST) is is_worst
        )
        for is_worst in (True, False)
    )
    tables = (_tabulate_unevaluated(agent.limitations, agent.id), tabulate_sensitivity(agent))
    folded = (
        *(((f"Medium and low: {len(others)}", LimitationList(others)),) if others else ()),
        *((f"{table.caption}: {len(table.rows)}", table) for table in tables),
    )
    return Panel(
        (
            *((LimitationList(worst),) if worst else ()),
            *(Section(title, (block,), folded=True) for title, block in folded),
        ),
        title=link_agent(agent),
        id=agent.id,
        level=2,
    )


WORST: Final = (Severity.CRITICAL, Severity.HIGH)


def _tabulate_overview(composition: Composition) -> Table:
    """Agents in the order of the report, each with how many limitations of each severity, and the worst."""
    return Table(
        "limitations",
        "Limitations of each agent",
        ("Agent", *(SEVERITIES[severity].word for severity in Severity), "The worst"),
        tuple(_make_overview_row(composition, agent) for agent in composition.report.agents),
        numeric=tuple(range(1, len(Severity) + 1)),
    )


def _make_overview_row(composition: Composition, agent: AgentReport) -> Row:
    triggered = agent.limitations.triggered
    counts = (sum(limitation.severity is severity for limitation in triggered) for severity in Severity)
    worst = view_limitation(triggered[0], agent).text if triggered else "none"
    lead = Link(agent.agent.name, composition.limitations_of(agent))
    return Row((lead, *counts, worst), anchor=agent.id)


def _tabulate_unevaluated(limitations: Limitations, agent_id: str) -> Table:
    return Table(
        f"{agent_id}-unevaluated",
        "Rules that could not be evaluated",
        ("Rule", "What is missing"),
        tuple(
            Row((f"{unevaluated.rule} {unevaluated.slug.replace('_', ' ')}", unevaluated.reason))
            for unevaluated in limitations.not_evaluable
        ),
        empty="Every rule could be evaluated.",
        searchable=False,
    )
