"""The regular files of a folder, and everything in it that is not fit to be one."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from trustpages.intake.paths.beneath import FOLDER_FLAGS, kind_refusal
from trustpages.intake.paths.reference import safe_relative, shown
from trustpages.model.problem import Place, Problem
from trustpages.model.refusal import Refusal

_Found: TypeAlias = "PurePosixPath | Problem"


@dataclass(frozen=True, slots=True)
class Listing:
    """Paths of regular files relative to the folder, sorted, and the problems with everything else in it."""

    files: tuple[PurePosixPath, ...]
    problems: tuple[Problem, ...]


def list_regular(root: Path) -> Listing:
    """What lies below `root`, found without following a link; `root` itself may be one.

    Names that begin with a dot belong to tools, such as git, and are passed over. A folder with a name that is
    refused is not entered. Names that differ only in case are all listed, and all but the first are problems, too.
    """
    try:
        folder = os.open(root, FOLDER_FLAGS & ~os.O_NOFOLLOW)
    except OSError as error:
        return Listing((), (_unreadable(".", error),))
    found = list(_found(folder, ""))
    files = sorted(each for each in found if isinstance(each, PurePosixPath))
    return Listing(tuple(files), tuple(sorted(each for each in found if isinstance(each, Problem))))


def _found(folder: int, above: str) -> Iterator[_Found]:
    """What lies in the open `folder`, which is closed on the way; `above` is its path with a final slash."""
    try:
        modes = _modes(folder)
        taken: dict[str, str] = {}
        for name in sorted(modes):
            other = taken.setdefault(name.casefold(), name)
            if other != name:
                yield name_collision(above + name, above + other)
            yield from _entry(folder, above + name, modes[name])
    except OSError as error:
        yield _unreadable(above or ".", error)
    finally:
        os.close(folder)


def _modes(folder: int) -> dict[str, int]:
    with os.scandir(folder) as entries:
        return {
            entry.name: entry.stat(follow_symlinks=False).st_mode
            for entry in entries
            if not entry.name.startswith(".")
        }


def _entry(folder: int, path: str, mode: int) -> Iterator[_Found]:
    checked = safe_relative(path)
    if isinstance(checked, Refusal):
        yield checked.at(_place(path))
    elif stat.S_ISREG(mode):
        yield checked
    elif stat.S_ISDIR(mode):
        yield from _entered(folder, checked)
    else:
        yield kind_refusal(mode, path).at(_place(path))


def _entered(folder: int, path: PurePosixPath) -> Iterator[_Found]:
    try:
        opened = os.open(path.name, FOLDER_FLAGS, dir_fd=folder)
    except OSError as error:
        yield _unreadable(str(path), error)
    else:
        yield from _found(opened, f"{path}/")


def name_collision(path: str, other: str) -> Problem:
    """The problem that two paths differ only in case, at the first one."""
    names = [shown(posixpath.basename(one)) for one in (other, path)]
    sentence = f"the names {names[0]} and {names[1]} differ only in case"
    remedy = "rename one of them; many systems take both for the same"
    return Problem(_place(path), "path-case-collision", sentence, remedy)


def _unreadable(path: str, error: OSError) -> Problem:
    sentence = f"{shown(path)} cannot be read: {os.strerror(error.errno or 0)}"
    return Problem(_place(path), "path-unreadable", sentence, "check that it exists, and its permissions")


def _place(path: str) -> Place:
    return Place(ascii(path)[1:-1])
