"""A process that has loaded the program, and forks for each command that it is sent.

To load it takes several times as long as most commands then do. What a fork cannot show, tests ask of a start of its
own: how long loading takes, what it loads, and what an interpreter makes of its environment.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

MOST = 1 << 20  # bytes of a request
SECONDS = 300


def main(requests: socket.socket) -> None:
    """Answers each request by the exit code of its command, until nobody is there to ask."""
    _load()
    while True:
        request, streams, _, _ = socket.recv_fds(requests, MOST, 3)
        if not request:
            return
        process = os.fork()
        if not process:
            _run(json.loads(request), streams)
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(process, 0)
        requests.send(str(os.waitstatus_to_exitcode(status)).encode())


def _load() -> None:
    """Imports what the commands import, and has the models of documents made."""
    for package in ("trustpages.cli", "trustpages.workflow"):
        for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(found.name)
    for late in ("duckdb", "scipy.special"):
        importlib.import_module(late)
    for kind in importlib.import_module("trustpages.model.documents.catalog").KINDS:
        kind.model.model_rebuild()
    gc.freeze()  # so that a command does not look at, and thereby copy, what it has in common with all others


def _run(request: Mapping[str, Any], streams: Sequence[int]) -> NoReturn:
    """The command in this process."""
    signal.alarm(SECONDS)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = request["arguments"]
    try:
        importlib.import_module("trustpages.cli.main").main()
        _end(0)
    except SystemExit as asked:
        _end(asked.code if isinstance(asked.code, int) else bool(asked.code))
    except BaseException:
        traceback.print_exc()
        _end(1)


def _end(code: int) -> NoReturn:
    """Ends this process as an interpreter ends, but for the taking apart of all that was loaded before the fork."""
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
    except OSError:
        code = 120
    os._exit(code)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
    os._exit(0)  # as in `_end`
