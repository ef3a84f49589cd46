"""Whichever extra is missing, one sentence says so, with what installs it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from support.exports.sent import a_sent_report
from trustpages.compose.wording.said import say
from trustpages.exports.answers.workbook import write_workbook
from trustpages.exports.documents.pdf import print_pdf
from trustpages.exports.documents.slides import print_slides
from trustpages.intake.data.warehouse.dialects import get_dialect
from trustpages.model.pages.answered import AnswerSheet
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.site.documents import choose_documents

SHEET = AnswerSheet(id="x", title="X", agent="desk", agent_name="Desk", limits=(), about=(), rows=(), mark="")


@pytest.mark.parametrize(
    ("library", "extra", "ask"),
    [
        ("typst", "pdf", lambda: print_pdf(a_sent_report(sections=()), {}, say, in_full=False)),
        ("typst", "pdf", lambda: choose_documents("html,pdf")),
        ("pptx", "slides", lambda: print_slides(a_sent_report(sections=()), say, None)),
        ("openpyxl", "sheets", lambda: write_workbook(SHEET)),
        ("sqlglot", "warehouse", lambda: get_dialect("duckdb")),
    ],
)
def test_every_missing_library_is_told_alike(
    library: str, extra: str, ask: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(TrustpagesError) as refusal:
        ask()
    assert refusal.value.code == "missing-extra"
    assert refusal.value.sentence == f"the library {library} is not installed; it comes with the extra `{extra}`"
    assert refusal.value.remedy == f"pip install 'WHEEL[{extra}]'"
