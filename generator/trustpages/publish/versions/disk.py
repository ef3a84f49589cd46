"""Disk operations on a published folder: lock, copy with digests, exchange, flush, and errors with remedies."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.publish.files import make_folder, read_plain, refuse_unsafe_paths, write_file
from trustpages.publish.verifier.trustverify import digest_of
from trustpages.publish.versions.manifest import FileDigest

_AGAIN = "run the same command again; what was published before is as it was"
_REFUSALS = {
    errno.ENOSPC: ("disk-full", "the disk is full", f"make room and {_AGAIN}"),
    errno.EDQUOT: ("disk-full", "the quota of the disk is used up", f"make room and {_AGAIN}"),
    errno.EFBIG: ("disk-full", "a file is larger than the system allows", f"raise the limit and {_AGAIN}"),
    errno.EROFS: ("read-only", "the file system cannot be written to", "name a folder that can be written to"),
    errno.EACCES: ("no-permission", "writing is not permitted", "change the owner or mode of the folder"),
    errno.EPERM: ("no-permission", "writing is not permitted", "change the owner or mode of the folder"),
}


@contextmanager
def translate_disk_errors(folder: Path) -> Iterator[None]:
    """Turns an OSError of the block into TrustpagesError: `disk-full`, `read-only`, `no-permission`, `disk-error`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        code, sentence, remedy = _REFUSALS.get(
            error.errno or 0, ("disk-error", f"the system reports '{reason}'", f"check the disk and {_AGAIN}")
        )
        where = error.filename or folder
        raise TrustpagesError(code, f"{sentence}, at '{where}'", remedy) from error


# NFS and FUSE file systems report a missing flock in different ways.
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


@contextmanager
def hold_publisher_lock(folder: Path) -> Iterator[None]:
    """Holds an exclusive lock on the existing folder while the block runs; the kernel drops it with the process.

    Raises TryAgain `busy` at once if another process, or another call in this one, holds it; TrustpagesError `no-lock`
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
        raise TryAgain(
            "busy", f"somebody else is publishing to '{folder}'", "try again when that has finished"
        ) from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        raise TrustpagesError(
            "no-lock",
            f"the file system of '{folder}' has no locks, so two publishers could write at once",
            "publish into a folder on a disk of this machine, and copy it from there",
        ) from error


# https://man7.org/linux/man-pages/man2/renameat2.2.html; Python has no function for it.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_SUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def exchange(fresh: Path, old: Path) -> None:
    """Exchanges two folders, so that each has the other's name; both exist and lie on one file system.

    On Linux with a usual file system this is atomic. Elsewhere `old` is missing between two
    renames: a crash there leaves the new folder under the name `fresh`. Raises OSError.
    """
    if _exchange_at_once(fresh, old):
        return
    aside = fresh.with_name(f"{fresh.name}.aside")
    old.rename(aside)
    fresh.rename(old)
    aside.rename(fresh)


def _exchange_at_once(fresh: Path, old: Path) -> bool:
    """True if the kernel exchanged them, False if kernel or file system cannot."""
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


_FLUSHED_AT_ONCE = 8


def list_files_in(folder: Path) -> tuple[str, ...]:
    """The paths of all files under `folder`, sorted.

    Raises TrustpagesError `odd-file` for whatever is neither a plain file nor a folder.
    """
    found: list[str] = []
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                # Of the link itself: a link could publish any file of this machine.
                mode = entry.stat(follow_symlinks=False).st_mode
                path = Path(entry.path)
                if stat.S_ISDIR(mode):
                    waiting.append(path)
                elif stat.S_ISREG(mode):
                    found.append(path.relative_to(folder).as_posix())
                else:
                    raise TrustpagesError("odd-file", f"'{path}' is no plain file", "remove the link or special file")
    return tuple(sorted(found))


def copy_tree(source: Path, target: Path, paths: Collection[str]) -> tuple[FileDigest, ...]:
    """Copies the files at `paths` from `source` to the new folder `target`, and returns their digests.

    Modes are the fixed ones. The copy is durable after `flush_tree`. Raises TrustpagesError `unsafe-path`, and what
    `read_plain` raises.
    """
    refuse_unsafe_paths(paths)
    make_folder(target)
    make_parents(target, paths)
    copied = []
    for path in sorted(paths):
        # Once: digest and copy are of the same bytes, whoever writes meanwhile.
        content = read_plain(source / path)
        write_file(target / path, content)
        copied.append(FileDigest(path, len(content), digest_of(content)))
    return tuple(copied)


def digest_tree(folder: Path, paths: Collection[str]) -> tuple[FileDigest, ...]:
    """The digests of the files at `paths`, as `copy_tree` would return them; raises what `read_plain` does."""
    contents = ((path, read_plain(folder / path)) for path in sorted(paths))
    return tuple(FileDigest(path, len(content), digest_of(content)) for path, content in contents)


def make_parents(folder: Path, paths: Iterable[str]) -> None:
    """The folders that the files at `paths` need within the existing `folder`."""
    for parent in sorted({parent for path in paths for parent in PurePosixPath(path).parents}):
        make_folder(folder / parent)


def flush_tree(folder: Path) -> None:
    """Flushes every file and every folder under `folder` to the disk; raises OSError.

    Nothing under it may be visible to readers yet, since the order of files is free.
    """
    tree = [(Path(parent), names) for parent, _, names in os.walk(folder)]
    files = [parent / name for parent, names in tree for name in names]
    # Side by side, the file system writes them in common transactions. Folders after files: an entry must not become
    # durable before the content that it names.
    with ThreadPoolExecutor(_FLUSHED_AT_ONCE) as pool:
        for paths in (files, [parent for parent, _ in tree]):
            list(pool.map(_flush, paths))


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def holds_exactly(folder: Path, digests: Mapping[str, str], besides: Collection[str] = ()) -> bool:
    """True if the folder, read from disk, has these files and no others but those in `besides`."""
    try:
        here = {file.path: file.sha256 for file in digest_tree(folder, list_files_in(folder))}
    except (TrustpagesError, FileNotFoundError, NotADirectoryError):
        return False
    return {path: found for path, found in here.items() if path not in besides} == digests
