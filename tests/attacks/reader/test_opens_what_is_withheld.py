"""A process under a seal, and one that it starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from trustpages.workflow.isolation.sandbox import VARIABLE, Sandbox

STARTS = """
import os, subprocess, sys
from trustpages.workflow.isolation.sandbox import VARIABLE, enter_sandbox
enter_sandbox(os.environ[VARIABLE])
subprocess.run([sys.executable, "-c", sys.argv[1], *sys.argv[2:]], check=True)
"""
READS = """
import os, sys
from trustpages.workflow.isolation.sandbox import VARIABLE, SandboxViolation, enter_sandbox
enter_sandbox(os.environ[VARIABLE], is_started=True)
for path in sys.argv[1:]:
    try:
        print(open(path).read())
    except (OSError, SandboxViolation):
        print("closed")
"""


def test_a_process_that_a_sealed_one_starts_reads_what_lies_beside_and_nothing_within(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    beside, within = tmp_path / "beside.txt", closed / "within.txt"
    beside.write_text("open")
    within.write_text("secret")
    done = subprocess.run(
        [sys.executable, "-c", STARTS, READS, str(beside), str(within)],
        env={**os.environ, VARIABLE: Sandbox((closed,), ()).to_json()},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["open", "closed"]), done.stderr


MAKES = """
import os, sys
from trustpages.workflow.isolation.sandbox import VARIABLE, SandboxViolation, enter_sandbox
enter_sandbox(os.environ[VARIABLE])
anew, folder = os.O_CREAT | os.O_EXCL | os.O_RDWR, sys.argv[1]
for path in ("link/within.txt", "link.txt", "closed/within.txt", "closed/new.txt", "open/new.txt"):
    for flags in (os.O_RDONLY, os.O_CREAT | os.O_RDWR, anew):
        try:
            print(os.read(os.open(f"{folder}/{path}", flags), 9).decode() or "empty")
        except (OSError, SandboxViolation):
            print("closed")
"""


def test_a_file_that_is_made_anew_shows_nothing_that_was_there(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "within.txt").write_text("secret")
    (tmp_path / "open").mkdir()
    (tmp_path / "link").symlink_to(closed)
    (tmp_path / "link.txt").symlink_to(closed / "within.txt")
    done = subprocess.run(
        [sys.executable, "-c", MAKES, str(tmp_path)],
        env={**os.environ, VARIABLE: Sandbox((closed,), ()).to_json()},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    # The last one is not there, is made, and is there.
    assert done.stdout.split() == ["closed"] * 13 + ["empty", "closed"], done.stderr
