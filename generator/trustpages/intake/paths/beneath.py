"""Opening files below a folder, one folder at a time, so that no link and no race can lead elsewhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from trustpages.intake.paths.reference import safe_relative, shown
from trustpages.model.refusal import Refusal

FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a FIFO must not make us wait


def open_beneath(root: Path, relative: PurePosixPath) -> int | Refusal:
    """A descriptor of the regular file `relative` below `root`, for reading, which the caller closes.

    `root` itself may be a link, nothing below it. What is not a regular file is refused without being opened.
    """
    checked = safe_relative(str(relative))
    if isinstance(checked, Refusal):
        return checked
    try:
        return _descend(root, checked)
    except (FileNotFoundError, NotADirectoryError):
        remedy = "check its spelling, or add the file"
        return Refusal("path-missing", f"there is no file {shown(str(checked))}", remedy)
    except OSError as error:
        sentence = f"{shown(str(checked))} cannot be read: {os.strerror(error.errno or 0)}"
        return Refusal("path-unreadable", sentence, "check its permissions")


def read_beneath(root: Path, relative: PurePosixPath, limit: int) -> bytes | Refusal:
    """The bytes of the regular file `relative` below `root`, if there are at most `limit` of them."""
    opened = open_beneath(root, relative)
    if isinstance(opened, Refusal):
        return opened
    with os.fdopen(opened, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        sentence = f"{shown(str(relative))} has more than {limit:,} bytes"
        return Refusal("path-too-large", sentence, "split the file, or keep less in it")
    return data


def kind_refusal(mode: int, path: str) -> Refusal:
    """Why a thing with the file `mode` is neither read nor entered."""
    if stat.S_ISLNK(mode):
        return Refusal("path-link", f"{shown(path)} is a symbolic link", "put the file itself in its place")
    sentence = f"{shown(path)} is neither a regular file nor a folder where one is expected"
    return Refusal("path-not-regular", sentence, "put a regular file in its place, or delete it")


def _descend(root: Path, relative: PurePosixPath) -> int | Refusal:
    with ExitStack() as folders:
        folder = os.open(root, FOLDER_FLAGS & ~os.O_NOFOLLOW)
        folders.callback(os.close, folder)
        for name in relative.parts[:-1]:
            entered = _open(folder, name, FOLDER_FLAGS, stat.S_ISDIR)
            if isinstance(entered, Refusal):
                return entered
            folders.callback(os.close, entered)
            folder = entered
        return _open(folder, relative.name, _FILE_FLAGS, stat.S_ISREG)


def _open(folder: int, name: str, flags: int, fits: Callable[[int], bool]) -> int | Refusal:
    """Looks before and after opening: before, since opening a device may do something; after, since it may race."""
    mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    if not fits(mode):
        return kind_refusal(mode, name)
    opened = os.open(name, flags, dir_fd=folder)
    mode = os.fstat(opened).st_mode
    if not fits(mode):
        os.close(opened)
        return kind_refusal(mode, name)
    return opened
