"""A private copy of the workspace of a revision: what a build reads, and nothing else of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from trustpages.intake.files.revisions.listing import list_plain_files
from trustpages.intake.files.revisions.names import find_commit
from trustpages.intake.files.revisions.source import KeptBlobs, RevisionSource, open_revision
from trustpages.intake.files.revisions.store import open_store
from trustpages.intake.files.workspace_folder import READ_IN, TRUST_FILE, read_previous_name
from trustpages.intake.history.lines import RevisionPlace
from trustpages.model.problem import Fault, TrustpagesError
from trustpages.system.git_objects import LINK, PLAIN_FILES


@contextmanager
def copy_revision(start: Path, revision: str, root: Path, further: Iterable[str]) -> Iterator[RevisionPlace]:
    """Writes the workspace of a revision of the repository around `start` into the empty private folder `root`.

    `further` are folders to copy besides those of documents. Raises TrustpagesError: `revision-files` where something
    cannot be copied, and what finding a repository, a commit and a workspace raises.
    """
    store = open_store(start)
    commit = find_commit(store, revision)
    with open_revision(store, commit, KeptBlobs()) as source:
        faults = _write_documents(source, root)
        for folder in further:
            faults += _write_folder(source, folder, root)
        _refuse(faults, commit)
        if (name := read_previous_name(root)) is not None:
            source.write_file(name, root)  # where there is none, reading says so
        # From the top, so that paths are those of the repository.
        yield RevisionPlace(store.top or store.folder, store.environment, commit, source.folder)


def _write_documents(source: RevisionSource, root: Path) -> list[Fault]:
    """Copies what belongs to the workspace by the rules of intake; what it would refuse is not, and told."""
    faults: list[Fault] = []
    paths = [TRUST_FILE]
    for folder in READ_IN:
        listing = list_plain_files(source.entries.values(), folder)
        faults += (Fault(problem.code, problem.sentence, problem.remedy) for problem in listing.problems)
        paths += listing.files
    return [*faults, *filter(None, (source.write_file(path, root) for path in paths))]


def _refuse(faults: list[Fault], commit: str) -> None:
    """The paths are not told: whoever builds for an audience may pass on what is printed."""
    if faults:
        number = f"{len(faults)} file{'' if len(faults) == 1 else 's'}"
        sentence = f"{number} of the revision cannot be read: {', '.join(sorted({fault.code for fault in faults}))}"
        raise TrustpagesError("revision-files", sentence, f"`trustpages diff {commit} HEAD` names them")


def _write_folder(source: RevisionSource, folder: str, root: Path) -> Iterator[Fault]:
    """Copies all of a folder; a link becomes one that leads nowhere, so that whoever reads the folder refuses it."""
    for path, entry in sorted(source.entries.items()):
        if PurePosixPath(folder) not in PurePosixPath(path).parents or ".." in PurePosixPath(path).parts:
            continue
        target = root / path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if entry.mode in PLAIN_FILES:
            fault = source.write_entry(entry, target)
            if fault is not None:
                yield fault
        elif entry.mode == LINK:
            os.symlink("nowhere", target)
