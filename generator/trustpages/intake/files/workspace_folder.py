"""The workspace folder: how it is found, its files as bytes, each read once, and the state that shows a change."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeAlias

from trustpages.intake import yaml
from trustpages.intake.files.line_ends import FileDigests, digest_pieces
from trustpages.intake.files.safe_open import list_regular_files, open_inside, read_inside
from trustpages.intake.messages.quoting import quote_path
from trustpages.intake.yaml.source import DEFAULT
from trustpages.model.problem import Fault, Place, Problem, TrustpagesError
from trustpages.model.source_map import Plain
from trustpages.model.vocabulary import Audience

TRUST_FILE = "trust.yml"
"""The file that makes a folder a workspace."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The YAML and Markdown files of a workspace by path, read once; what could not be read is a problem.

    Paths are relative to the workspace, with forward slashes. Data files are too large to be held.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file that is there: its digests, its size in bytes, its content where it was kept."""

    path: str
    digests: FileDigests
    size: int
    content: bytes | None = None

    @property
    def sha256(self) -> str:
        """Its digest in hexadecimal digits."""
        return self.digests.sha256


class WorkspaceSource(Protocol):
    """Where a workspace comes from: a folder, or one revision of a git repository."""

    def read_snapshot(self) -> Snapshot:
        """All YAML and Markdown files that belong to the workspace."""
        ...

    def read_data_file(self, path: str, *, keep: bool = False) -> DataFile | Fault:
        """The data file at a path, read once for its digest, or why not; `keep` the content of a small one."""
        ...


FileState: TypeAlias = "tuple[int, ...]"
"""What of a file changes with every write."""

READ_IN = {"evidence": (".yml", ".yaml"), "content": (".md",)}
"""By folder of the workspace, the endings of the files that are read there."""

_PIECE = 1 << 20

LARGEST_DATA_FILE = 4 << 30
"""Bytes of a data file: a minute to read it for its digest."""


def find_workspace(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds a `trust.yml`.

    Raises TrustpagesError `no-workspace` where there is none.
    """
    begin = start.absolute()
    for folder in (begin, *begin.parents):
        if os.path.lexists(folder / TRUST_FILE):
            return folder
    sentence = f"there is no {TRUST_FILE} in {start} or any folder above it"
    raise TrustpagesError("no-workspace", sentence, "run `trustpages init` to make a workspace")


def find_repository(folder: Path) -> Path | None:
    """The top of the git work tree that holds `folder`, None where there is none."""
    begin = folder.absolute()
    return next((parent for parent in (begin, *begin.parents) if os.path.lexists(parent / ".git")), None)


@dataclass(frozen=True, slots=True)
class WorkspaceFolder:
    """A workspace in a folder of this machine."""

    root: Path

    def read_snapshot(self) -> Snapshot:
        """The files of the workspace; links, pipes and unfit names are problems, and nothing else is looked at."""
        files: dict[str, bytes] = {}
        problems: list[Problem] = []
        for path in self._files(problems):
            data = read_inside(self.root, path, limit=DEFAULT.size)
            if isinstance(data, Fault):
                problems.append(data.at(Place(str(path))))
            else:
                files[str(path)] = data
        return Snapshot(files, tuple(sorted(problems)))

    def read_states(self) -> dict[str, FileState]:
        """Size, times and the like of every file that could belong to the workspace, by path.

        A file whose state is the same at two moments was not written to, replaced or renamed between them.
        """
        folders = [self.root / name for name in READ_IN if not (self.root / name).is_symlink()]
        walked = (below for folder in folders for below in os.walk(folder))
        # Not by the listing that refuses links: a link that is put in a file's place is a change, too.
        paths = [os.path.join(parent, name) for parent, _, names in walked for name in names]
        states = ((path, read_state(path)) for path in (str(self.root / TRUST_FILE), *paths))
        return {os.path.relpath(path, self.root): state for path, state in states if state is not None}

    def read_data_file(self, path: str, *, keep: bool = False) -> DataFile | Fault:
        """The digest and size of a data file, read in pieces; its content where that is one piece and to be kept."""
        opened = open_inside(self.root, PurePosixPath(path))
        if isinstance(opened, Fault):
            return opened
        with os.fdopen(opened, "rb") as file:
            if os.fstat(opened).st_size > LARGEST_DATA_FILE:
                sentence = f"{quote_path(path)} has more than {LARGEST_DATA_FILE >> 30} GiB"
                return Fault("path-too-large", sentence, "split it by month, or write Parquet")
            first = file.read(_PIECE)
            digests = digest_pieces(chain([first], iter(partial(file.read, _PIECE), b"")))
            size = file.tell()
        return DataFile(path, digests, size, first if keep and size == len(first) else None)

    def _files(self, problems: list[Problem]) -> Iterator[PurePosixPath]:
        if os.path.lexists(self.root / TRUST_FILE):
            yield PurePosixPath(TRUST_FILE)
        for name, endings in READ_IN.items():
            folder = self.root / name
            if folder.is_symlink():
                sentence = f"'{name}' is a symbolic link"
                problems.append(Problem(Place(name), "path-link", sentence, "put the folder itself in its place"))
            elif folder.exists():
                listing = list_regular_files(folder)
                for problem in listing.problems:  # whose places are those below the folder
                    place = replace(problem.place, file=f"{name}/{problem.place.file}")
                    problems.append(replace(problem, place=place))
                yield from (PurePosixPath(name, path) for path in listing.files if path.name.endswith(endings))


