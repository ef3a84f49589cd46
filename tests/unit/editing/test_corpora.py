"""Files of other projects: each readable one is edited and laid out with nothing else changed, or left alone."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from trustpages.editing.changes import AddEntry, DocumentChange, SetKey, make_changes
from trustpages.editing.document_text import is_same
from trustpages.editing.layout import lay_out
from trustpages.intake import yaml
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain

HOSTILE = Path(__file__).parents[4] / "shared" / "hostile"

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared corpora are not here")]


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HOSTILE / f"{name}.jsonl").read_text("ascii").splitlines()]


def said(data: bytes) -> Plain:
    located, problems = yaml.load(data, "x.yml")
    assert located is not None, problems
    return located.value


@pytest.mark.parametrize("name", ["yaml_test_suite", "pyyaml_error_files", "json_test_suite"])
def test_documents_are_laid_out_and_edited_without_another_word(name: str) -> None:
    refused, tried = 0, 0
    for record in records(name):
        data = base64.b64decode(record["b64"])
        located, _ = yaml.load(data, "x.yml")
        if located is None:
            continue
        tried += 1
        laid = lay_out(data, "x.yml", yaml.load)
        assert is_same(said(laid), located.value)
        assert lay_out(laid, "x.yml", yaml.load) == laid
        change: DocumentChange = SetKey((), "added", [{"a": "b"}])
        if not isinstance(located.value, dict):
            change = AddEntry((), "added")
        if isinstance(located.value, (dict, list)):
            try:
                make_changes(data, "x.yml", [change], yaml.load)
            except TrustpagesError as error:
                assert error.code == "cannot-edit"  # noqa: PT017 - counted below
                refused += 1
    assert tried
    assert refused <= tried * 0.05


def test_naughty_texts_are_written_as_they_are_or_refused() -> None:
    for record in records("naughty_strings"):
        text = record["text"]
        for change in (SetKey((), "b", text), SetKey(("f",), "b", text), AddEntry(("l",), {"q": text, "r": [text]})):
            try:
                make_changes(b"a: 1\nf: {x: 1}\nl:\n  - a\n", "x.yml", [change], yaml.load)
            except TrustpagesError as error:
                assert error.code == "cannot-edit"  # noqa: PT017 - either is right
