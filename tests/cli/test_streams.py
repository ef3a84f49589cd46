"""Where words go: results to stdout, the rest to stderr, colour nowhere but on a terminal."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support.system.commands import TRUSTPAGES, edit, trustpages, trustpages_on_a_terminal

ESCAPE = "\x1b"


def test_a_pipe_gets_the_result_alone(workspace: Path) -> None:
    ran = trustpages("report", "--format", "json", "--verbose", folder=workspace)
    assert json.loads(ran.out)["format"] == "trustpages.report/1"
    assert ran.err.startswith("Computing the report: ")


@pytest.mark.parametrize("command", ["check", "report", "explain"])
def test_nothing_is_coloured_in_a_pipe(command: str, workspace: Path) -> None:
    ran = trustpages(command, folder=workspace, FORCE_COLOR="1", TERM="xterm-256color")
    assert ESCAPE not in ran.out + ran.err


def test_quiet_leaves_results_and_errors_alone(workspace: Path) -> None:
    assert trustpages("check", "--quiet", folder=workspace).err == ""
    assert trustpages("report", "--quiet", folder=workspace).err == ""


def test_nothing_is_coloured_on_a_terminal_that_does_not_want_it(workspace: Path) -> None:
    _, shown = trustpages_on_a_terminal("check", folder=workspace, NO_COLOR="1")
    assert f"{ESCAPE}[3" not in shown  # the cursor may be hidden while it works, nothing may be coloured
    assert "no problems" in shown


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is simulated by a device of Linux")
def test_a_full_disk_is_named_with_its_remedy(workspace: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [TRUSTPAGES, "report"],
            cwd=workspace,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr == (
        "trustpages: [file-system] what was to be written: No space left on device; make room, then run it again\n"
    )


def test_a_reader_that_leaves_early_is_no_failure_worth_a_traceback(workspace: Path) -> None:
    piped = subprocess.run(  # noqa: S602 - the pipe is what is tested
        f"'{TRUSTPAGES}' report --format json | head -n 1",
        shell=True,
        cwd=workspace,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert piped.stdout == "{\n"
    assert piped.stderr == ""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_any_locale_will_do(form: str, surroundings: dict[str, str], workspace: Path) -> None:
    edit(workspace / "evidence/my-agent/agent.yml", "name: My agent", "name: Ágent “één”")
    ran = trustpages("report", "--format", form, folder=workspace, **surroundings)
    assert (ran.code, ran.err) == (0, "")
    if form == "json":
        assert json.loads(ran.out)["agents"][0]["name"] == "Ágent “één”"
    assert ("Ágent" in ran.out) != ("\\xc1gent" in ran.out or "\\u00c1gent" in ran.out)
