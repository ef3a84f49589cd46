"""The report for a terminal: lines, and the sections of each agent's page, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from trustpages.compose.composition import Composition
from trustpages.compose.pages.agent import IN_FULL, IN_SHORT, show_agent
from trustpages.compose.pages.decisions import tabulate_acceptances, tabulate_buying_decisions
from trustpages.compose.sections.changes import describe_baseline, list_added_and_removed_agents
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.gate import HEADING
from trustpages.compose.wording.labels import AUDIENCES
from trustpages.model.pages.blocks import Block, ChartBlock, FactList, Panel, Section
from trustpages.model.pages.findings import ObligationView, PromiseList
from trustpages.model.pages.values import Fact
from trustpages.model.results.report import AgentReport
from trustpages.model.states import SEVERITIES
from trustpages.model.vocabulary import Severity


def compose_report_text(
    composition: Composition, agents: Iterable[str] | None = None, *, width: int
) -> Iterator[str | Block]:
    """The report, or that of the named agents: of one alone everything, of several the first sections.

    `width` is that of the terminal, in characters.
    """
    report, wanted = composition.report, None if agents is None else set(agents)
    shown = [agent for agent in report.agents if wanted is None or agent.id in wanted]
    yield f"Trust report as of {format_day(report.as_of)}. Audience: {AUDIENCES[report.audience]}."
    if composition.against_all:
        yield FactList((Fact(HEADING, composition.against_all),))
    if report.previous_as_of is not None:
        yield describe_baseline(composition)
        yield from list_added_and_removed_agents(composition)
    for agent in shown:
        yield ""
        yield from _compose_agent(composition, agent, width, is_alone=len(shown) == 1)
    if shown and report.portfolio.procurement is not None:
        yield Section("Buying decisions", tabulate_buying_decisions(composition))
    if shown and report.portfolio.acceptances:
        yield Section("Accepted changes", tabulate_acceptances(composition))
    if not report.agents:
        yield "No agent is visible to this audience."
        yield "Documents are internal unless they say 'visibility: public'; --audience internal shows everything."


def _compose_agent(
    composition: Composition, agent: AgentReport, width: int, *, is_alone: bool
) -> Iterator[str | Block]:
    title = f"{agent.agent.name} ({agent.id})"
    yield from (title, "=" * min(len(title), width))
    counts = Counter(limitation.severity for limitation in agent.limitations.triggered)
    counted = [f"{counts[severity]} {SEVERITIES[severity].in_sentence}" for severity in Severity if counts[severity]]
    illustrative = (Fact("Illustrative", "Parts of this were made up to show how things work."),)
    yield FactList(
        (
            *(illustrative if agent.illustrative else ()),
            Fact("Limitations", ", ".join(counted) or "no rule counted anything"),
        )
    )
    if is_alone:
        yield from show_agent(replace(composition, shown_limitations=None), agent, IN_FULL)
    else:
        yield from map(_shorten, show_agent(composition, agent, IN_SHORT))
        yield from ("", f"All of it: trustpages report --agent {agent.id}")


def _shorten(section: Section) -> Section:
    """The section with of each promise what was seen; how that came about, and charts, are left out."""
    return replace(section, blocks=tuple(map(_shorten_block, section.blocks)))


def _shorten_block(block: Block) -> Block:
    match block:
        case Section() | Panel():
            shown = tuple(inner for inner in block.blocks if not isinstance(inner, ChartBlock))
            return replace(block, blocks=tuple(map(_shorten_block, shown)))
        case PromiseList():
            return replace(block, views=tuple(map(_shorten_promise, block.views)))
    return block


def _shorten_promise(view: ObligationView) -> ObligationView:
    return replace(view, how=(), consequences=tuple(agreed for agreed in view.consequences if agreed.note))
