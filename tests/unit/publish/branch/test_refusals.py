"""Branches and repositories that are refused, and settings that would have git run a program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.publish.branches import PAGES, Repository, publish_on, withdraw_on
from support.publish.versions import a_site
from trustpages.model.problem import TrustpagesError
from trustpages.publish.branch.folder import open_branch_folder
from trustpages.publish.branch.names import Branch
from trustpages.workflow.codes import explain_refusals

ODD_NAMES = (
    "",
    "-x",
    "--orphan",
    "a b",
    "a..b",
    "refs/heads/../x",
    "refs/heads/x",
    "HEAD",
    "@{-1}",
    "x.lock",
    "x/",
    "/x",
    "x~1",
    "x^",
    "x:y",
    "x\ny",
    "x\0y",
    "*",
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "trust")


def refusal(call: Callable[[], object]) -> TrustpagesError:
    """The refusal, which has a remedy and can be explained."""
    with pytest.raises(TrustpagesError) as stopped:
        call()
    assert stopped.value.remedy
    assert stopped.value.code in explain_refusals()
    return stopped.value


def opening(folder: Path, branch: Branch = PAGES) -> Callable[[], object]:
    """A call that opens the branch."""
    return lambda: open_branch_folder(folder, branch, "1.0").__enter__()


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_that_are_none(repository: Repository, name: str) -> None:
    assert refusal(opening(repository.folder, Branch(name))).code == "branch-name"


def test_a_name_for_another_branch(repository: Repository) -> None:
    repository.git("symbolic-ref", "refs/heads/gh-pages", "refs/heads/main")
    assert refusal(opening(repository.folder)).code == "branch-name"


@pytest.mark.parametrize("name", ["main", "linked"])
def test_branches_in_a_work_tree(repository: Repository, tmp_path: Path, name: str) -> None:
    repository.git("worktree", "add", "--quiet", "-b", "linked", str(tmp_path / "linked"))
    assert refusal(opening(repository.folder, Branch(name))).code == "branch-checked-out"


def test_a_branch_without_commits_in_a_work_tree(repository: Repository) -> None:
    repository.git("symbolic-ref", "HEAD", "refs/heads/gh-pages")
    assert refusal(opening(repository.folder)).code == "branch-checked-out"


def test_no_repository(tmp_path: Path) -> None:
    assert refusal(opening(tmp_path)).code == "no-repository"


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert refusal(opening(repository.folder)).code == "git-unable"


def test_nobody_who_commits(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    repository.git("config", "--unset", "user.email")
    assert refusal(opening(repository.folder)).code == "git-identity"
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "lee@example.com")
    publish_on(repository, a_site(tmp_path / "site"), "1.0")
    assert repository.git("log", "-1", "--format=%cn <%ce>", "gh-pages") == "Kim <lee@example.com>"


def test_a_branch_whose_name_would_be_a_folder_of_another(repository: Repository, tmp_path: Path) -> None:
    site = a_site(tmp_path / "site")
    stopped = refusal(lambda: publish_on(repository, site, "1.0", Branch("main/pages")))
    assert stopped.code == "git-unable"


def test_links_on_the_branch(repository: Repository, tmp_path: Path) -> None:
    publish_on(repository, a_site(tmp_path / "site"), "1.0")
    target = repository.git("hash-object", "-w", str(repository.folder / "trust.yml"))
    repository.git("read-tree", "gh-pages")
    repository.git("update-index", "--add", "--cacheinfo", f"120000,{target},log/link")
    tree = repository.git("write-tree")
    repository.git("update-ref", "refs/heads/gh-pages", repository.git("commit-tree", "-m", "x", tree))
    stopped = refusal(opening(repository.folder))
    assert stopped.code == "odd-file"
    assert "log/link" in stopped.sentence


def test_nothing_to_withdraw(repository: Repository) -> None:
    assert refusal(lambda: withdraw_on(repository, "1.0")).code == "not-published"
    assert repository.tip() == ""


def test_no_program_of_the_repository_runs(repository: Repository, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    program.chmod(0o755)
    hooks = repository.folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("reference-transaction", "post-commit", "pre-commit", "post-checkout", "post-index-change"):
        (hooks / hook).symlink_to(program)
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "gpg.program",
        "alias.ls-tree",
    ):
        repository.git("config", setting, str(program))
    repository.git("config", "commit.gpgSign", "true")
    repository.add_files("gh-pages", _headers="x")
    (repository.folder / ".git/info").mkdir(exist_ok=True)
    (repository.folder / ".git/info/attributes").write_text("* filter=x export-ignore text eol=crlf\n")
    ran.unlink(missing_ok=True)
    site = a_site(tmp_path / "site")
    publish_on(repository, site, "1.0")
    publish_on(repository, site, "2.0")
    assert not ran.exists()
    assert not publish_on(repository, site, "2.0").is_new
