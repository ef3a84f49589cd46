"""Linux's Landlock: from here on this process, and whatever it starts, cannot read below a folder.

Landlock lists what is allowed, so a folder is closed by allowing everything beside it: its siblings, the siblings
of each folder above it, and the exceptions. See https://docs.kernel.org/userspace-api/landlock.html.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

_READ_FILE, _READ_FOLDER, _MOVE = 1 << 2, 1 << 3, 1 << 13
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_PATH_BENEATH = 1
_ASK_VERSION = 1
_KNOWS_MOVING = 2  # the version from which on files may be moved between folders at all
_NO_NEW_PRIVILEGES = 38


def close_to_reading(root: Path, exceptions: Iterable[Path]) -> bool:
    """True where the kernel now refuses to read below `root`, except below `exceptions`; False where it cannot.

    Both are free of links. Nothing is lost but reading: what may be written, may still be written. Files that
    appear later beside `root` or beside a folder above it cannot be read either.
    """
    if sys.platform != "linux":
        return False
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION) < _KNOWS_MOVING:
        return False
    handled = struct.pack("=Q", _READ_FILE | _READ_FOLDER | _MOVE)
    ruleset = kernel.syscall(_CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    if ruleset < 0:
        return False
    try:
        for path in (*exceptions, *_beside(root)):
            _allow(kernel, ruleset, path)
        if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            return False
        return bool(kernel.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _beside(root: Path) -> Iterator[Path]:
    """Everything that is neither `root` nor a folder above it, as far up as one can see."""
    way = (*reversed(root.parents), root)
    for above, below in pairwise(way):
        with suppress(PermissionError), os.scandir(above) as entries:
            yield from (Path(entry) for entry in entries if entry.name != below.name)


def _allow(kernel: ctypes.CDLL, ruleset: int, path: Path) -> None:
    """Allows to read `path` and below it; a link is passed over, since it could lead to what is closed."""
    try:
        opened = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return
    try:
        mode = os.fstat(opened).st_mode
        if not stat.S_ISLNK(mode):
            rights = _READ_FILE | _READ_FOLDER | _MOVE if stat.S_ISDIR(mode) else _READ_FILE
            kernel.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, opened), 0)
    finally:
        os.close(opened)
