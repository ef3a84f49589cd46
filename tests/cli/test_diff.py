"""`trustpages diff` as a user runs it: streams, exit codes, files."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from support.intake.workspaces import valid
from support.system.commands import trustpages
from support.system.repositories import GitFolder

PACT = "evidence/desk/pacts/service.yml"
BREAK = ("at_least: 0.9", "at_least: 0.99")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitFolder:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    made = GitFolder(tmp_path / "repository")
    made.commit(valid())
    return made


def test_no_change_ends_with_0_and_says_so(repository: GitFolder) -> None:
    ran = trustpages("diff", folder=repository.folder)
    assert (ran.code, bool(ran.out.strip())) == (0, True)
    assert "0 changes" in ran.err
    assert trustpages("diff", "--quiet", folder=repository.folder).err == ""


@pytest.mark.parametrize("form", ["text", "markdown", "json", "github", "codequality", "sarif", "html"])
def test_a_side_that_cannot_be_read_is_told_in_every_form(repository: GitFolder, form: str) -> None:
    repository.edit(PACT, "severity: high", "severity: [high]")
    ran = trustpages("diff", "--format", form, folder=repository.folder)
    assert ran.code == 3
    assert ran.out.strip()
    assert "cannot be read" in ran.err
    repository.git("checkout", "--quiet", ".")
    assert trustpages("diff", "nowhere", "--format", form, folder=repository.folder).code == 1


def test_the_review_can_be_written_to_a_file(repository: GitFolder, tmp_path: Path) -> None:
    repository.edit(PACT, *BREAK)
    printed = trustpages("diff", folder=repository.folder)
    ran = trustpages("diff", "--output", tmp_path / "review.txt", folder=repository.folder)
    assert (ran.code, ran.out) == (printed.code, "")
    assert (tmp_path / "review.txt").read_text("utf-8") == printed.out


def test_wrong_usage_ends_with_2(repository: GitFolder) -> None:
    for arguments in (
        ("--", "-x"),
        ("--staged", "HEAD", "HEAD"),
        ("--as-of", "soon"),
        ("a", "b", "c"),
        ("--limit", "0"),
    ):
        assert trustpages("diff", *arguments, folder=repository.folder).code == 2, arguments


def test_each_side_may_have_its_own_day(repository: GitFolder) -> None:
    repository.edit("trust.yml", "as_of: 2026-06-30", "as_of: 2026-06-29")
    for day in ("each", "2026-06-30"):
        assert trustpages("diff", "--as-of", day, folder=repository.folder).code in (0, 4)


def test_published_versions_are_compared_with_each_other_and_with_files(repository: GitFolder, tmp_path: Path) -> None:
    published = tmp_path / "published"
    for version in ("1.0", "1.1"):
        ran = trustpages("publish", version, "--to", published, folder=repository.folder)
        assert ran.code == 0, ran.err
        repository.edit(PACT, *(BREAK if version == "1.0" else (BREAK[1], BREAK[0])))
    first, second = (f"{published}/{version}" for version in ("1.0", "1.1"))
    assert trustpages("diff", first, first, folder=tmp_path).code == 0
    changed = trustpages("diff", first, second, folder=tmp_path)
    assert "0.99" in changed.out
    same = trustpages("diff", first, folder=repository.folder)
    assert "0.99" not in same.out
    assert "other-audience" in trustpages("diff", first, "--audience", "nda", folder=repository.folder).out
    report = published / "1.1/report.json"
    report.write_text(report.read_text("utf-8").replace("0.99", "0.90"), "utf-8")
    damaged = trustpages("diff", first, second, folder=tmp_path)
    assert (damaged.code, "version-damaged" in damaged.out) == (3, True)


def test_a_whole_repository_is_not_needed(repository: GitFolder, tmp_path: Path) -> None:
    shutil.copytree(repository.folder, tmp_path / "plain", ignore=shutil.ignore_patterns(".git"))
    ran = trustpages("diff", str(repository.folder), "./plain", folder=tmp_path)
    assert ran.code == 0
