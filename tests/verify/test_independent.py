"""Two checkers written apart agree wherever both look."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from independent_check import is_sound
from insider_cases import ALL
from trustpages.publish.verifier.trustverify import verify
from verify_cases import Case, Kit, a_kit

# What the second checker does not look at: forms of entries, signatures, time, what follows from the log.
ONLY_THE_FIRST = {"bad-entry", "unsigned", "unknown-signer", "bad-signature", "bad-statement", "expired"}
ONLY_THE_FIRST_AT = ("versions/index", "index.html", "3.0/statement.json", "latest/statement.json.sig")
SEEN = [
    case
    for case in ALL
    if case.code not in ONLY_THE_FIRST
    and not case.where.startswith(ONLY_THE_FIRST_AT)
    and case.name
    not in ("checkpoint-without-hints", "checkpoint-huge", "manifest-of-another-form", "checkpoint-of-before")
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    a_kit(folder)
    return folder


@pytest.mark.parametrize("case", SEEN, ids=lambda case: case.folder_name)
def test_both_say_the_same(
    case: Case, whole: Path, tmp_path: Path, figure: Callable[[int, str, str], None]
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(whole, folder)
    root, kit = folder / "published", Kit(folder)
    case.spoil(root, kit)
    pin = None
    if "--pin" in case.options:
        given = case.options[case.options.index("--pin") + 1]
        known = {"PIN": kit.pin, "EARLY": kit.early_pin}
        pin = Path(known[given]).read_text() if given in known else given
    assert is_sound(root, pin) is (not verify(root, pin=pin, now="2024-06-15").failures)
    assert is_sound(root, pin) is (not case.code)
    figure(21, "folders on which two verifiers agree", "1/1")
