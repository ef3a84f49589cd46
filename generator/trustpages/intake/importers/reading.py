"""The files of an import, read under bounds: those that a command names, and those that a workspace declares.

Who calls a command may name any path. What stands in a document was written by others: it names files below one
folder, and no link leads out of that.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from trustpages.intake.files.safe_open import open_as_named
from trustpages.intake.importers.inputs import LARGEST_FILE, InputFile, Inputs
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

LARGEST_INPUT: Final = 1 << 30
"""Bytes of all files of an import."""

MOST_FILES: Final = 20_000
_READ_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def read_inputs(paths: Sequence[Path]) -> Inputs | tuple[Fault, ...]:
    """The files at these paths, and all below those that are folders; links are not followed. Never raises OSError."""
    return _read_all((path.as_posix(), partial(_open_named, path)) for path in _list_paths(paths))


def read_declared(root: Path, paths: Iterable[PurePosixPath]) -> Inputs | tuple[Fault, ...]:
    """The same for files below `root` that `find_files` found."""
    return _read_all((str(path), partial(open_as_named, root, path)) for path in sorted(set(paths)))


def digest_declared(root: Path, path: PurePosixPath) -> str:
    """SHA-256 of such a file, or the code of why it cannot be read."""
    opened = open_as_named(root, path)
    if isinstance(opened, Fault):
        return opened.code
    with os.fdopen(opened, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _list_paths(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            for folder, folders, names in os.walk(path):
                folders.sort()
                yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
        else:
            yield path


def _open_named(path: Path) -> int | Fault:
    shown = quote_path(path.as_posix())
    try:
        descriptor = os.open(path, _READ_FLAGS)
    except OSError as error:
        reason = "it is a symbolic link" if path.is_symlink() else os.strerror(error.errno or 0)
        return Fault("import-file", f"{shown} cannot be read: {reason}", "check its name and its permissions")
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    return Fault("import-file", f"{shown} is not a regular file", "name a file or a folder of files")


def _read_all(files: Iterable[tuple[str, Callable[[], int | Fault]]]) -> Inputs | tuple[Fault, ...]:
    read: list[InputFile] = []
    faults: list[Fault] = []
    left = LARGEST_INPUT
    for path, open_file in files:
        if len(read) >= MOST_FILES:
            return (_refuse_number(),)
        content = _read(path, open_file, min(LARGEST_FILE, left))
        file = content if isinstance(content, Fault) else InputFile(path, content).unpack(left)
        if isinstance(file, Fault):
            faults.append(file)
        else:
            read.append(file)
            left -= len(file.content)
    if not read and not faults:
        return (Fault("import-empty", "there is no file at the paths given", "name the file that the tool wrote"),)
    return tuple(faults) if faults else Inputs(tuple(sorted(read, key=lambda file: file.path)))


def _read(path: str, open_file: Callable[[], int | Fault], limit: int) -> bytes | Fault:
    opened = open_file()
    if isinstance(opened, Fault):
        return opened
    with os.fdopen(opened, "rb") as file:
        try:
            content = file.read(limit + 1)
        except OSError as error:
            sentence = f"{quote_path(path)} cannot be read: {os.strerror(error.errno or 0)}"
            return Fault("import-file", sentence, "check its name and its permissions")
    if len(content) > limit:
        sentence = f"{quote_path(path)} has more than {limit:,} bytes"
        return Fault("import-too-large", sentence, "split it, or import one run at a time")
    return content


def _refuse_number() -> Fault:
    return Fault("import-too-large", f"there are more than {MOST_FILES:,} files", "import one run at a time")
