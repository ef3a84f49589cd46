"""No bytes in any file that the checker reads make it raise, and none of them pass."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.publish.versions import a_published_folder, a_withdrawal, codes, outcome
from trustpages.publish.verifier import read_checker
from trustpages.publish.verifier.trustverify import COULD_NOT_RUN, main

READ = (
    "log/checkpoint",
    "log/entries/0",
    "1.0/manifest.json",
    "1.0/tombstone.json",
    "2.0/manifest.json",
    "2.0/statement.json",
    "2.0/statement.json.sig",
    "versions.json",
    "log/checkpoint.json",
    "log/checkpoint.json.sig",
    "log/checkpoint.sigstore.json",
)
NASTY = (
    b"",
    b"null\n",
    b"[]\n",
    b'{"files":[[]]}\n',
    b"[" * 200_000,
    b'{"a":' * 50_000,
    b"1" * 6000,
    b"1e999\n",
    b"NaN\n",
    b"\xff\xfe\x00",
    b'"\\ud800"\n',
    b'{"type":{"a":[1]},"version":[1]}\n',
    b'{"type":"version-published","version":null}\n',
    b"\x00" * 1000,
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_published_folder(tmp_path_factory.mktemp("malformed"), versions=2)
    a_withdrawal(root)
    return root


@pytest.mark.parametrize("path", READ)
def test_nasty_bytes(root: Path, path: str) -> None:
    file = root / path
    before = file.read_bytes() if file.exists() else None
    for content in NASTY:
        file.write_bytes(content)
        assert outcome(root).failures or (before is None and not content)
    if before is None:
        file.unlink()
    else:
        file.write_bytes(before)
    assert not outcome(root).failures


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(READ[:6]), st.binary(max_size=120))
def test_any_bytes(root: Path, path: str, content: bytes) -> None:
    file = root / path
    before = file.read_bytes()
    file.write_bytes(content)
    try:
        assert codes(outcome(root))
    finally:
        file.write_bytes(before)


@pytest.mark.parametrize(
    "arguments",
    [
        ["{root}/nowhere"],
        ["{root}/versions.json"],
        ["{root}", "--pin", "{root}/nowhere"],
        ["{root}", "--pin", ""],
        ["{root}", "--pin", "a\x00b"],
        ["{root}", "--pin", "{root}"],
        ["{root}", "--pin", "a 1 b"],
        ["{root}", "--now", "today"],
        ["{root}", "--now", "2024-02-31T00"],
        ["{root}", "--allowed-signers", "{root}/nowhere"],
    ],
)
def test_what_cannot_run_says_so(root: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = main([argument.format(root=root) for argument in arguments])
    said = capsys.readouterr()
    assert code == COULD_NOT_RUN
    assert said.err.startswith("cannot check: ")
    assert said.out == ""


def test_the_checker_is_valid_for_the_oldest_python_that_it_promises() -> None:
    tree = ast.parse(read_checker(), feature_version=(3, 9))
    modules = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert modules <= sys.stdlib_module_names
