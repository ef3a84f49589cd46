"""What a version begins from is known before the site is built, and must still hold when it is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.publish.versions import (
    INCIDENT,
    a_published_folder,
    a_site,
    a_withdrawal,
    kept_checkpoint,
    outcome,
    some_facts,
    tree_of,
)
from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.publish.log.entries import read_log
from trustpages.publish.versions.disk import hold_publisher_lock
from trustpages.publish.versions.publication import BaseVersion, find_base_version, publish_version

ORIGIN = "trust.example.com/public"


def begun(root: Path, version: str) -> BaseVersion:
    return find_base_version(root, version, ORIGIN)


def test_a_version_follows_the_one_before_it_also_when_it_is_published_again(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path)
    found = {version: begun(root, version) for version in ("1.0", "2.0", "3.0", "4.0")}
    names = {version: [folder.name for folder in one.followed] for version, one in found.items()}
    assert names == {"1.0": [], "2.0": ["1.0"], "3.0": ["2.0"], "4.0": ["3.0"]}
    assert [base.log_before.size for base in found.values()] == [0, 1, 3, 5]
    assert found["4.0"].log_before.body().decode() == kept_checkpoint(root)


def test_a_version_follows_withdrawn_ones_too_up_to_one_that_still_stands(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path)
    a_withdrawal(root, "3.0")
    assert begun(root, "4.0").followed == (root / "3.0", root / "2.0")
    assert begun(root, "4.0").log_before == read_log(root).checkpoint()


def test_the_first_version_follows_nothing_and_no_folder_is_made(tmp_path: Path) -> None:
    found = begun(tmp_path / "new/published", "1.0")
    assert (found.followed, found.log_before.size) == ((), 0)
    assert not (tmp_path / "new").exists()


def test_who_published_meanwhile_is_noticed_and_nothing_is_changed(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    after = begun(root, "2.0").log_before
    publish_version(a_site(tmp_path / "theirs", "theirs"), "1.1", root, some_facts())
    before = tree_of(root)
    mine = a_site(tmp_path / "mine", "mine")
    with pytest.raises(TryAgain) as stopped:
        publish_version(mine, "2.0", root, some_facts(), after=after)
    assert stopped.value.code == "log-moved"
    assert tree_of(root) == before
    publish_version(mine, "2.0", root, some_facts(), after=begun(root, "2.0").log_before)
    assert not outcome(root).failures


def test_two_first_publishers_at_once(tmp_path: Path) -> None:
    root = tmp_path / "published"
    after = begun(root, "1.0").log_before
    publish_version(a_site(tmp_path / "theirs", "theirs"), "0.9", root, some_facts())
    with pytest.raises(TryAgain):
        publish_version(a_site(tmp_path / "mine", "mine"), "1.0", root, some_facts(), after=after)


def test_the_same_version_by_two_at_once_is_one_version(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    site, facts = a_site(tmp_path / "site", "both"), some_facts(changes=(INCIDENT,))
    after = begun(root, "2.0").log_before
    assert publish_version(site, "2.0", root, facts, after=after).is_new
    assert not publish_version(site, "2.0", root, facts, after=after).is_new


def test_what_cannot_be_published_is_said_before_anything_is_built(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    a_withdrawal(root, "1.0")
    (tmp_path / "file").write_text("x")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("x")
    (tmp_path / "link").symlink_to(root)
    for place, version, origin, code in (
        (root, "1.0", ORIGIN, "version-withdrawn"),
        (root, "latest", ORIGIN, "version-name"),
        (root, "3.0", "trust.example.com/nda", "other-log"),
        (tmp_path / "file", "3.0", ORIGIN, "folder-not-ours"),
        (tmp_path / "mine", "3.0", ORIGIN, "folder-not-ours"),
        (tmp_path / "link", "3.0", ORIGIN, "folder-not-ours"),
    ):
        with pytest.raises(TrustpagesError) as stopped:
            find_base_version(place, version, origin)
        assert stopped.value.code == code, place
    with hold_publisher_lock(root), pytest.raises(TryAgain):
        begun(root, "3.0")


@pytest.mark.parametrize("ending", ["", "/", "/."])
def test_a_folder_may_be_named_in_any_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("my reports/published", "./published", "a/../other"):
        to = Path(name + ending)
        publish_version(a_site(tmp_path / "site"), "1.0", to, some_facts(), after=begun(to, "1.0").log_before)
        assert not outcome(to).failures
