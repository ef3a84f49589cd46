"""What the operating system refuses, as a sentence with a remedy."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trustpages.model.problem import CannotGoOn

_AGAIN = "run the same command again; what was published before is as it was"
_REFUSALS = {
    errno.ENOSPC: ("disk-full", "the disk is full", f"make room and {_AGAIN}"),
    errno.EDQUOT: ("disk-full", "the quota of the disk is used up", f"make room and {_AGAIN}"),
    errno.EFBIG: ("disk-full", "a file is larger than the system allows", f"raise the limit and {_AGAIN}"),
    errno.EROFS: (
        "read-only",
        "the file system cannot be written to",
        "name a folder that can be written to",
    ),
    errno.EACCES: ("no-permission", "writing is not permitted", "change the owner or mode of the folder"),
    errno.EPERM: ("no-permission", "writing is not permitted", "change the owner or mode of the folder"),
}


@contextmanager
def refusing_disk_errors(folder: Path) -> Iterator[None]:
    """Turns an OSError of the block into CannotGoOn: `disk-full`, `read-only`, `no-permission`, `disk-error`."""
    try:
        yield
    except OSError as error:
        said = error.strerror or str(error)
        code, sentence, remedy = _REFUSALS.get(
            error.errno or 0, ("disk-error", f"the system reports '{said}'", f"check the disk and {_AGAIN}")
        )
        where = error.filename or folder
        raise CannotGoOn(code, f"{sentence}, at '{where}'", remedy) from error
