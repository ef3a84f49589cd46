"""The commit that puts a folder onto a branch: its id depends on what it does and on nothing else."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from support.publish.branches import Repository
from trustpages.model.problem import TrustpagesError
from trustpages.publish.branch.commit import TreeChange, make_commit
from trustpages.publish.branch.repository import open_repository

# Ids that mike 2.2.0 made, when it made the commits. They must stay the same: whoever publishes the same report
# again would else have two histories of it.
FIRST = "07f795da0f08bb55e67334bb1571bad848066bc1"
SECOND = "821067af7f3a9e2e58978c18085c7a60666c7ebe"
FIRST_WITH_LONG_NAMES = "623fd8c3f205e537aaeca8de73d64413a1ab5a87eb7362eb10abf7d2377c1e23"

FILES = {
    "index.html": b"<!doctype html>\n<p>first</p>\n",
    "empty": b"",
    "1.0/report.json": b'{"text":"\xc3\xa9"}\n',
    "1.0/no line end": b"\x00\xff\r\n\r",
    "1.0/deep/er/page.html": b"D index.html\ndata 3\nM 100644\n",
    "Prüfung/日本.txt": "ü".encode(),
    'odd/a "quoted" name': b"1",
    "odd/a back\\slash": b"2",
    'odd/a "back\\slash"': b"3",
    " begins with a blank": b"5",
}


def a_folder(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "odd").mkdir(exist_ok=True)
    (folder / "odd/program").write_bytes(b"#!/bin/sh\n")
    (folder / "odd/program").chmod(0o755)
    return folder


def committed(repository: Repository, start: str | None, folder: Path, *replaced: str, **given: str) -> str:
    """The commit of a folder; its day and its message on demand."""
    day = date.fromisoformat(given.get("day", "2024-06-01"))
    change = TreeChange(folder, replaced, given.get("message", "Publish version 1.0"), day)
    return make_commit(open_repository(repository.folder), start, change)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "trust")


def test_the_first_commit_and_the_next_keep_their_ids(repository: Repository, tmp_path: Path) -> None:
    first = committed(repository, None, a_folder(tmp_path / "first", FILES))
    changed = {"index.html": b"second", "2.0/report.json": b"{}\n"}
    second = committed(
        repository,
        first,
        a_folder(tmp_path / "second", changed),
        *("index.html", "1.0", "odd", "absent"),
        day="2024-05-01",
        message="Withdraw “1.0”\n\nIt was wrong.",
    )
    assert (first, second) == (FIRST, SECOND)
    assert repository.git("log", "--format=%cI %s", second).splitlines() == [
        "2024-06-01T00:00:00+00:00 Withdraw “1.0”",
        "2024-06-01T00:00:00+00:00 Publish version 1.0",
    ]
    assert repository.git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", second).splitlines() == [
        "begins with a blank",
        *("2.0/report.json", "Prüfung/日本.txt", "empty", "index.html", "odd/program"),
    ]
    assert repository.git("ls-tree", second, "odd/").startswith("100755 blob ")


def test_the_same_in_a_repository_with_longer_names(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "trust", "--object-format=sha256")
    assert committed(repository, None, a_folder(tmp_path / "first", FILES)) == FIRST_WITH_LONG_NAMES


def test_no_change_is_no_commit(repository: Repository, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "first", FILES)
    first = committed(repository, None, folder)
    assert committed(repository, first, folder, *os.listdir(folder), day="2024-07-01") == first


def test_a_name_of_two_lines(repository: Repository, tmp_path: Path) -> None:
    commit = committed(repository, None, a_folder(tmp_path / "first", {"two\nlines": b"2"}))
    assert repository.git("ls-tree", "-z", "--name-only", commit).split("\0") == ["odd", "two\nlines", ""]


def test_no_ref_is_left_behind(repository: Repository, tmp_path: Path) -> None:
    before = repository.git("for-each-ref")
    committed(repository, None, a_folder(tmp_path / "first", FILES))
    assert repository.git("for-each-ref") == before


def test_a_disk_that_takes_nothing(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    objects = repository.folder / ".git/objects"
    (objects / "pack").rmdir()
    (objects / "pack").write_text("no folder")
    with pytest.raises(TrustpagesError) as stopped:
        committed(repository, None, a_folder(tmp_path / "first", {str(n): bytes(70_000) for n in range(200)}))
    assert stopped.value.code == "git-unable"
    assert stopped.value.sentence.startswith("git could not commit: ")
