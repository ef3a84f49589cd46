"""Repositories that were prepared to run a program, and hooks: sides are read, and nothing of the repository runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.intake.workspaces import valid
from support.review.compared import assessed, codes_of
from support.system.repositories import GitFolder
from trustpages.intake.files.revisions.listing import list_plain_files
from trustpages.intake.files.safe_open import list_regular_files
from trustpages.intake.files.workspace_folder import WorkspaceFolder
from trustpages.model.results.review import ReviewSide
from trustpages.system.git_objects import parse_tree

PACT = "evidence/desk/pacts/service.yml"
CONFIGURATION = """
[core]
 fsmonitor = PROGRAM
 pager = PROGRAM
 editor = PROGRAM
 sshCommand = PROGRAM
 hooksPath = HOOKS
[filter "x"]
 clean = PROGRAM
 smudge = PROGRAM
 process = PROGRAM
 required = true
[diff "x"]
 textconv = PROGRAM
 command = PROGRAM
[diff]
 external = PROGRAM
[alias]
 ls-tree = !PROGRAM
 ls-files = !PROGRAM
 cat-file = !PROGRAM
 merge-base = !PROGRAM
 rev-parse = !PROGRAM
[remote "origin"]
 url = ext::PROGRAM
 promisor = true
 partialclonefilter = blob:none
 uploadpack = PROGRAM
[extensions]
 partialClone = origin
[credential]
 helper = !PROGRAM
[gpg]
 program = PROGRAM
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitFolder:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    made = GitFolder(tmp_path / "repository")
    made.commit(valid() | {".gitattributes": b"* filter=x diff=x text eol=crlf ident\n"})
    made.edit(PACT, "at_least: 0.9", "at_least: 0.8")
    made.commit()
    return made


def test_no_program_of_a_repository_runs(repository: GitFolder, tmp_path: Path) -> None:
    marker, program, hooks = tmp_path / "ran", tmp_path / "program", tmp_path / "hooks"
    program.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n")
    program.chmod(0o755)
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (hooks / name).symlink_to(program)
    # An object is missing, which a partial clone would fetch.
    data = repository.git("rev-parse", "HEAD:evidence/desk/bundles/june-runs.csv")
    (repository.folder / ".git/objects" / data[:2] / data[2:]).unlink()
    text = CONFIGURATION.replace("PROGRAM", str(program)).replace("HOOKS", str(hooks))
    with (repository.folder / ".git/config").open("a") as file:
        file.write(text)
    for base, head, staged in (("HEAD~1", "HEAD", False), (None, None, True), (None, None, False)):
        before, _, _ = assessed(repository.folder, base, head, staged=staged)
        assert codes_of(before) == {"git-object"}
    assert not marker.exists()


def test_attributes_change_nothing_that_is_read(repository: GitFolder) -> None:
    before, after, _ = assessed(repository.folder, "HEAD~1", "HEAD")
    assert isinstance(before, ReviewSide)
    assert isinstance(after, ReviewSide)
    assert before.reads_files.keys() == after.reads_files.keys()
    assert before.reads_files["trust.yml"] == after.reads_files["trust.yml"]


def test_a_hook_looks_at_the_index_that_it_was_given(repository: GitFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    other = repository.folder / ".git/next-index"
    other.write_bytes((repository.folder / ".git/index").read_bytes())
    repository.edit(PACT, "at_least: 0.8", "at_least: 0.7")
    repository.git("add", "--all")
    assert len({str(side) for side in assessed(repository.folder, staged=True)[:2]}) == 2
    monkeypatch.setenv("GIT_INDEX_FILE", str(other))
    before, after, same = assessed(repository.folder, staged=True)
    assert same == {"desk"}
    assert isinstance(before, ReviewSide)
    assert isinstance(after, ReviewSide)
    assert before.record == after.record


def test_git_and_the_disk_list_the_same_files_and_refuse_the_same(repository: GitFolder) -> None:
    names = (
        "a b.yml",
        "é.yml",
        "nul.yml",
        "-x.yml",
        ".hidden.yml",
        "Desk.yml",
        "desk.yml",
        "Ä/inner.yml",
        "x.",
        "o\nk.yml",
    )
    repository.commit({f"evidence/odd/{name}": b"kind: claims\n" for name in names})
    (repository.folder / "evidence/odd/link").symlink_to("desk.yml")
    (repository.folder / "evidence/linked").symlink_to("desk")
    repository.commit()
    entries = parse_tree(repository.git("ls-tree", "-r", "-z", "HEAD").encode("utf-8", "surrogateescape"))
    listed = list_plain_files(entries, "evidence")
    on_disk = list_regular_files(repository.folder / "evidence")
    assert [f"evidence/{path}" for path in on_disk.files] == sorted(listed.files)
    # The name of a link alone is told on disk, where each folder is looked at by itself.
    assert {(problem.place.file, problem.code) for problem in listed.problems} == {
        (f"evidence/{problem.place.file}", problem.code) for problem in on_disk.problems
    }
    assert WorkspaceFolder(repository.folder).read_snapshot().files.keys() <= {*listed.files, "trust.yml", *valid()}
