"""Paths, open files and listings that cannot lead out of a folder.

Files are opened one folder at a time and no symbolic link is followed, so that neither a link nor a race leads
elsewhere. A path is accepted only if it means the same file on every operating system.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault, Place, Problem

_LONGEST = 200  # bytes; leaves room for the folder that the workspace stands in, even on Windows
_COMPONENT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)})


def parse_relative_path(text: str) -> PurePosixPath | Fault:
    """`text` as a path below a folder, or why it is none.

    Components are ASCII letters, digits, `_`, `-` and `.`, separated by `/`; they begin with neither `.` nor `-`,
    end with no dot and are no device name of Windows. A path has at most 200 bytes.
    """
    if len(text) > _LONGEST:
        sentence = f"the path {quote_path(text)} has more than {_LONGEST} characters"
        return Fault("path-too-long", sentence, "shorten the names of its folders")
    if text.startswith(("/", "\\", "~")) or _DRIVE.match(text):
        remedy = "write it relative to the folder of the file that names it"
        return Fault("path-absolute", f"the path {quote_path(text)} does not begin in this folder", remedy)
    for component in text.split("/"):
        if fault := _check_component(component, text):
            return fault
    return PurePosixPath(text)


def _check_component(component: str, text: str) -> Fault | None:
    if component == "..":
        remedy = "keep the file in the folder of the file that names it, or below"
        return Fault("path-outside", f"the path {quote_path(text)} leads out of its folder", remedy)
    if not _COMPONENT.fullmatch(component):
        remedy = "use letters a to z, digits, '_', '-' and '.', separated by '/', without '.' at either end of a name"
        return Fault("path-bad-name", f"the name {quote_path(component)} in {quote_path(text)} is not portable", remedy)
    # Windows opens the device whatever follows the dot: `nul.yml` is `nul`.
    if component.partition(".")[0].lower() in _DEVICES:
        sentence = f"the name {quote_path(component)} in {quote_path(text)} is a device on Windows"
        return Fault("path-device-name", sentence, "give the file another name")
    return None


FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a FIFO must not make us wait


def open_inside(root: Path, relative: PurePosixPath) -> int | Fault:
    """A descriptor of the regular file `relative` below `root`, for reading, which the caller closes.

    `root` itself may be a link, nothing below it. What is not a regular file is refused without being opened.
    """
    checked = parse_relative_path(str(relative))
    return checked if isinstance(checked, Fault) else open_as_named(root, checked)


def open_as_named(root: Path, relative: PurePosixPath) -> int | Fault:
    """The same for a file that a listing found, whatever its names are; `..` leads nowhere."""
    try:
        return _descend(root, relative)
    except (FileNotFoundError, NotADirectoryError):
        remedy = "check its spelling, or add the file"
        return Fault("path-missing", f"there is no file {quote_path(str(relative))}", remedy)
    except OSError as error:
        sentence = f"{quote_path(str(relative))} cannot be read: {os.strerror(error.errno or 0)}"
        return Fault("path-unreadable", sentence, "check its permissions")


def read_inside(root: Path, relative: PurePosixPath, limit: int) -> bytes | Fault:
    """The bytes of the regular file `relative` below `root`, if there are at most `limit` of them."""
    opened = open_inside(root, relative)
    if isinstance(opened, Fault):
        return opened
    with os.fdopen(opened, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        sentence = f"{quote_path(str(relative))} has more than {limit:,} bytes"
        return Fault("path-too-large", sentence, "split the file, or keep less in it")
    return data


def refuse_file_kind(mode: int, path: str) -> Fault:
    """Why a thing with the file `mode` is neither read nor entered."""
    if stat.S_ISLNK(mode):
        return Fault("path-link", f"{quote_path(path)} is a symbolic link", "put the file itself in its place")
    sentence = f"{quote_path(path)} is neither a regular file nor a folder where one is expected"
    return Fault("path-not-regular", sentence, "put a regular file in its place, or delete it")


def _descend(root: Path, relative: PurePosixPath) -> int | Fault:
    with ExitStack() as folders:
        folder = os.open(root, FOLDER_FLAGS & ~os.O_NOFOLLOW)
        folders.callback(os.close, folder)
        for name in relative.parts[:-1]:
            entered = _open_entry(folder, name, FOLDER_FLAGS, stat.S_ISDIR)
            if isinstance(entered, Fault):
                return entered
            folders.callback(os.close, entered)
            folder = entered
        return _open_entry(folder, relative.name, _FILE_FLAGS, stat.S_ISREG)


def _open_entry(folder: int, name: str, flags: int, fits: Callable[[int], bool]) -> int | Fault:
    """Looks before and after opening: before, since opening a device may do something; after, since it may race."""
    mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    if not fits(mode):
        return refuse_file_kind(mode, name)
    opened = os.open(name, flags, dir_fd=folder)
    mode = os.fstat(opened).st_mode
    if not fits(mode):
        os.close(opened)
        return refuse_file_kind(mode, name)
    return opened


_FileOrProblem: TypeAlias = "PurePosixPath | Problem"


@dataclass(frozen=True, slots=True)
class Listing:
    """Paths of regular files relative to the folder, sorted, and the problems with everything else in it."""

    files: tuple[PurePosixPath, ...]
    problems: tuple[Problem, ...]


def list_regular_files(root: Path) -> Listing:
    """What lies below `root`, found without following a link; `root` itself may be one.

    Names that begin with a dot belong to tools, such as git, and are passed over. A folder with a name that is
    refused is not entered. Names that differ only in case are all listed, and all but the first are problems, too.
    """
    try:
        folder = os.open(root, FOLDER_FLAGS & ~os.O_NOFOLLOW)
    except OSError as error:
        return Listing((), (_describe_unreadable(".", error),))
    entries = list(_walk(folder, ""))
    files = sorted(path for path in entries if isinstance(path, PurePosixPath))
    return Listing(tuple(files), tuple(sorted(problem for problem in entries if isinstance(problem, Problem))))


def _walk(folder: int, above: str) -> Iterator[_FileOrProblem]:
    """Everything in the open `folder`, which it closes at the end; `above` is its path with a final slash."""
    try:
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
            modes = {entry.name: entry.stat(follow_symlinks=False).st_mode for entry in visible}
        taken: dict[str, str] = {}
        for name in sorted(modes):  # so that it does not depend on the file system which of two names is the first
            other = taken.setdefault(name.casefold(), name)
            if other != name:
                yield describe_name_collision(above + name, above + other)
            yield from _check_entry(folder, above + name, modes[name])
    except OSError as error:
        yield _describe_unreadable(above or ".", error)
    finally:
        os.close(folder)


def _check_entry(folder: int, path: str, mode: int) -> Iterator[_FileOrProblem]:
    checked = parse_relative_path(path)
    if isinstance(checked, Fault):
        yield checked.at(_place_of(path))
    elif stat.S_ISREG(mode):
        yield checked
    elif stat.S_ISDIR(mode):
        try:
            opened = os.open(checked.name, FOLDER_FLAGS, dir_fd=folder)
        except OSError as error:
            yield _describe_unreadable(path, error)
        else:
            yield from _walk(opened, f"{path}/")
    else:
        yield refuse_file_kind(mode, path).at(_place_of(path))


def describe_name_collision(path: str, other: str) -> Problem:
    """The problem that two paths differ only in case, at the first one."""
    first, second = (quote_path(posixpath.basename(full)) for full in (other, path))
    sentence = f"the names {first} and {second} differ only in case"
    remedy = "rename one of them; many systems take both for the same"
    return Problem(_place_of(path), "path-case-collision", sentence, remedy)


def _describe_unreadable(path: str, error: OSError) -> Problem:
    sentence = f"{quote_path(path)} cannot be read: {os.strerror(error.errno or 0)}"
    return Problem(_place_of(path), "path-unreadable", sentence, "check that it exists, and its permissions")


def _place_of(path: str) -> Place:
    return Place(ascii(path)[1:-1])  # a name may hold line breaks and bytes that are not UTF-8
