from __future__ import annotations

import errno
import fcntl
import json
import os
import stat
from collections.abc import Iterator
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
from trustpages.model.vocabulary import Audience
from trustpages.publish.files import FILE_MODE, FOLDER_MODE
from trustpages.publish.folders import MARKER, refuse_foreign_folder
from trustpages.publish.site.csp import FOLDER_HEADERS
from trustpages.publish.versions.disk import hold_publisher_lock
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.published_folder import list_versions, refuse_root


def refusal(site: Path, version: str, root: Path, **facts: object) -> TrustpagesError:
    with pytest.raises(TrustpagesError) as stopped:
        publish_version(site, version, root, some_facts(**facts))
    assert stopped.value.remedy
    return stopped.value


def test_a_version_has_exactly_the_files_of_the_site_and_its_own(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site")
    published = publish_version(site, "1.0", tmp_path / "out/published", some_facts())
    own = {
        "manifest.json",
        "SHA256SUMS",
        "statement.json",
        "verify/trustverify.py",
        "verify/trustrecompute.py",
        "verify/pages.css",
    }
    here, there = tree_of(published.folder), tree_of(site)
    assert set(here) == {*there, *own} - {MARKER.path}
    assert all(here[path] == content for path, content in there.items() if path != MARKER.path)
    assert published.is_new
    assert tree_of(published.folder.with_name("latest")) == here
    assert outcome(tmp_path / "out/published").lines()


def test_the_manifest_says_what_the_version_is_about(tmp_path: Path) -> None:
    root = tmp_path / "published"
    publish_version(a_site(tmp_path / "site"), "1.0", root, some_facts(previous_report="1" * 64, valid_until=None))
    manifest = json.loads((root / "1.0/manifest.json").read_bytes())
    files = manifest.pop("files")
    assert manifest == {
        "format": "trustpages.manifest/1",
        "version": "1.0",
        "audience": "public",
        "as_of": "2024-06-01",
        "valid_until": None,
        "tool": "trustpages 0.1.0",
        "inputs": "0" * 64,
        "previous_report": "1" * 64,
    }
    assert files == sorted(files)
    assert "whether 1.0 is still valid: it states no last day" in outcome(root).unchecked


def test_modes_are_fixed_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        root = a_published_folder(tmp_path, versions=2)
    finally:
        os.umask(before)
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in root.rglob("*")}
    assert modes == {(True, FOLDER_MODE), (False, FILE_MODE)}


def test_the_same_steps_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        a_withdrawal(a_published_folder(tmp_path / name))
    assert tree_of(tmp_path / "one/published") == tree_of(tmp_path / "two/published")


def test_the_selector_file_is_newest_first_in_the_form_of_mike(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path)
    a_withdrawal(root, "2.0")
    assert json.loads((root / "versions.json").read_bytes()) == [
        {"version": "3.0", "title": "3.0", "aliases": ["latest"]},
        {"version": "2.0", "title": "2.0 (withdrawn)", "aliases": []},
        {"version": "1.0", "title": "1.0", "aliases": []},
    ]


