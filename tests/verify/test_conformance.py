"""The conformance suite that others hold their verifiers against: our two pass it, and it is up to date."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.publish.conformance import ARCHIVE, SUITE, TABLE, make_table, write_folders
from support.publish.independent_check import TODAY, is_sound
from trustpages.publish.verifier.trustverify import main

ROWS = json.loads((SUITE / TABLE).read_bytes())


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("conformance")
    with tarfile.open(SUITE / ARCHIVE) as archive:
        archive.extractall(place, filter="tar")
    return place


def contents(place: Path) -> dict[str, str | bytes]:
    """Every file and link below a folder."""
    return {
        path.relative_to(place).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_both_verifiers_pass_it(
    row: dict[str, Any],
    folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    figure: Callable[[int, str, str], None],
) -> None:
    monkeypatch.chdir(folders)
    code = main([row["name"], *row["options"]])
    said = [line.split()[1] for line in capsys.readouterr().out.splitlines() if line.startswith("FAILED")]
    assert (code, f"[{row['code']}]" in said) == (row["exit"], bool(row["code"])), said
    given = dict(zip(row["options"][::2], row["options"][1::2], strict=True))
    pin = Path(given["--pin"]).read_text() if "--pin" in given else None
    signers = Path(given["--allowed-signers"]) if "--allowed-signers" in given else None
    assert is_sound(Path(row["name"]), pin, signers, given.get("--now", TODAY)) is (row["exit"] == 0)
    figure(21, "folders of the conformance suite on which two verifiers agree", "1/1")


def test_it_is_up_to_date(folders: Path, tmp_path: Path) -> None:
    write_folders(tmp_path)
    assert contents(tmp_path) == contents(folders), "PYTHONPATH=tests python -m support.publish.conformance"


def test_it_is_small_and_the_table_names_every_folder(folders: Path) -> None:
    assert (SUITE / TABLE).read_text() == make_table()
    assert {path.name for path in folders.iterdir() if path.is_dir()} == {row["name"] for row in ROWS}
    assert sum(path.stat().st_size for path in SUITE.iterdir()) < 300_000
