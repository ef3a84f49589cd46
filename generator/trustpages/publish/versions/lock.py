"""One publisher at a time."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trustpages.model.problem import Busy, CannotGoOn

_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


@contextmanager
def only_publisher(folder: Path) -> Iterator[None]:
    """Holds the lock of the existing folder while the block runs; it falls with the process.

    Raises Busy `busy` at once if another process, or another call in this one, holds it; CannotGoOn `no-lock`
    where the file system has no locks, as some of those across a network.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Busy(
            "busy", f"somebody else is publishing to '{folder}'", "try again when that has finished"
        ) from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        raise CannotGoOn(
            "no-lock",
            f"the file system of '{folder}' has no locks, so two publishers could write at once",
            "publish into a folder on a disk of this machine, and copy it from there",
        ) from error
