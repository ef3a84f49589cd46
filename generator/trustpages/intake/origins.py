"""Where each document and item stands, as far as the audience may know.

Lines and the digest of a file depend on everything in it, so they are told to those who see everything. Everyone
else gets the digest of what was shown, whether or not anything was left out: to tell would be to say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trustpages.intake.digests import digest_of
from trustpages.intake.documents import Document
from trustpages.intake.writing import written
from trustpages.model.documents.bundle import Bundle
from trustpages.model.located import Path, Plain
from trustpages.model.workspace import Origin, Origins


def name_of(document: Document) -> str:
    """The name of a document among origins: `kind:id`, with the agent's folder before what is named within it."""
    model, folder = document.model, document.folder
    kind, own = str(getattr(model, "kind", "")), getattr(model, "id", None)
    parts = [part for part in (folder if kind != "agent" else None, own) if part]
    return f"{kind}:{'/'.join(parts) or kind}"


def origins(documents: Iterable[Document], digests: Mapping[str, str] | None) -> Origins:
    """The origins of valid documents; `digests` are those of their files, None where lines may not be told."""
    of_documents: dict[str, Origin] = {}
    of_items: dict[str, Origin] = {}
    texts: dict[str, str] = {}
    for document in documents:
        name = name_of(document)
        of_documents[name] = _origin(document, (), document.source.value, digests)
        texts[name] = written(document.source.value)
        for item, path, value in _items(document):
            of_items[item] = _origin(document, path, value, digests)
            texts[item] = written(value)
    return Origins(of_documents, of_items, texts)


def lines_of_items(documents: Iterable[Document]) -> dict[str, tuple[str, int, int]]:
    """File, first and last line of each item in the workspace itself, by `agent/item-id`; not for showing."""
    return {
        item: (document.source.file, *document.source.lines_of(path))
        for document in documents
        for item, path, _ in _items(document)
    }


def items_of(documents: Iterable[Document]) -> Iterator[tuple[Document, str, Path]]:
    """Every evidence item: its document, its name `agent/item-id`, where it stands in the document."""
    for document in documents:
        yield from ((document, item, path) for item, path, _ in _items(document))


def _items(document: Document) -> Iterator[tuple[str, Path, Plain]]:
    model, value = document.model, document.source.value
    if not isinstance(model, Bundle) or not isinstance(value, dict):
        return
    entries = value["items"]
    for number, item in enumerate(model.items):
        if isinstance(entries, list):
            yield f"{model.agent}/{item.id}", ("items", number), entries[number]


def _origin(document: Document, path: Path, shown: Plain, digests: Mapping[str, str] | None) -> Origin:
    file = document.source.file
    if digests is None:
        return Origin(file, 0, 0, digest_of(shown))
    first, last = document.source.lines_of(path)
    return Origin(file, first, last, digests[file])
