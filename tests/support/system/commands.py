"""The command `trustpages` as a user runs it: a process of its own, in a folder, with an environment."""

from __future__ import annotations

import atexit
import json
import os
import pty
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer

from support.system import warm_start

TRUSTPAGES = str(Path(sys.executable).with_name("trustpages"))

# What an interpreter reads when it starts, which no process that was forked can show.
_READ_AT_THE_START = ("LANG", "LC_", "PYTHON", "TZ")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind: its exit code and what it wrote to either stream."""

    code: int
    out: str
    err: str


def trustpages(*arguments: str | Path, folder: Path, **environment: str) -> Ran:
    """Runs `trustpages` in `folder`, with additions to the environment; no stream is a terminal.

    Where the environment does not concern the interpreter, the process is forked from one that has loaded the program.
    """
    if any(name.startswith(_READ_AT_THE_START) for name in environment):
        return trustpages_started(*arguments, folder=folder, **environment)
    with open(os.devnull) as nothing, TemporaryFile() as out, TemporaryFile() as err:
        streams = (nothing.fileno(), out.fileno(), err.fileno())
        _begin(arguments, folder, environment, streams)
        code = _ended()
        said = [os.pread(stream, os.fstat(stream).st_size, 0).decode("utf-8") for stream in streams[1:]]
    return Ran(code, *said)


def trustpages_started(*arguments: str | Path, folder: Path, **environment: str) -> Ran:
    """The same by a start of the interpreter."""
    done = subprocess.run(
        [TRUSTPAGES, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=warm_start.SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def trustpages_on_a_terminal(*arguments: str, folder: Path, **environment: str) -> tuple[int, str]:
    """Exit code, and what a terminal shows when the command writes both streams to it."""
    ours, theirs = pty.openpty()
    _begin(arguments, folder, {"TERM": "xterm-256color", **environment}, (theirs,) * 3)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # Linux's way of saying that the last writer has gone
        while piece := os.read(ours, 1 << 16):
            shown += piece
    os.close(ours)
    return _ended(), shown.decode("utf-8", "replace")


def edit(file: Path, before: str, after: str) -> None:
    """Replaces text that must stand in the file exactly once."""
    text = file.read_text("utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file.name}"
    file.write_text(text.replace(before, after), "utf-8")


def _begin(
    arguments: tuple[str | Path, ...], folder: Path, environment: dict[str, str], streams: tuple[int, ...]
) -> None:
    request = {
        "arguments": [TRUSTPAGES, *map(str, arguments)],
        "folder": str(folder),
        "environment": {**os.environ, **environment},
    }
    socket.send_fds(_warm(), [json.dumps(request).encode()], streams)


def _ended() -> int:
    code = _warm().recv(16)
    assert code, "the process that has loaded the program has ended"
    return int(code)


@cache
def _warm() -> socket.socket:
    """The way to the process that has loaded the program: one for each process that runs tests."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", warm_start.__file__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # whoever forks should have no other threads
        )
    atexit.register(_end, process)
    atexit.register(ours.close)  # before that, as the process ends with those who may ask
    return ours


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process if it does not end by itself, as it does when nobody is there to ask."""
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def converse(*arguments: str, answers: list[str], folder: Path) -> tuple[str, int]:
    """What a terminal shows while the questions are answered one after the other."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "dumb"}
    process = subprocess.Popen(
        [TRUSTPAGES, *arguments], cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    end = Timer(warm_start.SECONDS, process.kill)
    end.start()
    try:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # Linux's way of saying that the last writer has gone
            while piece := os.read(ours, 1 << 16):
                shown += piece
                if shown.endswith(b": ") and answers:
                    os.write(ours, f"{answers.pop(0)}\n".encode())
        os.close(ours)
        return shown.decode("utf-8", "replace"), process.wait(60)
    finally:
        end.cancel()
        process.kill()
