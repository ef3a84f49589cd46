"""Write artifacts to disk and read what was published: safe paths, fixed modes, bounded sizes, no link followed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from trustpages.model.artifact import LaidFile, LaidPage, PageFile, PiecedFile, SiteFile
from trustpages.model.problem import TrustpagesError
from trustpages.publish.verifier.trustverify import LARGEST_FILE, open_plain

FILE_MODE = 0o644
FOLDER_MODE = 0o755

_COMPONENT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
# Windows opens a device instead of a file of such a name, with any extension:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST_COMPONENT = 200
_PIECE = 1 << 20  # bytes that are in memory at once


def is_safe_path(path: str) -> bool:
    """True for a relative path with forward slashes that stays inside any folder on any system."""
    return all(
        _COMPONENT.fullmatch(part) and not _DEVICE.fullmatch(part) and len(part) <= _LONGEST_COMPONENT
        for part in path.split("/")
    )


def refuse_unsafe_paths(paths: Iterable[str]) -> None:
    """Returns if the paths can stand side by side in one folder on any system.

    Raises TrustpagesError `unsafe-path` for a path that could leave the folder, and for two that are
    one file where letter case does not count.
    """
    seen: set[str] = set()
    for path in paths:
        if not is_safe_path(path):
            raise TrustpagesError(
                "unsafe-path",
                f"{path!r} cannot be the path of a file here",
                "use letters, digits, '.', '_' and '-', and '/' between folders",
            )
        if path.casefold() in seen:
            raise TrustpagesError(
                "unsafe-path", f"two files would have the path {path!r}", "give each a name of its own"
            )
        seen.add(path.casefold())


def write_tree(folder: Path, artifacts: Iterable[SiteFile | PageFile], *, durable: bool = False) -> None:
    """Writes the artifacts as files under the existing `folder`, with fixed modes, whatever the umask.

    Every path is checked before the first byte is written. `durable` returns only when the disk
    has each file and each folder. Raises what `refuse_unsafe_paths` raises, and OSError, for
    example where a file exists already.
    """
    artifacts = tuple(artifacts)
    refuse_unsafe_paths(artifact.path for artifact in artifacts)
    tree = FileTree(folder)
    for artifact in artifacts:
        tree.write(artifact.path, artifact.content, durable=durable)
    if durable:
        tree.flush()


def lay_down(folder: Path, artifacts: Iterable[SiteFile]) -> tuple[LaidFile, ...]:
    """Writes the artifacts under the existing `folder` as `write_tree` does, and lets go of their bytes.

    One that is there already stays: what several have in common has one path.
    """
    artifacts = tuple(artifacts)
    refuse_unsafe_paths(artifact.path for artifact in artifacts)
    tree = FileTree(folder)
    for artifact in artifacts:
        with suppress(FileExistsError):
            tree.write(artifact.path, artifact.content)
    return tuple(LaidFile(artifact.path, f"{folder}/{artifact.path}") for artifact in artifacts)


def lay_down_pages(place: Path, pages: Iterable[PageFile]) -> tuple[LaidPage, ...]:
    """Writes the pages into one new file at `place`, and lets go of their bytes."""
    laid: list[LaidPage] = []
    contents = []
    for page in pages:
        contents.append(page.content)
        start = laid[-1].start + laid[-1].length if laid else 0
        laid.append(LaidPage(page.path, str(place), start, len(contents[-1])))
    write_pieces(place, contents)
    return tuple(laid)


class FileTree:
    """An existing folder into which files are written one after another, with fixed modes; paths are safe already."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)  # pathlib takes longer than the disk
        self._made = {""}

    def write(self, path: str, content: bytes, *, durable: bool = False) -> None:
        """Writes a new file; raises OSError, for example where a file exists already."""
        self.make_parent(path)
        write_file(f"{self._folder}/{path}", content, durable=durable)

    def put(self, file: SiteFile | PageFile) -> None:
        """Writes a new file, or moves one there that was laid down elsewhere; raises OSError as `write` does."""
        if isinstance(file, PiecedFile):
            self.make_parent(file.path)
            write_pieces(f"{self._folder}/{file.path}", (piece.encode() for piece in file.pieces))
            return
        if not isinstance(file, LaidFile):
            self.write(file.path, file.content)
            return
        target = f"{self._folder}/{file.path}"
        if file.place == target:
            os.lstat(target)  # it is still there
            return
        self.make_parent(file.path)
        if os.path.lexists(target):
            raise FileExistsError(target)
        os.rename(file.place, target)

    def repeat(self, path: str, again: str) -> None:
        """Writes the file `path` of the tree once more, as `again`, in pieces; raises OSError as `write` does."""
        self.make_parent(again)
        with open(f"{self._folder}/{path}", "rb") as file:
            write_pieces(f"{self._folder}/{again}", iter(partial(file.read, _PIECE), b""))

    def make_parent(self, path: str) -> None:
        """Makes the folder in which the file `path` lies, and those around it, once."""
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            self.make_parent(parent)
            make_folder(f"{self._folder}/{parent}")
            self._made.add(parent)

    def flush(self) -> None:
        """Flushes the folders: an entry is durable once its folder is, deepest first."""
        for made in sorted(self._made, reverse=True):
            flush_folder(f"{self._folder}/{made}")


def write_file(target: Path | str, content: bytes, *, durable: bool = False) -> None:
    """Writes a new file at `target` with the fixed mode; raises OSError where a file or link exists."""
    write_pieces(target, (content,), durable=durable)


def write_pieces(target: Path | str, pieces: Iterable[bytes], *, durable: bool = False) -> None:
    """The same of content that comes in pieces, of which one at a time is in memory."""
    # Exclusive and without following links: nobody can have put a link here that leads out of the folder.
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    try:
        os.fchmod(handle, FILE_MODE)  # the mode of open is cut by the umask
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(handle, rest) :]
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def read_plain(path: Path, most: int = LARGEST_FILE) -> bytes:
    """The bytes of a published file that is no link; raises OSError, and what `refuse_large` raises."""
    with open_plain(path) as stream:
        refuse_large(os.fstat(stream.fileno()).st_size, str(path), most)
        return stream.read(most)


def refuse_large(size: int, name: str, most: int = LARGEST_FILE) -> None:
    """Returns if a verifier would read a file of this size; raises TrustpagesError `file-too-large`."""
    if size > most:
        sentence = f"'{name}' has {size:,} bytes, and a published file of its kind has at most {most:,}"
        raise TrustpagesError("file-too-large", sentence, "leave it out, or split it: no verifier would read it")


def make_folder(folder: Path | str) -> None:
    """Makes the folder with the fixed mode; one that exists stays as it is, the parent must exist."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        if os.path.islink(folder) or not os.path.isdir(folder):
            raise
        return
    os.chmod(folder, FOLDER_MODE)


def flush_folder(folder: Path | str) -> None:
    """Flushes the entries of the folder to the disk: a rename is durable only after that."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
