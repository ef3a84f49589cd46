"""Home and the page of limitations stay readable with as many agents as a vendor has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.assess.histories import a_report
from support.builders import (
    a_benchmark,
    a_bundle,
    a_pact,
    a_review,
    a_trust,
    a_workspace,
    an_agent,
    an_agent_evidence,
    claims_of,
    days_before,
)
from trustpages.compose import paths
from trustpages.compose.answers.catalog import BY_ID
from trustpages.compose.composition import MOST_AGENTS_IN_FULL, Composition
from trustpages.compose.pages.agent import compose_agent_page as agent_page
from trustpages.compose.pages.data import AgentPage, HomePage, LimitationsPage, ListingPage, QuestionsPage
from trustpages.compose.pages.home import compose_home_page
from trustpages.compose.pages.limitations import compose_agent_limitations_page, compose_limitations_page
from trustpages.compose.pages.navigation import list_own_paths
from trustpages.compose.pages.questions import compose_agent_questions_page, compose_question_pages
from trustpages.compose.pages.registers import (
    compose_claims_page,
    compose_consequences_page,
    compose_decisions_page,
)
from trustpages.compose.site import compose_site
from trustpages.model.documents.benchmark import Benchmark
from trustpages.model.workspace import Origins
from trustpages.workflow.shipped.questions import collect_questions


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


def first_page(composition: Composition) -> HomePage:
    data = compose_home_page(composition).data
    assert isinstance(data, HomePage)
    return data


def limits_page(composition: Composition) -> LimitationsPage:
    data = compose_limitations_page(composition).data
    assert isinstance(data, LimitationsPage)
    return data


@pytest.mark.parametrize("count", [1, MOST_AGENTS_IN_FULL])
def test_a_few_agents_stand_in_full(count: int) -> None:
    composition = composed(count)
    assert (len(first_page(composition).agents), first_page(composition).more) == (count, None)
    page = limits_page(composition)
    assert (len(page.by_agent), page.overview) == (count, None)


def test_of_many_agents_home_has_the_worst_and_each_has_a_page_of_limitations() -> None:
    composition = composed(MOST_AGENTS_IN_FULL + 1)
    page = first_page(composition)
    assert len(page.agents) == MOST_AGENTS_IN_FULL
    assert page.more is not None
    assert (page.more.path, page.more.text[:13]) == (paths.AGENTS, "All 13 agents")

    limits = limits_page(composition)
    assert limits.by_agent == ()
    assert limits.overview is not None
    last = composition.report.agents[-1]
    row = limits.overview.rows[-1]
    assert row.path == paths.agent_limitations(last.id)
    assert sum(map(int, row.cells[1:5])) == len(last.limitations.triggered)

    apart = compose_agent_limitations_page(composition, last)
    assert isinstance(apart.data, LimitationsPage)
    ((_, views, _),) = apart.data.by_agent
    assert len(views) == len(last.limitations.triggered)
    data = agent_page(composition, last).data
    assert isinstance(data, AgentPage)
    assert {apart.path} == {
        data.limitations.path,
        *(page.path for page in data.pages if "limit" in page.text),
    }


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
    for page in compose_question_pages(composition):
        assert isinstance(page.data, QuestionsPage)
        assert page.data.overview is not None
        assert [row.path for row in page.data.overview.rows] == [
            paths.agent_questions(agent.id) for agent in agents
        ]
        assert all(len(question.answers) == 1 for question in page.data.questions)
    apart = compose_agent_questions_page(composition, agents[0])
    assert isinstance(apart.data, QuestionsPage)
    open_ = [question.text for question in apart.data.questions if not question.answers[0].answered]
    assert len(open_) == len(apart.data.questions) - apart.data.answered
    made = {page.path for page in compose_site(composition).pages}
    assert {paths.agent_questions(agent.id) for agent in agents} <= made
    assert made <= list_own_paths(composition.report, composition.questions)


def test_of_many_agents_the_registers_stay_short() -> None:
    few, many = composed(MOST_AGENTS_IN_FULL), composed(MOST_AGENTS_IN_FULL + 1)
    sizes = [
        [
            len(page.data.tables)
            for page in (
                of(one) for of in (compose_claims_page, compose_consequences_page, compose_decisions_page)
            )
            if isinstance(page.data, ListingPage)
        ]
        for one in (few, many)
    ]
    assert sizes == [[MOST_AGENTS_IN_FULL, MOST_AGENTS_IN_FULL, 2 * MOST_AGENTS_IN_FULL], [1, 0, 0]]


@pytest.mark.parametrize("count", [MOST_AGENTS_IN_FULL, MOST_AGENTS_IN_FULL + 1])
def test_the_anchor_of_an_agent_on_a_register_is_there_at_any_size(count: int) -> None:
    composition = composed(count)
    said, limits = compose_claims_page(composition).data, limits_page(composition)
    assert isinstance(said, ListingPage)
    rows = [row for table in (*said.tables, limits.overview) if table for row in table.rows]
    found = [table.id for table in said.tables] + [row.anchor for row in rows]
    found += [link.path.split("/")[1] for link, _, _ in limits.by_agent]
    assert sorted(one for one in found if one.startswith("agent-")) == sorted(
        2 * [agent.id for agent in composition.report.agents]
    )


@pytest.mark.parametrize(
    ("count", "place"),
    [
        (MOST_AGENTS_IN_FULL, "claims.md#agent-003"),
        (MOST_AGENTS_IN_FULL + 1, "agents/agent-003/index.md#claims"),
    ],
)
def test_the_answer_about_claims_leads_to_where_they_stand(count: int, place: str) -> None:
    composition = composed(count)
    answer = BY_ID["claims"].compute(composition, composition.report.agents[3])
    assert [link.path for link in answer.links] == [place]


def test_home_says_what_a_rank_is_worth() -> None:
    rows = [{"agent": f"a{n}", "score": 0.4 + n / 50, "outcome": 0.3 + n % 5 / 10} for n in range(14)]
    comparison = {
        "id": "one",
        "title": "Ranks",
        "workflow": "support",
        "stand_in": True,
        "of": "agents",
        "rows": rows,
    }
    (told,) = first_page(composed(1, a_benchmark(comparisons=[comparison]))).ranks
    assert told.value.startswith("14 agents; Spearman’s rho ")
    assert "95 % interval " in told.value.replace("\N{NO-BREAK SPACE}", " ")
    assert told.value.endswith("exploratory: not evidence")
    assert "stands in for real use" in told.note
