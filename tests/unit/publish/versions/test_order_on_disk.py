"""What a power loss would leave, read from a trace: data before names, and the pointer last."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from version_builders import a_published_folder, a_site

SCRIPT = """
import sys
from pathlib import Path
from publishing_process import Job, do
site, root = map(Path, sys.argv[1:])
do(Job(root, "3.0", site))
"""


def traced(tmp_path: Path) -> list[tuple[str, str]]:
    """The calls `fsync` and `rename` on the published folder, in order, each with the path that it concerns last."""
    root, trace = a_published_folder(tmp_path, versions=2), tmp_path / "trace"
    site = a_site(tmp_path / "site", "new")
    command = [sys.executable, "-c", SCRIPT, str(site), str(root)]
    calls = "trace=fsync,rename,renameat,renameat2"
    done = subprocess.run(
        ["strace", "-f", "-y", "-o", str(trace), "-e", calls, *command],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in done.stderr.lower():
        pytest.skip("nothing can be traced here")
    assert done.returncode == 0, done.stderr
    found = re.findall(r"\b(fsync|rename\w*)\((.*)", trace.read_text())
    paths = [re.findall(rf"{re.escape(str(root))}[^\">]*", arguments) for _, arguments in found]
    return [
        ("fsync" if name == "fsync" else "rename", path[-1].removeprefix(str(root)))
        for (name, _), path in zip(found, paths, strict=True)
        if path
    ]


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_data_are_on_the_disk_before_any_name_and_the_pointer_comes_last(tmp_path: Path) -> None:
    calls = traced(tmp_path)
    renames = [number for number, (name, _) in enumerate(calls) if name == "rename"]
    before = (path for name, path in calls[: renames[0]] if name == "fsync")
    staged = {path.partition("/")[2] for path in before for path in [path.partition("/.staging-")[2]]}
    assert {
        "3.0/index.html",
        "3.0/manifest.json",
        "latest/report.json",
        "log/entries/3",
        "log/checkpoint",
        "3.0",
    } <= staged
    moved = [calls[number][1] for number in renames]
    assert moved[0] == "/log/entries/3"
    assert moved[1] == "/3.0"
    assert moved[-1] == "/log/checkpoint"
    for number in renames:
        assert calls[number + 1] == ("fsync", str(Path(calls[number][1]).parent).removesuffix("/"))
