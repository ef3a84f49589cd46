"""What `explain` reads in a checkout: the catalogs once, then what was kept for this state of the code."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from trustpages.system.cache_folder import VARIABLE
from trustpages.workflow.codes import explain_everything
from trustpages.workflow.commands.explain import PACKAGED, fingerprint_code, format_explanations, load_explanations

LOADING = """
import sys
from trustpages.workflow.commands.explain import format_explanations, load_explanations
sys.stdout.buffer.write(format_explanations(load_explanations()).encode())
sys.exit(3 if "trustpages.assess.limitations.catalog" in sys.modules else 0)
"""
COMPUTED, KEPT = 3, 0


def load(cache: Path) -> tuple[int, str]:
    """How the explanations were come by in a process of its own, and their text."""
    done = subprocess.run(
        [sys.executable, "-c", LOADING], env={**os.environ, VARIABLE: str(cache)}, capture_output=True, timeout=60
    )
    return done.returncode, done.stdout.decode()


def test_what_is_explained_is_what_the_catalogs_say() -> None:
    assert not PACKAGED.exists(), "a checkout has no file that could be out of date"
    for _ in range(2):
        assert list(load_explanations().items()) == list(explain_everything().items())


def test_the_catalogs_are_read_once_for_a_state_of_the_code(tmp_path: Path) -> None:
    text = format_explanations(explain_everything())
    assert [load(tmp_path), load(tmp_path)] == [(COMPUTED, text), (KEPT, text)]
    (kept,) = (path for path in tmp_path.rglob("explanations/*") if path.is_file())
    kept.write_bytes(kept.read_bytes().replace(b"rank", b"RANK"))
    assert load(tmp_path) == (COMPUTED, text)


def test_without_a_place_to_keep_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert load(tmp_path / "file") == (COMPUTED, format_explanations(explain_everything()))


def rewrite(package: Path) -> None:
    """Other content of the same length, and the old time of change."""
    file, before = package / "rules/a.py", os.stat(package / "rules/a.py")
    time.sleep(0.02)  # a clock of the file system may tick a hundred times a second only
    file.write_text("y = 1\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        rewrite,
        lambda package: (package / "rules/b.py").write_text(""),
        lambda package: (package / "rules/a.py").rename(package / "a.py"),
        lambda package: (package / "rules/a.py").unlink(),
    ],
    ids=["rewritten", "added", "moved", "removed"],
)
def test_every_change_of_the_code_is_another_state(tmp_path: Path, change: Callable[[Path], object]) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/a.py").write_text("x = 1\n")
    (tmp_path / "rules/notes.txt").write_text("no code")
    before = fingerprint_code(tmp_path)
    (tmp_path / "rules/notes.txt").write_text("still none")
    assert fingerprint_code(tmp_path) == before
    change(tmp_path)
    assert fingerprint_code(tmp_path) != before
