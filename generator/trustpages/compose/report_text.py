"""The report for a terminal: lines, and the sections of each agent's page, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from trustpages.compose.composition import Composition
from trustpages.compose.pages.agent import IN_SHORT, SECTIONS, show_agent
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.gate import HEADING
from trustpages.compose.wording.labels import AUDIENCES
from trustpages.model.pages.blocks import Block, FactList
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
        yield f"Held against the report of {format_day(report.previous_as_of)}."
    for agent in shown:
        yield ""
        yield from _compose_agent(composition, agent, width, is_alone=len(shown) == 1)
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
    wanted = replace(composition, shown_limitations=None) if is_alone else composition
    yield from show_agent(wanted, agent, SECTIONS if is_alone else IN_SHORT)
    if not is_alone:
        yield from ("", f"All of it: trustpages report --agent {agent.id}")
