"""Runs Python in a process of its own and says what that cost: what an attack may not do to the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_PROGRAM = """
import resource, sys, time
began = time.monotonic()
{code}
# Not `ru_maxrss` of the process itself, which begins with what the process that started it had.
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(f"\\n{{time.monotonic() - began}} {{max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)}}")
"""


class Cost(NamedTuple):
    """What the code printed, and the seconds and megabytes that it took, children included."""

    printed: str
    seconds: float
    megabytes: float


def measure(code: str, *arguments: str | Path, seconds: int = 120) -> Cost:
    """The cost of the code, which finds the arguments in `sys.argv[1:]`; fails after so many seconds."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(code=code), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        timeout=seconds,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    printed, _, cost = done.stdout.rstrip().rpartition("\n")
    took, kilobytes = map(float, cost.split())
    return Cost(printed.strip(), took, kilobytes / 1024)
