"""The how-to on imports: what a section shows of a format is known by its importer alone."""

from __future__ import annotations

import pytest

from support.imports import SNIPPETS
from trustpages.intake.importers.catalog import IMPORTERS
from trustpages.intake.importers.importer import Imported, Importer
from trustpages.intake.importers.inputs import InputFile, Inputs

SHOWN = [importer for importer in IMPORTERS if importer.id in SNIPPETS]

NAMES = {
    "abc-checklist": "x.yaml",
    "aider-leaderboard": "x.yml",
    "bfcl": "x.csv",
    "hub-results": "x.yaml",
    "openhands-index": "scores.json",
    "every-eval-ever": "x_samples.jsonl",
    "garak": "x.report.jsonl",
    "harbor": "result.json",
    "metr-time-horizon": "x.jsonl",
    "terminal-bench": "results.json",
}
"""Names of the files, where a format is known by them, too."""


def test_every_section_is_of_a_format() -> None:
    assert {importer.id for importer in SHOWN} == set(SNIPPETS)


@pytest.mark.parametrize("importer", SHOWN, ids=lambda importer: importer.id)
def test_what_is_shown_of_a_format_can_be_imported(importer: Importer) -> None:
    file = InputFile(NAMES.get(importer.id, "x.json"), SNIPPETS[importer.id].encode())
    assert [known.id for known in IMPORTERS if known.recognise(file)] == [importer.id]
    imported = importer.read(Inputs((file,)))
    assert isinstance(imported, Imported), imported
    known = (record.good is not None for item in imported.items for record in item.records)
    assert any(known) or not any(item.records for item in imported.items)
