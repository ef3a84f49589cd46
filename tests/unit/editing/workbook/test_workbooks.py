"""Workbooks of others: read under bounds, filled by splices that leave every other byte as it was."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from support.questionnaires.workbooks import exchange_parts, list_parts, make_workbook, read_cells
from trustpages.editing.workbook import package as bounds
from trustpages.editing.workbook.new_sheet import add_sheet
from trustpages.editing.workbook.package import open_package
from trustpages.editing.workbook.reading import OpenWorkbook, name_column, read_column, read_workbook
from trustpages.editing.workbook.splicing import fill_sheet
from trustpages.model.pages.questionnaire import Place
from trustpages.model.problem import TrustpagesError

SHEET = "xl/worksheets/sheet1.xml"


def opened(content: bytes, name: str = "questions.xlsx") -> OpenWorkbook:
    return read_workbook(open_package(content, name), name)


def filled(content: bytes, texts: dict[Place, str]) -> bytes:
    book = opened(content)
    return book.package.replace({SHEET: fill_sheet(book, book.sheets[0], texts)})


def code_of(content: bytes, name: str = "questions.xlsx") -> str:
    with pytest.raises(TrustpagesError) as raised:
        opened(content, name)
    return raised.value.code


def alter(sheet: Worksheet) -> None:
    sheet["B2"].font = Font(bold=True)
    sheet["C2"].fill = PatternFill("solid", fgColor="FFFFEE00")
    sheet["D2"] = "=1+1"
    sheet.merge_cells("C4:C5")
    choice = DataValidation(type="list", formula1='"Yes,No"')
    choice.add("C3")
    sheet.add_data_validation(choice)
    sheet.column_dimensions["B"].width = 60


QUESTIONS = make_workbook([("1", "One?", None), ("2", "Two & <b>?", None), ("3", "Three?", None)], alter=alter)


def test_texts_and_obstacles_are_read() -> None:
    (sheet,) = opened(QUESTIONS).sheets
    assert sheet.grid.texts[3, 2] == "Two & <b>?"
    assert (2, 4) in sheet.grid.filled
    assert sheet.grid.covered == {(5, 3)}
    assert sheet.grid.limited == {(3, 3)}


def test_answers_stand_in_their_cells_and_nothing_else_changes() -> None:
    before, after = read_cells(QUESTIONS), read_cells(filled(QUESTIONS, {(2, 3): "=cmd & <x>", (7, 1): "new"}))
    assert after["Questions"] == before["Questions"] | {"C2": "=cmd & <x>", "A7": "new"}
    sheet = load_workbook(io.BytesIO(filled(QUESTIONS, {(2, 3): "=cmd"})))["Questions"]
    assert (sheet["C2"].data_type, sheet["C2"].fill.fgColor.rgb, sheet["B2"].font.b) == ("s", "FFFFEE00", True)
    assert sheet["D2"].value == "=1+1"
    changed = list_parts(filled(QUESTIONS, {(2, 3): "x"}))
    assert [name for name, part in list_parts(QUESTIONS).items() if changed[name] != part] == [SHEET]


def test_what_stands_there_is_never_overwritten() -> None:
    with pytest.raises(ValueError, match="hold something"):
        filled(QUESTIONS, {(2, 4): "x"})


PLACES = st.tuples(st.integers(1, 9), st.integers(1, 7))
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6)


@given(st.dictionaries(PLACES, TEXTS, max_size=5))
@settings(max_examples=25, deadline=None)
def test_cells_that_held_nothing_hold_what_was_put_there(texts: dict[Place, str]) -> None:
    grid = opened(QUESTIONS).sheets[0].grid
    free = {place: text for place, text in texts.items() if place not in grid.filled}
    again = opened(filled(QUESTIONS, free)).sheets[0].grid
    expected = dict(grid.texts) | {place: text.strip() for place, text in free.items() if text.strip()}
    assert dict(again.texts) == expected
    assert filled(QUESTIONS, free) == filled(QUESTIONS, free)


# As other programs write it: prefixes, values with the sign that ends a tag, rows that close themselves, inline texts.
PREFIXED = """<?xml version='1.0'?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<x:dimension ref="A1:B1"/><x:sheetData><x:row r="1" spans="1:2" ht='1>2'><x:c r="A1" t="inlineStr"><x:is>
<x:r><x:t>Que</x:t></x:r><x:r><x:t>stion</x:t></x:r><x:rPh sb="0" eb="1"><x:t>no</x:t></x:rPh></x:is></x:c>
<x:c r="B1" s="1"/></x:row>
<x:row r="3" spans="1:1"/></x:sheetData></x:worksheet>"""


def test_other_programs_write_otherwise() -> None:
    content = exchange_parts(make_workbook([]), {SHEET: PREFIXED.encode()})
    assert opened(content).sheets[0].grid.texts == {(1, 1): "Question"}
    told = list_parts(filled(content, {(1, 2): "a", (2, 1): "b", (3, 2): "c", (9, 9): "d"}))[SHEET].decode()
    assert '<x:c r="B1" s="1" t="inlineStr"><x:is><x:t xml:space="preserve">a</x:t></x:is></x:c>' in told
    assert re.findall(r'<x:row r="(\d+)"', told) == ["1", "2", "3", "9"]
    assert 'ref="A1:I9"' in told
    empty = re.sub(r"<x:sheetData>.*</x:sheetData>", "<x:sheetData/>", PREFIXED, flags=re.DOTALL)
    content = exchange_parts(make_workbook([]), {SHEET: empty.encode()})
    assert read_cells(filled(content, {(2, 2): "x"}))["Questions"] == {"B2": "x"}


def test_a_sheet_is_added_behind_the_others_under_a_free_name() -> None:
    book = opened(QUESTIONS)
    added = book.package.replace(add_sheet(book, "questions", [("a & b", "=x"), (), ("", "c")], (10, 20)))
    assert read_cells(added) == read_cells(QUESTIONS) | {"questions 1": {"A1": "a & b", "B1": "=x", "B3": "c"}}
    twice = opened(added)
    assert (
        len(load_workbook(io.BytesIO(twice.package.replace(add_sheet(twice, "questions", [("x",)], ())))).sheetnames)
        == 3
    )


DOCTYPE = b'<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARTS = list_parts(QUESTIONS)


def name_strings(strings: bytes) -> dict[str, bytes]:
    """The part with texts, and the relation that names it."""
    relations = "xl/_rels/workbook.xml.rels"
    named = b'<Relationship Id="rId77" Type="http://x/relationships/sharedStrings" Target="sharedStrings.xml"/></Rel'
    return {"xl/sharedStrings.xml": strings, relations: PARTS[relations].replace(b"</Rel", named)}


def _sheet(rows: bytes, behind: bytes = b"") -> bytes:
    return b"<worksheet><sheetData>%s</sheetData>%s</worksheet>" % (rows, behind)


def with_part(name: str, part: bytes) -> bytes:
    return exchange_parts(QUESTIONS, {name: part})


HOSTILE = {
    "no archive": (b"no archive", "unreadable"),
    "an older form": (b"\xd0\xcf\x11\xe0" + bytes(600), "unreadable"),
    "macros": (with_part("xl/vbaProject.bin", b"x"), "macros"),
    "older macros": (with_part("xl/macrosheets/sheet1.xml", b"<x/>"), "macros"),
    "a part elsewhere": (with_part("../evil.xml", b"<x/>"), "unreadable"),
    "a document type": (with_part(SHEET, DOCTYPE + PARTS[SHEET]), "unreadable"),
    "one of texts": (exchange_parts(QUESTIONS, name_strings(DOCTYPE + b"<sst/>")), "unreadable"),
    "one of the book": (with_part("xl/workbook.xml", DOCTYPE + b"<workbook/>"), "unreadable"),
    "UTF-16": (with_part(SHEET, PARTS[SHEET].decode().encode("utf-16")), "unreadable"),
    "no end": (with_part(SHEET, b"<worksheet><sheetData>"), "unreadable"),
    "no cells": (with_part(SHEET, b"<worksheet/>"), "unreadable"),
    "a bomb": (with_part("xl/media/bomb.bin", bytes(8 * 2**20)), "too-large"),
    "a range without end": (with_part(SHEET, _sheet(b"", b'<mergeCell ref="A1:XFD9999"/>')), "too-large"),
    "too many rows": (with_part(SHEET, _sheet(b"<row/>" * 20_001)), "too-large"),
    "too many parts": (exchange_parts(QUESTIONS, {f"xl/x{number}": b"" for number in range(2_001)}), "too-large"),
}


@pytest.mark.parametrize(("content", "code"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_questionnaire_is_refused(content: bytes, code: str) -> None:
    assert code_of(content) == f"workbook-{code}"


def test_macros_are_refused_by_name_and_size_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(QUESTIONS, "questions.xlsm") == "workbook-macros"
    monkeypatch.setattr(bounds, "MOST_BYTES", 10)
    assert code_of(QUESTIONS) == "workbook-too-large"


def test_a_part_that_states_a_smaller_size_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>" + bytes(4096))
    lied = buffer.getvalue().replace((4100).to_bytes(4, "little"), (4).to_bytes(4, "little"))
    assert code_of(lied) == "workbook-unreadable"


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16_384)])
def test_columns_have_letters(letters: str, number: int) -> None:
    assert read_column(letters) == number
    assert name_column(number) == letters


STRINGS = b"<sst><si><t>ID</t></si><si><r><t>Que</t></r><r><t>stion</t></r><rPh><t>no</t></rPh></si></sst>"


def test_texts_may_stand_in_a_part_of_their_own() -> None:
    cells = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>7</v></c></row>'
    content = exchange_parts(QUESTIONS, {SHEET: _sheet(cells), **name_strings(STRINGS)})
    grid = opened(content).sheets[0].grid
    assert grid.texts == {(1, 1): "ID", (1, 2): "Question"}
    assert (1, 3) in grid.filled
