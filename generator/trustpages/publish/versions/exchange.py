"""Two folders exchange their names in one step, where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_SUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def exchange(fresh: Path, old: Path) -> None:
    """`fresh` and `old` under each other's names; both exist and lie on one file system.

    At no instant is `old` missing on Linux with a usual file system. Elsewhere it is, between two
    renames: a crash there leaves the new folder under the name `fresh`. Raises OSError.
    """
    if _exchanged_at_once(fresh, old):
        return
    aside = fresh.with_name(f"{fresh.name}.aside")
    old.rename(aside)
    fresh.rename(old)
    aside.rename(fresh)


def _exchanged_at_once(fresh: Path, old: Path) -> bool:
    """True if the system did it, False if it has no such call."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    names = os.fsencode(fresh), os.fsencode(old)
    if renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_SUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(old))
