"""What a published folder records of a version, and the version held against another site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support.publish.versions import (
    INCIDENT,
    a_published_folder,
    a_site,
    a_withdrawal,
    changed_entry,
    entries_of,
    rewritten_log,
    rewritten_version,
    some_facts,
)
from trustpages.model.problem import TrustpagesError
from trustpages.publish.log.events import RecordChanged, VersionEvent
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.published_version import compare_files, read_published_version


def test_the_newest_version_knows_what_stood_before_it(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=3)
    newest = read_published_version(root, None)
    assert (newest.version, newest.before, newest.told) == ("3.0", (root / "2.0",), (INCIDENT,))
    assert newest.log_before.size == 3
    assert (newest.as_of, newest.others, newest.withdrawn) == (date(2024, 6, 1), 2, False)
    first = read_published_version(root, "1.0")
    assert (first.before, first.told, first.log_before.size) == ((), (), 0)


def test_what_was_withdrawn_before_is_followed_too_up_to_what_stands(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    a_withdrawal(root, "2.0")
    publish_version(a_site(tmp_path / "site-3"), "3.0", root, some_facts())
    assert read_published_version(root, "3.0").before == (root / "2.0", root / "1.0")
    gone = read_published_version(root, "2.0")
    assert (gone.before, gone.withdrawn) == ((root / "1.0",), True)


def test_the_same_site_is_identical_also_where_it_was_withdrawn(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    site, facts = tmp_path / "site-2", some_facts(changes=(INCIDENT,))
    same = compare_files(read_published_version(root, "2.0"), site, facts)
    a_withdrawal(root, "2.0")
    again = compare_files(read_published_version(root, "2.0"), site, facts)
    for found in (same, again):
        assert (found.same, found.different, found.untold, found.invented) == (14, 0, (), ())


@pytest.mark.parametrize("path", ["report.json", "agents/desk/index.html"])
def test_what_an_insider_rewrote_with_all_that_follows_is_named(tmp_path: Path, path: str) -> None:
    root = a_published_folder(tmp_path, versions=2)
    rewritten_version(root, "2.0", path, b"better")
    found = compare_files(read_published_version(root, "2.0"), tmp_path / "site-2", some_facts(changes=(INCIDENT,)))
    assert found.changed == (path, "SHA256SUMS", "manifest.json", "statement.json")
    assert (found.missing, found.extra) == ((), ())


def test_files_of_one_side_only_are_named(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    (root / "1.0/more.html").write_text("more")
    site = a_site(tmp_path / "site-1", "text 1")
    (site / "feed.xml").unlink()
    (site / "new.html").write_text("new")
    found = compare_files(read_published_version(root, "1.0"), site, some_facts())
    assert (found.missing, found.extra) == (("new.html",), ("feed.xml", "more.html"))


def test_events_that_only_one_log_tells_are_named(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    entries = entries_of(root)
    kinder = changed_entry(entries[1], summary="Nothing of note")
    rewritten_log(root, [entries[0], kinder, *entries[2:]])
    amended = RecordChanged(VersionEvent.INCIDENT_AMENDED, "desk/june-refunds", "amended", date(2024, 6, 1))
    facts = some_facts(changes=(INCIDENT, amended))
    found = compare_files(read_published_version(root, "2.0"), tmp_path / "site-2", facts)
    assert found.untold == (INCIDENT, amended)
    assert found.invented == (replace(INCIDENT, summary="Nothing of note"),)


@pytest.mark.parametrize(
    ("version", "spoil", "code"),
    [
        ("9.9", "", "unknown-version"),
        ("2.0", "2.0/manifest.json", "version-damaged"),
        (None, "log/entries/1", "log-damaged"),
        (None, "log/checkpoint", "log-damaged"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, version: str | None, spoil: str, code: str) -> None:
    root = a_published_folder(tmp_path, versions=2)
    if spoil:
        (root / spoil).write_bytes(b"{}")
    with pytest.raises(TrustpagesError) as stopped:
        read_published_version(root, version)
    assert stopped.value.code == code


def test_a_folder_without_a_log_is_no_published_folder(tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError) as stopped:
        read_published_version(tmp_path, None)
    assert stopped.value.code == "not-published"
