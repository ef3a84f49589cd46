"""Pages of frameworks: each with its items and what answers them, agent by agent, and one that lists them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from trustpages.compose import paths
from trustpages.compose.answers.crosswalk import (
    NO_CERTIFICATE,
    NO_WORDING,
    describe_framework,
    name_item_place,
    tell_item,
)
from trustpages.compose.answers.telling import Teller, Told
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_agent
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.asked.framework import Framework, FrameworkItem
from trustpages.model.pages.blocks import Block, FactList, Panel, Row, Section, Table, Text
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Fact, Link, Said, Value
from trustpages.model.results.report import AgentReport
from trustpages.model.states import COVERED
from trustpages.model.vocabulary import AnswerBasis

TITLE: Final = "Frameworks"
LEAD: Final = "What of this report answers it, item by item and agent by agent: three states, and no score."
_ORDER: Final = (AnswerBasis.NOTHING, AnswerBasis.WORD, AnswerBasis.EVIDENCE)
"""Limits before praise."""
_COLUMNS: Final = ("Item", "Wording", *(COVERED[basis].word for basis in _ORDER), "What answers it, and how far")
_MEANINGS: Final = tuple(Fact(COVERED[basis], COVERED[basis].meaning) for basis in _ORDER)
_OTHERS: Final = "Items that a report of this kind cannot answer"
_NOBODY: Final = "no agent"
_EVERYBODY: Final = "all agents"


ToldItem: TypeAlias = tuple[FrameworkItem, tuple[tuple[AgentReport, Told], ...]]
"""An item that a report can answer, with what is told to it of each agent."""


def compose_framework_pages(composition: Composition) -> tuple[Page, ...]:
    """The page that lists the frameworks, and one for each; what is told of an agent is computed once for all."""
    if not composition.frameworks:
        return ()
    tellers = tuple(Teller(composition, agent) for agent in composition.report.agents)
    told = {framework.id: tuple(_tell_items(framework, tellers)) for framework in composition.frameworks}
    pages = (_compose_page(composition, framework, told[framework.id]) for framework in composition.frameworks)
    return (_compose_list(composition, told), *pages)


def _tell_items(framework: Framework, tellers: Sequence[Teller]) -> Iterator[ToldItem]:
    for item in framework.items:
        if item.is_mapped:
            yield item, tuple((teller.agent, tell_item(teller, item)) for teller in tellers)


def _compose_list(composition: Composition, told: Mapping[str, Sequence[ToldItem]]) -> Page:
    counted = (_count_items(composition, told),) if composition.report.agents else ()
    return Page(
        kind="listing",
        path=paths.FRAMEWORKS,
        title=TITLE,
        frame=composition.frame(),
        sections=(
            Section("", (Text(NO_CERTIFICATE, "caution"), FactList(_MEANINGS, "legend"))),
            Section("", (*counted, _tabulate_editions(composition.frameworks))),
        ),
        lead="How many items of each this report answers: by evidence, by the vendor's word, or not at all.",
        description=f"{', '.join(found.name for found in composition.frameworks)}: what a report answers of each.",
    )


def _count_items(composition: Composition, told: Mapping[str, Sequence[ToldItem]]) -> Table:
    """How many items are in each state: for each agent, or of many agents the fewest and the most."""
    agents = composition.report.agents
    groups = [agents] if composition.is_large else [(agent,) for agent in agents]
    rows: list[Row] = []
    for framework in composition.frameworks:
        for group in groups:
            counts = [_count_states(framework, told[framework.id], agent) for agent in group]
            spans = (_say_span(min(found), max(found)) for found in zip(*counts, strict=True))
            whom = link_agent(group[0]) if len(group) == 1 else count_of(len(group), "agent")
            rows.append(Row((_link(framework), whom, *spans, format_number(len(framework.items)))))
    caption = "How many items are in each state" + ("; of all agents, the fewest and the most" * composition.is_large)
    columns = ("Framework", "Agent", *(COVERED[basis].word for basis in _ORDER), "Items that stand here")
    return Table("counts", caption, columns, tuple(rows), numeric=(2, 3, 4, 5), level=2)


def _count_states(framework: Framework, told: Sequence[ToldItem], agent: AgentReport) -> tuple[int, ...]:
    """What nothing in a report answers is not covered either."""
    states = Counter(part.backing.basis for _, parts in told for about, part in parts if about.id == agent.id)
    states[AnswerBasis.NOTHING] += len(framework.items) - len(told)
    return tuple(states[basis] for basis in _ORDER)


def _say_span(least: int, most: int) -> str:
    return format_number(least) if least == most else f"{format_number(least)} to {format_number(most)}"


def _tabulate_editions(frameworks: Iterable[Framework]) -> Table:
    rows = (
        Row((_link(framework), framework.version, framework.publisher, facts["licence"], facts["scope"]))
        for framework in frameworks
        for facts in (dict(describe_framework(framework)),)
    )
    columns = ("Framework", "Version", "Published by", "Wording", "What stands here")
    return Table("editions", "Which editions they are, and what of each stands here", columns, tuple(rows), level=2)


def _link(framework: Framework) -> Link:
    return Link(framework.name, paths.framework(framework.id))


def _compose_page(composition: Composition, framework: Framework, told: Sequence[ToldItem]) -> Page:
    others = [item for item in framework.items if not item.is_mapped]
    return Page(
        kind="framework",
        path=paths.framework(framework.id),
        title=framework.name,
        frame=composition.frame(),
        sections=(
            Section("", _introduce(framework)),
            Section("", (_tabulate(told),) if composition.report.agents else ()),
            *((Section(_OTHERS, _list_others(others), folded=True),) if others else ()),
        ),
        lead=LEAD,
        above=(Link(TITLE, paths.FRAMEWORKS),),
        description=f"{framework.name}: what evidence carries, what is the vendor's word, what is not covered.",
    )


def _introduce(framework: Framework) -> tuple[Block, ...]:
    source = framework.source
    link: Said = framework.publisher
    if source is not None and source.url is not None:
        link = (f"{framework.publisher}, ", Link(source.title or source.url, source.url, "elsewhere"))
    facts = dict(describe_framework(framework))
    return (
        Text(NO_CERTIFICATE, "caution"),
        FactList(
            (
                Fact("Version", framework.version),
                Fact("Published by", link),
                Fact("Wording", facts["licence"]),
                Fact("What stands here", facts["scope"]),
            ),
            "lines",
        ),
        FactList(_MEANINGS, "legend"),
    )


def _tabulate(told: Iterable[ToldItem]) -> Table:
    return Table(
        "items",
        "Items that a report can answer",
        _COLUMNS,
        tuple(_show_item(*pair) for pair in told),
        level=2,
        in_full=True,
    )


def _show_item(item: FrameworkItem, told: Sequence[tuple[AgentReport, Told]]) -> Row:
    cells = tuple(
        _name_agents([pair for pair in told if pair[1].backing.basis is basis], len(told)) for basis in _ORDER
    )
    text = item.text or item.about or NO_WORDING
    return Row((item.id, text, *cells, item.why or ""), anchor=name_item_place(item))


def _name_agents(told: Sequence[tuple[AgentReport, Told]], of_all: int) -> Said:
    """The agents, each leading to what answers it; that they are all or none is said in two words."""
    if not told:
        return _NOBODY
    if len(told) == of_all > 1:
        return _EVERYBODY
    named: list[Value] = []
    for agent, part in told:
        own = link_agent(agent)
        link = Link(own.text, part.answer.links[0].path) if part.answer.links else own
        named += [", ", link] if named else [link]
    return tuple(named)


def _list_others(items: Iterable[FrameworkItem]) -> tuple[Block, ...]:
    """Those that nothing in a report answers, with what they ask."""
    facts = tuple(Fact(item.id, item.text or item.about or item.part or "") for item in items)
    said = "Not covered for any agent: they are about the organisation, the model or the law."
    return (Panel((Text(said), FactList(facts, "lines"))),)
