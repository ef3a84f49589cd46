"""Replace a folder as a whole: build in a private folder beside it, then swap them; a crash loses neither."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError

MARKER = Artifact(".trustpages", b"This folder was written by trustpages, which replaces it as a whole.\n")


def refuse_foreign_folder(out: Path) -> None:
    """Returns if `out` may be replaced: absent, empty, or written by trustpages before.

    Raises TrustpagesError `folder-not-ours` for anything else.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise TrustpagesError("folder-not-ours", f"'{out}' is not a folder", "name a new folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER.path).is_file():
        raise TrustpagesError(
            "folder-not-ours",
            f"'{out}' holds files that trustpages did not write",
            "name a new or an empty folder, or empty this one yourself",
        )


@contextmanager
def open_site_place(out: Path) -> Iterator[Path]:
    """The workplace for a site that shall replace `out`, which a killed build may have put aside.

    Raises what `refuse_foreign_folder` raises: before the build, which may take minutes.
    """
    refuse_foreign_folder(out)
    restore_folder(out)
    with open_workplace(out) as place:
        yield place


@contextmanager
def open_workplace(out: Path) -> Iterator[Path]:
    """A private empty folder beside `out`, removed at the end with the folders around it that were made for it alone.

    Folders that killed builds of the same `out` left behind are removed; that of a running build is locked.
    """
    prefix = f".{out.name}.building-"
    missing = [folder for folder in out.parents if not folder.exists()]
    out.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        held.callback(_remove_empty, missing)
        with _hold_lock(out.parent):
            for leftover in out.parent.glob(f"{prefix}*"):
                _remove_if_abandoned(leftover)
            # Beside `out`, since only within one file system is a rename atomic.
            place = Path(tempfile.mkdtemp(prefix=prefix, dir=out.parent))
            held.callback(shutil.rmtree, place, ignore_errors=True)
            held.enter_context(_hold_lock(place))
        yield place


def replace_folder(fresh: Path, out: Path) -> None:
    """Puts `fresh` in the place of `out` by two renames, and removes the old folder after them.

    `fresh` lies on the same file system. A crash leaves `out` old or new, or, between the renames,
    the old one aside, from where `restore_folder` brings it back.
    """
    aside = _name_aside(out)
    with _hold_lock(out.parent):
        _remove_tree(aside)
        if out.exists():
            out.rename(aside)
        fresh.rename(out)
        _remove_tree(aside)


def restore_folder(out: Path) -> None:
    """Brings `out` back if a `replace_folder` was killed between its renames."""
    aside = _name_aside(out)
    if not aside.is_dir():
        return
    with _hold_lock(out.parent):
        if not out.exists() and aside.is_dir():  # looked at again: another process may have held the lock
            aside.rename(out)


_REMOVERS: Final = 8


def _remove_tree(folder: Path) -> None:
    """Removes a tree that may be there, several branches at a time: some disks answer slowly for each file.

    No link is followed. What cannot be removed stays.
    """
    if not os.path.lexists(folder):
        return
    with suppress(OSError), ExitStack() as held, ThreadPoolExecutor(_REMOVERS) as threads:
        root = _open_folder(folder, held)
        for name in os.listdir(root):
            with suppress(OSError):  # a file, or a link
                inner = _open_folder(name, held, root)
                for branch in os.listdir(inner):
                    threads.submit(shutil.rmtree, branch, ignore_errors=True, dir_fd=inner)
    shutil.rmtree(folder, ignore_errors=True)


def _open_folder(name: Path | str, held: ExitStack, around: int | None = None) -> int:
    handle = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=around)
    held.callback(os.close, handle)
    return handle


def _remove_empty(folders: Sequence[Path]) -> None:
    """Removes the folders, the innermost of which is the first, up to one that holds something."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def _name_aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.previous")


@contextmanager
def _hold_lock(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _remove_if_abandoned(leftover: Path) -> None:
    try:
        handle = os.open(leftover, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(leftover, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(handle)
