"""The how-to on imports: each format has its section, and the importer of that format alone knows what it shows."""

from __future__ import annotations

import pytest

from support.imports import SNIPPETS
from trustpages.intake.importers.catalog import IMPORTERS
from trustpages.intake.importers.importer import Imported, Importer
from trustpages.intake.importers.inputs import InputFile, Inputs


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.id)
def test_what_is_shown_of_a_format_can_be_imported(importer: Importer) -> None:
    file = InputFile("x.json", SNIPPETS[importer.id].encode())
    assert [known.id for known in IMPORTERS if known.recognise(file)] == [importer.id]
    imported = importer.read(Inputs((file,)))
    assert isinstance(imported, Imported), imported
    assert any(record.good is not None for item in imported.items for record in item.records)
