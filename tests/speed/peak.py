"""A command run to its end, with the memory of all its processes together."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

_PAUSE = 0.05
_LONGEST = 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Run:
    """What a command printed, its seconds, those of the processors, and the peak of memory in MB.

    Processors and memory are those of all its processes together. On a busy machine only `cpu` can be compared.
    """

    output: str
    seconds: float
    cpu: float
    peak: float


def run(command: Sequence[str], *, folder: Path, environment: dict[str, str]) -> Run:
    """Runs the command in `folder`; raises CalledProcessError where it fails or takes an hour.

    Memory is the sum of proportional set sizes, so that pages which processes share count once. It is looked
    at twenty times a second: a shorter peak can be missed. Where there is no /proc it is 0.
    """
    began, used = time.perf_counter(), _cpu()
    peak = 0
    # No pipe: whoever prints more than it holds would wait for a reader for ever.
    with TemporaryFile("w+", encoding="utf-8") as printed:
        with subprocess.Popen(command, cwd=folder, env=environment, stdout=printed) as process:
            while process.poll() is None:
                if time.perf_counter() - began > _LONGEST:
                    process.kill()
                peak = max(peak, sum(_kilobytes(number) for number in _family(process.pid)))
                time.sleep(_PAUSE)
        seconds, cpu = time.perf_counter() - began, _cpu() - used
        printed.seek(0)
        output = printed.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Run(output, seconds, cpu, peak / 1024)


def _cpu() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _family(process: int) -> list[int]:
    found = [process]
    for parent in found:
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended while it was looked at
            for tasks in Path(f"/proc/{parent}/task").glob("*/children"):
                found.extend(int(part) for part in _text(tasks).split())
    return found


def read_processor_seconds(process: int) -> float:
    """What a process at work, those below it and those of them that have ended have taken of the processors so far."""
    ticks = 0
    for number in _family(process):
        _, _, fields = _text(Path(f"/proc/{number}/stat")).rpartition(")")
        ticks += sum(map(int, fields.split()[11:15]))  # utime, stime, and those of children that were waited for
    return ticks / os.sysconf("SC_CLK_TCK")


def _kilobytes(process: int) -> int:
    lines = _text(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _text(path: Path) -> str:
    """The text of a file of /proc, empty where the process has ended meanwhile."""
    try:
        return path.read_text("ascii")
    except OSError:
        return ""
