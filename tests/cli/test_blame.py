"""`blame`: who wrote each piece of evidence, and who else has read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.intake.repositories import LEE, People
from support.system.commands import trustpages
from support.workspaces.bad_news import write_bad_news


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("HOME", str(tmp_path))
    repository = People(tmp_path / "repository")
    write_bad_news(repository.folder)
    repository.commit()
    return repository


def test_it_counts_what_nobody_else_has_read(repository: People) -> None:
    ran = trustpages("blame", "--format", "json", folder=repository.folder)
    found = json.loads(ran.out)
    assert ran.code == 0
    assert found["read_by_nobody_else"] == found["items"] == len(found["changes"]) > 10
    assert {change["author"] for change in found["changes"]} == {"Kim"}


def test_what_somebody_else_read_stands_behind_what_nobody_did(repository: People) -> None:
    path = next(repository.folder.glob("evidence/desk/bundles/*.yml"))
    path.write_text(path.read_text().replace("- id:", "-  id:"))
    repository.commit(by=LEE, message="Space\n\nReviewed-by: Kim <kim@example.org>")
    found = json.loads(trustpages("blame", "--format", "json", folder=repository.folder).out)
    flags = [change["read_by_another"] for change in found["changes"]]
    assert flags == sorted(flags)
    ran = trustpages("blame", "desk", folder=repository.folder)
    assert ran.out.splitlines()[-1].endswith("as far as git tells.")


@pytest.mark.parametrize("arguments", [("nobody",), ("desk", "nobody")])
def test_an_agent_that_is_not_there_is_an_error(repository: People, arguments: tuple[str, ...]) -> None:
    ran = trustpages("blame", *arguments, folder=repository.folder)
    assert (ran.code, ran.out) == (1, "")
    assert "[unknown-agent]" in ran.err


def test_without_a_repository_nothing_is_told(tmp_path: Path) -> None:
    write_bad_news(tmp_path)
    ran = trustpages("blame", folder=tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "[git-missing]" in ran.err


def test_names_cannot_steer_the_terminal(repository: People) -> None:
    path = next(repository.folder.glob("evidence/desk/bundles/*.yml"))
    path.write_text(path.read_text() + "\n# more\n")
    repository.commit(by=("Kim\x1b[2J", "other@example.org"))
    assert "\x1b" not in trustpages("blame", folder=repository.folder).out
