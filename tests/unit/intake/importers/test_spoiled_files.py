"""Files cut short, emptied, renamed, of another version or made by somebody hostile: a fault, or an honest account."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import TypeAdapter

from support.importing import DATA
from support.imports import SNIPPETS
from trustpages.intake import yaml
from trustpages.intake.importers.catalog import IMPORTERS
from trustpages.intake.importers.codes import IMPORT_CODES
from trustpages.intake.importers.importer import Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.documents.items.outcomes import EvidenceItem
from trustpages.model.problem import Fault, TrustpagesError
from trustpages.workflow.importing.rows import account_for, describe_rows, write_rows

from .test_recognition import FILES

HOSTILE = DATA.parent / "hostile"
LARGEST = 60_000
CODES = {code.code for code in IMPORT_CODES}
ITEM: Final[TypeAdapter[Any]] = TypeAdapter(EvidenceItem)
VERSION = re.compile(rb'("(?:schema_?[vV]ersion|version|evalId|garak_version|schemaUrl)"\s*:\s*)("[^"]*"|[0-9.]+)')

everywhere = pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.id)
shared = [pytest.mark.shared, pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")]


def check(importer: Importer, inputs: Inputs, outcome: Outcome) -> None:
    """Fails unless it is one fault with a remedy, or items that add up and can be written into a bundle."""
    if isinstance(outcome, Fault):
        assert outcome.code in CODES, outcome
        assert outcome.sentence
        assert outcome.remedy
        return
    for item in outcome.items:
        check_item(importer, inputs, outcome, item)


def check_item(importer: Importer, inputs: Inputs, imported: Imported, item: ImportedItem) -> None:
    if len({row.run for row in item.kept}) < len(item.kept):
        with pytest.raises(TrustpagesError, match="two records"):
            account_for(importer, inputs, imported, item)
        return
    account = account_for(importer, inputs, imported, item)
    record = ImportRecord.model_validate(account)
    if item.records:
        assert (record.read, record.counted) == (len(item.records), sum(row.good is not None for row in item.kept))
    written: dict[str, Any] = {
        "kind": item.kind,
        "id": item.name,
        "title": item.title,
        "imported": account,
        **item.keys,
    }
    if item.version:
        written["agent_version"] = item.version
    if item.kind == "audit":
        written["date"] = "2026-01-01"
    if item.kind == "benchmark_result":
        written["benchmark"] = "some-benchmark"
    if item.records:
        written["data"] = describe_rows(item, "x.jsonl", write_rows(item))
    located, problems = yaml.load(format_yaml(written).encode(), "x.yml")
    assert located is not None, problems
    assert located.value == written
    ITEM.validate_python(located.value, by_alias=True, by_name=False)


def read(importer: Importer, name: str, content: bytes) -> None:
    inputs = Inputs((InputFile(name, content),))
    importer.recognise(inputs.only)
    check(importer, inputs, importer.read(inputs))


def spoil(content: bytes) -> Iterator[bytes]:
    """Nothing, the beginning alone, cut short at several places, with bytes that are no text, twice, of no version."""
    yield from (b"", b" \n", content[:1], b"\xff\xfe" + content, content + content, content.replace(b"\n", b"\r"))
    yield from (content[: len(content) * part // 7] for part in range(1, 7))
    yield from (content[:-2], content.replace(b"2", b"9"), content.replace(b": ", b":"))
    yield VERSION.sub(rb'\1"99.0"', content)
    yield VERSION.sub(rb"\1null", content)


@everywhere
def test_spoiled_snippets(importer: Importer) -> None:
    content = SNIPPETS.get(importer.id, "{}").encode()
    for spoiled in spoil(content):
        read(importer, "x.json", spoiled)


@everywhere
@pytest.mark.parametrize("name", ["x.jsonl", "x.csv", "x.zip", "x", "result.json", "x.yml.gz", "\u202ex.json", "a\nb"])
def test_renamed_snippets(importer: Importer, name: str) -> None:
    read(importer, name, SNIPPETS.get(importer.id, "{}").encode())


@cache
def find_real_files(form: str) -> tuple[Path, ...]:
    """The smallest real file for each pattern of a format."""
    found = (sorted(DATA.glob(pattern), key=lambda path: (path.stat().st_size, path)) for pattern in FILES[form])
    return tuple(paths[0] for paths in found if paths)


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
@everywhere
def test_spoiled_real_files(importer: Importer) -> None:
    for path in find_real_files(importer.id):
        content = path.read_bytes()
        if len(content) <= LARGEST:
            for spoiled in spoil(content):
                read(importer, path.name, spoiled)


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
@everywhere
def test_real_files_of_other_formats(importer: Importer) -> None:
    """Whoever names the wrong format, or a folder of several, is told so."""
    for form in FILES:
        for path in find_real_files(form):
            content = path.read_bytes()
            if form != importer.id and len(content) <= LARGEST:
                inputs = Inputs((InputFile(path.name, content),))
                check(importer, inputs, importer.read(inputs))


@cache
def list_hostile() -> tuple[bytes, ...]:
    """Some of the hostile contents, of each kind."""
    found: list[bytes] = []
    for path in sorted(HOSTILE.glob("*.jsonl")):
        lines = path.read_text("utf-8").splitlines()
        for line in lines[:: max(1, len(lines) // 6)]:
            value = json.loads(line)
            found.append(base64.b64decode(value["b64"]) if "b64" in value else value["text"].encode())
    return tuple(found)


@pytest.mark.shared
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile contents are not there")
@everywhere
def test_hostile_contents(importer: Importer) -> None:
    snippet = SNIPPETS.get(importer.id, "{}")
    texts = re.findall(r'"([A-Za-z][^"]{2,40})"(?!\s*:)', snippet)
    for number, content in enumerate(list_hostile()):
        read(importer, "x.json", content)
        text = json.dumps(content.decode("utf-8", "replace"))
        replaced = texts[number % len(texts)] if texts else ""
        read(importer, "x.json", snippet.replace(f'"{replaced}"', text).encode())
