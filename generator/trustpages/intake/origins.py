"""Provenance of documents and evidence items: file, lines and digest, as far as an audience may know them.

Lines and the digest of a file depend on everything in it, so they are given to the widest audience alone. Everyone
else gets the digest of what was shown, whether or not anything was left out: to tell would be to say so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from trustpages.intake.validation.documents import LoadedDocument
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.pact import Pact
from trustpages.model.source_map import Plain, ValuePath
from trustpages.model.workspace import Origin, Origins


def digest_value(value: Plain) -> str:
    """SHA-256 of a plain value in its canonical JSON form: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def digest_paths(parts: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over pairs of path and digest, one a line as `digest  path`, sorted by path."""
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(set(parts)))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def name_document(document: LoadedDocument) -> str:
    """The name of a document among origins: `kind:id`, with the agent's folder before what is named within it."""
    model, folder = document.model, document.folder
    kind, own = str(getattr(model, "kind", "")), getattr(model, "id", None)
    parts = [part for part in (folder if kind != "agent" else None, own) if part]
    return f"{kind}:{'/'.join(parts) or kind}"


def find_origins(documents: Iterable[LoadedDocument], digests: Mapping[str, str] | None) -> Origins:
    """The origins of valid documents; `digests` are those of their files, None where lines must not be shown."""
    of_documents: dict[str, Origin] = {}
    of_items: dict[str, Origin] = {}
    of_entries: dict[str, Origin] = {}
    texts: dict[str, str] = {}
    for document in documents:
        name = name_document(document)
        of_documents[name] = _find_origin(document, (), document.source.value, digests)
        texts[name] = format_yaml(document.source.value)
        for item, path, value in _list_items_of(document):
            of_items[item] = _find_origin(document, path, value, digests)
            texts[item] = format_yaml(value)
        for entry, path, value in _list_entries_of(document):
            of_entries[entry] = _find_origin(document, path, value, digests)
    return Origins(of_documents, of_items, texts, of_entries)


def _list_entries_of(document: LoadedDocument) -> Iterator[tuple[str, ValuePath, Plain]]:
    """Promises and claims of a document: name, path, value."""
    model, key, names = document.model, "", list[str]()
    if isinstance(model, Pact):
        key, names = "obligations", [f"{model.agent}/{model.id}/{obligation.id}" for obligation in model.obligations]
    elif isinstance(model, Claims):
        key, names = "claims", [f"{model.agent}/{claim.id}" for claim in model.claims]
    entries = document.source.value.get(key) if isinstance(document.source.value, dict) else None
    if isinstance(entries, list):
        yield from ((name, (key, number), entries[number]) for number, name in enumerate(names))


def find_item_lines(documents: Iterable[LoadedDocument]) -> dict[str, tuple[str, int, int]]:
    """File, first and last line of each item in the workspace itself, by `agent/item-id`; not for showing."""
    return {
        item: (document.source.file, *document.source.lines_of(path))
        for document in documents
        for item, path, _ in _list_items_of(document)
    }


def list_items(documents: Iterable[LoadedDocument]) -> Iterator[tuple[LoadedDocument, str, ValuePath]]:
    """Every evidence item: its document, its name `agent/item-id`, where it stands in the document."""
    for document in documents:
        yield from ((document, item, path) for item, path, _ in _list_items_of(document))


def _list_items_of(document: LoadedDocument) -> Iterator[tuple[str, ValuePath, Plain]]:
    model, value = document.model, document.source.value
    if not isinstance(model, Bundle) or not isinstance(value, dict):
        return
    entries = value["items"]
    for number, item in enumerate(model.items):
        if isinstance(entries, list):
            yield f"{model.agent}/{item.id}", ("items", number), entries[number]


def _find_origin(document: LoadedDocument, path: ValuePath, shown: Plain, digests: Mapping[str, str] | None) -> Origin:
    file = document.source.file
    if digests is None:
        return Origin(file, 0, digest_value(shown))
    first, _ = document.source.lines_of(path)
    return Origin(file, first, digests[file])
