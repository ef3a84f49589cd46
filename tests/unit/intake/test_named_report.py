"""The earlier report that `trust.yml` names: found, left aside, or a problem where it is named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from speed.generate import AS_OF, Size, write_workspace
from support.intake.workspaces import read_workspace
from trustpages.intake.files.workspace_folder import WorkspaceFolder, read_previous_name
from trustpages.intake.previous.named_report import NamedReport, find_named_report
from trustpages.intake.previous.report import Problems
from trustpages.model.vocabulary import Audience

NAMED = "history/before.json"
REPORT = {"format": "trustpages.report/1", "as_of": "2020-01-01", "audience": "public", "agents": []}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace that names a report which is not there yet."""
    write_workspace(Size(1, pacts=1, records=1, rows=5), tmp_path)
    with (tmp_path / "trust.yml").open("a", encoding="utf-8") as trust:
        trust.write(f"previous: {NAMED}\n")
    (tmp_path / "history").mkdir()
    return tmp_path


def _found(root: Path, audience: Audience = Audience.PUBLIC, as_of: date = AS_OF) -> NamedReport | Problems:
    return find_named_report(root, read_workspace(WorkspaceFolder(root), audience, as_of).documents, audience, as_of)


def _write(root: Path, **changed: object) -> None:
    (root / NAMED).write_text(json.dumps({**REPORT, **changed}), "utf-8")


def test_a_report_is_found_with_its_audience(root: Path) -> None:
    _write(root)
    assert _found(root) == NamedReport(NAMED, Audience.PUBLIC)
    assert _found(root, Audience.NDA) == NamedReport(NAMED, Audience.PUBLIC)


def test_a_workspace_that_names_none_has_none(root: Path) -> None:
    trust = root / "trust.yml"
    trust.write_text(trust.read_text("utf-8").replace("previous:", "# previous:"), "utf-8")
    assert _found(root) == ()
    assert read_previous_name(root) is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "path-missing"),
        ("", "previous-not-json"),
        ('{"format": "other/1"}', "previous-format"),
        (json.dumps({**REPORT, "audience": "everyone"}), "previous-shape"),
        (json.dumps({**REPORT, "agents": [{}]}), "previous-shape"),
        (json.dumps({**REPORT, "as_of": "2090-01-01"}), "previous-later"),
    ],
)
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.INTERNAL])
def test_what_is_wrong_with_it_is_told_where_it_is_named(
    root: Path, content: str | None, code: str, audience: Audience
) -> None:
    if content is not None:
        (root / NAMED).write_text(content, "utf-8")
    found = _found(root, audience)
    assert isinstance(found, tuple)
    (problem,) = found
    line = (root / "trust.yml").read_text("utf-8").splitlines().index(f"previous: {NAMED}") + 1
    assert (problem.code, str(problem.place)) == (code, f"trust.yml:{line}:11")


@pytest.mark.parametrize(
    ("name", "code"),
    [("../before.json", "path-outside"), ("/etc/passwd", "path-absolute"), ("history", "path-not-regular")],
)
def test_a_path_that_leads_elsewhere_is_refused(root: Path, name: str, code: str) -> None:
    trust = root / "trust.yml"
    trust.write_text(trust.read_text("utf-8").replace(NAMED, name), "utf-8")
    found = _found(root)
    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == [code]


def test_a_link_is_refused(root: Path) -> None:
    (root / "elsewhere.json").write_text(json.dumps(REPORT), "utf-8")
    (root / NAMED).symlink_to(root / "elsewhere.json")
    found = _found(root)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["path-link"]


def test_what_stands_in_a_report_for_others_changes_nothing(root: Path) -> None:
    _write(root, audience="internal")
    before = _found(root)
    _write(root, audience="internal", agents=[{"id": "secret"}], as_of="2090-01-01")
    assert _found(root) == before == NamedReport(NAMED, Audience.INTERNAL)


@pytest.mark.parametrize("key", ["previous", '"previous"', '"prev\\x69ous"', "? previous\n"])
def test_the_name_is_known_however_the_key_is_written(root: Path, key: str) -> None:
    trust = root / "trust.yml"
    trust.write_text(trust.read_text("utf-8").replace("previous", key), "utf-8")
    assert read_previous_name(root) == NAMED
