"""Folders of a version on the disk: copied with digests, held against a list, flushed."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from trustpages.model.problem import CannotGoOn
from trustpages.publish.files import make_folder, refuse_unsafe_paths, write_file
from trustpages.publish.versions.canonical import digest
from trustpages.publish.versions.manifest import FileDigest

_AT_A_TIME = 8


def files_in(folder: Path) -> tuple[str, ...]:
    """The paths of all files under `folder`, sorted.

    Raises CannotGoOn `odd-file` for whatever is neither a plain file nor a folder.
    """
    found: list[str] = []
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                mode = entry.stat(follow_symlinks=False).st_mode
                path = Path(entry.path)
                if stat.S_ISDIR(mode):
                    waiting.append(path)
                elif stat.S_ISREG(mode):
                    found.append(path.relative_to(folder).as_posix())
                else:
                    raise CannotGoOn(
                        "odd-file", f"'{path}' is no plain file", "remove the link or special file"
                    )
    return tuple(sorted(found))


def copy_tree(source: Path, target: Path, paths: Collection[str]) -> tuple[FileDigest, ...]:
    """The digests of the files at `paths`, copied from `source` to the new folder `target`.

    Modes are the fixed ones. The digests are of the bytes that were read, once. The disk has the
    copy after `flush_tree`. Raises CannotGoOn `unsafe-path`, OSError.
    """
    refuse_unsafe_paths(paths)
    make_folder(target)
    make_parents(target, paths)
    copied = []
    for path in sorted(paths):
        content = read_plain(source / path)
        write_file(target / path, content)
        copied.append(FileDigest(path, len(content), digest(content)))
    return tuple(copied)


def digest_tree(folder: Path, paths: Collection[str]) -> tuple[FileDigest, ...]:
    """The digests of the files at `paths`, as `copy_tree` would return them; raises OSError."""
    contents = ((path, read_plain(folder / path)) for path in sorted(paths))
    return tuple(FileDigest(path, len(content), digest(content)) for path, content in contents)


def read_plain(path: Path) -> bytes:
    """The bytes of a file that is no link; raises OSError."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
        return stream.read()


def make_parents(folder: Path, paths: Iterable[str]) -> None:
    """The folders that the files at `paths` need within the existing `folder`."""
    for parent in sorted({parent for path in paths for parent in PurePosixPath(path).parents}):
        make_folder(folder / parent)


def flush_tree(folder: Path) -> None:
    """Returns when the disk has every file and every folder under `folder`; raises OSError.

    Nothing under it may be visible to readers yet, since the order is free: several at a time let
    the file system write them together.
    """
    tree = [(Path(parent), names) for parent, _, names in os.walk(folder)]
    files = [parent / name for parent, names in tree for name in names]
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
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
        here = {file.path: file.sha256 for file in digest_tree(folder, files_in(folder))}
    except (CannotGoOn, FileNotFoundError, NotADirectoryError):
        return False
    return {path: found for path, found in here.items() if path not in besides} == digests
