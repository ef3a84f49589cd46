"""The branch at a remote: fetched first, pushed last, and both have a version or neither has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from support.publish.branches import PAGES, PUSHED, Repository, a_clone, a_remote, git, publish_on, withdraw_on
from support.publish.versions import a_site, outcome, some_facts
from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.publish.branch.folder import open_branch_folder
from trustpages.publish.branch.names import Branch
from trustpages.publish.versions.publication import publish_version


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "trust")


@pytest.fixture
def remote(repository: Repository, tmp_path: Path) -> Path:
    return a_remote(repository, tmp_path / "remote.git")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return a_site(tmp_path / "site")


@pytest.fixture
def colleague(remote: Path, tmp_path: Path) -> Repository:
    other = Repository(tmp_path / "colleague")
    other.git("remote", "add", "origin", str(remote))
    return other


def tip(remote: Path) -> str:
    """The commit of the remote's branch."""
    return git(remote, "for-each-ref", "--format=%(objectname)", "refs/heads/gh-pages")


def test_versions_and_withdrawals_are_pushed(repository: Repository, remote: Path, site: Path, tmp_path: Path) -> None:
    before = repository.state()
    first = publish_on(repository, site, "1.0", PUSHED)
    assert first.pushed_to == "origin"
    assert tip(remote) == first.commit == repository.tip()
    publish_on(repository, site, "2.0", PUSHED)
    last = withdraw_on(repository, "1.0", PUSHED)
    assert tip(remote) == last.commit == repository.tip()
    assert repository.state() == before
    assert git(remote, "for-each-ref", "--format=%(refname)") == "refs/heads/gh-pages"
    assert outcome(a_clone(remote, tmp_path / "clone")).failures == []


def test_what_was_published_without_push_follows_with_it(repository: Repository, remote: Path, site: Path) -> None:
    first = publish_on(repository, site, "1.0")
    assert tip(remote) == ""
    again = publish_on(repository, site, "1.0", PUSHED)
    assert (again.is_new, again.commit) == (False, first.commit)
    assert tip(remote) == first.commit


def test_another_machine_goes_on_with_the_same_log(
    repository: Repository, colleague: Repository, remote: Path, site: Path, tmp_path: Path
) -> None:
    publish_on(repository, site, "1.0", PUSHED)
    publish_on(colleague, site, "2.0", PUSHED)
    third = publish_on(repository, site, "3.0", PUSHED)
    assert tip(remote) == third.commit
    clone = a_clone(remote, tmp_path / "clone")
    assert git(clone, "rev-list", "--count", "HEAD") == "3"
    assert outcome(clone).failures == []


def test_a_fresh_clone_goes_on_from_the_branch_of_the_remote(
    repository: Repository, remote: Path, site: Path, tmp_path: Path
) -> None:
    first = publish_on(repository, site, "1.0", PUSHED)
    fresh = Repository(tmp_path / "fresh")
    fresh.git("remote", "add", "origin", str(remote))
    fresh.git("fetch", "--quiet", "origin")
    second = publish_on(fresh, site, "2.0", PAGES)
    assert fresh.git("rev-parse", f"{second.commit}^") == first.commit


def test_what_the_remote_refuses_is_not_on_the_branch_here(repository: Repository, remote: Path, site: Path) -> None:
    first = publish_on(repository, site, "1.0", PUSHED)
    hook = remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(TrustpagesError) as stopped:
        publish_on(repository, site, "2.0", PUSHED)
    assert stopped.value.code == "remote-failed"
    assert "hook declined" in stopped.value.sentence
    assert repository.tip() == tip(remote) == first.commit
    hook.unlink()
    assert publish_on(repository, site, "2.0", PUSHED).is_new


@pytest.mark.parametrize("is_first", [False, True])
def test_somebody_pushes_meanwhile(
    repository: Repository, colleague: Repository, remote: Path, site: Path, tmp_path: Path, is_first: bool
) -> None:
    before = "" if is_first else publish_on(repository, site, "1.0", PUSHED).commit
    with open_branch_folder(repository.folder, PUSHED, "2.0") as slow:
        quick = publish_on(colleague, site, "3.0", PUSHED)
        publish_version(site, "2.0", slow.root, some_facts())
        with pytest.raises(TryAgain) as stopped:
            slow.land("Publish version 2.0", date(2024, 6, 1))
    assert stopped.value.code == "branch-moved"
    assert tip(remote) == quick.commit
    assert repository.tip() == before
    publish_on(repository, site, "2.0", PUSHED)
    assert outcome(a_clone(remote, tmp_path / "clone")).failures == []


def test_branches_that_went_apart(repository: Repository, colleague: Repository, remote: Path, site: Path) -> None:
    publish_on(repository, site, "1.0", PUSHED)
    mine = publish_on(repository, site, "2.0")
    theirs = publish_on(colleague, site, "3.0", PUSHED)
    with pytest.raises(TrustpagesError) as stopped:
        publish_on(repository, site, "4.0", PUSHED)
    assert stopped.value.code == "branch-diverged"
    assert (repository.tip(), tip(remote)) == (mine.commit, theirs.commit)


@pytest.mark.parametrize("name", ["upstream", "--upload-pack=touch x", "../remote.git", "", "ext::sh"])
def test_remotes_that_are_not_known(repository: Repository, remote: Path, site: Path, name: str) -> None:
    with pytest.raises(TrustpagesError) as stopped:
        publish_on(repository, site, "1.0", Branch("gh-pages", name, push=True))
    assert stopped.value.code == "unknown-remote"
    assert "origin" in stopped.value.remedy


@pytest.mark.parametrize("address", ["/nonexistent/remote.git", "ext::sh -c 'touch ran'"])
def test_remotes_that_do_not_answer(
    repository: Repository, site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    repository.git("config", "protocol.ext.allow", "always")
    repository.git("remote", "add", "origin", address)
    with pytest.raises(TrustpagesError) as stopped:
        publish_on(repository, site, "1.0", PUSHED)
    assert stopped.value.code == "remote-failed"
    assert repository.tip() == ""
    assert not list(tmp_path.rglob("ran"))
