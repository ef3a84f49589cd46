"""Versions on a branch: the same folder, commit by commit, and nothing else in the repository changes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from support.publish.branches import PAGES, Repository, a_clone, git, publish_on, withdraw_on
from support.publish.versions import INCIDENT, a_key, a_site, allowed_signers, outcome, sign_later, some_facts, tree_of
from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.publish.branch.folder import open_branch_folder
from trustpages.publish.branch.names import Branch
from trustpages.publish.versions.disk import hold_publisher_lock
from trustpages.publish.versions.publication import find_base_version, publish_version


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "trust")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return a_site(tmp_path / "site")


def test_the_branch_holds_what_the_folder_would(repository: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    for number in range(1, 5):
        site = a_site(tmp_path / f"site-{number}", f"text {number}")
        changes = (INCIDENT,) if number == 3 else ()
        publish_on(repository, site, f"{number}.0", changes=changes)
        publish_version(site, f"{number}.0", folder, some_facts(changes=changes))
    clone = a_clone(repository.folder, tmp_path / "clone")
    out = outcome(clone)
    assert out.failures == out.notes == []
    assert tree_of(folder) == {
        path: content
        for path, content in tree_of(clone).items()
        if not path.startswith(".git/") and path != ".nojekyll"
    }
    assert (clone / ".nojekyll").read_bytes() == b""


def test_the_first_commit_has_no_parent_and_each_next_one_follows(repository: Repository, site: Path) -> None:
    first = publish_on(repository, site, "1.0")
    second = publish_on(repository, site, "2.0")
    assert repository.git("rev-list", "--parents", "gh-pages").splitlines() == [
        f"{second.commit} {first.commit}",
        first.commit,
    ]
    assert repository.git("log", "-1", "--format=%an <%ae> %cn %s", "gh-pages") == (
        "Kim <kim@example.com> Kim Publish version 2.0"
    )
    assert repository.git("reflog", "-1", "--format=%gs", "gh-pages") == "trustpages: Publish version 2.0"


def test_the_version_that_a_new_one_follows_is_there_after_a_withdrawal(repository: Repository, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        publish_on(repository, a_site(tmp_path / f"site-{number}", f"text {number}"), f"{number}.0")
    withdraw_on(repository, "3.0")
    with open_branch_folder(repository.folder, PAGES, "4.0") as folder:
        begun = find_base_version(folder.root, "4.0", "trust.example.com/public")
        assert begun.followed == (folder.root / "3.0", folder.root / "2.0")
        assert all((followed / "report.json").is_file() for followed in begun.followed)


@pytest.mark.parametrize("newest", [True, False])
def test_a_signature_can_join_in_a_job_of_its_own(repository: Repository, tmp_path: Path, newest: bool) -> None:
    site, key = a_site(tmp_path / "site"), a_key(tmp_path)
    publish_on(repository, site, "1.0")
    if not newest:
        publish_on(repository, a_site(tmp_path / "next", "next"), "2.0")
    before = repository.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    with open_branch_folder(repository.folder, PAGES, None if newest else "1.0") as folder:
        if newest:
            sign_later(folder.root, key)
        else:
            assert not publish_version(site, "1.0", folder.root, some_facts(), key).is_new
        assert folder.land("Sign version 1.0", date(2024, 6, 1)).is_new
    after = repository.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    folders = ("1.0", "latest") if newest else ("1.0",)
    of_the_log = {"log/checkpoint.json", "log/checkpoint.json.sig"}
    assert set(after) - set(before) == of_the_log | {f"{folder}/statement.json.sig" for folder in folders}
    assert set(before) <= set(after)
    clone = a_clone(repository.folder, tmp_path / "clone")
    signers = allowed_signers(tmp_path, key) if newest else None
    assert outcome(clone, allowed_signers=signers).failures == []


@pytest.mark.parametrize("detached", [False, True])
def test_work_tree_index_and_head_stay(repository: Repository, site: Path, detached: bool) -> None:
    if detached:
        repository.git("checkout", "--quiet", "--detach")
    before = repository.state()
    publish_on(repository, site, "1.0")
    withdraw_on(repository, "1.0")
    assert repository.state() == before
    assert sorted(path.name for path in repository.folder.iterdir()) == [
        ".git",
        "content",
        "staged",
        "trust.yml",
        "untracked",
    ]
    assert repository.git("for-each-ref", "--format=%(refname)").splitlines() == [
        "refs/heads/gh-pages",
        "refs/heads/main",
    ]


def test_the_same_again_changes_nothing_and_other_content_is_refused(
    repository: Repository, site: Path, tmp_path: Path
) -> None:
    publish_on(repository, site, "1.0")
    second = publish_on(repository, site, "2.0")
    again = publish_on(repository, site, "1.0")
    assert (again.commit, again.is_new) == (second.commit, False)
    with pytest.raises(TrustpagesError) as stopped:
        publish_on(repository, a_site(tmp_path / "other", "other"), "1.0")
    assert stopped.value.code == "version-exists"
    assert repository.tip() == second.commit


def test_a_withdrawn_version_stays_withdrawn(repository: Repository, site: Path, tmp_path: Path) -> None:
    for version in ("1.0", "2.0", "3.0"):
        publish_on(repository, site, version)
    withdrawn = withdraw_on(repository, "1.0")
    assert withdrawn.is_new
    assert not withdraw_on(repository, "1.0").is_new
    with pytest.raises(TrustpagesError) as stopped:
        publish_on(repository, site, "1.0")
    assert stopped.value.code == "version-withdrawn"
    clone = a_clone(repository.folder, tmp_path / "clone")
    assert outcome(clone).failures == []
    assert "The figures were wrong" in (clone / "1.0/agents/desk/index.html").read_text()
    assert not (clone / "1.0/assets/logo.png").exists()


def test_the_same_inputs_make_the_same_commit(tmp_path: Path, site: Path) -> None:
    repositories = [Repository(tmp_path / name) for name in ("one", "two")]
    for repository in repositories:
        publish_on(repository, site, "1.0")
        publish_on(repository, site, "2.0", as_of=date(2024, 7, 1))
    assert repositories[0].tip() == repositories[1].tip()
    assert repositories[0].git("log", "--format=%cI", "gh-pages").splitlines() == [
        "2024-07-01T00:00:00+00:00",
        "2024-06-01T00:00:00+00:00",
    ]


def test_no_commit_is_older_than_the_one_that_it_follows(repository: Repository, site: Path) -> None:
    publish_on(repository, site, "1.0", as_of=date(2024, 7, 1))
    publish_on(repository, site, "2.0", as_of=date(2024, 6, 1))
    assert repository.git("log", "-1", "--format=%cI", "gh-pages") == "2024-07-01T00:00:00+00:00"


def test_newer_names_for_objects(tmp_path: Path, site: Path) -> None:
    repository = Repository(tmp_path / "trust", "--object-format=sha256")
    publish_on(repository, site, "1.0")
    assert len(publish_on(repository, site, "2.0").commit) == 64


def test_a_clone_that_ends_early_and_a_second_work_tree(repository: Repository, site: Path, tmp_path: Path) -> None:
    for version in ("1.0", "2.0", "3.0"):
        publish_on(repository, site, version)
    shallow = tmp_path / "shallow"
    options = ("--quiet", "--depth", "1", "--no-single-branch", f"file://{repository.folder}", str(shallow))
    repository.git("clone", *options)
    git(shallow, "worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    git(shallow, "config", "user.name", "Lee")
    git(shallow, "config", "user.email", "lee@example.com")
    with open_branch_folder(tmp_path / "linked", PAGES, "4.0") as folder:
        publish_version(site, "4.0", folder.root, some_facts())
        folder.land("Publish version 4.0", date(2024, 6, 1))
    assert outcome(a_clone(shallow, tmp_path / "clone")).failures == []


def test_host_files_stay_and_others_are_no_published_folder(repository: Repository, site: Path) -> None:
    repository.add_files("gh-pages", CNAME="trust.example.com", __nojekyll="kept")
    publish_on(repository, site, "1.0")
    publish_on(repository, site, "2.0")
    assert repository.git("show", "gh-pages:CNAME") == "trust.example.com"
    assert repository.git("show", "gh-pages:.nojekyll") == "kept"
    repository.add_files("site", CNAME="trust.example.com", README="ours")
    with pytest.raises(TrustpagesError) as stopped:
        publish_on(repository, site, "1.0", Branch("site"))
    assert stopped.value.code == "branch-not-ours"
    assert "'README'" in stopped.value.sentence


def test_refusals_name_the_branch(repository: Repository, site: Path) -> None:
    publish_on(repository, site, "1.0")
    with pytest.raises(TrustpagesError) as stopped:
        publish_on(repository, site, "2.0", publisher="other.example.com")
    assert stopped.value.code == "other-log"
    assert stopped.value.sentence.startswith("'branch gh-pages' is the folder of 'trust.example.com/public'")


def test_two_at_once_and_one_of_them_is_busy(repository: Repository, site: Path, tmp_path: Path) -> None:
    publish_on(repository, site, "1.0")
    with open_branch_folder(repository.folder, PAGES, "2.0") as slow:
        quick = publish_on(repository, site, "3.0")
        publish_version(site, "2.0", slow.root, some_facts())
        with pytest.raises(TryAgain) as stopped:
            slow.land("Publish version 2.0", date(2024, 6, 1))
    assert stopped.value.code == "branch-moved"
    assert repository.tip() == quick.commit
    publish_on(repository, site, "2.0")
    clone = a_clone(repository.folder, tmp_path / "clone")
    assert [entry["version"] for entry in json.loads((clone / "versions.json").read_bytes())] == ["2.0", "3.0", "1.0"]
    assert outcome(clone).failures == []


def test_two_at_once_on_a_new_branch(repository: Repository, site: Path) -> None:
    with open_branch_folder(repository.folder, PAGES, "2.0") as slow:
        quick = publish_on(repository, site, "1.0")
        publish_version(site, "2.0", slow.root, some_facts())
        with pytest.raises(TryAgain):
            slow.land("Publish version 2.0", date(2024, 6, 1))
    assert repository.tip() == quick.commit


def test_somebody_else_points_the_branch_at_this_instant(repository: Repository, site: Path) -> None:
    with hold_publisher_lock(repository.folder / ".git"), pytest.raises(TryAgain) as stopped:
        publish_on(repository, site, "1.0")
    assert stopped.value.code == "busy"
    (repository.folder / ".git/refs/heads/gh-pages.lock").touch()
    with pytest.raises(TryAgain) as stopped:
        publish_on(repository, site, "1.0")
    assert stopped.value.code == "branch-moved"
    assert repository.tip() == ""
    (repository.folder / ".git/refs/heads/gh-pages.lock").unlink()
    assert publish_on(repository, site, "1.0").is_new
