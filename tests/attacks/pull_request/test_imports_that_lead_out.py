"""Paths, patterns and links under `imports` of trust.yml, by which somebody else is to read what lies elsewhere."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from support.workspaces.bare import write_bare
from trustpages.workflow.importing.declared import import_all
from trustpages.workflow.run import Choice

ELSEWHERE = "what-lies-elsewhere"
TRUST = "kind: trust\nschema: trustpages/1\npublisher: {name: Nobody yet}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace beside a secret, which would be imported if it were read, with links to it."""
    root = write_bare(tmp_path / "workspace")
    runs = [{"task_id": ELSEWHERE, "trial": 0, "reward": 1, "traj": []}]
    for folder in (tmp_path / "elsewhere", root / ".git"):
        folder.mkdir()
        (folder / "secret.json").write_text(json.dumps(runs))
    (root / "folder").symlink_to(tmp_path / "elsewhere")
    (root / "file.json").symlink_to(tmp_path / "elsewhere/secret.json")
    (root / "deep").mkdir()
    (root / "deep/folder").symlink_to(tmp_path / "elsewhere")
    return root


everywhere = pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../elsewhere/secret.json", "path-outside"),
        ("deep/../../elsewhere/*.json", "path-outside"),
        ("{outside}/elsewhere/secret.json", "path-absolute"),
        (".git/secret.json", "path-bad-name"),
        (".*/secret.json", "path-bad-name"),
        ("file.json", "path-link"),
        ("*.json", "path-link"),
        ("folder", "path-link"),
        ("folder/secret.json", "import-missing"),
        ("folder/*", "import-missing"),
        ("**/secret.json", "import-missing"),
        ("deep", "path-link"),
    ],
)


@everywhere
@pytest.mark.parametrize("key", ["paths", "mapping"])
def test_nothing_is_read_that_lies_elsewhere(root: Path, key: str, path: str, code: str) -> None:
    named = path.replace("{outside}", root.parent.as_posix())
    (root / "rows.csv").write_text("id,ok\n1,yes\n")
    given = f'paths: ["{named}"]' if key == "paths" else f'paths: [rows.csv], mapping: "{named}"'
    days = "{from: 2026-01-01, to: 2026-01-31}"
    entry = f"  - {{{given}, agent: desk, collected: {days}}}\n"
    (root / "trust.yml").write_text(f"{TRUST}imports:\n{entry}")
    outcome = import_all(None, Choice(root, None, None, date(2026, 2, 1)))
    assert [problem.code for problem in outcome.edit.refused] == [code]
    assert ELSEWHERE not in repr(outcome.edit.diff) + repr(outcome.account) + repr(outcome.edit.refused)
    assert outcome.edit.replacements == ()