def test_nothing_of_an_earlier_version_changes(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    before = tree_of(root)
    publish_version(a_site(tmp_path / "site", "third"), "3.0", root, some_facts(changes=(INCIDENT,)))
    after = tree_of(root)
    follow = {path for path in before if after[path] != before[path]}
    assert all(path.startswith(("latest/", "versions")) or path == "log/checkpoint" for path in follow)
    assert [standing_version.published.version for standing_version in list_versions(root)] == ["1.0", "2.0", "3.0"]


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    before = tree_of(root)
    again = publish_version(tmp_path / "site-1", "1.0", root, some_facts())
    assert not again.is_new
    assert tree_of(root) == before
    assert kept_checkpoint(root).startswith(again.checkpoint)


@pytest.mark.parametrize(
    ("text", "facts"), [("other content", {}), ("text 1", {"inputs": "1" * 64}), ("text 1", {"valid_until": None})]
)
def test_the_same_name_with_anything_else_is_refused(tmp_path: Path, text: str, facts: dict[str, object]) -> None:
    root = a_published_folder(tmp_path, versions=2)
    before = tree_of(root)
    assert refusal(a_site(tmp_path / "other", text), "1.0", root, **facts).code == "version-exists"
    assert tree_of(root) == before
    assert not list(root.glob(".staging-*"))


@pytest.mark.parametrize(
    "version",
    [
        *("latest", "LATEST", "versions", "Log", "versions.json", "index.html", "2.0-latest", ".", "..", ".git"),
        *("a/b", "../a", "-a", "a.", "con", "\u00fc", "", "a b", "a\n", "a" * 65),
    ],
)
def test_what_cannot_name_a_version(tmp_path: Path, version: str) -> None:
    assert refusal(a_site(tmp_path / "site"), version, tmp_path / "published").code == "version-name"
    assert not (tmp_path / "published").exists()


def test_names_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "published"
    publish_version(a_site(tmp_path / "site"), "v1", root, some_facts())
    assert refusal(tmp_path / "site", "V1", root).code == "version-name"


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site")
    assert refusal(site, "1.0", site).code == "folder-not-ours"
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert refusal(site, "1.0", tmp_path / "link").code == "folder-not-ours"
    root = a_published_folder(tmp_path, versions=1)
    (root / "2.0").mkdir()
    (root / "2.0/thesis.tex").write_text("years of work")
    assert refusal(site, "2.0", root).code == "folder-not-ours"
    assert (root / "2.0/thesis.tex").read_text() == "years of work"


def test_a_folder_in_which_somebody_begins_meanwhile_is_no_strange_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, plain = tmp_path / "published", Path.iterdir
    root.mkdir()

    def meanwhile(folder: Path) -> Iterator[Path]:
        monkeypatch.undo()
        publish_version(a_site(tmp_path / "site"), "1.0", root, some_facts())
        return plain(folder)

    monkeypatch.setattr(Path, "iterdir", meanwhile)
    refuse_root(root)
    assert list(root.iterdir())


def test_a_build_never_replaces_a_published_folder(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    with pytest.raises(TrustpagesError):
        refuse_foreign_folder(root)


def test_another_audience_or_publisher_needs_another_folder(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    site = a_site(tmp_path / "site")
    assert refusal(site, "2.0", root, audience=Audience.NDA).code == "other-log"
    assert refusal(site, "2.0", root, publisher="other.example.com").code == "other-log"


@pytest.mark.parametrize(
    "path",
    [
        "manifest.json",
        "SHA256SUMS",
        "statement.json",
        "tombstone.json",
        "verify/trustverify.py",
        "verify/trustrecompute.py",
        "verify/pages.css",
    ],
)
def test_names_that_a_version_keeps_for_itself_are_refused(tmp_path: Path, path: str) -> None:
    site = a_site(tmp_path / "site")
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).write_text("mine")
    assert refusal(site, "1.0", tmp_path / "published").code == "reserved-path"


def test_links_and_special_files_are_refused_without_a_hang(tmp_path: Path) -> None:
    for make in ("link", "pipe"):
        site = a_site(tmp_path / f"site-{make}")
        if make == "link":
            (site / "odd").symlink_to("/etc/passwd")
        else:
            os.mkfifo(site / "odd")
        assert refusal(site, "1.0", tmp_path / "published").code == "odd-file"
    assert refusal(tmp_path / "absent", "1.0", tmp_path / "published").code == "no-site"


def test_a_log_that_was_tampered_with_is_not_continued(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    (root / "log/entries/0").write_bytes((root / "log/entries/0").read_bytes().replace(b"1.0", b"0.9"))
    assert refusal(a_site(tmp_path / "site", "third"), "3.0", root).code == "log-damaged"


def test_a_second_publisher_is_told_to_wait(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    with hold_publisher_lock(root), pytest.raises(TryAgain) as stopped:
        publish_version(a_site(tmp_path / "site"), "2.0", root, some_facts())
    assert stopped.value.code == "busy"
    publish_version(tmp_path / "site", "2.0", root, some_facts())


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def no_lock(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", no_lock)
    stopped = refusal(a_site(tmp_path / "site"), "1.0", tmp_path / "published")
    assert stopped.code == "no-lock"
    assert not list((tmp_path / "published").iterdir())


def test_headers_for_the_host_are_written_once_and_then_left_to_the_operator(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    assert (root / FOLDER_HEADERS.path).read_bytes() == FOLDER_HEADERS.content
    (root / FOLDER_HEADERS.path).write_bytes(b"/*\n  X-Frame-Options: DENY\n")
    publish_version(a_site(tmp_path / "next", "next"), "next", root, some_facts())
    assert (root / FOLDER_HEADERS.path).read_bytes() == b"/*\n  X-Frame-Options: DENY\n"
    assert not outcome(root).failures


def test_a_new_folder_may_be_a_clone_with_files_for_its_host(tmp_path: Path) -> None:
    root = tmp_path / "published"
    (root / ".git").mkdir(parents=True)
    (root / "CNAME").write_text("trust.example\n")
    publish_version(a_site(tmp_path / "site"), "1.0", root, some_facts())
    assert not outcome(root).failures


@pytest.mark.parametrize("path", ["video.bin", "index.html"])
def test_a_file_that_no_verifier_would_read_is_not_published(tmp_path: Path, path: str) -> None:
    site = a_site(tmp_path / "site")
    with (site / path).open("ab") as file:
        file.truncate((256 << 20) + 1)
    with pytest.raises(TrustpagesError) as stopped:
        publish_version(site, "1.0", tmp_path / "published", some_facts())
    assert stopped.value.code == "file-too-large"
    assert not (tmp_path / "published").exists()
