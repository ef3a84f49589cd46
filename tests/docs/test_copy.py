"""The lines of the page on verifying that copy a published folder from the host that serves it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from support.publish.versions import a_key, a_published_folder, a_withdrawal, kept_checkpoint, outcome, tree_of
from support.system.serving import serving

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/verify.md").read_text("utf-8")


def copied(address: str, place: Path) -> subprocess.CompletedProcess[str]:
    """What the lines do, run by Python alone."""
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (place / "trustcopy.py").write_text(program)
    command = [sys.executable, "-I", "-S", str(place / "trustcopy.py"), address, str(place / "copy")]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_what_is_copied_below_any_path_is_the_whole_folder(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=3, key=key)
    a_withdrawal(root, key=key)
    with serving(tmp_path) as address:
        done = copied(f"{address}published/", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert not outcome(tmp_path / "copy", pin=kept_checkpoint(root)).failures
    assert tree_of(tmp_path / "copy") == {path: one for path, one in tree_of(root).items() if path != "_headers"}


def test_a_host_cannot_have_files_written_elsewhere(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    manifest = root / "1.0/manifest.json"
    manifest.write_text(manifest.read_text().replace("index.html", "../../../out.html", 1))
    with serving(root) as address:
        done = copied(address, tmp_path)
    assert done.returncode == 1
    assert "is no path of a published file" in done.stderr
    assert not list(tmp_path.rglob("out.html"))


def test_a_host_that_lacks_a_file_is_told(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    (root / "log/entries/0").unlink()
    with serving(root) as address:
        done = copied(address, tmp_path)
    assert (done.returncode, "log/entries/0: HTTP Error 404" in done.stderr) == (1, True)
