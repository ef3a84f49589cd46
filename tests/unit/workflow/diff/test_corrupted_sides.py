"""A side that cannot be read is never taken for one without changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.intake.workspaces import valid
from support.review.compared import reviewed
from support.review.corrupted import Corruption, list_corruptions
from support.system.repositories import GitFolder
from trustpages.workflow.diff.steps import find_exit_code

CORRUPTIONS = list_corruptions()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit, from which each case is copied."""
    folder = tmp_path_factory.mktemp("whole") / "repository"
    GitFolder(folder).commit(valid())
    return folder


def test_there_are_a_hundred() -> None:
    assert len(CORRUPTIONS) >= 100
    assert len({corruption.name for corruption in CORRUPTIONS}) == len(CORRUPTIONS)


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=lambda corruption: corruption.name)
def test_a_corrupted_side_is_never_clean(
    corruption: Corruption, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    shutil.copytree(whole, tmp_path / "repository", symlinks=True)
    repository = GitFolder(tmp_path / "repository")
    # Of the second commit alone, so that the first side stays whole wherever the files are damaged.
    repository.edit("evidence/desk/agent.yml", "name:", "name: New")
    if corruption.before is not None:
        corruption.before(repository)
    repository.commit()
    base = repository.git("rev-parse", "HEAD~1")
    if corruption.after is not None:
        corruption.after(repository)
    review = reviewed(repository.folder, base, "HEAD")
    assert find_exit_code(review) in (1, 3) or review.changes
    if corruption.after is not None:
        assert review.unreadable
