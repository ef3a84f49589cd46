"""Pages of frameworks: each with its items and what answers them, agent by agent, and one that lists them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
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
from trustpages.model.pages.exported import Cover
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


def list_covers(composition: Composition, agent: AgentReport) -> tuple[tuple[Cover, ...], ...]:
    """What covers each item that a framework has mapped, framework by framework; each answer is computed once."""
    teller = Teller(composition, agent)
    return tuple(
        tuple(_cover(agent, tell_item(teller, item)) for item in _list_mapped(framework))
        for framework in composition.frameworks
    )


def _cover(agent: AgentReport, told: Told) -> Cover:
    links = told.answer.links
    return told.backing.basis, links[0].path if links else link_agent(agent).path


def _list_mapped(framework: Framework) -> list[FrameworkItem]:
    return [item for item in framework.items if item.is_mapped]


Covered: TypeAlias = Sequence[tuple[AgentReport, Sequence[Cover]]]
"""The agents, each with what covers the items of a framework."""


def compose_framework_pages(
    composition: Composition, covers: Mapping[str, Sequence[Sequence[Cover]]]
) -> tuple[Page, ...]:
    """The page that lists the frameworks, and one for each; `covers` are those of `list_covers`, by id of the agent."""
    if not composition.frameworks:
        return ()
    covered = {
        framework.id: [(agent, covers[agent.id][number]) for agent in composition.report.agents]
        for number, framework in enumerate(composition.frameworks)
    }
    pages = (_compose_page(composition, framework, covered[framework.id]) for framework in composition.frameworks)
    return (_compose_list(composition, covered), *pages)


def _compose_list(composition: Composition, covered: Mapping[str, Covered]) -> Page:
    counted = (_count_items(composition, covered),) if composition.report.agents else ()
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


def _count_items(composition: Composition, covered: Mapping[str, Covered]) -> Table:
    """How many items are in each state: for each agent, or of many agents the fewest and the most."""
    rows: list[Row] = []
    for framework in composition.frameworks:
        found = covered[framework.id]
        for group in [found] if composition.is_large else [[pair] for pair in found]:
            counts = [_count_states(framework, covers) for _, covers in group]
            spans = (_say_span(min(of_state), max(of_state)) for of_state in zip(*counts, strict=True))
            whom = link_agent(group[0][0]) if len(group) == 1 else count_of(len(group), "agent")
            rows.append(Row((_link(framework), whom, *spans, format_number(len(framework.items)))))
    caption = "How many items are in each state" + ("; of all agents, the fewest and the most" * composition.is_large)
    columns = ("Framework", "Agent", *(COVERED[basis].word for basis in _ORDER), "Items that stand here")
    return Table("counts", caption, columns, tuple(rows), numeric=(2, 3, 4, 5), level=2)


def _count_states(framework: Framework, covers: Sequence[Cover]) -> tuple[int, ...]:
    """What nothing in a report answers is not covered either."""
    states = Counter(basis for basis, _ in covers)
    states[AnswerBasis.NOTHING] += len(framework.items) - len(covers)
    return tuple(states[basis] for basis in _ORDER)


def _say_span(least: int, most: int) -> str:
    return format_number(least) if least == most else f"{format_number(least)} to {format_number(most)}"


def _tabulate_editions(frameworks: Iterable[Framework]) -> Table:
    rows = (
        Row((_link(framework), framework.version, framework.publisher, facts["licence"], facts["scope"]))
        for framework in frameworks
        for facts in (dict(describe_framework(framework)),)
    )
    columns = ("Framework", "Version", "Publisher", "Wording", "What stands here")
    return Table("editions", "Which editions they are, and what of each stands here", columns, tuple(rows), level=2)


def _link(framework: Framework) -> Link:
    return Link(framework.name, paths.framework(framework.id))


def _compose_page(composition: Composition, framework: Framework, covered: Covered) -> Page:
    others = [item for item in framework.items if not item.is_mapped]
    return Page(
        kind="framework",
        path=paths.framework(framework.id),
        title=framework.name,
        frame=composition.frame(),
        sections=(
            Section("", _introduce(framework)),
            Section("", (_tabulate(_list_mapped(framework), covered),) if covered else ()),
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


def _tabulate(items: Iterable[FrameworkItem], covered: Covered) -> Table:
    return Table(
        "items",
        "Items that a report can answer",
        _COLUMNS,
        tuple(
            _show_item(item, [(agent, covers[number]) for agent, covers in covered])
            for number, item in enumerate(items)
        ),
        level=2,
        in_full=True,
    )


def _show_item(item: FrameworkItem, covered: Sequence[tuple[AgentReport, Cover]]) -> Row:
    cells = tuple(
        _name_agents([(agent, path) for agent, (found, path) in covered if found is basis], len(covered))
        for basis in _ORDER
    )
    text = item.text or item.about or NO_WORDING
    return Row((item.id, text, *cells, item.why or ""), anchor=name_item_place(item))


def _name_agents(told: Sequence[tuple[AgentReport, str]], of_all: int) -> Said:
    """The agents, each leading to what answers it; that they are all or none is said in two words."""
    if not told:
        return _NOBODY
    if len(told) == of_all > 1:
        return _EVERYBODY
    named: list[Value] = []
    for agent, path in told:
        link = replace(link_agent(agent), path=path)
        named += [", ", link] if named else [link]
    return tuple(named)


def _list_others(items: Iterable[FrameworkItem]) -> tuple[Block, ...]:
    """Those that nothing in a report answers, with what they ask."""
    facts = tuple(Fact(item.id, item.text or item.about or item.part or "") for item in items)
    said = "Not covered for any agent: they are about the organisation, the model or the law."
    return (Panel((Text(said), FactList(facts, "lines"))),)
