"""Questions of others: recognised by id, by the wording of an item, by words, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.builders import Values, runs
from support.compose.answers import a_framework, tell_of
from support.questionnaires.vsaq import QUESTIONS as VSAQ
from trustpages.compose.answers.asked import compose_questions
from trustpages.compose.answers.crosswalk import compose_framework
from trustpages.compose.answers.filling import fill_grid, list_cells, mark_row, summarize, write_answer
from trustpages.compose.answers.layout import Layout, find_layout
from trustpages.compose.answers.matching import Matcher, make_matcher
from trustpages.model.pages.questionnaire import FillState, Place, SheetGrid

ATTACK: Values = {
    "kind": "red_team",
    "id": "attacks",
    "title": "Prompts that ask for keys",
    "scope": "Forty prompts.",
    "attempts": 40,
    "successes": 40,
    "method": "deterministic",
}
TELLER = tell_of(runs(), ATTACK)
ASKED = compose_questions(TELLER.composition, TELLER.agent)
FRAMEWORKS = tuple(compose_framework(TELLER, framework) for framework in TELLER.composition.frameworks)
MATCHER: Matcher = make_matcher(TELLER.composition.questions, ASKED, FRAMEWORKS)

RECOGNISED = [
    ("MEASURE 2.7", "x", "", "MEASURE 2.7"),
    ("measure  2.7:", "x", "", "MEASURE 2.7"),
    ("", "How do you address MAP 1.1?", "", "MAP 1.1"),
    ("", "Please describe Art. 13(3)(b)(ii).", "", "Art. 13(3)(b)(ii)"),
    ("", "Article 13(3)(d) of the AI Act", "", "Art. 13(3)(d)"),
    ("A&A-02.1", "x", "", "A&A-02"),
    ("B001", "x", "AIUC-1 readiness", "B001"),
    ("", "AIUC-1 E004: who decides?", "", "E004"),
    ("A.6.2.4", "x", "Controls of ISO 42001", "A.6.2.4"),
    (
        "",
        "AI system security and resilience, as identified in the MAP function, are evaluated, documented",
        "",
        "MEASURE 2.7",
    ),
    ("", "Has the agent been tested against prompt injection?", "", "attacked"),
    ("", "Do you carry out red teaming of the AI system?", "", "attacked"),
    ("", "Did anybody try to make it fail?", "", "attacked"),
    ("", "Who may override the rules, and what must they leave behind?", "", "override"),
]
NOT_RECOGNISED = [
    ("B001", "x", ""),
    ("A.6.2.4", "x", "Controls of ISO 27001"),
    ("MEASURE 2.70", "x", ""),
    ("MAP 1.10", "x", ""),
    ("XMAP 1.1", "x", ""),
    ("", "Compare MAP 1.1 with MAP 1.3.", ""),
    ("", "Art. 13(3)(b)(ix)", ""),
    ("", "Do you have an acceptable use policy?", ""),
    ("", "Do you encrypt data at rest?", ""),
    ("", "Who performs penetration tests of your office network?", ""),
    ("", "How are employees trained on prompt injection?", ""),
    ("", "Is there a prompt injection filter in the billing portal of the procurement tool for invoices?", ""),
    ("cost", "x", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("id_", "question", "around", "expected"), RECOGNISED)
def test_recognised(id_: str, question: str, around: str, expected: str) -> None:
    match = MATCHER.match((id_, question), question, around)
    assert match is not None
    assert match.row.id == expected
    assert match.reason


@pytest.mark.parametrize(("id_", "question", "around"), NOT_RECOGNISED)
def test_not_recognised(id_: str, question: str, around: str) -> None:
    assert MATCHER.match((id_, question), question, around) is None


def test_of_a_public_questionnaire_about_a_company_nothing_is_claimed_to_be_known() -> None:
    assert [id_ for id_, question in VSAQ if MATCHER.match((id_, question), question)] == []


def test_every_question_of_ours_is_recognised_by_its_own_words() -> None:
    for row in ASKED.rows:
        match = MATCHER.match((row.asked,), row.asked)
        assert match is not None, row.id
        assert match.row.id == row.id


def test_every_item_with_an_id_that_stands_for_itself_is_recognised_by_it() -> None:
    for sheet in FRAMEWORKS:
        for row in sheet.rows:
            match = MATCHER.match((row.id,), "", sheet.mark)
            assert match is not None, row.id
            assert match.row.id == row.id


def a_grid(
    *rows: tuple[str, ...], limited: frozenset[Place] = frozenset(), covered: frozenset[Place] = frozenset()
) -> SheetGrid:
    texts = {(row, column): text for row, cells in enumerate(rows, 1) for column, text in enumerate(cells, 1) if text}
    return SheetGrid(name="Sheet", texts=texts, filled=frozenset(texts), limited=limited, covered=covered)


LAYOUTS = [
    (a_grid(("ID", "Question", "Answer")), "", "", Layout(1, 2, 3)),
    (a_grid(("Our bank",), (), ("Question ID", "Control Specification", "Vendor Response")), "", "", Layout(3, 2, 3)),
    (a_grid(("Nr", "Requirement", "Response", "Comments")), "", "", Layout(1, 2, 3)),
    (a_grid(("Question", "Answer", "Comments"), ("Really?",), limited=frozenset({(2, 2)})), "", "", Layout(1, 1, 3)),
    (a_grid(("Thema", "Frage", "Antwort")), "", "", None),
    (a_grid(("Thema", "Frage", "Antwort")), "frage", "antwort", Layout(1, 2, 3)),
    (a_grid(("Thema", "Frage", "Antwort")), "B", "D", Layout(0, 2, 4)),
    (a_grid(("Thema", "Frage", "Antwort")), "B", "B", None),
    (a_grid(("Thema", "Frage", "Antwort")), "frage", "nothing", None),
    (a_grid(("Question", "x" * 90)), "", "", None),
    (a_grid(), "", "", None),
]


@pytest.mark.parametrize(("grid", "question", "answer", "layout"), LAYOUTS)
def test_columns_are_found_by_their_names(grid: SheetGrid, question: str, answer: str, layout: Layout | None) -> None:
    assert find_layout(grid, question, answer) == layout


SHEET = a_grid(
    ("ID", "Question", "Answer"),
    ("1", "Did anybody try to make it fail?"),
    ("2", "What does the control cost at scale?"),
    ("3", "What may it do without asking anybody?"),
    ("4", "Is the sky blue?"),
    ("MEASURE 2.7", "x y z", "ours"),
    ("MEASURE 2.7", "x y z", ""),
    ("MEASURE 2.7", "x y z", ""),
    limited=frozenset({(7, 3)}),
    covered=frozenset({(8, 3)}),
)


def test_a_cell_is_filled_by_evidence_alone_and_every_other_one_is_left_and_marked() -> None:
    rows = list(fill_grid(SHEET, Layout(1, 2, 3), MATCHER, ASKED))
    assert [row.state for row in rows] == [
        FillState.FILLED,
        FillState.UNANSWERED,
        FillState.WORD,
        FillState.NOT_MATCHED,
        FillState.LEFT,
        FillState.LEFT,
        FillState.LEFT,
    ]
    assert [bool(row.text) for row in rows] == [True] + [False] * 6
    assert [row.why_left for row in rows[4:]] == [
        "something stands there",
        "it takes words of a list alone",
        "it is part of a merged cell",
    ]
    assert mark_row(rows[3]) == "Not recognised"
    assert mark_row(rows[2]).startswith("Vendor's word, left open. ")
    assert "the cost of each control" in mark_row(rows[1])
    assert summarize(rows, 1).splitlines() == [
        "7 questions in 1 sheet:",
        "  1 filled by evidence",
        "  1 vendor's word, left open",
        "  1 unanswered",
        "  1 not recognised",
        "  3 left as it was",
    ]
    assert list_cells(rows[0])[4].startswith("Words “Did anybody try to make it fail?”")


def test_an_answer_carries_its_day_its_end_and_where_to_look_and_says_first_that_it_has_expired() -> None:
    (found,) = (row for row in ASKED.rows if row.id == "attacked")
    text = write_answer(found, ASKED)
    assert text.startswith("Expired: its last good day was 1 January 2026. Vendor: Forty prompts.")
    assert text.count("Expired") == 1
    assert text.endswith("Evidence as of 2026-06-30, good until 1 January 2026. See /for/security/#desk")
    without = replace(ASKED, limits=tuple(limit for limit in ASKED.limits if limit[0] != "expired"))
    assert write_answer(replace(found, limits=()), without).startswith("Vendor: Forty prompts.")


def test_a_framework_of_the_workspace_is_recognised_too() -> None:
    own = compose_framework(TELLER, a_framework({"id": "OS-1", "kinds": ["red_team"], "text": "Somebody attacked it."}))
    match = make_matcher((), ASKED, (own,)).match(("OS-1", "x"), "x")
    assert match is not None
    assert match.row.basis.value == "evidence"
