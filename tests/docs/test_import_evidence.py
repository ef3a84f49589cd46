"""The how-to on imports: each format has its section, and the importer of that format alone knows what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trustpages.intake.importers.catalog import IMPORTERS
from trustpages.intake.importers.importer import Imported, Importer
from trustpages.intake.importers.inputs import InputFile, Inputs

PAGE = (Path(__file__).parents[2] / "docs/how-to/import-evidence.md").read_text("utf-8")
SNIPPETS = dict(
    re.findall(r"^### [^\n]* \(`([a-z0-9-]+)`\)\n(?:(?!^#).)*?```\w+\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
)

NAMES = {
    "every-eval-ever": "x_samples.jsonl",
    "garak": "x.report.jsonl",
    "harbor": "result.json",
    "metr-time-horizon": "x.jsonl",
    "terminal-bench": "results.json",
}
"""Names of the files, where a format is known by them, too."""


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.id)
def test_what_is_shown_of_a_format_can_be_imported(importer: Importer) -> None:
    file = InputFile(NAMES.get(importer.id, "x.json"), SNIPPETS[importer.id].encode())
    assert [known.id for known in IMPORTERS if known.recognise(file)] == [importer.id]
    imported = importer.read(Inputs((file,)))
    assert isinstance(imported, Imported), imported
    known = (record.good is not None for item in imported.items for record in item.records)
    assert any(known) or not any(item.records for item in imported.items)
