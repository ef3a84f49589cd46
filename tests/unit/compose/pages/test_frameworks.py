"""The page that lists the frameworks: counts that agree with their pages, no share of anything, one row a framework."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from support.builders import runs
from support.compose.answers import tell_of
from support.compose.blocks import tables_of
from trustpages.compose import paths
from trustpages.compose.answers.crosswalk import compose_framework
from trustpages.compose.composition import MOST_AGENTS_IN_FULL, Composition
from trustpages.compose.pages.buyers.frameworks import compose_framework_pages, list_covers
from trustpages.compose.wording.said import say
from trustpages.model.pages.blocks import Table
from trustpages.model.states import COVERED
from trustpages.model.vocabulary import AnswerBasis


def counts_in(composition: Composition) -> Table:
    covers = {agent.id: list_covers(composition, agent) for agent in composition.report.agents}
    listed = compose_framework_pages(composition, covers)[0]
    assert listed.path == paths.FRAMEWORKS
    return next(table for table in tables_of(listed) if table.id == "counts")


def test_what_is_counted_is_what_the_export_says() -> None:
    teller = tell_of(runs(97, 100))
    table = counts_in(teller.composition)
    for framework, row in zip(teller.composition.frameworks, table.rows, strict=True):
        states = Counter(answered.basis for answered in compose_framework(teller, framework).rows)
        for basis in AnswerBasis:
            assert say(row.cells[table.columns.index(COVERED[basis].word)]) == str(states[basis]), framework.id
        assert say(row.cells[-1]) == str(len(framework.items))
    assert not any("%" in say(cell) for row in table.rows for cell in row.cells)


@pytest.mark.parametrize(("many", "rows_each"), [(3, 3), (MOST_AGENTS_IN_FULL + 1, 1)])
def test_many_agents_share_a_row(many: int, rows_each: int) -> None:
    composition = tell_of(runs(97, 100)).composition
    agent = composition.report.agents[0]
    agents = tuple(replace(agent, agent=agent.agent.model_copy(update={"id": f"a-{n}"})) for n in range(many))
    table = counts_in(replace(composition, report=replace(composition.report, agents=agents)))
    assert len(table.rows) == rows_each * len(composition.frameworks)


def test_a_site_without_frameworks_lists_none() -> None:
    assert compose_framework_pages(replace(tell_of(runs()).composition, frameworks=()), {}) == ()
