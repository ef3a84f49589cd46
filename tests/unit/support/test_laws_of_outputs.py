"""The laws of outputs find what a report says against itself: each output is changed at one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from support.outputs.laws import find_contradictions
from support.outputs.whole import Whole
from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.compose.site import ComposedSite
from trustpages.model.pages.blocks import ChartBlock, FactList, Row, Table, Text
from trustpages.model.pages.chart import IntervalChart
from trustpages.model.pages.findings import BottomLine, PromiseList
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Said, StateLabel
from trustpages.model.states import VALID, VERDICTS
from trustpages.model.vocabulary import Audience, Verdict

pytestmark = IN_ONE_PROCESS


@pytest.fixture(scope="module")
def whole() -> Whole:
    return known_whole("bad news", Audience.PUBLIC)


def change_one(value: Any, kind: type[Any], change: Callable[[Any], Any], left: list[bool]) -> Any:
    """The value with the first part of that kind changed."""
    if not left:
        return value
    if isinstance(value, kind) and (changed := change(value)) != value:
        left.clear()
        return changed
    if isinstance(value, tuple):
        return tuple(change_one(part, kind, change, left) for part in value)
    if is_dataclass(value) and not isinstance(value, type | StateLabel):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        changed_parts = {name: change_one(part, kind, change, left) for name, part in parts.items()}
        return value if changed_parts == parts else replace(value, **changed_parts)
    return value


def with_pages(site: ComposedSite, pages: tuple[Page, ...]) -> ComposedSite:
    """The site with those pages, whatever they are about."""
    agents = tuple(replace(agent, pages=(), offered=()) for agent in site.agents)
    return ComposedSite(replace(site.shared, before=pages, after=()), agents)


def tamper(whole: Whole, path: str, kind: type[Any], change: Callable[[Any], Any]) -> list[str]:
    """What the laws find once the first block of that kind on a page is another one."""
    left = [True]
    pages = tuple(
        replace(page, sections=change_one(page.sections, kind, change, left)) if page.path == path else page
        for page in whole.site.pages
    )
    assert not left, "nothing was changed"
    return list(find_contradictions(replace(whole, site=with_pages(whole.site, pages))))


def with_row(caption: str, column: int, cell: object) -> Callable[[Table], Table]:
    def change(table: Table) -> Table:
        if caption not in table.caption or not table.rows:
            return table
        first, *others = table.rows
        cells = (*first.cells[:column], cell, *first.cells[column + 1 :])
        return replace(table, rows=(Row(cells), *others))  # type: ignore[arg-type]  # any cell

    return change


def with_fact(label: str, value: Said) -> Callable[[FactList], FactList]:
    def change(block: FactList) -> FactList:
        facts = (replace(fact, value=value) if fact.label == label else fact for fact in block.facts)
        return replace(block, facts=tuple(facts))

    return change


def with_verdict(block: PromiseList) -> PromiseList:
    return replace(block, views=(replace(block.views[0], verdict=VERDICTS[Verdict.MET]), *block.views[1:]))


def with_chart(block: ChartBlock) -> ChartBlock:
    chart = block.chart
    if not isinstance(chart, IntervalChart):
        return block
    return ChartBlock(
        replace(chart, intervals=(replace(chart.intervals[0], verdict=Verdict.MET), *chart.intervals[1:]))
    )


def with_text(said: str) -> Callable[[Text], Text]:
    return lambda text: replace(text, words=said)


DESK = "agents/desk/index.md"
ANALYST = "agents/desk/analyst.md"
PACT = "agents/desk/pacts/service.md"


@pytest.mark.parametrize(
    ("path", "kind", "change", "found"),
    [
        (DESK, BottomLine, lambda block: replace(block, valid_until=date(2030, 1, 1)), "Valid until"),
        (DESK, BottomLine, lambda block: replace(block, expired=not block.expired), "expired"),
        (PACT, PromiseList, with_verdict, "Verdict"),
        (DESK, ChartBlock, with_chart, "Verdict"),
        (ANALYST, FactList, with_fact("Next due", date(2020, 1, 1)), "2020"),
        (ANALYST, Table, with_row("Overrides", 5, date(2020, 1, 1)), "Expires"),
        (DESK, Table, with_row("Incidents", 1, StateLabel("Dreadful", "met")), "Dreadful"),
        (ANALYST, Table, with_row("Overrides", 1, VALID), "State"),
        (DESK, Text, with_text("1 items lie about."), "one of many"),
        (DESK, Text, with_text("3 item lie about."), "many of one"),
        (DESK, Text, with_text("Good runs: 12 of 10."), "more than all"),
        (DESK, Text, with_text("Item outage-8 August 2024."), "a day made of an id"),
        (DESK, Text, with_text("It happened on 1 May 2050."), "2050"),
        ("agents/index.md", Table, with_row("All agents", 1, StateLabel("Supported", "supported")), "Posture"),
    ],
)
def test_a_contradiction_is_found(
    path: str, kind: type[Any], change: Callable[[Any], Any], found: str, whole: Whole
) -> None:
    assert any(found in said for said in tamper(whole, path, kind, change))


def test_what_a_file_says_otherwise_is_found(whole: Whole) -> None:
    record = whole.record | {"agents": [agent | {"posture": "Supported"} for agent in whole.record["agents"]]}
    assert any("Posture" in said for said in find_contradictions(replace(whole, record=record)))
    agents = (
        replace(agent, spreadsheets=tuple(replace(sheet, rows=sheet.rows[1:]) for sheet in agent.spreadsheets))
        for agent in whole.site.agents
    )
    site = replace(whole.site, agents=tuple(agents))
    assert any("promises" in said for said in find_contradictions(replace(whole, site=site)))
    feed = whole.site.shared.feeds[0]
    entries = tuple(
        replace(entry, points=tuple(point.replace("Blocked", "Supported") for point in entry.points))
        for entry in feed.entries
    )
    site = replace(whole.site, shared=replace(whole.site.shared, feeds=(replace(feed, entries=entries),)))
    assert any("feed.xml" in said for said in find_contradictions(replace(whole, site=site)))


def test_what_is_not_changed_agrees(whole: Whole) -> None:
    assert list(find_contradictions(whole)) == []
