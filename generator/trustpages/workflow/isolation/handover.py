"""Documents and pages that a sandboxed build is given, in one file: their bytes, and what parsing has made of them.

A file for each of them would be written, opened and deleted again, which takes longer than to read them. What a
document says to whoever sees all of it is in its bytes, so that it is parsed once; one that loses entries for the
audience is written anew, and parsed by the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias, cast

from trustpages.intake.files.parsed_workspace import ProjectedFiles
from trustpages.intake.files.workspace_folder import DataFile, Snapshot, WorkspaceFolder
from trustpages.model.problem import Fault
from trustpages.workflow.caching.kept_documents import pack_document
from trustpages.workflow.caching.values import pack, unpack

_Content: TypeAlias = tuple[dict[str, bytes], dict[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class HandedWorkspace:
    """A workspace whose data files lie in the folder `root`; `files` are its documents and pages by path.

    `parsed` are documents by the digest of their bytes, as they are kept.
    """

    root: Path
    files: Mapping[str, bytes]
    parsed: dict[bytes, bytes]

    def read_snapshot(self) -> Snapshot:
        """The documents and pages that were handed over."""
        return Snapshot(self.files)

    def read_data_file(self, path: str, *, keep: bool = False) -> DataFile | Fault:
        """As that of the folder."""
        return WorkspaceFolder(self.root).read_data_file(path, keep=keep)


def hand_over(projected: ProjectedFiles) -> bytes:
    """What `take_over` reads of the documents and pages that an audience may see."""
    files = {file.path: file.content for file in projected.files}
    parsed = {sha256(files[document.file]).digest(): pack_document(document) for document in projected.whole}
    content: _Content = (files, parsed)
    return pack(content)


def take_over(documents: Path, root: Path) -> HandedWorkspace:
    """The workspace in the folder `root` with what `hand_over` has written into the file `documents`."""
    files, parsed = cast("_Content", unpack(documents.read_bytes()))  # by the process that asks for the build
    return HandedWorkspace(root, files, parsed)