def read_state(path: str) -> FileState | None:
    """The state of a file, a link itself and not what it leads to; None where there is none."""
    try:
        seen = os.lstat(path)
    except OSError:
        return None
    return take_state(seen)


def take_state(seen: os.stat_result) -> FileState:
    """What of a file that was looked at changes with every write."""
    # The time of the inode shows a write whose author has set the other time back.
    return seen.st_mode, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino


LINKED = b"link:"
"""What the digest of a link begins with, before where it leads: it is not that of any file."""


def digest_folder(root: Path, folder: str) -> dict[str, str]:
    """The SHA-256 of each file below a folder of the workspace by path, and of each link that of where it leads."""
    found: dict[str, str] = {}
    for parent, folders, names in os.walk(root / folder):
        for name in (*names, *(inner for inner in folders if os.path.islink(os.path.join(parent, inner)))):
            path = os.path.join(parent, name)
            state = os.lstat(path)
            if stat.S_ISLNK(state.st_mode):
                content = LINKED + os.fsencode(os.readlink(path))
            elif stat.S_ISREG(state.st_mode):
                content = Path(path).read_bytes()
            else:
                continue  # a pipe or a device, which building refuses
            found[Path(path).relative_to(root).as_posix()] = sha256(content).hexdigest()
    return found


PREVIOUS_KEY = "previous"


def read_previous_name(root: Path) -> str | None:
    """The path under `previous` in the `trust.yml` of the workspace `root`, unchecked; None where none is readable."""
    name = _read_trust_key(root, PREVIOUS_KEY)
    return name if isinstance(name, str) else None


def read_stated_audience(root: Path) -> Audience:
    """Whom the `trust.yml` there seems to name as readers; the public where it names nobody that there is."""
    stated = _read_trust_key(root, "audience")
    return next((audience for audience in Audience if audience == stated), Audience.PUBLIC)


def read_import_paths(root: Path) -> tuple[str, ...]:
    """The paths under `imports` there, unchecked."""
    listed = _read_trust_key(root, "imports")
    entries = [entry for entry in (listed if isinstance(listed, list) else ()) if isinstance(entry, dict)]
    paths = (paths for entry in entries if isinstance(paths := entry.get("paths"), list))
    named = (*(path for each in paths for path in each), *(entry.get("mapping") for entry in entries))
    return tuple(path for path in named if isinstance(path, str))


def _read_trust_key(root: Path, key: str) -> Plain:
    data = read_inside(root, PurePosixPath(TRUST_FILE), limit=DEFAULT.size)
    if isinstance(data, Fault) or (key.encode() not in data and b"\\" not in data):
        return None  # only an escape could spell the key otherwise
    located, _ = yaml.load(data, TRUST_FILE)
    return located.value.get(key) if located is not None and isinstance(located.value, dict) else None
