"""`verify --rebuild` as somebody runs it who has the workspace, or is shown one."""

from __future__ import annotations

import json
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from support.publish.versions import rewritten_version
from support.system.commands import Ran, edit, trustpages
from trustpages.publish.versions.withdrawal import withdraw_version

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("rebuild")]

RUNS = "evidence/my-agent/bundles/october-runs.csv"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `published/`, which has the versions 1.0 and 1.1, and the workspace of each."""
    folder = tmp_path_factory.mktemp("rebuild")
    assert trustpages("init", "--quiet", "first", folder=folder).code == 0
    shutil.copytree(folder / "first", folder / "second")
    edit(folder / "second/evidence/my-agent/agent.yml", "name: My agent", "name: Our agent")
    for version, workspace in (("1.0", "first"), ("1.1", "second")):
        done = trustpages("publish", version, "-C", workspace, "--to", "published", folder=folder)
        assert done.code == 0, done.err
    return folder


@pytest.fixture
def place(published: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    shutil.copytree(published, tmp_path / "copy")
    return tmp_path / "copy"


def verified(folder: Path, workspace: str, *more: str, **environment: str) -> Ran:
    arguments = ("verify", "published", "--now", "2026-11-01", "--rebuild", workspace, *more)
    return trustpages(*arguments, folder=folder, **environment)


def test_the_workspace_of_a_version_gives_the_same_bytes_with_nothing_made_before(
    published: Path, tmp_path: Path
) -> None:
    newest = verified(published, "second", TRUSTPAGES_CACHE=str(tmp_path / "cache"))
    assert newest.code == 0, newest.out
    assert "ok           rebuild of 1.1: the documents are those recorded" in newest.out
    assert "files are identical, byte for byte" in newest.out
    assert "not checked  rebuild: 1 other versions (give --version NAME)" in newest.out
    assert "not checked  rebuild of 1.1: signatures" in newest.out
    assert not (tmp_path / "cache").exists()


def test_an_older_version_is_built_again_also_after_its_withdrawal(place: Path) -> None:
    withdraw_version(place / "published", "1.0", "Counted twice.", date(2026, 11, 1))
    older = verified(place, "first", "--version", "1.0")
    assert older.code == 0, older.out
    assert "files are identical, with the recorded digests; it was withdrawn" in older.out
    newer = verified(place, "second")
    assert newer.code == 0, newer.out
    assert "not checked  rebuild of 1.1: the report of 1.0, which it was held against, is not there" in newer.out


def test_a_workspace_in_which_one_number_was_changed_is_named(place: Path) -> None:
    edit(place / "second" / RUNS, "2026-10-01T08:00:00Z,c01,yes,4", "2026-10-01T08:00:00Z,c01,no,4")
    found = verified(place, "second")
    assert found.code == 5
    assert "FAILED       [other-documents] 1.1: the documents have the digest" in found.out
    assert "FAILED       [rebuilt-changed] 1.1:" in found.out
    report = next(line for line in found.out.splitlines() if "[rebuilt-report]" in line)
    assert "agents/my-agent/" in report


def test_a_workspace_whose_line_ends_git_changed_is_told_how_to_keep_them(place: Path) -> None:
    for file in (place / "second").rglob("*"):
        if file.suffix in {".yml", ".csv", ".md"}:
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    found = verified(place, "second")
    assert found.code == 5
    failed = next(line for line in found.out.splitlines() if "[other-documents]" in line)
    assert "their line ends are others, nothing else; put a line `* -text` into .gitattributes" in failed


def test_a_version_that_was_rewritten_with_its_manifest_and_log_is_named(place: Path) -> None:
    page = place / "published/1.1/report.json"
    better = page.read_bytes().replace(b'"posture": "Conditional"', b'"posture": "Supported"')
    assert better != page.read_bytes()
    rewritten_version(place / "published", "1.1", "report.json", better)
    shutil.copytree(place / "published/1.1", place / "published/latest", dirs_exist_ok=True)
    alone = trustpages("verify", "published", "--now", "2026-11-01", folder=place)
    assert alone.code == 5, "the bytes hold, and the posture is not that of the counts"
    assert "FAILED       [recomputed-otherwise] latest my-agent posture: posture is stated as Supported" in alone.out
    found = verified(place, "second")
    assert found.code == 5
    assert "[rebuilt-changed] 1.1: 4 of" in found.out
    assert "otherwise, published > built again: posture of my-agent: Supported > Conditional\n" in found.out
    assert 'agents/my-agent/posture "Supported" > "Conditional"' in found.out


def test_a_template_that_says_something_else_is_named_though_the_documents_are_the_same(place: Path) -> None:
    own = place / "second/site_templates"
    own.mkdir()
    (own / "verify.md.jinja").write_text("# All is well\n")
    found = verified(place, "second", "--trust-templates")
    assert found.code == 5
    assert "the documents are those recorded" in found.out
    assert "verify/index.html" in found.out
    assert "note         [rebuild] not only documents change bytes" in found.out
    without = verified(place, "second")
    assert without.code == 0
    assert "note         [rebuild] site_templates is not used here" in without.out


def test_what_cannot_be_built_is_said(place: Path) -> None:
    edit(place / "second/trust.yml", "kind: trust", "kind: trusty")
    broken = verified(place, "second")
    assert broken.code == 5
    assert "[not-rebuilt] 1.1: the workspace is not valid" in broken.out
    unknown = verified(place, "first", "--version", "7")
    assert (unknown.code, "unknown-version" in unknown.err) == (1, True)
    alone = trustpages("verify", "published", "--version", "1.0", folder=place)
    assert (alone.code, "--rebuild" in alone.err) == (2, True)


def test_without_a_rebuild_it_is_said_that_there_was_none(published: Path) -> None:
    found = trustpages("verify", "published", "--now", "2026-11-01", folder=published)
    assert "not checked  rebuild: whether the pages follow from the evidence" in found.out


def test_the_first_version_is_held_against_the_report_that_the_workspace_names(tmp_path: Path) -> None:
    assert trustpages("init", "--quiet", "mine", folder=tmp_path).code == 0
    before = trustpages("report", "--format", "json", "-C", "mine", folder=tmp_path).out
    (tmp_path / "mine/before.json").write_text(before, "utf-8")
    with (tmp_path / "mine/trust.yml").open("a", encoding="utf-8") as trust:
        trust.write("previous: before.json\n")
    first = trustpages("publish", "1.0", "-C", "mine", "--to", "published", folder=tmp_path)
    assert first.code == 0, first.err
    named = sha256((tmp_path / "mine/before.json").read_bytes()).hexdigest()
    assert json.loads((tmp_path / "published/1.0/report.json").read_bytes())["previous_digest"] == named
    again = verified(tmp_path, "mine")
    assert again.code == 0, again.out
    assert "files are identical, byte for byte" in again.out
    (tmp_path / "mine/before.json").write_text(before.replace("2026-11-01", "2026-10-31"), "utf-8")
    other = verified(tmp_path, "mine")
    assert "neither in this folder nor named by trust.yml" in other.out


def test_a_report_for_others_is_left_aside_and_the_command_says_so(tmp_path: Path) -> None:
    assert trustpages("init", "--quiet", "mine", folder=tmp_path).code == 0
    kept = tmp_path / "mine/before.json"
    kept.write_text(trustpages("report", "--format", "json", "-C", "mine", folder=tmp_path).out, "utf-8")
    with (tmp_path / "mine/trust.yml").open("a", encoding="utf-8") as trust:
        trust.write("previous: before.json\n")
    used = trustpages("report", "-C", "mine", folder=tmp_path)
    assert ("Held against the report of" in used.out, used.err) == (True, "")
    aside = trustpages("report", "-C", "mine", "--audience", "nda", folder=tmp_path)
    assert "Held against" not in aside.out
    assert "before.json was not used: it is for the audience 'public', this is for 'nda'" in aside.err
    kept.write_text("{", "utf-8")
    broken = trustpages("check", "-C", "mine", folder=tmp_path)
    assert broken.code == 3
    assert ":11: [previous-not-json]" in broken.out
