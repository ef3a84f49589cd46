"""Objects of a git repository: what a tree or the index lists, and the content of its files, byte by byte.

A checkout would apply filters, line endings and attributes; an object is read as it is stored. Each is held against its
own id, so that one that is damaged, cut or put in the place of another is never taken for content.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import IO, Final

from trustpages.system.git import build_git_command, make_plain_environment

PLAIN_FILES: Final = frozenset({"100644", "100755", "100664"})
"""Modes of regular files; the last one stands in trees of the first years of git."""

LINK: Final = "120000"
SUBMODULE: Final = "160000"

READING_SECONDS: Final = 600
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a tree or of the index: its mode as git spells it, the id of its content, its path."""

    mode: str
    blob: str
    path: str

    @property
    def top(self) -> str:
        """The first part of the path."""
        return self.path.partition("/")[0]


def parse_tree(listed: bytes) -> tuple[TreeEntry, ...]:
    """The entries that `ls-tree -r -z` lists; paths that are not UTF-8 hold surrogates."""
    found = []
    for line in _split(listed):
        facts, _, path = line.partition("\t")
        mode, _, blob = facts.split()
        found.append(TreeEntry(mode, blob, path))
    return tuple(found)


def parse_index(listed: bytes) -> tuple[tuple[TreeEntry, ...], tuple[str, ...]]:
    """The entries that `ls-files --stage -z` lists, and the paths of those that a merge left open."""
    found, open_ = [], []
    for line in _split(listed):
        facts, _, path = line.partition("\t")
        mode, blob, stage = facts.split()
        if stage == "0":
            found.append(TreeEntry(mode, blob, path))
        else:
            open_.append(path)
    return tuple(found), tuple(dict.fromkeys(open_))


def _split(listed: bytes) -> Iterator[str]:
    return (line.decode("utf-8", "surrogateescape") for line in listed.split(b"\0") if line)


class UnreadableObject(Exception):
    """An object is missing, damaged or no file, or git did not answer in time; `blob` is its id."""

    def __init__(self, blob: str, reason: str) -> None:
        super().__init__(f"{blob}: {reason}")
        self.blob = blob
        self.reason = reason


class Blob:
    """The content of one file while it is read, which can be done once."""

    def __init__(self, id_: str, size: int, stream: IO[bytes]) -> None:
        self.id = id_
        self.size = size
        self._stream = stream
        self._left = size + 1  # a line feed ends each answer

    def pieces(self) -> Iterator[bytes]:
        """The content piece by piece. Raises `UnreadableObject` at the end if it is not the one with this id."""
        digest = hashlib.new("sha256" if len(self.id) == 64 else "sha1", usedforsecurity=False)
        digest.update(b"blob %d\0" % self.size)
        while self._left > 1:
            piece = self._stream.read(min(self._left - 1, _PIECE))
            if not piece:
                raise UnreadableObject(self.id, "git ended before the content did")
            self._left -= len(piece)
            digest.update(piece)
            yield piece
        self._left = 0
        if self._stream.read(1) != b"\n" or digest.hexdigest() != self.id:
            raise UnreadableObject(self.id, "the object is damaged: its content is not the one that its id says")

    def read(self) -> bytes:
        """All of the content."""
        return b"".join(self.pieces())

    def skip(self) -> None:
        """Reads over what nobody took."""
        while self._left and (piece := self._stream.read(min(self._left, _PIECE))):
            self._left -= len(piece)


@dataclass(slots=True)
class BlobReader:
    """A git process that is asked for one file after the other; no more than a piece of one is in memory."""

    _process: subprocess.Popen[bytes]
    _late: Event
    _last: Blob | None = None

    def open(self, blob: str) -> Blob:
        """The file with this id, after what nobody took of the one before. Raises `UnreadableObject`."""
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            raise ValueError("both streams are pipes")
        if self._last is not None:
            self._last.skip()
        with suppress(OSError):  # a process that has ended gives no answer, which is told below
            asked.write(f"{blob}\n".encode("ascii"))
            asked.flush()
        facts = answers.readline().split()
        # Of an object that the repository lacks, as in a partial clone, git prints "missing" in the place of its size.
        if len(facts) != 3 or facts[1] != b"blob":
            raise UnreadableObject(blob, _explain(facts, self._late.is_set()))
        self._last = Blob(blob, int(facts[2]), answers)
        return self._last


@contextmanager
def read_blobs(
    folder: Path, environment: Mapping[str, str] | None = None, seconds: float = READING_SECONDS
) -> Iterator[BlobReader]:
    """The files of the repository around `folder`, for so many seconds at the most."""
    late = Event()
    with subprocess.Popen(  # noqa: S603  # a fixed command, no shell
        build_git_command(folder, "cat-file", "--batch"),
        env=make_plain_environment() if environment is None else environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as git:
        timer = Timer(seconds, _end, (git, late))
        timer.start()
        try:
            yield BlobReader(git, late)
        finally:
            timer.cancel()
            git.kill()  # whoever stops early does not wait for the rest
            _close(git.stdin)


def _close(stream: IO[bytes] | None) -> None:
    if stream is not None:
        with suppress(OSError):  # what was not sent is lost with the process
            stream.close()


def _end(git: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    git.kill()


def _explain(facts: list[bytes], is_late: bool) -> str:
    if is_late:
        return "git did not answer in time"
    if len(facts) == 3:
        return f"the object is a {facts[1].decode('ascii', 'replace')}, not a file"
    return "the repository does not have the object" if facts[1:] == [b"missing"] else "git cannot read the object"
