"""One digest for everything that a run depends on: each change changes it, and nothing else does."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from speed.generate import AS_OF, Size, write_workspace
from trustpages.model.vocabulary import Audience
from trustpages.workflow.caching.fingerprint import fingerprint_inputs, fingerprint_program, forget_templates
from trustpages.workflow.run import Choice
from trustpages.workflow.shipped import locations


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_workspace(Size(1, pacts=1, records=1, rows=5), tmp_path / "one")
    return tmp_path / "one"


def _choice(root: Path) -> Choice:
    return Choice(root, None, None, AS_OF)


def _same_size(path: Path) -> None:
    """Another byte, with the size and the time of the old one."""
    before, data = path.stat(), path.read_bytes()
    path.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        lambda root: _same_size(root / "trust.yml"),
        lambda root: _same_size(root / "evidence/agent-0000/bundles/runs.csv"),
        lambda root: _same_size(root / "content/index.md"),
        lambda root: (root / "evidence/agent-0000/claims.yml").unlink(),
        lambda root: (root / "evidence/agent-0000/bundles/runs.csv").rename(root / "evidence/agent-0000/runs.csv"),
        lambda root: (root / "site_templates").mkdir(),
        lambda root: (root / "evidence/new").mkdir(),
    ],
)
def test_a_change_of_the_workspace_changes_the_digest(root: Path, change: Callable[[Path], object]) -> None:
    before = fingerprint_inputs(root, _choice(root))
    assert before is not None
    change(root)
    assert fingerprint_inputs(root, _choice(root)) not in {before, None}


def test_what_runs_for_longer_sees_templates_that_have_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locations, "find_templates", lambda: tmp_path)
    forget_templates()
    before = fingerprint_program()
    (tmp_path / "page.md.jinja").write_text("other")
    assert fingerprint_program() == before
    forget_templates()
    assert fingerprint_program() != before
    monkeypatch.undo()
    forget_templates()


def test_a_change_of_the_choice_changes_the_digest(root: Path, tmp_path: Path) -> None:
    choice = _choice(root)
    (tmp_path / "previous.json").write_text("{}")
    others = [
        choice,
        replace(choice, as_of=date(2026, 1, 1)),
        replace(choice, today=date(2026, 1, 1)),
        replace(choice, audience=Audience.NDA),
        replace(choice, previous=tmp_path / "previous.json"),
    ]
    digests = [fingerprint_inputs(root, choice) for choice in others]
    (tmp_path / "previous.json").write_text("[]")
    digests += [fingerprint_inputs(root, others[-1]), fingerprint_inputs(root, choice, "json")]
    assert None not in digests
    assert len(set(digests)) == len(digests)


def test_the_report_that_trust_names_counts(root: Path) -> None:
    with (root / "trust.yml").open("a", encoding="utf-8") as trust:
        trust.write("previous: before.json\n")
    assert fingerprint_inputs(root, _choice(root)) is None, "a name that leads nowhere is looked at each time"
    (root / "before.json").write_text("{}")
    before = fingerprint_inputs(root, _choice(root))
    (root / "before.json").write_text("[]")
    assert before is not None
    assert fingerprint_inputs(root, _choice(root)) not in {before, None}


def test_times_modes_and_other_files_do_not_count(root: Path) -> None:
    before = fingerprint_inputs(root, _choice(root))
    os.utime(root / "trust.yml", ns=(0, 0))
    (root / "site").mkdir()
    (root / "README.md").write_text("read me")
    assert fingerprint_inputs(root, _choice(root)) == before


def test_the_same_files_in_another_folder_are_another_input(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "two")
    two = fingerprint_inputs(tmp_path / "two", _choice(tmp_path / "two"))
    assert two != fingerprint_inputs(root, _choice(root))


@pytest.mark.parametrize("name", ["evidence/link.yml", "evidence/pipe"])
def test_what_is_no_file_has_no_digest(root: Path, name: str) -> None:
    if name.endswith("pipe"):
        os.mkfifo(root / name)
    else:
        (root / name).symlink_to(root / "trust.yml")
    assert fingerprint_inputs(root, _choice(root)) is None


def test_a_commit_changes_the_digest(root: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.com")
        subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, timeout=60)

    digests = [fingerprint_inputs(root, _choice(root))]
    for command in (("init",), ("add", "."), ("commit", "-m", "one"), ("commit", "--allow-empty", "-m", "two")):
        git(*command)
        digests.append(fingerprint_inputs(root, _choice(root)))
    assert len(set(digests)) == len(digests)
