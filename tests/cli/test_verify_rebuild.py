"""`verify --rebuild` as somebody runs it who has the workspace, or is shown one."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from commands import Ran, edit, trustpages
from trustpages.publish.versions.withdraw import withdraw_version
from version_builders import rewritten_version

pytestmark = pytest.mark.site

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
    assert (
        "not checked  rebuild of 1.1: the report of 1.0, which it was held against, is not there" in newer.out
    )


def test_a_workspace_in_which_one_number_was_changed_is_named(place: Path) -> None:
    edit(place / "second" / RUNS, "2026-10-01T08:00:00Z,c01,yes,4", "2026-10-01T08:00:00Z,c01,no,4")
    found = verified(place, "second")
    assert found.code == 5
    assert "FAILED       [other-documents] 1.1: the documents have the digest" in found.out
    assert "FAILED       [rebuilt-changed] 1.1:" in found.out
    report = next(line for line in found.out.splitlines() if "[rebuilt-report]" in line)
    assert "agents/my-agent/" in report


def test_a_version_that_was_rewritten_with_its_manifest_and_log_is_named(place: Path) -> None:
    page = place / "published/1.1/report.json"
    better = page.read_bytes().replace(b'"posture": "Conditional"', b'"posture": "Supported"')
    assert better != page.read_bytes()
    rewritten_version(place / "published", "1.1", "report.json", better)
    shutil.copytree(place / "published/1.1", place / "published/latest", dirs_exist_ok=True)
    alone = trustpages("verify", "published", "--now", "2026-11-01", folder=place)
    assert alone.code == 0, "nothing but a pin or a rebuild can see it"
    found = verified(place, "second")
    assert found.code == 5
    assert "[rebuilt-changed] 1.1: 4 of" in found.out
    assert 'agents/my-agent/posture "Supported" > "Conditional"' in found.out


def test_a_template_that_says_something_else_is_named_though_the_documents_are_the_same(place: Path) -> None:
    own = place / "second/site_templates"
    own.mkdir()
    (own / "verify.md.jinja").write_text("# All is well\n")
    found = verified(place, "second")
    assert found.code == 5
    assert "the documents are those recorded" in found.out
    assert "verify/index.html" in found.out
    assert "note         [rebuild] not only documents change bytes" in found.out


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
