"""The lists that say which files belong to a version: of one that stands, of one that was withdrawn."""

from __future__ import annotations

import json
from pathlib import Path

from trustpages.publish.versions.canonical import digest
from trustpages.publish.versions.events import VersionPublished, VersionWithdrawn
from trustpages.publish.versions.layout import DETACHED, TOMBSTONE
from trustpages.publish.versions.manifest import MANIFEST, SUMS, FileDigest, sums_of
from trustpages.publish.versions.statement import STATEMENT
from trustpages.publish.versions.tree import holds_exactly, read_plain


def files_of(listed: bytes) -> tuple[FileDigest, ...]:
    """The files that a manifest or tombstone of ours lists."""
    return tuple(FileDigest(*file) for file in json.loads(listed)["files"])


def is_in_place(folder: Path, event: VersionPublished | VersionWithdrawn) -> bool:
    """True if the folder, read from disk, is what the event says: list, files, nothing else."""
    match event:
        case VersionPublished():
            return _is_published(folder, event)
        case VersionWithdrawn():
            return _is_withdrawn(folder, event)


def _is_published(folder: Path, event: VersionPublished) -> bool:
    manifest = _listed(folder / MANIFEST, event.manifest)
    if manifest is None:
        return False
    files = files_of(manifest)
    sums = sums_of((*files, FileDigest(MANIFEST, len(manifest), event.manifest)))
    own = {MANIFEST: event.manifest, STATEMENT: event.statement, SUMS: digest(sums)}
    return holds_exactly(folder, {**_digests(files), **own}, besides=DETACHED)


def _is_withdrawn(folder: Path, event: VersionWithdrawn) -> bool:
    tombstone = _listed(folder / TOMBSTONE, event.tombstone)
    if tombstone is None:
        return False
    digests = _digests(files_of(tombstone))
    return holds_exactly(folder, {**digests, TOMBSTONE: event.tombstone}, besides=DETACHED)


def _listed(path: Path, wanted: str) -> bytes | None:
    try:
        content = read_plain(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return content if digest(content) == wanted else None


def _digests(files: tuple[FileDigest, ...]) -> dict[str, str]:
    return {file.path: file.sha256 for file in files}
