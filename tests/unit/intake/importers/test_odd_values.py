"""Any value in any place of a file: there is an account that adds up and can be written, or one fault, never more."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import pytest

from support.imports import SNIPPETS
from trustpages.intake.importers.catalog import IMPORTERS
from trustpages.intake.importers.importer import Imported, Importer
from trustpages.intake.importers.inputs import InputFile, Inputs, parse_json
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.importing.rows import account_for, describe_rows, write_rows

SHOWN = [importer for importer in IMPORTERS if SNIPPETS.get(importer.id, "").startswith(("{", "["))]
"""The importers of formats that are JSON and have a section in the how-to."""

ODD: Final[tuple[Any, ...]] = (
    *(None, True, False, -1, 0, 1.5, 10**400, "", " ", "x" * 3000, "nan", "\ud800", "a/b\n", "2026-01-01"),
    *([], {}, [None], [1, "a"], [[]], [{}], {"a": 1}, {"value": {}}),
)


def list_places(value: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield from list_places(below, *path, key)


def put(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    changed = copy.deepcopy(value)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = odd
    return changed


def list_variants(snippet: str) -> Iterator[str]:
    lines = [snippet] if isinstance(parse_json(snippet.encode(), "x"), (dict, list)) else snippet.splitlines()
    values = [json.loads(line) for line in lines]
    for place, value in enumerate(values):
        for path in list_places(value):
            for odd in ODD:
                yield "\n".join(json.dumps(put(value, path, odd) if n == place else v) for n, v in enumerate(values))


@pytest.mark.parametrize("importer", SHOWN, ids=lambda importer: importer.id)
def test_odd_values_are_accounted_for(importer: Importer) -> None:
    for text in list_variants(SNIPPETS[importer.id]):
        file = InputFile("x.json", text.encode())
        importer.recognise(file)
        found = importer.read(Inputs((file,)))
        if isinstance(found, Imported):
            for item in found.items:
                assert describe_rows(item, "x.jsonl", write_rows(item))
                with suppress(TrustpagesError):  # two records that the odd value gives one name
                    ImportRecord.model_validate(account_for(importer, Inputs((file,)), found, item))


def test_half_of_a_character_becomes_a_question_mark() -> None:
    assert parse_json(rb'["a\ud83d", "\ud83d\ude00", "\\ud800"]', "x") == ["a?", "\U0001f600", "\\ud800"]
