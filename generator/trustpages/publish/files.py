"""Files and folders on disk: written safely, and replaced as a whole or not at all."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from trustpages.model.page import Artifact
from trustpages.model.problem import CannotGoOn

FILE_MODE = 0o644
FOLDER_MODE = 0o755
MARKER = Artifact(".trustpages", b"This folder was written by trustpages, which replaces it as a whole.\n")

_COMPONENT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST_COMPONENT = 200


def is_safe_path(path: str) -> bool:
    """True for a relative path with forward slashes that stays inside any folder on any system."""
    return all(
        _COMPONENT.fullmatch(part) and not _DEVICE.fullmatch(part) and len(part) <= _LONGEST_COMPONENT
        for part in path.split("/")
    )


def write_tree(folder: Path, artifacts: Iterable[Artifact], *, durable: bool = False) -> None:
    """The artifacts as files under `folder`, with fixed modes, whatever the umask.

    Every path is checked before the first byte is written. No file is overwritten and no link is
    followed at its place. `durable` waits until the disk has each file and each folder. Raises
    CannotGoOn `unsafe-path` for a path that could leave the folder, or for two that are one file
    where letter case does not count.
    """
    artifacts = tuple(artifacts)
    _refuse_unsafe([artifact.path for artifact in artifacts])
    folders = sorted({parent for a in artifacts for parent in PurePosixPath(a.path).parents})
    for parent in folders:
        make_folder(folder / parent)
    for artifact in artifacts:
        write_file(folder / artifact.path, artifact.content, durable=durable)
    if durable:
        for parent in reversed(folders):
            flush_folder(folder / parent)


def write_file(target: Path, content: bytes, *, durable: bool = False) -> None:
    """A new file at `target` with the fixed mode; an existing file or link there is an OSError."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    with os.fdopen(handle, "wb") as stream:
        os.fchmod(handle, FILE_MODE)
        stream.write(content)
        if durable:
            stream.flush()
            os.fsync(handle)


def make_folder(folder: Path) -> None:
    """The folder with the fixed mode; one that exists is left as it is, its parent must exist."""
    try:
        folder.mkdir()
    except FileExistsError:
        if folder.is_symlink() or not folder.is_dir():
            raise
        return
    folder.chmod(FOLDER_MODE)


def flush_folder(folder: Path) -> None:
    """Returns when the disk has the folder's entries."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A private empty folder beside `out`, on the same file system, removed at the end.

    Removes what builds of the same `out` left behind when they were killed: a living build holds
    a lock on its workplace.
    """
    prefix = f".{out.name}.building-"
    out.parent.mkdir(parents=True, exist_ok=True)
    for leftover in out.parent.glob(f"{prefix}*"):
        _remove_if_abandoned(leftover)
    place = Path(tempfile.mkdtemp(prefix=prefix, dir=out.parent))
    try:
        with _locked(place):
            yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def refuse_foreign_folder(out: Path) -> None:
    """Returns if `out` may be replaced: absent, empty, or written by trustpages before.

    Raises CannotGoOn `folder-not-ours` for anything else.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise CannotGoOn("folder-not-ours", f"'{out}' is not a folder", "name a new folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER.path).is_file():
        raise CannotGoOn(
            "folder-not-ours",
            f"'{out}' holds files that trustpages did not write",
            "name a new or an empty folder, or empty this one yourself",
        )


def replace_folder(fresh: Path, out: Path) -> None:
    """`fresh` in the place of `out`, by two renames; the old folder is removed after that.

    `fresh` lies on the same file system. A crash leaves `out` old or new, or, between the renames,
    the old one aside, from where `restore_folder` brings it back.
    """
    aside = _aside(out)
    with _locked(out.parent):
        if out.exists():
            out.rename(aside)
        fresh.rename(out)
        shutil.rmtree(aside, ignore_errors=True)


def restore_folder(out: Path) -> None:
    """`out` as it was, if a crash in `replace_folder` has left it aside."""
    aside = _aside(out)
    if not aside.is_dir():
        return
    with _locked(out.parent):
        if out.exists():
            shutil.rmtree(aside, ignore_errors=True)
        elif aside.is_dir():
            aside.rename(out)


def _aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.previous")


def _refuse_unsafe(paths: list[str]) -> None:
    seen: dict[str, str] = {}
    for path in paths:
        if not is_safe_path(path):
            raise CannotGoOn(
                "unsafe-path",
                f"{path!r} cannot be the path of a file here",
                "use letters, digits, '.', '_' and '-', and '/' between folders",
            )
        twin = seen.setdefault(path.casefold(), path)
        if twin is not path:
            raise CannotGoOn(
                "unsafe-path", f"{path!r} and {twin!r} would be one file", "give each a name of its own"
            )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
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
