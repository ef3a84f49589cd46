"""Several files are written all together or not at all, and never through a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.intake.workspaces import files_below
from trustpages.intake.files.replacement import Move, Replacement, replace_files
from trustpages.model.problem import TrustpagesError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.yml").write_bytes(b"1\n")
    (tmp_path / "two.yml").write_bytes(b"2\n")
    (tmp_path / "two.yml").chmod(0o640)
    return tmp_path


def test_files_are_replaced_added_and_moved_together(folder: Path) -> None:
    changes = [
        Replacement("a/one.yml", b"1\n", b"one\n"),
        Replacement("two.yml", b"2\n", b"two\n"),
        Replacement("b/c/new.yml", None, b"new\n"),
    ]
    replace_files(folder, changes, Move("a", "z"))
    assert files_below(folder) == {"z/one.yml": b"one\n", "two.yml": b"two\n", "b/c/new.yml": b"new\n"}
    assert (folder / "two.yml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("last", "code"),
    [
        (Replacement("two.yml", b"other\n", b"x"), "changed-meanwhile"),
        (Replacement("two.yml", None, b"x"), "not-empty"),
        (Replacement("missing.yml", b"x", b"y"), "path-missing"),
        (Replacement("../out.yml", None, b"x"), "path-outside"),
        (Replacement("link.yml", b"2\n", b"x"), "path-link"),
        (Replacement("linked/new.yml", None, b"x"), "path-link"),
    ],
)
def test_nothing_is_written_where_one_file_cannot_be(folder: Path, last: Replacement, code: str) -> None:
    (folder / "link.yml").symlink_to("two.yml")
    (folder / "linked").symlink_to("a")
    before = files_below(folder)
    with pytest.raises(TrustpagesError) as caught:
        replace_files(folder, [Replacement("a/one.yml", b"1\n", b"x"), Replacement("b/new.yml", None, b"x"), last])
    assert caught.value.code == code
    assert files_below(folder) == before
    assert not (folder / "b").exists()


def test_what_was_written_is_taken_back_where_the_next_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, replace, calls = files_below(folder), os.replace, []

    def fail_second(*args: object, **options: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        replace(*args, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(os, "replace", fail_second)
    changes = [Replacement("a/one.yml", b"1\n", b"x"), Replacement("two.yml", b"2\n", b"y")]
    with pytest.raises(OSError, match="No space"):
        replace_files(folder, changes)
    assert files_below(folder) == before


def test_a_folder_is_never_moved_over_another(folder: Path) -> None:
    (folder / "b").mkdir()
    with pytest.raises(TrustpagesError, match="exists already"):
        replace_files(folder, [Replacement("a/one.yml", b"1\n", b"x")], Move("a", "b"))
    assert (folder / "a" / "one.yml").read_bytes() == b"1\n"
