"""Steps of `fmt`: documents in the usual layout."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from trustpages.editing.layout import lay_out
from trustpages.intake import yaml
from trustpages.workflow.editing.documents import refuse_unknown
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, try_edit
from trustpages.workflow.reading import ReadWorkspace


def format_documents(reading: ReadWorkspace, names: Collection[str]) -> EditOutcome:
    """What it does to lay out the documents of these paths, from the user's folder, all where none is named.

    Raises TrustpagesError `no-such-name` for a path at which no readable document stands.
    """
    documents = {document.file for document in reading.trees.documents}
    wanted = {_find_document(reading, name, documents) for name in names} or documents
    files = {path: lay_out(reading.trees.files[path], path, yaml.load) for path in sorted(wanted)}
    return try_edit(reading, Edit(files))


def _find_document(reading: ReadWorkspace, name: str, documents: Collection[str]) -> str:
    here = reading.choice.here or reading.root
    path = Path(os.path.relpath(here / name, reading.root)).as_posix()
    if path not in documents:
        raise refuse_unknown("document", name, documents)
    return path
