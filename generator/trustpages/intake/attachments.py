"""The data files that evidence items point at: whether they are there, and are the ones that were meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trustpages.intake.documents import Document
from trustpages.intake.snapshot import DataFile
from trustpages.intake.trees import data_path
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.counts import Counted
from trustpages.model.problem import Problem
from trustpages.model.refusal import Refusal


def check_data(documents: Iterable[Document], data: Mapping[str, DataFile | Refusal]) -> Iterator[Problem]:
    """Problems of the data files that valid bundles name, at the place where they name them."""
    for document in documents:
        if isinstance(document.model, Bundle):
            yield from _check_bundle(document, document.model, data)


def _check_bundle(
    document: Document, bundle: Bundle, data: Mapping[str, DataFile | Refusal]
) -> Iterator[Problem]:
    for number, item in enumerate(bundle.items):
        if not isinstance(item, Counted) or item.data is None or item.data.file is None:
            continue
        path = ("items", number, "data")
        found = data.get(data_path(document.source.file, item.data.file))
        if isinstance(found, Refusal):
            yield found.at(document.source.place_of((*path, "file")))
        elif found is not None and item.data.sha256 not in {None, found.sha256}:
            sentence = f"the file has another digest, {found.sha256}"
            remedy = "restore the file, or state its new digest after looking at what changed"
            yield Problem(document.source.place_of((*path, "sha256")), "data-digest", sentence, remedy)
