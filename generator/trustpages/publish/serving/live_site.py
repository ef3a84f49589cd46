"""Serve a site while it is edited: poll for file changes, rebuild, reload the browser."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Final, TypeAlias

from trustpages.model.problem import TrustpagesError
from trustpages.publish.serving.server import LiveServer, LiveState

Snapshot: TypeAlias = frozenset[tuple[str, int, int, int]]

INTERVAL: Final = 0.1  # seconds: who saves a file waits for two of them
_REST: Final = 20  # times as long as a look takes


def take_snapshot(watched: Iterable[Path]) -> Snapshot:
    """Path, modification time, size and inode of every file in the watched files and folders.

    Folders and files whose names begin with a dot are left out: version control and editors write
    there all the time. What is not there, or vanishes meanwhile, is simply absent.
    """
    return frozenset(entry for path in watched for entry in _list_states(os.fspath(path)))


def watch(
    watched: Iterable[Path],
    on_change: Callable[[], None],
    stop: Event,
    *,
    interval: float = INTERVAL,
    since: Snapshot | None = None,
) -> None:
    """Calls `on_change` after each burst of changes, until `stop` is set.

    Looks every `interval` seconds, more seldom where a look takes long; a burst has ended when two looks in a row see
    the same. A change during `on_change` leads to another call after it, and so does one after the snapshot
    `since`, if there is one.
    """
    look = _Watcher(tuple(watched), interval)
    known = look() if since is None else since
    while not stop.wait(look.pause):
        seen = look()
        if seen == known:
            continue
        # Editors write a file in several steps, and a git checkout many files: wait until two looks agree.
        while not stop.wait(look.pause) and (again := look()) != seen:
            seen = again
        if stop.is_set():
            return
        known = seen
        on_change()


class _Watcher:
    """Takes snapshots, and says how long to wait for the next: a large workspace shall not keep a processor busy."""

    def __init__(self, watched: Sequence[Path], interval: float) -> None:
        self._watched, self._interval = watched, interval
        self.pause = interval

    def __call__(self) -> Snapshot:
        before = time.thread_time()
        seen = take_snapshot(self._watched)
        self.pause = max(self._interval, _REST * (time.thread_time() - before))
        return seen


def _list_states(path: str) -> Iterator[tuple[str, int, int, int]]:
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
            yield from _list_states(os.path.join(path, name))


Rebuild: TypeAlias = Callable[[], Sequence[str]]


def serve(
    out: Path,
    *,
    port: int = 8000,
    watched: Sequence[Path] = (),
    rebuild: Rebuild | None = None,
    announce: Callable[[str], None] = lambda line: None,
    interval: float = INTERVAL,
    stop: Event | None = None,
) -> None:
    """Serves the folder `out` at 127.0.0.1 until it is interrupted or `stop` is set.

    At the start if there is no `out`, and after a change in `watched` (looked for every `interval`
    seconds), `rebuild` is called. It returns problems as lines of text, none if there is a new site
    in `out`; it may also raise TrustpagesError. Open pages then load the new site, or show the lines
    above the last good one. `announce` gets lines for the terminal. Port 0 takes any free port.
    Raises TrustpagesError `port-in-use`, and KeyboardInterrupt once the port is free again.
    """
    stop = stop or Event()
    state = LiveState()
    with closing(_start_server(out, port, state)) as server:
        answering = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        answering.start()
        try:
            announce(f"serving {out} until Ctrl-C at {server.address}")
            if rebuild is None:
                stop.wait()
                return
            since = take_snapshot(watched)  # before the build, so that a change during it is not missed
            if not out.is_dir():
                _rebuild(rebuild, state, announce)
            watch(watched, lambda: _rebuild(rebuild, state, announce), stop, interval=interval, since=since)
        finally:
            state.close()
            server.shutdown()


def _start_server(out: Path, port: int, state: LiveState) -> LiveServer:
    try:
        return LiveServer(out, port, state)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):  # EACCES: ports below 1024
            raise
        raise TrustpagesError(
            "port-in-use", f"port {port} cannot be used: {error.strerror}", "name another port, or 0 for any"
        ) from error


def _rebuild(rebuild: Rebuild, state: LiveState, announce: Callable[[str], None]) -> None:
    try:
        problems = tuple(rebuild())
    except TrustpagesError as reason:
        problems = (str(reason),)
    if problems:
        state.record_failure(problems)
        announce("\n".join(("not built, the last good site stays:", *problems)))
    else:
        state.record_success()
        announce("built")
