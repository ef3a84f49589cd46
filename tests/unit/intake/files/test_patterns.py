"""Paths with wildcards: which files they name below a folder, and which of them name nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustpages.intake.files.patterns import find_files
from trustpages.model.problem import Fault

FILES = ("logs/a.eval", "logs/b.eval", "logs/deep/c.eval", "logs/deep/er/d.json", "logs/.cache/e.eval", "top.json")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("top.json", "top.json"),
        ("*.json", "top.json"),
        ("logs/?.eval", "logs/a.eval logs/b.eval"),
        ("logs", "logs/a.eval logs/b.eval logs/deep/c.eval logs/deep/er/d.json"),
        ("logs/", "logs/a.eval logs/b.eval logs/deep/c.eval logs/deep/er/d.json"),
        ("**/*.eval", "logs/a.eval logs/b.eval logs/deep/c.eval"),
        ("logs/**/er", "logs/deep/er/d.json"),
        ("**/deep/**", "logs/deep/c.eval logs/deep/er/d.json"),
        ("none/*", ""),
        ("top.json/x", ""),
    ],
)
def test_a_pattern_names_files_below_the_folder(root: Path, pattern: str, names: str) -> None:
    found = find_files(root, pattern, 10)
    assert not isinstance(found, Fault)
    assert [str(path) for path in found] == names.split()


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("/etc/passwd", "path-absolute"),
        ("~/x", "path-absolute"),
        ("C:/x", "path-absolute"),
        ("../x", "path-outside"),
        ("logs/../../x", "path-outside"),
        ("a//b", "path-bad-name"),
        ("./a", "path-bad-name"),
        ("logs/.cache/e.eval", "path-bad-name"),
        (".git/config", "path-bad-name"),
        ("a\\b", "path-bad-name"),
        ("a\nb", "path-bad-name"),
        ("/", "path-absolute"),
    ],
)
def test_what_leads_elsewhere_is_refused(root: Path, pattern: str, code: str) -> None:
    found = find_files(root, pattern, 10)
    assert isinstance(found, Fault)
    assert found.code == code


def test_too_many_files_are_refused(root: Path) -> None:
    found = find_files(root, "**", 2)
    assert isinstance(found, Fault)
    assert found.code == "path-too-large"
