"""Changes of files, noticed by looking: the same on every file system, without native code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import TypeAlias

Snapshot: TypeAlias = frozenset[tuple[str, int, int, int]]


def take_snapshot(watched: Iterable[Path]) -> Snapshot:
    """Path, time of change, size and inode of every file in the watched files and folders.

    Folders and files whose names begin with a dot are left out: version control and editors write
    there all the time. What is not there, or vanishes meanwhile, is simply absent.
    """
    return frozenset(entry for path in watched for entry in _files(os.fspath(path)))


def watch(
    watched: Iterable[Path],
    on_change: Callable[[], None],
    stop: Event,
    *,
    interval: float = 0.5,
    since: Snapshot | None = None,
) -> None:
    """Calls `on_change` after each burst of changes, until `stop` is set.

    Looks every `interval` seconds; a burst has ended when two looks in a row see the same. A
    change during `on_change` leads to another call after it, and so does one after the snapshot
    `since`, if there is one.
    """
    watched = tuple(watched)
    known = take_snapshot(watched) if since is None else since
    while not stop.wait(interval):
        seen = take_snapshot(watched)
        if seen == known:
            continue
        while not stop.wait(interval) and (again := take_snapshot(watched)) != seen:
            seen = again
        if stop.is_set():
            return
        known = seen
        on_change()


def _files(path: str) -> Iterator[tuple[str, int, int, int]]:
    try:
        found = os.stat(path)
        if not os.path.isdir(path):
            yield path, found.st_mtime_ns, found.st_size, found.st_ino
            return
        names = sorted(os.listdir(path))
    except OSError:
        return
    for name in names:
        if not name.startswith("."):
            yield from _files(os.path.join(path, name))
