"""What a server shows after changes is what a first build would show, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, nullcontext
from datetime import date
from pathlib import Path

import pytest

from support.intake.workspaces import valid
from support.publish.sites import tree_bytes
from trustpages.model.artifact import Artifact
from trustpages.model.vocabulary import Audience
from trustpages.publish.files import write_tree
from trustpages.workflow.commands.build import build
from trustpages.workflow.isolation.build_process import BuildProcess
from trustpages.workflow.run import Choice

pytestmark = pytest.mark.site


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")

    return change


def narrowed(root: Path) -> None:
    replaced("content/how-we-work.md", "visibility: public", "visibility: internal")(root)


CHANGES = (
    replaced("evidence/desk/agent.yml", "name: Desk agent", "name: Desk agent of ours"),
    replaced("trust.yml", "as_of: 2026-06-30", "as_of: 2026-07-01"),
    narrowed,
)


def test_a_served_site_is_that_of_a_first_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTPAGES_CACHE", str(tmp_path / "cache"))
    root, room = tmp_path / "workspace", tmp_path / "room"
    for folder in (root, room):
        folder.mkdir()
    write_tree(root, [Artifact(path, content) for path, content in valid().items()])
    choice = Choice(root, None, Audience.PUBLIC, date(2026, 7, 2))
    with closing(BuildProcess(room)) as process:
        for change in (lambda root: None, *CHANGES):
            change(root)
            served = build(choice, room / "site", 1, lambda text: nullcontext(), process=process)
            assert served.exit_code == 0, served.complaints
    monkeypatch.setenv("TRUSTPAGES_CACHE", str(tmp_path / "empty"))
    build(choice, tmp_path / "first", 1, lambda text: nullcontext())
    assert tree_bytes(room / "site") == tree_bytes(tmp_path / "first")
