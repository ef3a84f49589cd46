from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from support.publish.versions import a_key, a_published_folder, a_site, outcome, some_facts, tree_of
from trustpages.model.problem import TrustpagesError
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.signing import make_ssh_signing
from trustpages.publish.versions.withdrawal import withdraw_version

DAY = date(2024, 6, 10)
REASON = "The refund figures were wrong <b>&</b>"


def test_the_reason_stands_at_each_address_that_can_show_it(
    tmp_path: Path, figure: Callable[[int, str, str], None]
) -> None:
    root = a_published_folder(tmp_path, versions=2)
    before = tree_of(root / "1.0")
    withdrawn = withdraw_version(root, "1.0", REASON, DAY)
    after = tree_of(root / "1.0")
    assert set(before) - set(after) == {"assets/app.js", "assets/logo.png"}
    assert set(after) - set(before) == {"tombstone.json"}
    paths = ("index.html", "agents/desk/index.html", "agents/desk/badge.svg", "report.json", "feed.xml")
    for path in paths:
        assert b"The refund figures were wrong" in after[path], path
        assert b"text 1" not in after[path]
    assert b"<b>" not in after["index.html"]
    assert json.loads(after["report.json"])["withdrawn"] == "2024-06-10"
    ElementTree.fromstring(after["agents/desk/badge.svg"])  # noqa: S314 - our own file
    feed = ElementTree.fromstring(after["feed.xml"])  # noqa: S314 - our own file
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert "was withdrawn on 2024-06-10" in (feed.findtext("{*}entry/{*}title") or "")
    assert withdrawn.is_new
    assert not outcome(root).failures
    figure(33, "kinds of address of a withdrawn version, a badge among them: say why", f"{len(paths)}/5")


def test_the_digests_of_what_stood_there_stay(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=1, key=key)
    before = tree_of(root / "1.0")
    withdraw_version(root, "1.0", REASON, DAY, signings=(make_ssh_signing(key),))
    after = tree_of(root / "1.0")
    for path in ("manifest.json", "SHA256SUMS", "statement.json", "statement.json.sig"):
        assert after[path] == before[path]
    assert not outcome(root).failures


def test_links_of_a_tombstone_lead_somewhere(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    withdraw_version(root, "1.0", REASON, DAY)
    for page in ("1.0/index.html", "1.0/agents/desk/index.html", "latest/index.html"):
        links = [part.partition('"')[0] for part in (root / page).read_text().split('href="')[1:]]
        assert links
        assert all((root / page).parent.joinpath(link).is_file() for link in links)


def test_the_newest_address_says_so_until_a_correcting_version_comes(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    withdraw_version(root, "2.0", REASON, DAY)
    assert tree_of(root / "latest") == tree_of(root / "2.0")
    assert any("[withdrawn]" in note for note in outcome(root).notes)
    publish_version(a_site(tmp_path / "site", "right"), "2.1", root, some_facts())
    assert b"right" in (root / "latest/index.html").read_bytes()
    assert not outcome(root).failures


def test_the_same_withdrawal_again_changes_nothing(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    withdraw_version(root, "1.0", REASON, DAY)
    before = tree_of(root)
    assert not withdraw_version(root, "1.0", f"  {REASON}\n", date(2024, 7, 1)).is_new
    assert tree_of(root) == before


def test_a_withdrawn_version_never_comes_back(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    withdraw_version(root, "1.0", REASON, DAY)
    with pytest.raises(TrustpagesError) as stopped:
        publish_version(tmp_path / "site-1", "1.0", root, some_facts())
    assert stopped.value.code == "version-withdrawn"


@pytest.mark.parametrize(
    ("version", "reason", "code"),
    [
        ("1.0", "", "reason"),
        ("1.0", " \n\t", "reason"),
        ("1.0", "x" * 2001, "reason"),
        ("9.9", REASON, "unknown-version"),
        ("../1.0", REASON, "unknown-version"),
        ("2.0", "another reason", "version-withdrawn"),
    ],
)
def test_refusals(tmp_path: Path, version: str, reason: str, code: str) -> None:
    root = a_published_folder(tmp_path, versions=2)
    withdraw_version(root, "2.0", REASON, DAY)
    before = tree_of(root)
    with pytest.raises(TrustpagesError) as stopped:
        withdraw_version(root, version, reason, DAY)
    assert stopped.value.code == code
    assert stopped.value.remedy
    assert tree_of(root) == before


def test_a_folder_without_a_log_is_left_alone(tmp_path: Path) -> None:
    for folder in (tmp_path / "absent", a_site(tmp_path / "site")):
        with pytest.raises(TrustpagesError) as stopped:
            withdraw_version(folder, "1.0", REASON, DAY)
        assert stopped.value.code == "not-published"


def test_a_damaged_version_is_restored_before_it_is_withdrawn(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    (root / "1.0/report.json").write_text("{}")
    with pytest.raises(TrustpagesError) as stopped:
        withdraw_version(root, "1.0", REASON, DAY)
    assert stopped.value.code == "version-damaged"


@pytest.mark.parametrize(
    "reason", ["a\u202eb", "a\x00b\x1b[31m", "a\ud800b", "=1+1,@x", "\u00fcber \u65e5\u672c", "</title><script>"]
)
def test_reasons_of_any_letters_stay_inert(tmp_path: Path, reason: str) -> None:
    root = a_published_folder(tmp_path, versions=1)
    withdraw_version(root, "1.0", reason, DAY)
    assert not outcome(root).failures
    page = (root / "versions/index.html").read_text("ascii")
    assert "<script" not in page
    assert "\x1b" not in page
    ElementTree.fromstring((root / "1.0/agents/desk/badge.svg").read_bytes())  # noqa: S314 - our own file
