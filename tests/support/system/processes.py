"""Processes that tests start: each of them ends, whatever becomes of the test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_EXEC = "import os, signal, sys; signal.signal({}, signal.{}); os.execv(sys.argv[1], sys.argv[1:])"


@contextmanager
def started(
    command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A process with pipes for what it says, in a session of its own, all of which is killed at the end.

    It hears SIGINT even where the tests themselves were started to ignore it, as a shell starts what runs in the
    background. The command begins with the path of its program.
    """
    process = subprocess.Popen(
        _with_signal(signal.SIGINT, "SIG_DFL", map(str, command)),
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def ignoring(number: signal.Signals, command: Sequence[str]) -> list[str]:
    """The command as a shell starts it in the background: with a signal ignored from the outset."""
    return _with_signal(number, "SIG_IGN", command)


def _with_signal(number: signal.Signals, handling: str, command: Iterable[str]) -> list[str]:
    return [sys.executable, "-c", _EXEC.format(number.value, handling), *command]


def left_of_session(leader: int, seconds: float = 10.0) -> list[str]:
    """What is still at work, after `seconds` at most, of the session that this process began: their command lines."""
    until = time.monotonic() + seconds
    while (found := list(_of_session(leader))) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def _of_session(leader: int) -> Iterator[str]:
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session = (place / "stat").read_text().rpartition(")")[2].split()[:4]
            line = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue  # it has ended meanwhile
        if int(session) == leader and state != "Z":
            yield line
