"""The site on this machine while one works on it: served, rebuilt after a change, reloaded."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TypeAlias

from trustpages.model.problem import CannotGoOn
from trustpages.publish.live_server import LiveServer
from trustpages.publish.live_state import LiveState
from trustpages.publish.watch import take_snapshot, watch

Rebuild: TypeAlias = Callable[[], Sequence[str]]


def serve(
    out: Path,
    *,
    port: int = 8000,
    watched: Sequence[Path] = (),
    rebuild: Rebuild | None = None,
    announce: Callable[[str], None] = lambda line: None,
    interval: float = 0.5,
    stop: Event | None = None,
) -> None:
    """Serves the folder `out` at 127.0.0.1 until it is interrupted or `stop` is set.

    At the start if there is no `out`, and after a change in `watched` (looked for every `interval`
    seconds), `rebuild` is called. It returns what is wrong as lines of text, nothing for a new site
    in `out`; it may also raise CannotGoOn. Open pages then load the new site, or show the lines
    above the last good one. `announce` gets lines for the terminal. Port 0 takes any free port.
    Raises CannotGoOn `port-in-use`.
    """
    stop = stop or Event()
    state = LiveState()
    with closing(_server(out, port, state)) as server, suppress(KeyboardInterrupt):
        answering = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        answering.start()
        try:
            announce(f"serving {out} at {server.address}, stop with Ctrl-C")
            if rebuild is None:
                stop.wait()
                return
            since = take_snapshot(watched)
            if not out.is_dir():
                _rebuilt(rebuild, state, announce)
            watch(watched, lambda: _rebuilt(rebuild, state, announce), stop, interval=interval, since=since)
        finally:
            state.close()
            server.shutdown()


def _server(out: Path, port: int, state: LiveState) -> LiveServer:
    try:
        return LiveServer(out, port, state)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise CannotGoOn(
            "port-in-use", f"port {port} cannot be used: {error.strerror}", "name another port, or 0 for any"
        ) from error


def _rebuilt(rebuild: Rebuild, state: LiveState, announce: Callable[[str], None]) -> None:
    try:
        problems = tuple(rebuild())
    except CannotGoOn as reason:
        problems = (str(reason),)
    if problems:
        state.failed(problems)
        announce("\n".join(("not built, the last good site stays:", *problems)))
    else:
        state.succeeded()
        announce("built")
