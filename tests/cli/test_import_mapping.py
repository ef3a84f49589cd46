"""Rows of any form imported as a user does it: the same bytes again, or one problem and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.intake.workspaces import files_below
from support.system.commands import trustpages

ROWS = (
    "id,task,verdict,when\n1,a,ok,2026-03-01T10:00:00Z\n2,a,bad,2026-03-02T10:00:00Z\n3,b,late,2026-03-02T10:00:00Z\n"
)
MAPPING = """\
setting: staging
run: id
success: {column: verdict, equals: ok}
unknown: {timeout: {column: verdict, equals: late}}
cluster: task
at: when
"""


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "rows.csv").write_text(ROWS)
    (folder / "reviews.yml").write_text(MAPPING)
    return folder


def order(given: Path, *more: str) -> tuple[str, ...]:
    return ("import", str(given / "rows.csv"), "--mapping", str(given / "reviews.yml"), "--agent", "my-agent", *more)


def test_rows_become_evidence_and_the_same_bytes_again(workspace: Path, given: Path) -> None:
    ran = trustpages(*order(given), folder=workspace)
    assert ran.code == 0, ran.err
    assert "3 read, 2 counted, 1 unknown (timeout)" in ran.err
    written = files_below(workspace)
    bundle = written["evidence/my-agent/bundles/mapped-reviews.yml"].decode()
    assert "path: reviews.yml" in bundle
    assert str(given) not in bundle
    assert trustpages("check", folder=workspace).code == 0
    assert trustpages(*order(given), folder=workspace).code == 0
    assert files_below(workspace) == written


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("reviews.yml", MAPPING.replace("setting", "seting"), "reviews.yml:1:1: no key 'seting'"),
        ("reviews.yml", MAPPING.replace("task", "tusk"), "reviews.yml:5:10: no column 'tusk' in rows.csv"),
        ("rows.csv", ROWS[:-25], "rows.csv:4"),
        ("rows.csv", "", "the file is empty"),
    ],
    ids=["key", "column", "row", "empty"],
)
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_written(
    workspace: Path, given: Path, name: str, content: str, told: str
) -> None:
    before = files_below(workspace)
    (given / name).write_text(content)
    ran = trustpages(*order(given), folder=workspace)
    assert ran.code == 1
    assert told in ran.err
    assert files_below(workspace) == before
