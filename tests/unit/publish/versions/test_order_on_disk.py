"""What a power loss would leave, read from a trace: data before names, and the pointer last.

The kernel is asked where it tells (strace); where it does not, the calls of this process are recorded.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.publish.process import Job, do
from support.publish.versions import a_published_folder, a_site
from trustpages.publish.versions import transaction

Call = tuple[str, str]
SCRIPT = """
import sys
from pathlib import Path
from support.publish.process import Job, do
site, root = map(Path, sys.argv[1:])
do(Job(root, "3.0", site))
"""


def traced(root: Path, site: Path, trace: Path) -> list[Call] | None:
    """The calls `fsync` and `rename` on the published folder, in order, each with the path that it concerns last.

    None where nothing can be traced.
    """
    if shutil.which("strace") is None:
        return None
    command = [sys.executable, "-c", SCRIPT, str(site), str(root)]
    calls = "trace=fsync,rename,renameat,renameat2"
    done = subprocess.run(
        ["strace", "-f", "-y", "-o", str(trace), "-e", calls, *command],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if "ptrace" in done.stderr.lower():
        return None
    assert done.returncode == 0, done.stderr
    found = re.findall(r"\b(fsync|rename\w*)\((.*)", trace.read_text())
    paths = [re.findall(rf"{re.escape(str(root))}[^\">]*", arguments) for _, arguments in found]
    return [
        ("fsync" if name == "fsync" else "rename", path[-1].removeprefix(str(root)))
        for (name, _), path in zip(found, paths, strict=True)
        if path
    ]


def recorded(root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """The same, as this process calls them."""
    calls: list[Call] = []

    def recording(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(*given: Any, **named: Any) -> Any:
            path = os.readlink(f"/proc/self/fd/{given[0]}") if name == "fsync" else os.fspath(given[1])
            if path.startswith(str(root)):
                calls.append((name, path.removeprefix(str(root))))
            return call(*given, **named)

        return made

    monkeypatch.setattr(os, "fsync", recording("fsync", os.fsync))
    for name in ("replace", "rename"):
        monkeypatch.setattr(os, name, recording("rename", getattr(os, name)))
    monkeypatch.setattr(transaction, "exchange", recording("rename", vars(transaction)["exchange"]))
    do(Job(root, "3.0", site))
    return calls


@pytest.mark.parametrize("by_the_kernel", [True, False])
def test_data_are_on_the_disk_before_any_name_and_the_pointer_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_the_kernel: bool
) -> None:
    root, site = a_published_folder(tmp_path, versions=2), a_site(tmp_path / "site", "new")
    calls = traced(root, site, tmp_path / "trace") if by_the_kernel else None
    if calls is None:
        calls = recorded(root, site, monkeypatch)
    renames = [number for number, (name, _) in enumerate(calls) if name == "rename"]
    before = (path for name, path in calls[: renames[0]] if name == "fsync")
    staged = {path.partition("/")[2] for path in before for path in [path.partition("/.staging-")[2]]}
    assert {
        "3.0/index.html",
        "3.0/manifest.json",
        "latest/report.json",
        "versions/pages.css",
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
