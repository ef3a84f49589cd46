"""The page of an agent in one minute: few words, five sections, answers in plain sentences; the rest for analysts."""

from __future__ import annotations

import html
import re

import pytest

from support.compose.plain_words import ACCEPTED, find_uncommon, measure_sentences, read_answers, read_first_screens
from support.compose.rendered import rendered
from support.outputs.whole import Whole
from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.compose import paths
from trustpages.compose.pages.agent import ANALYSIS, compose_agent_page, compose_analyst_page
from trustpages.compose.pages.buyers.look_up import TOPICS, compose_look_up_page
from trustpages.compose.pages.buyers.questions import compose_question_pages
from trustpages.compose.wording.said import say
from trustpages.model.pages.blocks import FactList, Panel, walk
from trustpages.model.pages.findings import AgentCard, Answer, BottomLine, Steps
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Fact
from trustpages.model.vocabulary import Audience

_FOLDED = re.compile(r"<details.*?</details>", re.DOTALL)
_DATA = re.compile(r"<script.*?</script>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
pytestmark = IN_ONE_PROCESS

MOST_WORDS = 1_100
MOST_IN_A_SENTENCE = 22
MOST_IN_AN_ANSWER = 26


@pytest.fixture(scope="module", params=["demo", "bad news", "bare"])
def whole(request: pytest.FixtureRequest) -> Whole:
    return known_whole(request.param, Audience.PUBLIC)


def count_words(page: Page, known: frozenset[str]) -> int:
    """The words that are seen before anything is opened."""
    text = rendered(page, known).content.decode().split("\n---\n", 1)[1]
    return len(html.unescape(_TAG.sub(" ", _DATA.sub(" ", _FOLDED.sub(" ", text)))).split())


def facts_of(page: Page) -> dict[str, Fact]:
    return {
        say(fact.label): fact for block in walk(page.sections) if isinstance(block, FactList) for fact in block.facts
    }


def test_few_words_stand_before_anything_is_opened(whole: Whole) -> None:
    known = frozenset(page.path for page in whole.site.pages)
    for agent in whole.report.agents:
        page = next(page for page in whole.site.pages if page.path == paths.agent(agent.id))
        assert count_words(page, known) <= MOST_WORDS
        assert len([section for section in page.sections if section.title]) <= 5 + 1  # and where to look further


def test_each_of_the_questions_has_a_plain_answer(whole: Whole) -> None:
    for agent in whole.report.agents:
        facts = facts_of(compose_agent_page(whole.composition, agent))
        asked = ("How was it tested?", "Who tested it?", "Is what it says true?", "What has changed?", "Who decides?")
        answers = {label: say(facts[label].value) for label in asked}
        assert all(answer.rstrip().endswith((".", "All changes")) for answer in answers.values()), answers
        assert not any("None" in answer or "`" in answer or "  " in answer for answer in answers.values())


def test_nothing_is_relied_on_that_must_not_act(whole: Whole) -> None:
    for agent in whole.report.agents:
        page = compose_agent_page(whole.composition, agent)
        (steps,) = (block for block in walk(page.sections) if isinstance(block, Steps))
        (bottom,) = (block for block in walk(page.sections) if isinstance(block, BottomLine))
        if agent.authority.may_not_act:
            assert {line.reliance.name for line in steps.lines} <= {"no", "unpromised"}
            assert bottom.alone == "Not at all"
        if bottom.expired:
            assert bottom.posture.name == "expired"
            assert "newer report" in bottom.action


def test_the_page_for_analysts_has_all_that_the_page_leaves_out(whole: Whole) -> None:
    for agent in whole.report.agents:
        sections = compose_analyst_page(whole.composition, agent).sections
        assert len(sections) >= len(ANALYSIS) - 3  # charts without data, and a statement that nobody made


def test_home_has_one_row_an_agent_and_no_counters(whole: Whole) -> None:
    home = next(page for page in whole.site.pages if page.path == paths.HOME)
    cards = [block for block in walk(home.sections) if isinstance(block, AgentCard)]
    assert len(cards) == len(whole.report.agents)
    assert all(say(card.worst).endswith(".") for card in cards)
    if len(whole.report.agents) > 1:
        assert home.frame.valid_until is None
        assert "each agent has its own day" in home.frame.ends


def test_what_buyers_type_is_found_or_said_to_be_absent(whole: Whole) -> None:
    page = compose_look_up_page(whole.composition)
    panels = {block.id: block for block in walk(page.sections) if isinstance(block, Panel)}
    assert {topic.id for topic in TOPICS} | {"failures", "contact"} <= panels.keys()
    known = frozenset(page.path for page in whole.site.pages)
    assert "No SOC 2 report is on record." in html.unescape(rendered(page, known).content.decode())


def test_a_reader_meets_one_agent_at_a_time_and_first_what_is_answered(whole: Whole) -> None:
    for page in compose_question_pages(whole.composition, {}):
        answers = [block for block in walk(page.sections) if isinstance(block, Answer)]
        assert all(answer.is_answered and answer.is_told_alone for answer in answers)
        titles = [say(panel.title) for panel in walk(page.sections) if isinstance(panel, Panel) and panel.level == 2]
        assert len(titles) == len(set(titles))


def test_hours_of_controls_come_to_minutes_a_run(whole: Whole) -> None:
    said = [
        sentence
        for page in compose_question_pages(whole.composition, {})
        for block in walk(page.sections)
        if isinstance(block, Answer)
        for sentence in block.said
        if sentence.startswith(("Together: ", "For each run "))
    ]
    if whole.composition.trust.publisher.name.startswith("Example Agents"):
        assert [re.sub("“.*”", "it", sentence) for sentence in dict.fromkeys(said)] == [
            "Together: 19 hours a week over 280 runs, about 4.1 minutes a run.",
            "For each run that keeps it (107 of 147), about 5.6 minutes.",
            "Together: 3 hours a week over 35 runs, about 5.1 minutes a run.",
            "For each run that keeps it (331 of 400), about 6.2 minutes.",
        ]


def test_sentences_are_short_and_their_words_plain(whole: Whole) -> None:
    first, answers = list(read_first_screens(whole)), list(read_answers(whole))
    assert [sentence for words, sentence in measure_sentences(first) if words > MOST_IN_A_SENTENCE] == []
    assert [sentence for words, sentence in measure_sentences(answers) if words > MOST_IN_AN_ANSWER] == []
    assert find_uncommon(whole, (*first, *answers)) == set()


def test_accepted_words_are_in_order() -> None:
    assert sorted(set(ACCEPTED)) == list(ACCEPTED)
