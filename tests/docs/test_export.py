"""The how-to on exports: its tables say of each format what the program says."""

from __future__ import annotations

from pathlib import Path

from trustpages.exports.interchange.catalog import EXPORT_FORMATS
from trustpages.exports.interchange.definition import ExportFormat
from trustpages.workflow.site.documents import DOCUMENT_FORMATS, DocumentFormat

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/export.md").read_text("utf-8")


def test_every_format_has_its_row_in_order() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `") and "`--format`" not in line]
    forms: tuple[DocumentFormat | ExportFormat, ...] = (*DOCUMENT_FORMATS, *EXPORT_FORMATS)
    assert [row.split("|")[1].strip(" `") for row in rows] == [form.id for form in forms]
    for row, form in zip(rows, forms, strict=True):
        assert row.endswith(f"| {form.keeps} | {form.loses} |")
        assert form.title in row
