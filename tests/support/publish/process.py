"""Publishing in a process of its own, which can be killed, and in which a chosen call to the system fails."""

from __future__ import annotations

import errno
import itertools
import json
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from support.publish.versions import some_facts
from trustpages.model.problem import TrustpagesError
from trustpages.publish.versions import disk, transaction
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.signing import make_ssh_signing
from trustpages.publish.versions.withdrawal import withdraw_version

KILL = -1
CALLS = (
    "open",
    "fdopen",
    "write",
    "fsync",
    "replace",
    "rename",
    "mkdir",
    "fchmod",
    "chmod",
    "unlink",
    "rmdir",
    "scandir",
    "symlink",
    "link",
)
_ROOM = multiprocessing.get_context("forkserver")
_ROOM.set_forkserver_preload(["support.publish.process", "trustpages.publish.versions.withdrawal"])


@dataclass(frozen=True)
class Fault:
    """The call number `at` (counted over all CALLS, writes and exchanges) fails with `error`, or kills with KILL."""

    at: int
    error: int = errno.EIO

    def __str__(self) -> str:
        return f"{'kill' if self.error == KILL else errno.errorcode[self.error]} at call {self.at}"


@dataclass(frozen=True)
class Job:
    """A version to publish, signed if there is a key, or to withdraw if there is no site.

    Perhaps where names cannot be exchanged.
    """

    root: Path
    version: str
    site: Path | None = None
    changes: tuple[Any, ...] = ()
    exchanges: bool = True
    key: Path | None = None


@dataclass(frozen=True)
class Ending:
    """How a process ended: the code of the refusal or `ok`, a traceback if there was one, the calls made.

    `said` is None for a process that was killed.
    """

    said: str | None
    sentence: str
    calls: tuple[str, ...]


def start(job: Job, result: Path, fault: Fault | None = None) -> BaseProcess:
    """The process that does the job; it writes its ending to `result`."""
    process = _ROOM.Process(target=_work, args=(job, result, fault), daemon=True)
    process.start()
    return process


def ending(process: BaseProcess, result: Path) -> Ending:
    """The ending of the process, waited for."""
    process.join(60)
    if process.exitcode == -signal.SIGKILL or not result.is_file():
        assert process.exitcode == -signal.SIGKILL, f"the process ended with {process.exitcode}"
        return Ending(None, "", ())
    said, sentence, calls = json.loads(result.read_text())
    return Ending(said, sentence, tuple(calls))


def run(job: Job, result: Path, fault: Fault | None = None) -> Ending:
    """The ending of the job in a process of its own."""
    result.unlink(missing_ok=True)
    return ending(start(job, result, fault), result)


def do(job: Job) -> None:
    """The job in this process."""
    if job.site is None:
        signings = () if job.key is None else (make_ssh_signing(job.key),)
        withdraw_version(job.root, job.version, "The figures were wrong", date(2024, 6, 10), signings=signings)
    else:
        publish_version(job.site, job.version, job.root, some_facts(changes=job.changes), job.key)


def _work(job: Job, result: Path, fault: Fault | None) -> None:
    made: list[str] = []
    if not job.exchanges:
        setattr(disk, "_exchange_at_once", lambda *_: False)  # noqa: B010 - mypy knows the function
    _count_calls(made, fault)
    said, sentence = "ok", ""
    try:
        do(job)
    except TrustpagesError as stopped:
        said, sentence = stopped.code, str(stopped)
    except BaseException:
        said, sentence = "traceback", traceback.format_exc()
    calls = list(made)
    made.append("reporting")
    result.write_text(json.dumps([said, sentence, calls]))
    os._exit(0)


def _count_calls(made: list[str], fault: Fault | None) -> None:
    """Has each call of this process reach `strike` first."""
    numbers = itertools.count()

    def strike(name: str) -> None:
        if made and made[-1] == "reporting":
            return
        made.append(name)
        if fault and next(numbers) == fault.at:
            if fault.error == KILL:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(fault.error, os.strerror(fault.error))

    for name in CALLS:
        setattr(os, name, _struck(name, getattr(os, name), strike))
    plain_fdopen = os.fdopen
    setattr(os, "fdopen", lambda *given: _Stream(plain_fdopen(*given), strike))  # noqa: B010 - mypy knows os.fdopen
    names = vars(transaction)
    names["exchange"] = _struck("exchange", names["exchange"], strike)


def _struck(name: str, call: Callable[..., Any], strike: Callable[[str], None]) -> Callable[..., Any]:
    def struck(*given: Any, **named: Any) -> Any:
        strike(name)
        return call(*given, **named)

    return struck


class _Stream:
    """An open file whose writes can fail."""

    def __init__(self, stream: Any, strike: Callable[[str], None]) -> None:
        self._stream, self._strike = stream, strike

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *given: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, content: bytes) -> int:
        self._strike("write")
        return int(self._stream.write(content))
