"""What the checker says of each folder of its contract, and that a second one, written apart, agrees."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.publish.independent_check import is_sound
from support.publish.insider_cases import ALL
from support.publish.verify_cases import Case, Kit, a_kit, arguments
from trustpages.publish.verifier.trustverify import NOT_VERIFIED, VERIFIED, main

# What the second checker does not look at: forms of entries, signatures, time, what follows from the log.
ONLY_THE_FIRST = {"bad-entry", "unsigned", "unknown-signer", "bad-signature", "bad-statement", "expired"}
ONLY_THE_FIRST_AT = ("versions/index", "index.html", "3.0/statement.json", "latest/statement.json.sig")
ONLY_THE_FIRST_IN = {"checkpoint-without-hints", "checkpoint-huge", "manifest-of-another-form"}


def both_look(case: Case) -> bool:
    """Whether the second checker looks at what is spoiled."""
    apart = case.code in ONLY_THE_FIRST or case.where.startswith(ONLY_THE_FIRST_AT)
    return not apart and case.name not in ONLY_THE_FIRST_IN


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    a_kit(folder)
    return folder


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.folder_name)
def test_what_the_checker_says(
    case: Case, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], figure: Callable[[int, str, str], None]
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(whole, folder)
    root, kit = folder / "published", Kit(folder)
    case.spoil(root, kit)
    code = main(arguments(case, root, kit))
    lines = capsys.readouterr().out.splitlines()
    failures = [line.removeprefix("FAILED       ") for line in lines if line.startswith("FAILED")]
    assert any(line.startswith("not checked") for line in lines)
    if both_look(case):
        assert is_sound(root, kept_pin(case, kit)) is (not case.code)
        figure(21, "folders on which two verifiers agree", "1/1")
    if not case.code:
        assert (code, failures, lines[-1]) == (VERIFIED, [], "VERIFIED")
        return
    alone = case.code == "expired"  # of the version, and of what was signed for as long
    how = "it has expired; nothing else failed" if alone else f"{len(failures)} failed"
    assert (code, lines[-1]) == (NOT_VERIFIED, f"NOT VERIFIED: {how}")
    assert any(failure.startswith(f"[{case.code}] {case.where}") for failure in failures), failures
    assert all("\x1b" not in line and line.isascii() for line in lines)
    figure(14, "folders that must not verify: rejected for the right reason", "1/1")


def kept_pin(case: Case, kit: Kit) -> str | None:
    """The text of the pin that the case gives to the checker, if it gives one."""
    if "--pin" not in case.options:
        return None
    given = case.options[case.options.index("--pin") + 1]
    known = {"PIN": kit.pin, "EARLY": kit.early_pin}
    return Path(known[given]).read_text() if given in known else given


def test_the_second_checker_looks_at_most_of_them() -> None:
    assert sum(map(both_look, ALL)) > 2 * len(ALL) // 3 - 5


def test_names_are_used_once() -> None:
    names = [case.folder_name for case in ALL]
    assert len(names) == len(set(names))
