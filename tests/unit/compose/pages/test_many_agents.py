"""Home and the page of limitations stay readable with as many agents as a vendor has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.assess.histories import a_report
from support.builders import (
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_pact,
    a_review,
    a_trust,
    a_workspace,
    an_agent,
    an_agent_evidence,
    claims_of,
    days_before,
    runs,
)
from support.compose.blocks import blocks_of, path_of, tables_of
from trustpages.compose import paths
from trustpages.compose.answers.catalog import BY_ID
from trustpages.compose.composition import MOST_AGENTS_IN_FULL, Composition
from trustpages.compose.pages.agent import compose_agent_page as agent_page
from trustpages.compose.pages.benchmark import compose_benchmark_page
from trustpages.compose.pages.buyers.questions import (
    compose_agent_questions_page,
    compose_question_pages,
    list_answered,
)
from trustpages.compose.pages.decisions import compose_decisions_page
from trustpages.compose.pages.home import compose_home_page
from trustpages.compose.pages.limitations import compose_agent_limitations_page, compose_limitations_page
from trustpages.compose.pages.navigation import MOST_SIBLINGS, group_entries
from trustpages.compose.pages.registers import compose_claims_page, compose_consequences_page
from trustpages.compose.site import compose_site
from trustpages.compose.wording.names import to_sentence
from trustpages.compose.wording.said import say
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.pages.blocks import FactList, LinkList, Panel, Text
from trustpages.model.pages.findings import AgentCard, Answer, LimitationList
from trustpages.model.pages.page import NavItem
from trustpages.model.pages.values import Link
from trustpages.model.workspace import Origins
from trustpages.workflow.shipped.questions import collect_questions
from trustpages.workflow.site.own_paths import list_own_paths


def composed(count: int, *benchmarks: Benchmark) -> Composition:
    """The composition of so many agents, alike but for their names."""
    named = [an_agent(id=f"agent-{number:03}") for number in range(count)]
    evidence = [
        an_agent_evidence(
            a_bundle(a_review(id="scheduled", date=days_before(1)), agent=one.id),
            agent=one,
            pacts=[a_pact(agent=one.id)],
            claims=[claims_of(agent=one.id)],
        )
        for one in named
    ]
    report = a_report(a_workspace(*evidence, benchmarks=benchmarks))
    return Composition(report, a_trust(), Origins())


@pytest.mark.parametrize("count", [1, MOST_AGENTS_IN_FULL])
def test_a_few_agents_stand_in_full(count: int) -> None:
    composition = composed(count)
    page = compose_home_page(composition)
    assert (len(blocks_of(page, AgentCard)), blocks_of(page, LinkList)) == (count, ())
    limits = compose_limitations_page(composition)
    assert [panel.id for panel in blocks_of(limits, Panel)] == [agent.id for agent in composition.report.agents]
    assert "limitations" not in [table.id for table in tables_of(limits)]


def test_of_many_agents_home_has_the_worst_and_each_has_a_page_of_limitations() -> None:
    composition = composed(MOST_AGENTS_IN_FULL + 1)
    page = compose_home_page(composition)
    assert len(blocks_of(page, AgentCard)) == MOST_AGENTS_IN_FULL
    ((more,),) = (block.links for block in blocks_of(page, LinkList))
    assert (more.path, more.text[:13]) == (paths.AGENTS, "All 13 agents")

    (overview,) = tables_of(compose_limitations_page(composition))
    last = composition.report.agents[-1]
    row = overview.rows[-1]
    assert path_of(row) == paths.agent_limitations(last.id)
    assert sum(cell for cell in row.cells[1:5] if isinstance(cell, int)) == len(last.limitations.triggered)

    apart = compose_agent_limitations_page(composition, last)
    shown = sum(len(block.views) for block in blocks_of(apart, LimitationList))
    assert shown == len(last.limitations.triggered)
    of_agent = agent_page(composition, last)
    links = [link for block in blocks_of(of_agent, LinkList) for link in block.links]
    links += [
        value
        for block in blocks_of(of_agent, Text)
        for value in (block.words if isinstance(block.words, tuple) else (block.words,))
        if isinstance(value, Link)
    ]
    assert {apart.path} == {link.path for link in links if link.text.startswith("All limit")}


def test_every_way_to_the_limitations_of_an_agent_leads_to_its_page() -> None:
    composition = composed(MOST_AGENTS_IN_FULL + 1)
    asked = replace(composition, questions=collect_questions(a_workspace()))
    pages = compose_site(asked).pages
    assert f"{paths.LIMITATIONS}#" not in repr(pages)
    found = {page.path for page in pages}
    assert {paths.agent_limitations(agent.id) for agent in composition.report.agents} <= found


def test_of_many_agents_the_questions_are_counted_and_each_agent_answers_on_a_page_of_its_own() -> None:
    composition = replace(composed(MOST_AGENTS_IN_FULL + 1), questions=collect_questions(a_workspace()))
    agents = composition.report.agents
    answered = {agent.id: list_answered(composition, agent) for agent in agents}
    for page in compose_question_pages(composition, answered):
        (overview,) = tables_of(page)
        assert [path_of(row) for row in overview.rows] == [paths.agent_questions(agent.id) for agent in agents]
        assert all(len(panel.blocks) == 1 for panel in blocks_of(page, Panel))
    apart = compose_agent_questions_page(composition, agents[0])
    answers = blocks_of(apart, Answer)
    assert all(answer.is_answered for answer in answers)
    (open_,) = (panel for panel in blocks_of(apart, Panel) if str(panel.title).startswith("Unanswered: "))
    missing = sum(len(facts.facts) for facts in open_.blocks if isinstance(facts, FactList))
    assert blocks_of(apart, Text)[0].words == (
        f"{missing} of {len(answers) + missing} questions find no answer in the evidence of any agent."
    )
    made = {page.path for page in compose_site(composition).pages}
    assert {paths.agent_questions(agent.id) for agent in agents} <= made
    assert made <= list_own_paths(
        composition.report, composition.questions, [known.id for known in composition.frameworks]
    )


def test_of_many_agents_the_registers_stay_short() -> None:
    few, many = composed(MOST_AGENTS_IN_FULL), composed(MOST_AGENTS_IN_FULL + 1)
    registers = (compose_claims_page, compose_consequences_page, compose_decisions_page)
    sizes = [[len(tables_of(register(one))) for register in registers] for one in (few, many)]
    assert sizes == [[MOST_AGENTS_IN_FULL, MOST_AGENTS_IN_FULL, 2 * MOST_AGENTS_IN_FULL], [1, 0, 0]]


@pytest.mark.parametrize("count", [MOST_AGENTS_IN_FULL, MOST_AGENTS_IN_FULL + 1])
def test_the_anchor_of_an_agent_on_a_register_is_there_at_any_size(count: int) -> None:
    composition = composed(count)
    pages = compose_claims_page(composition), compose_limitations_page(composition)
    tables = [table for page in pages for table in tables_of(page)]
    found = [table.id for table in tables_of(pages[0])]
    found += [row.anchor for table in tables for row in table.rows]
    found += [panel.id for page in pages for panel in blocks_of(page, Panel)]
    assert sorted(one for one in found if one.startswith("agent-")) == sorted(
        2 * [agent.id for agent in composition.report.agents]
    )


@pytest.mark.parametrize(
    ("count", "place"),
    [(MOST_AGENTS_IN_FULL, "claims.md#agent-003"), (MOST_AGENTS_IN_FULL + 1, "agents/agent-003/analyst.md#claims")],
)
def test_the_answer_about_claims_leads_to_where_they_stand(count: int, place: str) -> None:
    composition = composed(count)
    answer = BY_ID["claims"].compute(composition, composition.report.agents[3])
    assert [link.path for link in answer.links] == [place]


def test_home_says_what_a_rank_is_worth() -> None:
    rows = [{"agent": f"a{n}", "score": 0.4 + n / 50, "outcome": 0.3 + n % 5 / 10} for n in range(14)]
    comparison = {"id": "one", "title": "Ranks", "workflow": "support", "stand_in": True, "of": "agents", "rows": rows}
    page = compose_home_page(composed(1, a_benchmark(comparisons=[comparison])))
    (told,) = (say(text.words) for text in blocks_of(page, Text) if "Spearman" in say(text.words))
    assert told.startswith("Ranks: 14 agents; Spearman’s rho ")
    assert "95 % interval " in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "exploratory: not evidence. " in told
    assert "stands in for real use" in told


def test_the_page_of_a_benchmark_has_no_limitation_of_another_agents_item_of_the_same_id() -> None:
    measured, other = (an_agent(id=name) for name in ("measured", "other"))
    items = (a_benchmark_result(id="june"), runs(id="june", method="llm_judge"))
    evidence = (
        an_agent_evidence(a_bundle(item, agent=agent.id), agent=agent, pacts=[a_pact(agent=agent.id)])
        for agent, item in zip((measured, other), items, strict=True)
    )
    report = a_report(a_workspace(*evidence, benchmarks=[a_benchmark()]))
    page = compose_benchmark_page(Composition(report, a_trust(), Origins()), a_benchmark())
    shown = {(view.rule, view.text) for block in blocks_of(page, LimitationList) for view in block.views}
    found = {
        agent.id: {
            (limitation.rule, to_sentence(limitation.text, agent))
            for limitation in agent.limitations.triggered
            if {"june", "bench"}.intersection(limitation.subjects)
        }
        for agent in report.agents
    }
    assert shown == found["measured"]
    assert found["other"] - found["measured"]


def test_sections_of_sections_are_named_by_the_first_and_the_last_entry() -> None:
    entries = [NavItem(str(number), f"{number}.md") for number in range(MOST_SIBLINGS**2 + 1)]
    few, many = group_entries(entries[:MOST_SIBLINGS]), group_entries(entries)
    assert few == tuple(entries[:MOST_SIBLINGS])
    last = MOST_SIBLINGS**2
    assert [section.title for section in many] == [f"0 to {last - 1}", f"{last} to {last}"]
    assert many[0].children[1].title == f"{MOST_SIBLINGS} to {2 * MOST_SIBLINGS - 1}"
    assert [entry for outer in many for inner in outer.children for entry in inner.children] == entries
