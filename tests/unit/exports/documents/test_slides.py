"""The report as slides: five, native, bounded, repeatable, and nothing in them that runs or leads elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from support.exports.sent import a_sent_report, a_sent_report_of_every_block
from trustpages.compose.wording.said import say
from trustpages.exports.documents.packages import pack_again, refuse_unfit_template
from trustpages.exports.documents.slides import print_slides
from trustpages.model.pages.blocks import Row
from trustpages.model.pages.values import Code
from trustpages.model.problem import TrustpagesError
from trustpages.model.states import SEVERITIES
from trustpages.model.vocabulary import Severity

HOSTILE = "=cmd|' /C calc'!A0 <a:t> https://elsewhere.example \x0b\x1b[31m \u202egnp.exe"
LONG = "Rechtsschutzversicherungsgesellschaften prüfen die Donaudampfschifffahrt. " * 30


@cache
def usual() -> bytes:
    return print_slides(a_sent_report(), say)


def open_slides(content: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(content)).slides)


def list_texts(slide: Any) -> list[str]:
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [*texts, *(cell.text for table in tables for row in table.rows for cell in row.cells)]


def test_there_are_five_slides_with_native_charts_tables_and_notes() -> None:
    slides = open_slides(usual())
    assert len(slides) == 5
    kinds = [
        {kind for shape in slide.shapes for kind in ("chart", "table") if getattr(shape, f"has_{kind}")}
        for slide in slides
    ]
    assert kinds == [set(), {"table"}, {"chart", "table"}, {"chart", "table"}, {"chart"}]
    assert not any(shape.shape_type == 13 for slide in slides for shape in slide.shapes)  # pictures
    for place, slide in enumerate(slides, 1):
        said = list_texts(slide)
        assert "Restricted. Good until 12 November 2026. 7 limitations." in said
        assert f"{place} / 5" in said
        notes = slide.notes_slide.notes_text_frame.text
        assert "Limits: Restricted. Good until 12 November 2026. 7 limitations. Method: " in notes
        assert slide.shapes.title.text_frame.text


def test_a_promise_without_a_number_has_no_bar() -> None:
    chart = next(shape.chart for shape in open_slides(usual())[2].shapes if shape.has_chart)
    promised, measured = chart.plots[0].series
    assert [value is None for value in measured.values] == [False, False, False, True, True, False]
    assert None not in promised.values
    assert "c:errBars" in measured._element.xml
    assert "83 % to 96 %" in chart.plots[0].categories[1]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert print_slides(a_sent_report(), say) == usual()


def test_nothing_runs_and_nothing_leads_elsewhere() -> None:
    content = print_slides(a_sent_report(HOSTILE), say)
    for archive in list_archives(content):
        for name in archive.namelist():
            part = archive.read(name)
            assert not re.search(r"vba|activex|oleObject", name, re.IGNORECASE)
            if name.endswith(".rels"):
                assert b"External" not in part
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in part
    first = " ".join(text for slide in open_slides(content) for text in list_texts(slide))
    assert "\u202e" not in first
    assert "=cmd|' /C calc'!A0 <a:t>" in first


def list_archives(content: bytes) -> list[zipfile.ZipFile]:
    """The presentation and the sheets of its charts."""
    whole = zipfile.ZipFile(io.BytesIO(content))
    sheets = [name for name in whole.namelist() if name.endswith(".xlsx")]
    assert sheets
    return [whole, *(zipfile.ZipFile(io.BytesIO(whole.read(name))) for name in sheets)]


def test_what_has_no_room_is_counted_and_stands_in_the_notes() -> None:
    rows = tuple(Row((SEVERITIES[Severity.HIGH], f"{number}: {LONG}", Code("L12"))) for number in range(50))
    slide = open_slides(print_slides(a_sent_report(LONG, limitations=rows), say))[3]
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    shown = len(table.rows) - 1
    left_out = f"And {50 - shown} more, in full in the notes and at https://trust.vendor.example/2026-11/agents/desk/."
    assert left_out in list_texts(slide)
    notes = slide.notes_slide.notes_text_frame.text
    assert f"49: {LONG.strip()}" in notes


def test_nothing_lies_outside_of_its_slide() -> None:
    for content in (usual(), print_slides(a_sent_report(LONG), say), print_slides(a_sent_report_of_every_block(), say)):
        presentation = Presentation(io.BytesIO(content))
        for slide in presentation.slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.left + shape.width <= presentation.slide_width
                assert shape.top + shape.height <= presentation.slide_height


def write_template(path: Path, **parts: bytes) -> Path:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(9144000), Emu(5143500)
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "Secret of the template"
    presentation.save(str(path))
    with zipfile.ZipFile(path, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


def test_a_template_lends_its_masters_and_none_of_its_slides(tmp_path: Path) -> None:
    content = print_slides(a_sent_report(), say, write_template(tmp_path / "own.pptx"))
    presentation = Presentation(io.BytesIO(content))
    assert (presentation.slide_width, len(presentation.slides)) == (9144000, 5)
    assert not any(
        b"Secret of" in archive.read(name) for archive in list_archives(content) for name in archive.namelist()
    )


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"ppt__vbaProject.bin": b""}, "which could run"),
        ({"ppt__embeddings__oleObject1.bin": b""}, "which could run"),
        ({"ppt__slides___rels__x.rels": b'<Relationship TargetMode="External"/>'}, "lies elsewhere"),
    ],
)
def test_a_template_with_more_than_masters_is_refused(tmp_path: Path, parts: dict[str, bytes], why: str) -> None:
    with pytest.raises(TrustpagesError, match=why) as refusal:
        refuse_unfit_template(write_template(tmp_path / "own.pptx", **parts))
    assert refusal.value.code == "export-template"


def test_what_is_no_presentation_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(b"PK")
    with pytest.raises(TrustpagesError, match="it is no presentation"):
        refuse_unfit_template(tmp_path / "a.pptx")


def test_packing_again_changes_times_alone() -> None:
    packed = pack_again(usual())
    assert packed == usual()
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(packed)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
