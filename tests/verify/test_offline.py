"""The checker that every version carries, on a machine with nothing but Python: no package, no network."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.publish.versions import NOW, a_key, a_published_folder, a_withdrawal, kept_checkpoint
from support.system.without_network import network_is, without_network
from trustpages.publish.verifier.trustverify import verify

# Whatever reaches for a socket, or asks for a name, ends the check.
NO_NETWORK = """
import runpy, sys
def watch(event, arguments):
    if event.startswith("socket."):
        raise SystemExit("the checker reached for the network: " + event)
sys.addaudithook(watch)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
PYTHONS = ("python3.9", "python3.10", "python3.12", "python3.13", "python3.14")
ALONE = (sys.executable, "-I", "-S", "-B")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=2, key=key)
    a_withdrawal(root, key=key)
    (tmp_path / "pin").write_text(kept_checkpoint(root))
    return root


def ran(folder: Path) -> subprocess.CompletedProcess[str]:
    """The checker from the folder itself, told nothing by the environment but where programs are."""
    checker = str(folder / "latest/verify/trustverify.py")
    arguments = [str(folder), "--pin", str(folder.parent / "pin"), "--now", NOW]
    return subprocess.run(
        [*without_network(), *ALONE, "-c", NO_NETWORK, checker, *arguments],
        cwd=folder.parent,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_needs_no_package_and_asks_no_network(folder: Path, figure: Callable[[int, str, str], None]) -> None:
    began = time.monotonic()
    found = ran(folder)
    took = time.monotonic() - began
    assert (found.returncode, found.stderr, found.stdout.splitlines()[-1]) == (0, "", "VERIFIED")
    assert "signed by the key" in found.stdout
    figure(13, f"python -I -S, nothing but PATH, {network_is()}: exit code", f"{found.returncode}")
    figure(13, "seconds of that check, start of Python included", f"{took:.2f} s")


def test_every_python_that_is_here_says_the_same(folder: Path) -> None:
    (folder / "2.0/report.json").write_text("{}")
    arguments = [str(folder / "latest/verify/trustverify.py"), str(folder), "--now", NOW]
    said = {}
    for python in {sys.executable, *filter(None, map(shutil.which, PYTHONS))}:
        if subprocess.run([python, "-c", ""], capture_output=True, check=False, timeout=60).returncode:
            continue  # a name that stands for a Python which is not installed
        done = subprocess.run([python, *ALONE[1:], *arguments], capture_output=True, text=True, check=False, timeout=60)
        said[python] = (done.returncode, done.stdout, done.stderr)
    assert set(said.values()) == {said[sys.executable]}
    assert said[sys.executable][0] == 5


def test_a_part_of_the_folder_is_not_taken_for_the_whole(folder: Path) -> None:
    assert "give the whole published folder, which has log/" in str(list(verify(folder / "2.0").lines()))


def test_where_the_network_is_removed_not_even_this_machine_is_reached() -> None:
    if not without_network():
        pytest.skip("no network namespace can be made here; the watch above stands alone")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        reach = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        here = subprocess.run([*ALONE, "-c", reach], capture_output=True, timeout=60, check=False)
        there = subprocess.run([*without_network(), *ALONE, "-c", reach], capture_output=True, timeout=60, check=False)
    assert (here.returncode, there.returncode) == (0, 1)


def test_the_watch_would_notice(tmp_path: Path) -> None:
    reaching = tmp_path / "reaching.py"
    reaching.write_text("import socket\nsocket.getaddrinfo('example.com', 80)\n")
    found = subprocess.run(
        [*ALONE, "-c", NO_NETWORK, str(reaching)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (found.returncode, "reached for the network" in found.stderr) == (1, True)


def test_it_says_the_same_of_a_spoiled_folder(folder: Path) -> None:
    (folder / "2.0/report.json").write_text("{}")
    found = ran(folder)
    assert (found.returncode, found.stdout.splitlines()[-1]) == (5, "NOT VERIFIED: 1 failed")
    assert "[changed] 2.0/report.json" in found.stdout


def test_modes_are_noted_where_the_copy_has_kept_them(folder: Path) -> None:
    page = folder / "2.0/index.html"
    page.chmod(0o755)
    found = ran(folder)
    assert (found.returncode, found.stdout.splitlines()[-1]) == (0, "VERIFIED")
    assert "note         [mode] 2.0/index.html: its mode is 755, published was 644" in found.stdout
    for path in folder.rglob("*"):
        path.chmod(0o700)
    lost = ran(folder).stdout
    assert "not checked  the modes of files: this copy has not kept them" in lost
    assert "[mode]" not in lost
