"""List the files of a commit, and extract them byte by byte, without filters or attributes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.branch.repository import Repository
from trustpages.publish.files import make_folder, refuse_large, refuse_unsafe_paths, write_file
from trustpages.publish.versions.disk import make_parents
from trustpages.system.git_objects import PLAIN_FILES, TreeEntry, UnreadableObject, parse_tree, read_blobs


def list_entries(repository: Repository, commit: str | None) -> tuple[TreeEntry, ...]:
    """The files of a commit; none without one."""
    if commit is None:
        return ()
    return parse_tree(repository.said("ls-tree", "-r", "-z", "--full-tree", commit))


def extract_files(repository: Repository, entries: Sequence[TreeEntry], folder: Path) -> None:
    """Writes the files into the existing `folder`, byte for byte as they are stored.

    Raises TrustpagesError `odd-file` for links and submodules, `unsafe-path`, `file-too-large`, `git-unable`; OSError.
    """
    odd = next((entry for entry in entries if entry.mode not in PLAIN_FILES), None)
    if odd is not None:
        raise TrustpagesError("odd-file", f"'{odd.path}' on the branch is no plain file", "remove it from the branch")
    paths = [entry.path for entry in entries]
    refuse_unsafe_paths(paths)
    make_folder(folder)
    make_parents(folder, paths)
    with read_blobs(repository.folder) as blobs:
        for entry in entries:
            try:
                blob = blobs.open(entry.blob)
                refuse_large(blob.size, entry.path)
                write_file(folder / entry.path, blob.read())
            except UnreadableObject as error:
                sentence = f"git has no content for '{entry.path}' of the branch: {error.reason}"
                raise TrustpagesError("git-unable", sentence, "fetch the whole branch first") from error
