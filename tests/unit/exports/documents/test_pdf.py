"""The report as PDF: tagged, repeatable, one page where one is asked for, and text that stays text."""

from __future__ import annotations

import io
import re
import subprocess
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from support.exports.fonts import JAPANESE, needs_japanese
from support.exports.sent import DIGEST, a_sent_report, a_sent_report_of_every_block, draw_charts
from trustpages.compose.wording.said import say
from trustpages.exports.documents.pdf import PrintedPdf, print_pdf
from trustpages.model.pages.blocks import Row
from trustpages.model.pages.sent import SentReport
from trustpages.model.pages.values import Code, Fact
from trustpages.model.problem import TrustpagesError
from trustpages.model.states import SEVERITIES
from trustpages.model.vocabulary import Severity

HOSTILE = (
    '#read("/etc/passwd") $x$ @label <label> *b* _i_ `c` \\ // /* [x] "q" =cmd {{ 7 }} \u202egnp.exe\u2066 #panic("x")'
)
LONG = "Rechtsschutzversicherungsgesellschaften prüfen Donaudampfschifffahrtselektrizitätenhauptbetriebswerke. " * 12


def print_one(report: SentReport, *, in_full: bool = False) -> PrintedPdf:
    pictures = {name: files.light for name, files in draw_charts(report).items()}
    return print_pdf(report, pictures, say, in_full=in_full)


@cache
def whole() -> bytes:
    """The full report with blocks of every kind."""
    return print_one(a_sent_report_of_every_block(), in_full=True).content


def read_text(content: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True, timeout=60)
    return " ".join(read.stdout.decode().split())


def test_it_is_tagged_and_says_its_title_and_language() -> None:
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        root = pdf.Root
        assert root.Lang == "en"
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "as of 2026-11-01" in metadata["dc:title"]
        assert len(pdf.pages) > 2
        assert "/Outlines" in root
        assert "/JavaScript" not in root.get("/Names", {})


def test_the_same_report_gives_the_same_bytes() -> None:
    report = a_sent_report()
    assert print_one(report).content == print_one(report).content


def test_every_chart_says_what_it_shows() -> None:
    report = a_sent_report()
    with pikepdf.open(io.BytesIO(print_one(report, in_full=True).content)) as pdf:
        alternatives = {
            str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        }
    assert {f"{chart.title}. {chart.summary}" for chart in report.charts} <= alternatives
    assert "QR code that leads to https://trust.vendor.example/2026-11/agents/desk/" in alternatives


def test_limits_stand_on_the_first_page_and_the_foot_of_each() -> None:
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        count = len(pdf.pages)
    text = read_text(whole())
    first = text[: text.index("What is in this report")]
    for said in ("What the evidence does not show", "Good until", "12 November 2026", DIGEST, "1/"):
        assert said in first
    assert first.index("What went wrong?") < first.index("What the evidence does not show") < first.index("As of")
    assert text.count("Restricted. Good until 12 November 2026. 7 limitations.") == count


@pytest.mark.parametrize("in_full", [False, True])
def test_text_of_others_is_never_read_as_markup(in_full: bool) -> None:
    text = read_text(print_one(a_sent_report(HOSTILE), in_full=in_full).content).replace(" ", "")
    shown = HOSTILE.replace("\u202e", "\N{REPLACEMENT CHARACTER}").replace("\u2066", "\N{REPLACEMENT CHARACTER}")
    assert shown.replace(" ", "") in text
    assert "root:" not in text


@pytest.mark.parametrize("rows", [0, 1, 60])
@pytest.mark.parametrize("text", ["Short.", LONG], ids=["short", "long"])
def test_one_page_is_one_page(text: str, rows: int) -> None:
    limitation = Row((SEVERITIES[Severity.CRITICAL], text, Code("L30")))
    facts = tuple(Fact("What went wrong?", text) for _ in range(min(rows, 9)))
    report = a_sent_report(text, limitations=(limitation,) * rows, standing=(Fact("", ""), *facts), summary=text)
    content = print_one(report).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    told = read_text(content)
    assert DIGEST in told
    assert "Who tested it?" in told
    if rows == 60:
        assert "more limitations, all of them in https://trust.vendor.example/2026-11/agents/desk/" in told


def test_a_report_without_an_address_has_no_code_and_still_says_where() -> None:
    rows = (Row((SEVERITIES[Severity.HIGH], "Something.", Code("L1"))),) * 40
    text = read_text(print_one(a_sent_report(address="", limitations=rows)).content)
    assert "more limitations, all of them in the full report." in text


def test_characters_of_other_scripts_are_shown_or_named() -> None:
    printed = print_one(a_sent_report("Ελληνικά عربي Кириллица 日本語 x"))
    assert printed.missing == set("日本語")
    text = read_text(printed.content)
    assert {"Ελληνικά", "Кириллица", "عربي"} <= set(re.findall(r"\w+", text))
    assert "[3 characters without a glyph]" in text
    assert "U+65E5, U+672C, U+8A9E" in text


def test_an_agent_whose_name_cannot_be_set_is_named_by_its_id() -> None:
    assert "desk: [3 characters without a glyph]" in read_text(print_one(a_sent_report("日本語", sections=())).content)


@needs_japanese
def test_a_further_font_has_what_ours_lack() -> None:
    printed = print_pdf(a_sent_report("日本語 x", sections=()), {}, say, in_full=False, font=JAPANESE)
    assert not printed.missing
    assert "日本語 x" in read_text(printed.content)
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        used = {str(font["/BaseFont"]) for font in pdf.pages[0].Resources.Font.values()}
    assert any("VL-PGothic" in name for name in used)
    assert len(printed.content) < 100_000  # of four millions, the letters that are there


def test_what_is_no_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_text("no font")
    with pytest.raises(TrustpagesError, match="is no font"):
        print_pdf(a_sent_report(sections=()), {}, say, in_full=False, font=tmp_path / "a.ttf")
