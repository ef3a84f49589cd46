"""The command `trustpages` as a user runs it: a process of its own, in a folder, with an environment."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TRUSTPAGES = str(Path(sys.executable).with_name("trustpages"))


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind: its exit code and what it wrote to either stream."""

    code: int
    out: str
    err: str


def trustpages(*arguments: str | Path, folder: Path, **environment: str) -> Ran:
    """Runs `trustpages` in `folder`, with additions to the environment; no stream is a terminal."""
    done = subprocess.run(
        [TRUSTPAGES, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=300,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def edit(file: Path, before: str, after: str) -> None:
    """Replaces text that must stand in the file exactly once."""
    text = file.read_text("utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file.name}"
    file.write_text(text.replace(before, after), "utf-8")
