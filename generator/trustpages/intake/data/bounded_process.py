"""Counts files in a process of its own, which has bounds on time and memory.

For formats of which a few kilobytes can ask for gigabytes or minutes: Parquet, and whatever is compressed. A file that
goes too far ends that process alone and is refused. The process is this module as a program; it works for one batch of
files, whose descriptors it inherits.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from threading import Timer
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from trustpages.intake.data.formats import FileFormat
from trustpages.intake.data.opened_files import Connections, OpenedFile, Unanswerable, find_no_place
from trustpages.model.aggregate import DataRequest
from trustpages.model.source_map import ValuePath

if TYPE_CHECKING:
    from trustpages.intake.data.counting.files import FileCounts
    from trustpages.model.problem import Place


LEAST_SECONDS = 30
BYTES_A_SECOND = 4 << 20
"""A file may take the least of seconds and one more for so many bytes, ten times what a large one takes."""

MOST_BYTES = 2 << 30  # of memory; DuckDB bounds itself to half of it, but not while it unpacks a page
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")


def is_bounded(file_format: FileFormat) -> bool:
    """Whether files of this format are opened in the bounded process and nowhere else."""
    return file_format.kind == "parquet" or file_format.gzip


class BoundedProcess:
    """The process that counts the files behind `descriptors`, started when it is first wanted."""

    def __init__(self, descriptors: Sequence[int]) -> None:
        self._descriptors = tuple(descriptors)
        self._process: subprocess.Popen[bytes] | None = None

    def count(self, file: OpenedFile, requests: tuple[DataRequest, ...], size: int) -> FileCounts:
        """The answers about one file of `size` bytes. Raises `Unanswerable` as counting does, and beyond the bounds."""
        process = self._process = self._process or self._start()
        seconds = LEAST_SECONDS + size // BYTES_A_SECOND
        deadline = Timer(2 * seconds, process.kill)  # a process that waits uses no processor time
        deadline.start()
        try:
            outcome = _ask(process, file, (replace(file, where=find_no_place), requests, seconds))
        except (EOFError, OSError, pickle.UnpicklingError):
            self.close()
            sentence = f"to count the file takes more than {seconds} seconds or {MOST_BYTES >> 30} GB, or it is damaged"
            remedy = "write it anew, with the columns that the bundle names, or as CSV"
            raise Unanswerable(file.problem("data-unreadable", sentence, remedy)) from None
        finally:
            deadline.cancel()
        if isinstance(outcome, Unanswerable):
            raise outcome
        counted: FileCounts = outcome
        return counted

    def close(self) -> None:
        """Ends the process; another one is started for the next file."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):  # what was not yet sent to a process that has ended
                process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        return subprocess.Popen(  # noqa: S603  # this program itself
            [sys.executable, "-P", "-m", __name__],
            env={**environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=self._descriptors,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _ask(process: subprocess.Popen[bytes], file: OpenedFile, question: object) -> Any:  # bytes become values
    """The answer of the process; until it comes, the process may ask where items stand."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("both streams are pipes")
    _send(process.stdin, question)
    while True:
        # A process that a file took over could have done anything before it answers, being of the same user.
        kind, *values = pickle.load(process.stdout)  # noqa: S301
        if kind == "answer":
            return values[0]
        _send(process.stdin, file.where(*values))


def _send(stream: BinaryIO | Any, value: object) -> None:  # the streams of Popen are typed as IO[bytes]
    pickle.dump(value, stream)
    stream.flush()


def _work(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answers questions until there are no more."""
    from trustpages.intake.data.requests import count_file  # which imports this module

    def find_place(item: str, path: ValuePath) -> Place | None:
        _send(answers, ("where", item, path))
        found: Place | None = pickle.load(questions)  # noqa: S301  # from the process that started this one
        return found

    while True:
        try:
            file, requests, seconds = pickle.load(questions)  # noqa: S301  # as above
        except EOFError:
            return
        _allow_seconds(seconds)
        try:
            with Connections([file.opened]) as connections:
                outcome = count_file(replace(file, where=find_place), requests, connections)
        except Unanswerable as refused:
            _send(answers, ("answer", refused))
        else:
            _send(answers, ("answer", outcome))


def _limit_memory() -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MOST_BYTES if hard == resource.RLIM_INFINITY else min(MOST_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _allow_seconds(seconds: int) -> None:
    """Allows so many seconds of processor time from now on."""
    import resource

    used, (_, hard) = resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_CPU)
    most = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    _limit_memory()
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    _work(sys.stdin.buffer, channel)
