"""Every process that a test starts has an end, so that none can keep a run from ending."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT

import pytest

from support.system.processes import ignoring, left_of_session, started

TESTS = Path(__file__).parents[2]
# These see to the end themselves.
STARTERS = {"support/system/processes.py", "support/system/commands.py", "speed/peak.py"}
SLEEPS = [sys.executable, "-c", "import time; print('asleep', flush=True); time.sleep(600)"]


def calls_of_subprocess(code: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("subprocess."):
            yield node


def has_an_end(call: ast.Call) -> bool:
    return ast.unparse(call.func) != "subprocess.Popen" and "timeout" in {word.arg for word in call.keywords}


def test_every_process_of_a_test_has_an_end() -> None:
    files = [file for file in TESTS.rglob("*.py") if "cases" not in file.parts]
    endless = [
        f"{file.relative_to(TESTS)}:{call.lineno}"
        for file in files
        if file.relative_to(TESTS).as_posix() not in STARTERS
        for call in calls_of_subprocess(file.read_text("utf-8"))
        if not has_an_end(call)
    ]
    assert endless == []


@pytest.mark.parametrize("code", ["subprocess.run(['a'])", "subprocess.Popen(['a'], timeout=1)"])
def test_one_without_an_end_is_found(code: str) -> None:
    (call,) = calls_of_subprocess(code)
    assert not has_an_end(call)


def test_what_a_process_has_started_ends_with_it(tmp_path: Path) -> None:
    parent = f"import subprocess; subprocess.run({SLEEPS!r})"
    with started([sys.executable, "-c", parent], folder=tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asleep\n"
        assert len(left_of_session(process.pid, 0)) == 2
    assert left_of_session(process.pid) == []


def test_a_test_that_fails_leaves_no_process(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ZeroDivisionError), started(ignoring(SIGINT, SLEEPS), folder=tmp_path) as process:
        assert 1 / 0
    assert left_of_session(process.pid) == []
    assert time.monotonic() - began < 60


def test_an_interrupt_is_heard_wherever_the_tests_run(tmp_path: Path) -> None:
    code = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    for command, hears in (
        ([sys.executable, "-c", code], True),
        (ignoring(SIGINT, [sys.executable, "-c", code]), False),
    ):
        done = subprocess.run(ignoring(SIGINT, command), capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout == "False\n"
        with started(command, folder=tmp_path) as process:
            out, _ = process.communicate(timeout=60)
        assert out == f"{hears}\n"
