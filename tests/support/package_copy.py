"""A copy of the package that a test may add to, to see how many files an addition touches and that it then works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def copy_package(folder: Path) -> Path:
    """A copy of the package below `folder`, where it finds its templates."""
    copied, original = folder / "generator" / "trustpages", REPOSITORY / "generator" / "trustpages"
    shutil.copytree(original, copied, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(REPOSITORY / "site_templates", folder / "site_templates")
    return copied


def edit(file: Path, old: str, new: str) -> Path:
    """Puts `new` in the place of `old`, which stands exactly once in the file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def run(package: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the interpreter makes of the arguments where it imports the copied package."""
    path = os.pathsep.join((str(package.parent), str(REPOSITORY / "tests")))
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
