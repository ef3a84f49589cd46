from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from insider_cases import ALL
from trustpages.publish.verifier.trustverify import NOT_VERIFIED, VERIFIED, main
from verify_cases import Case, Kit, a_kit, arguments


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    a_kit(folder)
    return folder


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.folder_name)
def test_what_the_checker_says(
    case: Case,
    whole: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    figure: Callable[[int, str, str], None],
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(whole, folder)
    root, kit = folder / "published", Kit(folder)
    case.spoil(root, kit)
    code = main(arguments(case, root, kit))
    lines = capsys.readouterr().out.splitlines()
    failures = [line.removeprefix("FAILED       ") for line in lines if line.startswith("FAILED")]
    assert any(line.startswith("not checked") for line in lines)
    if not case.code:
        assert (code, failures, lines[-1]) == (VERIFIED, [], "VERIFIED")
        return
    alone = case.code == "expired" and len(failures) == 1
    how = "it has expired; nothing else failed" if alone else f"{len(failures)} failed"
    assert (code, lines[-1]) == (NOT_VERIFIED, f"NOT VERIFIED: {how}")
    assert any(failure.startswith(f"[{case.code}] {case.where}") for failure in failures), failures
    assert all("\x1b" not in line and line.isascii() for line in lines)
    figure(14, "folders that must not verify: rejected for the right reason", "1/1")


def test_names_are_used_once() -> None:
    names = [case.folder_name for case in ALL]
    assert len(names) == len(set(names))
