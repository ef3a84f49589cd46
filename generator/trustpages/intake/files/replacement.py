"""Files of a workspace replaced all together or not at all, without a symbolic link followed.

Each file is written beside the old one first; only once all are there is one after the other renamed into place. What
fails on the way takes back what was renamed before.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trustpages.intake.files.safe_open import FOLDER_FLAGS, parse_relative_path, read_inside
from trustpages.intake.messages.quoting import quote_path
from trustpages.intake.yaml.source import DEFAULT
from trustpages.model.problem import Fault, TrustpagesError

_NEW_MODE, _NEW_FOLDER_MODE = 0o644, 0o755
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Replacement:
    """New content of the file at a path; `before` is what it has to hold, None where there must be none."""

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class Move:
    """A folder that gets another name in the same folder."""

    path: str
    to: str


def replace_files(root: Path, replacements: Sequence[Replacement], move: Move | None = None) -> None:
    """Writes all of the files below `root`, then moves the folder.

    Raises TrustpagesError `changed-meanwhile` where a file is not as it was read, the code of a path that leads
    elsewhere, and OSError where the system refuses; nothing has changed then.
    """
    with ExitStack() as open_folders:
        undo: list[Callable[[], None]] = []
        try:
            staged = [_stage(root, replacement, open_folders, undo) for replacement in replacements]
            for folder, temporary, replacement in staged:
                _put_in_place(folder, temporary, replacement, undo)
            if move is not None:
                _move(root, move, open_folders)
        except BaseException:
            for step in reversed(undo):
                step()
            raise


def _stage(
    root: Path, replacement: Replacement, open_folders: ExitStack, undo: list[Callable[[], None]]
) -> tuple[int, str, Replacement]:
    """The open folder of the file, and the name beside it under which the new content lies."""
    path = _check_path(replacement.path)
    if replacement.before is not None:
        found = read_inside(root, path, limit=max(DEFAULT.size, len(replacement.before)))
        if isinstance(found, Fault):
            raise TrustpagesError(found.code, found.sentence, found.remedy)
        if found != replacement.before:
            raise _refuse_changed(replacement.path)
    folder = _open_folder(root, path.parts[:-1], open_folders, undo)
    if replacement.before is None and _exists(folder, path.name):
        raise TrustpagesError("not-empty", f"{quote_path(str(path))} exists already", "choose another name")
    mode = _NEW_MODE if replacement.before is None else os.stat(path.name, dir_fd=folder, follow_symlinks=False).st_mode
    temporary = f".{path.name}.{secrets.token_hex(8)}"
    undo.append(lambda: _remove(temporary, folder))
    _write(folder, temporary, replacement.after, mode)
    return folder, temporary, replacement


def _write(folder: int, name: str, content: bytes, mode: int) -> None:
    handle = os.open(name, _WRITE_FLAGS, 0o600, dir_fd=folder)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, stat.S_IMODE(mode))
        file.write(content)
        file.flush()
        os.fsync(handle)


def _put_in_place(folder: int, temporary: str, replacement: Replacement, undo: list[Callable[[], None]]) -> None:
    name = PurePosixPath(replacement.path).name
    if replacement.before is None:
        os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)  # never over another one
        undo.append(lambda: _remove(name, folder))
        _remove(temporary, folder)
        return
    os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    undo.append(lambda: _restore(folder, name, replacement.before or b""))


def _restore(folder: int, name: str, content: bytes) -> None:
    mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    temporary = f".{name}.{secrets.token_hex(8)}"
    _write(folder, temporary, content, mode)
    os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)


def _move(root: Path, move: Move, open_folders: ExitStack) -> None:
    old, new = _check_path(move.path), _check_path(move.to)
    folder = _open_folder(root, old.parts[:-1], open_folders, [])
    if _exists(folder, new.name):
        raise TrustpagesError("not-empty", f"{quote_path(move.to)} exists already", "choose another name")
    os.rename(old.name, new.name, src_dir_fd=folder, dst_dir_fd=folder)


def _check_path(path: str) -> PurePosixPath:
    checked = parse_relative_path(path)
    if isinstance(checked, Fault):
        raise TrustpagesError(checked.code, checked.sentence, checked.remedy)
    return checked


def _open_folder(root: Path, parts: Sequence[str], open_folders: ExitStack, undo: list[Callable[[], None]]) -> int:
    """The folder below `root`, entered one at a time without following a link, and made where there is none."""
    folder = os.open(root, FOLDER_FLAGS & ~os.O_NOFOLLOW)
    open_folders.callback(os.close, folder)
    for name in parts:
        above = folder
        if not _exists(above, name):
            os.mkdir(name, _NEW_FOLDER_MODE, dir_fd=above)
            undo.append(lambda name=name, above=above: os.rmdir(name, dir_fd=above))  # type: ignore[misc]  # bound now
        try:
            folder = os.open(name, FOLDER_FLAGS, dir_fd=above)
        except OSError as error:
            sentence = f"{quote_path(name)} cannot be entered: {os.strerror(error.errno or 0)}"
            raise TrustpagesError("path-link", sentence, "put the folder itself in its place") from error
        open_folders.callback(os.close, folder)
    return folder


def _exists(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _remove(name: str, folder: int) -> None:
    if _exists(folder, name):
        os.unlink(name, dir_fd=folder)


def _refuse_changed(path: str) -> TrustpagesError:
    sentence = f"{quote_path(path)} changed while it was edited"
    return TrustpagesError("changed-meanwhile", sentence, "run it again when nobody writes to the workspace")
