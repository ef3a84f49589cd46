"""List the files of a commit, and extract them byte by byte, without filters or attributes."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from trustpages.model.problem import TrustpagesError
from trustpages.publish.branch.repository import Repository
from trustpages.publish.files import make_folder, refuse_large, refuse_unsafe_paths, write_file
from trustpages.publish.versions.disk import make_parents
from trustpages.system.git import build_git_command, make_plain_environment

_PLAIN = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a commit: its mode as git spells it, the id of its content, its path."""

    mode: str
    blob: str
    path: str

    @property
    def top(self) -> str:
        """The first part of the path."""
        return self.path.partition("/")[0]


def list_entries(repository: Repository, commit: str | None) -> tuple[TreeEntry, ...]:
    """The files of a commit; none without one."""
    if commit is None:
        return ()
    listed = repository.said("ls-tree", "-r", "-z", "--full-tree", commit)
    return tuple(_parse_entry(os.fsdecode(line)) for line in listed.split(b"\0") if line)


def _parse_entry(line: str) -> TreeEntry:
    facts, _, path = line.partition("\t")
    mode, _, blob = facts.split()
    return TreeEntry(mode, blob, path)


def extract_files(repository: Repository, entries: Sequence[TreeEntry], folder: Path) -> None:
    """Writes the files into the existing `folder`, byte for byte as they are stored.

    A checkout would apply filters, line endings and attributes, and the digests would not match any more.
    Raises TrustpagesError `odd-file` for links and submodules, `unsafe-path`, `file-too-large`, `git-unable`; OSError.
    """
    odd = next((entry for entry in entries if entry.mode not in _PLAIN), None)
    if odd is not None:
        raise TrustpagesError("odd-file", f"'{odd.path}' on the branch is no plain file", "remove it from the branch")
    paths = [entry.path for entry in entries]
    refuse_unsafe_paths(paths)
    make_folder(folder)
    make_parents(folder, paths)
    # A file, not a pipe: git stops reading ids while nobody reads its output, and both sides would wait for ever.
    with tempfile.TemporaryFile() as wanted:
        wanted.write("".join(f"{entry.blob}\n" for entry in entries).encode("ascii"))
        wanted.seek(0)
        _stream(repository, wanted, entries, lambda entry, content: write_file(folder / entry.path, content))


def _stream(
    repository: Repository, wanted: IO[bytes], entries: Sequence[TreeEntry], take: Callable[[TreeEntry, bytes], None]
) -> None:
    """Passes the content of one file after the other to `take`, so that only one is in memory."""
    with subprocess.Popen(  # noqa: S603  # a fixed command, no shell
        build_git_command(repository.folder, "cat-file", "--batch"),
        env=make_plain_environment(),
        stdin=wanted,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as git:
        if git.stdout is None:  # pragma: no cover - it is a pipe
            return
        for entry in entries:
            take(entry, _read_content(git.stdout, entry))


def _read_content(answers: IO[bytes], entry: TreeEntry) -> bytes:
    facts = answers.readline().split()
    if len(facts) == 3:
        refuse_large(int(facts[2]), entry.path)
    # Of an object that the repository lacks, as in a partial clone, git prints "missing" in the place of its size.
    content = answers.read(int(facts[2]) + 1) if len(facts) == 3 and facts[1] == b"blob" else b""
    if not content.endswith(b"\n"):
        raise TrustpagesError(
            "git-unable", f"git has no content for '{entry.path}' of the branch", "fetch the whole branch first"
        )
    return content[:-1]
