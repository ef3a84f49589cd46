"""The source that reads a workspace from a revision or the index, and what is kept of one side for the other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

from trustpages.intake.data.formats import refuse_pointer
from trustpages.intake.files.line_ends import digest_pieces
from trustpages.intake.files.revisions.listing import RevisionTree, list_plain_files, refuse_mode
from trustpages.intake.files.revisions.store import ObjectStore
from trustpages.intake.files.safe_open import parse_relative_path
from trustpages.intake.files.workspace_folder import LARGEST_DATA_FILE, LINKED, READ_IN, TRUST_FILE, DataFile, Snapshot
from trustpages.intake.messages.quoting import quote_path
from trustpages.intake.yaml.source import DEFAULT
from trustpages.model.problem import Fault, Place, Problem, TrustpagesError
from trustpages.system.git_objects import (
    LINK,
    PLAIN_FILES,
    SUBMODULE,
    BlobReader,
    TreeEntry,
    UnreadableObject,
    read_blobs,
)

_KEPT_PIECE = 1 << 20


@dataclass(slots=True)
class KeptBlobs:
    """What was read of objects, by id: small files as they are, of data files their digests and size."""

    files: dict[str, bytes] = field(default_factory=dict)
    data: dict[str, DataFile | Fault] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RevisionSource:
    """A workspace at `folder` of a revision; `blobs` reads objects, `kept` has what was read of them before."""

    tree: RevisionTree
    folder: str
    entries: Mapping[str, TreeEntry]
    blobs: BlobReader
    kept: KeptBlobs

    def read_snapshot(self) -> Snapshot:
        """The files of the workspace, by the rules of those on disk; what cannot be read is a problem."""
        files: dict[str, bytes] = {}
        problems: list[Problem] = []
        for entry in self._list_documents(problems):
            data = self._read_small(entry, DEFAULT.size)
            if isinstance(data, Fault):
                problems.append(data.at(Place(entry.path)))
            else:
                files[entry.path] = data
        return Snapshot(files, tuple(sorted(problems)))

    def _list_documents(self, problems: list[Problem]) -> Iterator[TreeEntry]:
        trust = self.entries.get(TRUST_FILE)
        if trust is not None and trust.mode in PLAIN_FILES:
            yield trust
        elif trust is not None:
            problems.append(refuse_mode(trust.mode, TRUST_FILE).at(Place(TRUST_FILE)))
        for name, endings in READ_IN.items():
            listing = list_plain_files(self.entries.values(), name)
            problems += listing.problems
            yield from (entry for path, entry in sorted(listing.files.items()) if path.endswith(endings))

    def read_data_file(self, path: str, *, keep: bool = False) -> DataFile | Fault:
        """The digest and size of a data file, read in pieces; its content where that is one piece and to be kept."""
        entry = self.find_file(path)
        if isinstance(entry, Fault):
            return entry
        found = self.kept.data.get(entry.blob)
        if found is None or (keep and isinstance(found, DataFile) and found.content is None):
            found = self.kept.data[entry.blob] = self._read_data(entry, keep=keep)
        return found if isinstance(found, Fault) else replace(found, path=path)

    def _read_data(self, entry: TreeEntry, *, keep: bool) -> DataFile | Fault:
        try:
            blob = self.blobs.open(entry.blob)
            if blob.size > LARGEST_DATA_FILE:
                sentence = f"{quote_path(entry.path)} has more than {LARGEST_DATA_FILE >> 30} GiB"
                return Fault("path-too-large", sentence, "split it by month, or write Parquet")
            pieces = blob.pieces()
            first = next(pieces, b"")
            digests = digest_pieces(chain([first], pieces))
        except UnreadableObject as error:
            return _describe_unreadable(entry, error)
        kept = first if keep and blob.size == len(first) <= _KEPT_PIECE else None
        return refuse_pointer(first) or DataFile(entry.path, digests, blob.size, kept)

    def find_file(self, path: str) -> TreeEntry | Fault:
        """The plain file at a path, or why there is none; no link on the way is followed."""
        checked = parse_relative_path(path)
        if isinstance(checked, Fault):
            return checked
        for above in (*reversed(checked.parents), checked):
            entry = self.entries.get(str(above))
            if entry is not None and (entry.mode not in PLAIN_FILES or above != checked):
                return refuse_mode(entry.mode, str(above))
        entry = self.entries.get(path)
        if entry is None:
            sentence = f"there is no file {quote_path(path)}"
            return Fault("path-missing", sentence, "check its spelling, or add the file; what git ignores is not there")
        return entry

    def write_file(self, path: str, root: Path) -> Fault | None:
        """Writes the file at a path of the workspace below the private folder `root`, or says why it cannot.

        One that was written before stays.
        """
        entry = self.find_file(path)
        if isinstance(entry, Fault):
            return entry
        target = root / path
        if target.exists():
            return None
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.write_entry(entry, target)

    def write_entry(self, entry: TreeEntry, target: Path) -> Fault | None:
        """Writes a plain file to `target`, where nothing may be, or says why it cannot; nothing is left then."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            with os.fdopen(os.open(target, flags, 0o600), "wb") as file:
                for piece in self.blobs.open(entry.blob).pieces():
                    file.write(piece)
        except UnreadableObject as error:
            target.unlink()
            return _describe_unreadable(entry, error)
        return None

    def digest_folder(self, folder: str) -> dict[str, str]:
        """The SHA-256 of each file below a folder by path, and of each link that of where it leads, as for one on disk.

        Raises TrustpagesError `git-object`.
        """
        found: dict[str, str] = {}
        for path, entry in sorted(self.entries.items()):
            if path.startswith(f"{folder}/") and entry.mode != SUBMODULE:
                digest = sha256(LINKED if entry.mode == LINK else b"")
                try:
                    for piece in self.blobs.open(entry.blob).pieces():
                        digest.update(piece)
                except UnreadableObject as error:
                    fault = _describe_unreadable(entry, error)
                    raise TrustpagesError(fault.code, fault.sentence, fault.remedy) from error
                found[path] = digest.hexdigest()
        return found

    def _read_small(self, entry: TreeEntry, limit: int) -> bytes | Fault:
        if (known := self.kept.files.get(entry.blob)) is not None:
            return known
        try:
            blob = self.blobs.open(entry.blob)
            if blob.size > limit:
                sentence = f"{quote_path(entry.path)} has more than {limit:,} bytes"
                return Fault("path-too-large", sentence, "split the file, or keep less in it")
            self.kept.files[entry.blob] = data = blob.read()
        except UnreadableObject as error:
            return _describe_unreadable(entry, error)
        return data


def _describe_unreadable(entry: TreeEntry, error: UnreadableObject) -> Fault:
    sentence = f"{quote_path(entry.path)} cannot be read from git: {error.reason}"
    remedy = "fetch what is missing, `git fetch --refetch --no-filter` in a partial clone; `git fsck` tells of damage"
    return Fault("git-object", sentence, remedy)


@contextmanager
def open_revision(store: ObjectStore, commit: str | None, kept: KeptBlobs) -> Iterator[RevisionSource]:
    """The workspace of a commit, or of the index where that is None. Raises what `RevisionTree` raises."""
    tree = RevisionTree(store, commit)
    folder = tree.find_workspace()
    below = f"{folder}/" if folder else ""
    listed = tree.list_files(*([folder] if folder else []))
    entries = {
        path: replace(entry, path=path)
        for entry in listed
        if entry.path.startswith(below) and (path := entry.path.removeprefix(below))
    }
    with read_blobs(store.folder, store.environment) as blobs:
        yield RevisionSource(tree, folder, entries, blobs, kept)
