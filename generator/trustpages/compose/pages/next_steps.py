"""The page of next steps, for the vendor's own people."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.sections.next_steps import SUPPOSED, list_untried, show_first_steps, show_next_steps
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.labels import AUDIENCES
from trustpages.model.pages.blocks import Block, LinkList, Section, Text
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Link
from trustpages.model.results.next_steps import NextSteps


def compose_next_steps_page(composition: Composition, found: NextSteps) -> Page:
    """What could be done next about each agent, in the order in which it would change most."""
    report = composition.report
    sections = [
        Section(
            agent.agent.name,
            (LinkList((Link("Overview", paths.agent(agent.id)),)), *show_next_steps(composition, agent, steps)),
        )
        for agent in report.agents
        if (steps := found.of(agent.id)) is not None
    ]
    untried = [agent.id for agent in report.agents if found.of(agent.id) is None]
    return Page(
        kind="next",
        path=paths.NEXT,
        title="What next",
        frame=composition.frame(),
        sections=(*sections, *((list_untried(untried),) if untried else ())),
        lead=SUPPOSED,
        searchable=False,
        stands_alone=True,
    )


def compose_next_steps_text(composition: Composition, found: NextSteps, *, width: int) -> Iterator[str | Block]:
    """The same for a terminal: of one agent every step, of several those that would change most."""
    yield f"Next steps as of {format_day(found.as_of)}. Audience: {AUDIENCES[found.audience]}."
    yield Text(SUPPOSED)
    for agent in composition.report.agents:
        steps = found.of(agent.id)
        if steps is None:
            continue
        title = f"{agent.agent.name} ({agent.id})"
        yield from ("", title, "=" * min(len(title), width))
        if len(found.agents) == 1:
            yield from show_next_steps(composition, agent, steps, None)
            continue
        yield from show_first_steps(composition, agent, steps, MOST_OF_SEVERAL)
        yield from ("", f"All of it: trustpages next {agent.id}")


MOST_OF_SEVERAL = 3
"""Steps of each agent that stand in a text about several."""
