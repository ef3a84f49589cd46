"""Files of answers: limits first, no cell that a spreadsheet takes for a formula, the same bytes again."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from support.builders import a_workspace, runs
from support.compose.answers import a_framework, tell_of
from support.exports.agents import export_of
from support.exports.schemas import list_errors
from trustpages.compose.answers.asked import compose_questions
from trustpages.compose.answers.crosswalk import compose_framework
from trustpages.exports.answers.formats import ANSWER_FORMATS, COMPONENT, AnswerFormat, write_csv
from trustpages.exports.answers.oscal import name_control
from trustpages.exports.answers.table import COLUMNS, list_cells, list_head
from trustpages.exports.answers.workbook import write_workbook
from trustpages.exports.interchange.oscal import OSCAL
from trustpages.model.pages.answered import AnsweredRow, AnswerSheet
from trustpages.model.states import ANSWERED
from trustpages.model.vocabulary import AnswerBasis

TELLER = tell_of(runs())
SHEET = compose_questions(TELLER.composition, TELLER.agent)
STARTS = ("=", "+", "-", "@", "\t", "\r", "|")
TEXTS = st.text(max_size=12) | st.builds(
    str.__add__, st.sampled_from([*STARTS, " =", "\n=", "\0=", "\u00a0@"]), st.text(max_size=6)
)


def a_row(text: str) -> AnsweredRow:
    basis = AnswerBasis.EVIDENCE
    return AnsweredRow(
        id=text or "x",
        asked=text,
        part=text,
        basis=basis,
        state=ANSWERED[basis],
        said=(text,),
        missing=text,
        why=text,
        valid_until=date(2026, 7, 1),
        links=(text,),
        owner=text,
        limits=(text,),
    )


def cells_of(book: bytes) -> list[object]:
    opened = load_workbook(io.BytesIO(book))
    return [cell.value for sheet in opened for row in sheet.iter_rows() for cell in row]


@given(st.lists(TEXTS, min_size=1, max_size=3))
@settings(max_examples=10, deadline=None)
def test_no_cell_begins_a_formula(texts: list[str]) -> None:
    rows = tuple(map(a_row, texts))
    sheet = replace(SHEET, rows=rows, limits=(*SHEET.limits, ("what-happened", texts[0])))
    book = write_workbook(sheet)
    texts_in_cells = [str(value) for value in cells_of(book) if value is not None]
    texts_in_cells += [cell for row in csv.reader(io.StringIO(write_csv(sheet).decode(), newline="")) for cell in row]
    assert [cell for cell in texts_in_cells if cell.lstrip().startswith(STARTS)] == []
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert not any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in archive.namelist())
        assert [name for name in archive.namelist() if "externalLink" in name or "vba" in name.lower()] == []


@pytest.mark.parametrize("form", ANSWER_FORMATS, ids=lambda form: form.id)
def test_the_same_answers_give_the_same_bytes_and_the_limits_stand_first(form: AnswerFormat) -> None:
    first, again = form.write(SHEET), form.write(SHEET)
    assert first == again
    text = "\n".join(map(str, cells_of(first))) if form.id == "xlsx" else first.decode()
    for name in ("as-of", "valid-until", "worst-limitation", "inputs-sha256"):
        label = name.replace("-", " ").capitalize()
        assert text.index(label) < text.index("What the report says"), name


def test_every_question_is_a_row_of_the_workbook_with_what_it_rests_on() -> None:
    book = load_workbook(io.BytesIO(write_workbook(SHEET)))
    assert book.sheetnames == ["Read first", "Answers"]
    rows = list(book["Answers"].iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert [row[0] for row in rows[1:]] == [question.id for question in TELLER.composition.questions]
    assert {row[3] for row in rows[1:]} <= {label.word for label in ANSWERED.values()}
    assert all(
        entry.date_time == (1980, 1, 1, 0, 0, 0)
        for entry in zipfile.ZipFile(io.BytesIO(write_workbook(SHEET))).infolist()
    )


def test_a_cell_is_never_longer_than_spreadsheets_take() -> None:
    cells = cells_of(write_workbook(replace(SHEET, rows=(a_row("=" + "x" * 40_000),))))
    assert max(len(str(cell)) for cell in cells if cell is not None) <= 32_000


def test_answers_of_an_agent_say_what_they_rest_on() -> None:
    by_id = {row.id: row for row in SHEET.rows}
    assert by_id["alone"].state.word == "Vendor's word"
    assert by_id["measured"].state.word == "Evidence"
    assert by_id["attacked"].state.word == "Unanswered"
    assert by_id["attacked"].missing == "a red-team exercise"
    assert by_id["measured"].owner == "Operations (owner)"
    assert by_id["measured"].link == "/for/procurement/#desk"
    assert dict(list_head(SHEET))["Agent"] == "Desk agent (desk)"
    assert len(list_cells(SHEET.rows[0])) == len(COLUMNS)


def a_component(sheet: AnswerSheet) -> dict[str, Any]:
    definition: dict[str, Any] = json.loads(COMPONENT.write(sheet))["component-definition"]
    return definition


def test_a_component_definition_has_rows_that_something_answers_and_names_the_others() -> None:
    framework = a_framework(
        {"id": "Art. 13(3)(a)", "kinds": ["runtime"]}, {"id": "MEASURE 2.5", "declared": ["owner"]}, {"id": "OS-3"}
    )
    definition = a_component(compose_framework(TELLER, framework))
    (component,) = definition["components"]
    (implemented,) = component["control-implementations"]
    named = [requirement["control-id"] for requirement in implemented["implemented-requirements"]]
    assert named == ["art.13-3-a", "measure-2.5"]
    assert component["remarks"] == "Not covered: OS-3."
    # What it shares with assessment results fits their schema.
    whole = OSCAL.write(export_of(a_workspace())).files[0].documents[0]["assessment-results"]
    assert isinstance(whole, dict)
    shared = {name: definition[name] for name in ("uuid", "metadata", "back-matter")}
    assert list_errors("oscal_assessment-results_schema.json", {"assessment-results": {**whole, **shared}}) == []


def test_a_framework_that_nothing_answers_has_no_implementation() -> None:
    (component,) = a_component(compose_framework(TELLER, a_framework({"id": "OS-3"})))["components"]
    assert "control-implementations" not in component


@pytest.mark.parametrize(
    ("item", "name"), [("13.3", "item-13.3"), ("A&A-02", "a-a-02"), ("A.6.2.4", "a.6.2.4"), ("MAP 1.1", "map-1.1")]
)
def test_ids_of_controls_are_tokens(item: str, name: str) -> None:
    assert name_control(item) == name
