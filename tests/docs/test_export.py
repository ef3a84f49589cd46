"""The how-to on exports: its table says of each format what the program says."""

from __future__ import annotations

from pathlib import Path

from trustpages.exports.interchange.catalog import EXPORT_FORMATS

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/export.md").read_text("utf-8")


def test_every_format_has_its_row_in_order() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `") and "`--format`" not in line]
    assert [row.split("|")[1].strip(" `") for row in rows] == [form.id for form in EXPORT_FORMATS]
    for row, form in zip(rows, EXPORT_FORMATS, strict=True):
        assert row.endswith(f"| {form.keeps} | {form.loses} |")
        assert form.title in row
