"""Paths with `*`, `?` and `**` in them, which name files below a folder and never lead out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Final

from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_ANY_FOLDERS: Final = "**"


def find_files(root: Path, pattern: str, most: int) -> tuple[PurePosixPath, ...] | Fault:
    """The files below `root` that a pattern names, at most `most` of them, sorted; none where nothing fits.

    A link among them is one, and will not open.

    `*` and `?` stand for any part of a name, `**` for any folders, a folder for all files below it. Names that begin
    with a dot are passed over.
    """
    if fault := refuse_pattern(pattern):
        return fault
    found: set[PurePosixPath] = set()
    for path in _find(root, tuple(pattern.strip("/").split("/"))):
        found.add(path)
        if len(found) > most:
            sentence = f"{quote_path(pattern)} names more than {most:,} files"
            return Fault("path-too-large", sentence, "name those that belong together, in several imports")
    return tuple(sorted(found))


def refuse_pattern(pattern: str) -> Fault | None:
    """Why a pattern names nothing below a folder."""
    shown = quote_path(pattern)
    parts = pattern.strip("/").split("/")
    if pattern.startswith(("/", "\\", "~")) or pattern[1:2] == ":":
        remedy = "write it relative to the workspace; `trustpages import --all FOLDER` looks in another folder"
        return Fault("path-absolute", f"the path {shown} does not begin in the workspace", remedy)
    if ".." in parts:
        remedy = "write it relative to the workspace; `trustpages import --all FOLDER` looks in another folder"
        return Fault("path-outside", f"the path {shown} leads out of the workspace", remedy)
    if not pattern.isprintable() or "\\" in pattern or any(not part or part.startswith(".") for part in parts):
        remedy = "write names with single '/' between, none of which begins with a dot: those belong to tools"
        return Fault("path-bad-name", f"{shown} is no path", remedy)
    return None


def _find(root: Path, pattern: tuple[str, ...]) -> Iterator[PurePosixPath]:
    """The files that the parts of a pattern lead to from `root`, some of them more than once."""
    seen: set[tuple[PurePosixPath, tuple[str, ...]]] = set()
    left = [(PurePosixPath(), pattern)]
    while left:
        above, parts = left.pop()
        if (above, parts) in seen:
            continue
        seen.add((above, parts))
        first, rest = (parts[0], parts[1:]) if parts else (_ANY_FOLDERS, ())
        if first == _ANY_FOLDERS and rest:
            left.append((above, rest))
        for entry in _list_entries(root / above):
            if entry.name.startswith(".") or not fnmatchcase(entry.name, first):
                continue
            if entry.is_dir(follow_symlinks=False):
                left.append((above / entry.name, parts if first == _ANY_FOLDERS else rest))
            elif not rest:
                yield above / entry.name


def _list_entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
