"""Files of other tools for tests of importers: made by hand, or the real ones where they are at hand."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from support.importing import DATA
from trustpages.intake.importers.importer import Imported, ImportedItem, Importer
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.problem import Fault

_HOW_TO = Path(__file__).parents[2] / "docs/how-to"
PAGES = (_HOW_TO / "import-evidence.md", *sorted((_HOW_TO / "import").glob("*.md")))
"""How formats are imported."""

_SECTION = re.compile(r"^###? [^\n]* \(`([a-z0-9-]+)`\)\n(?:(?!^#).)*?```\w+\n(.*?)```", re.DOTALL | re.MULTILINE)

SNIPPETS: dict[str, str] = dict(found for page in PAGES for found in _SECTION.findall(page.read_text("utf-8")))
"""What the how-to shows of each format."""

shared = [pytest.mark.shared, pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not at hand")]


def read_text(importer: Importer, text: str, name: str = "x.json") -> Imported | Fault:
    """What the importer makes of a file with that text."""
    return importer.read(Inputs((InputFile(name, text.encode()),)))


def read_value(importer: Importer, value: Any, name: str = "x.json") -> Imported:
    """What the importer makes of a value as JSON; it is expected to be of the format."""
    found = read_text(importer, json.dumps(value), name)
    assert isinstance(found, Imported), found
    return found


def read_shared(importer: Importer, *paths: str) -> Imported:
    """What the importer makes of files of the shared data."""
    files = tuple(InputFile(path, (DATA / path).read_bytes()) for path in paths)
    assert all(importer.recognise(file) for file in files)
    found = importer.read(Inputs(files))
    assert isinstance(found, Imported), found
    assert found.read == sum(len(item.records) for item in found.items)
    return found


def count(item: ImportedItem) -> dict[Any, int]:
    """The records by outcome, or by the reason why there is none."""
    return dict(Counter(record.left_out or record.unknown or record.good for record in item.records))


def doubts(item: ImportedItem) -> dict[str, bool]:
    """The kinds of doubts, and whether each is grave."""
    return {doubt.kind: doubt.is_grave for doubt in item.doubts}
