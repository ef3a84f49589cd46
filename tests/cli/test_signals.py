"""A command that is interrupted or terminated ends: at once, in order, and with all that it has started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from signal import SIGINT, SIGTERM

import pytest

from speed.generate import Size, write_workspace
from support.publish.versions import tree_of
from support.system.commands import TRUSTPAGES, trustpages
from support.system.processes import ignoring, left_of_session, started

CODES = {SIGINT: 130, SIGTERM: 143}
SAID = "trustpages: stopped before it was done\n"
LONGEST = 60


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace, built once."""
    folder = tmp_path_factory.mktemp("demo")
    for command in (("init", "--demo"), ("build",)):
        assert trustpages(*command, "--quiet", folder=folder).code == 0
    return folder


def read_until(process: subprocess.Popen[str], text: str) -> None:
    """Reads what the process complains until a line has the text."""
    assert process.stderr is not None
    assert any(text in line for line in process.stderr), f"it never said {text!r}"


def wait_for_processes(leader: int, count: int) -> None:
    """Waits until as many processes of a session are at work."""
    until = time.monotonic() + LONGEST
    while len(left_of_session(leader, 0)) < count:
        assert time.monotonic() < until, f"there were never {count} processes"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [SIGINT, SIGTERM], ids=lambda number: number.name)
@pytest.mark.parametrize("after", ["Reading the workspace", "Computing the report", "Composing and rendering"])
def test_a_stopped_build_leaves_the_old_site_and_nothing_else(
    demo: Path, tmp_path: Path, number: signal.Signals, after: str
) -> None:
    folder = Path(shutil.copytree(demo, tmp_path / "demo"))
    old, names = tree_of(folder), sorted(os.listdir(folder))
    (folder / "content/index.md").write_text("# Something new\n")
    without_cache = {**os.environ, "TRUSTPAGES_CACHE": str(tmp_path / "cache")}
    with started([TRUSTPAGES, "build", "--verbose"], folder=folder, environment=without_cache) as process:
        read_until(process, after)
        process.send_signal(number)
        _, errors = process.communicate(timeout=LONGEST)
        assert left_of_session(process.pid) == []
    assert process.returncode == CODES[number]
    assert errors.endswith(SAID)
    assert "Traceback" not in errors
    assert sorted(os.listdir(folder)) == names
    now = tree_of(folder)
    assert now.keys() == old.keys()
    assert {path for path in old if old[path] != now[path]} == {"content/index.md"}


@pytest.mark.parametrize("number", [SIGINT, SIGTERM], ids=lambda number: number.name)
def test_a_stopped_build_ends_those_that_help_it(tmp_path: Path, number: signal.Signals) -> None:
    write_workspace(Size(24, pacts=1, records=1, rows=5), tmp_path / "many")  # enough agents for two processes
    without_cache = {**os.environ, "TRUSTPAGES_CACHE": str(tmp_path / "cache")}
    command = [TRUSTPAGES, "build", "--verbose", "--jobs", "2"]
    with started(command, folder=tmp_path / "many", environment=without_cache) as process:
        read_until(process, "Computing the report")
        wait_for_processes(process.pid, 3)  # the command, the one that it builds with, and one that helps
        process.send_signal(number)
        _, errors = process.communicate(timeout=LONGEST)
        assert left_of_session(process.pid) == []
    assert (process.returncode, errors.endswith(SAID)) == (CODES[number], True)
    assert not (tmp_path / "many/site").exists()


@pytest.mark.parametrize("number", [SIGINT, SIGTERM], ids=lambda number: number.name)
def test_a_server_ends_without_a_word(demo: Path, number: signal.Signals) -> None:
    with started([TRUSTPAGES, "serve", "--port", "0"], folder=demo) as process:
        read_until(process, "serving")
        process.send_signal(number)
        out, errors = process.communicate(timeout=LONGEST)
        assert left_of_session(process.pid) == []
    assert (process.returncode, out, errors) == (CODES[number], "", "")


def test_in_the_background_of_a_shell_a_command_ignores_interrupts_and_ends_when_terminated(demo: Path) -> None:
    with started(ignoring(SIGINT, [TRUSTPAGES, "serve", "--port", "0"]), folder=demo) as process:
        read_until(process, "serving")
        process.send_signal(SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        process.send_signal(SIGTERM)
        out, errors = process.communicate(timeout=LONGEST)
    assert (process.returncode, out, errors) == (CODES[SIGTERM], "", "")


def test_a_command_that_is_to_ignore_termination_does(demo: Path) -> None:
    with started(ignoring(SIGTERM, [TRUSTPAGES, "serve", "--port", "0"]), folder=demo) as process:
        read_until(process, "serving")
        process.send_signal(SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        process.send_signal(SIGINT)
        assert process.wait(LONGEST) == CODES[SIGINT]
