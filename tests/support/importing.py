"""Files of other tools in a few lines: what an importer makes of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from trustpages.intake.importers.importer import Imported, ImportedItem, Importer
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.reading import read_inputs

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
"""Real files of other tools, where they are at hand."""


def read_files(importer: Importer, files: Mapping[str, object]) -> Imported:
    """What the importer makes of files by path: text as it is, anything else as JSON; lists of `.jsonl` by lines."""
    return expect_imported(
        importer, Inputs(tuple(InputFile(path, _encode(path, files[path])) for path in sorted(files)))
    )


def read_shared(importer: Importer, *paths: str) -> Imported:
    """What the importer makes of real files, paths below the real data."""
    inputs = read_inputs([DATA / path for path in paths])
    assert isinstance(inputs, Inputs)
    return expect_imported(importer, inputs)


def expect_imported(importer: Importer, inputs: Inputs) -> Imported:
    """What was read, of inputs that one of the files is known to be of the format of."""
    assert any(importer.recognise(file) for file in inputs.files)
    imported = importer.read(inputs)
    assert isinstance(imported, Imported), imported
    for item in imported.items:
        names = [record.run for record in item.records if not record.left_out]
        assert len(set(names)) == len(names)
    return imported


def tell(item: ImportedItem) -> dict[str, int]:
    """How many records were good, bad, unknown and left out by reason."""
    return dict(
        Counter(
            record.left_out or (record.unknown if record.good is None else "good" if record.good else "bad")
            for record in item.records
        )
    )


def kinds(item: ImportedItem) -> set[str]:
    """Kinds of the doubts about an item."""
    return {doubt.kind for doubt in item.doubts}


def read_spoiled(importer: Importer, files: Mapping[str, object]) -> None:
    """Read the files with each value of each in turn replaced by others of every kind; only exceptions are wrong."""
    for path, content in files.items():
        for spoiled in _spoil(content):
            changed = {**files, path: spoiled}
            importer.read(Inputs(tuple(InputFile(name, _encode(name, changed[name])) for name in sorted(changed))))


def _spoil(value: object) -> Iterator[object]:
    yield from (None, [], {}, "", "x\u0000", True, -1, 10**400, 1e308, [[]], {"": None})
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {name: kept for name, kept in value.items() if name != key}
            yield from ({**value, key: changed} for changed in _spoil(inner))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from ([*value[:place], changed, *value[place + 1 :]] for changed in _spoil(inner))


def _encode(path: str, content: object) -> bytes:
    if isinstance(content, str):
        return content.encode()
    if path.endswith(".jsonl") and isinstance(content, list):
        return "".join(f"{json.dumps(line)}\n" for line in content).encode()
    return json.dumps(content).encode()
