"""The two sides of a comparison, wherever they come from, and what is told where one cannot be found."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from support.intake.workspaces import CASES, files_below, valid
from support.review.compared import TODAY, assessed, changes_between, codes_of
from support.system.repositories import GitFolder
from trustpages.model.results.review import ReviewSide, UnreadableSide
from trustpages.model.vocabulary import Audience

PACT = "evidence/desk/pacts/service.yml"
LOWER = ("at_least: 0.9", "at_least: 0.8")
CHANGED = [("service/task-success", "threshold")]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitFolder:
    """A repository with one commit of a valid workspace at its top."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    made = GitFolder(tmp_path / "repository")
    made.commit(valid())
    return made


def lower(repository: GitFolder, below: str = "") -> None:
    repository.edit(f"{below}{PACT}", *LOWER)


def found(folder: Path, base: str | None = None, head: str | None = None) -> list[tuple[str, str]]:
    return [(change.subject, change.aspect) for change in changes_between(folder, base, head)]


def refused(folder: Path, base: str | None = None, head: str | None = None) -> tuple[str, str]:
    """Code and remedy of the one side that cannot be read."""
    sides = [side for side in assessed(folder, base, head)[:2] if isinstance(side, UnreadableSide)]
    assert len(sides) == 1
    return sides[0].problems[0].code, sides[0].problems[0].remedy


def test_without_names_the_parting_from_the_main_line_is_compared_with_the_files(repository: GitFolder) -> None:
    repository.git("checkout", "--quiet", "-b", "topic")
    lower(repository)
    assert found(repository.folder) == CHANGED  # a dirty tree
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.edit(PACT, "Completes the request.", "Completes the request in time.")
    repository.commit()
    repository.git("checkout", "--quiet", "topic")
    assert found(repository.folder) == CHANGED  # and nothing of what came to the main line since


def test_what_is_staged_is_compared_with_the_last_commit(repository: GitFolder) -> None:
    lower(repository)
    before, after, _ = assessed(repository.folder, staged=True)
    assert isinstance(before, ReviewSide)
    assert isinstance(after, ReviewSide)
    assert before.record == after.record
    repository.git("add", "--all")
    repository.edit(PACT, "at_least: 0.8", "at_least: 0.1")
    before, after, _ = assessed(repository.folder, staged=True)
    assert isinstance(after, ReviewSide)
    assert after.commit is None
    assert [pact.obligations[0].threshold for pact in after.record.agents[0].pacts] == ["at least 0.8"]


def test_a_merge_that_was_left_open_is_no_index_to_read(repository: GitFolder) -> None:
    repository.git("checkout", "--quiet", "-b", "topic")
    lower(repository)
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.edit(PACT, "at_least: 0.9", "at_least: 0.7")
    repository.commit()
    with pytest.raises(subprocess.CalledProcessError):
        repository.git("merge", "topic")
    assert codes_of(assessed(repository.folder, staged=True)[1]) == {"unmerged"}


def test_revisions_are_named_as_git_names_them(repository: GitFolder) -> None:
    lower(repository)
    second = repository.commit()
    repository.git("tag", "--annotate", "--message", "x", "v1")
    for base, head in (("HEAD~1", "HEAD"), ("main^", second), (second[:9] + "~1", "v1"), ("HEAD~1..v1", None)):
        assert found(repository.folder, base, head) == CHANGED
    assert found(repository.folder, "v1", "HEAD~1") == CHANGED
    assert found(repository.folder, "HEAD", "HEAD") == []


def test_both_parents_of_a_merge_can_be_compared_with_it(repository: GitFolder) -> None:
    repository.git("checkout", "--quiet", "-b", "topic")
    lower(repository)
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.commit({"content/more.md": b"# More\n"})
    repository.git("merge", "--quiet", "--no-edit", "topic")
    assert found(repository.folder, "HEAD^1", "HEAD") == CHANGED
    assert found(repository.folder, "HEAD^2", "HEAD") == []
    assert found(repository.folder, "topic...main") == []


def test_folders_are_compared_without_git(tmp_path: Path) -> None:
    for name, files in (("old", valid()), ("new", valid(service=LOWER))):
        for path, data in files.items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_bytes(data)
    assert found(tmp_path, str(tmp_path / "old"), str(tmp_path / "new")) == CHANGED


def test_a_name_that_is_a_revision_and_a_folder_is_neither(
    repository: GitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder)
    (repository.folder / "main").mkdir()
    assert refused(repository.folder, "main", "HEAD")[0] == "ambiguous-side"
    assert refused(repository.folder, "./main", "HEAD")[0] == "no-workspace"


@pytest.mark.parametrize("below", ["sub", "wörk space/ü"])
def test_a_workspace_may_stand_in_a_folder_and_move(repository: GitFolder, below: str) -> None:
    repository.git("rm", "-r", "--quiet", ".")
    repository.commit(valid(), below)
    inside = repository.folder / below
    lower(repository, f"{below}/")
    for start in (inside, inside / "evidence/desk"):
        assert found(start) == CHANGED
    repository.commit()
    repository.git("mv", below, "moved")
    repository.commit()
    assert found(repository.folder / "moved", "HEAD~1", "HEAD") == []
    assert found(repository.folder / "moved", "HEAD~2", "HEAD") == CHANGED


def test_of_several_workspaces_elsewhere_none_is_guessed(repository: GitFolder) -> None:
    repository.git("rm", "-r", "--quiet", ".")
    for below in ("one", "two"):
        repository.write(valid(), below)
    repository.commit()
    assert codes_of(assessed(repository.folder, "HEAD", "HEAD")[0]) == {"several-workspaces"}
    assert found(repository.folder / "one", "HEAD", "HEAD") == []


def test_a_bare_repository_is_read_where_it_is_named(
    repository: GitFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower(repository)
    repository.commit()
    bare = tmp_path / "bare.git"
    repository.git("clone", "--quiet", "--bare", ".", str(bare))
    assert found(bare, "HEAD~1", "HEAD") == CHANGED
    assert found(bare) == []
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("GIT_DIR", str(bare))
    assert found(elsewhere, "main~1", "main") == CHANGED


def test_a_bare_repository_that_lies_in_a_checkout_is_none(repository: GitFolder) -> None:
    repository.git("clone", "--quiet", "--bare", ".", "evidence/planted.git")
    inside = assessed(repository.folder / "evidence/planted.git/hooks", "HEAD", "HEAD")[0]
    assert codes_of(inside) == {"no-repository"}


def test_a_second_work_tree_has_its_own_files_and_commit(repository: GitFolder, tmp_path: Path) -> None:
    first = repository.git("rev-parse", "HEAD")
    lower(repository)
    repository.commit()
    repository.git("worktree", "add", "--quiet", str(tmp_path / "second"), first)
    assert found(tmp_path / "second", "main", "HEAD") == CHANGED
    assert found(tmp_path / "second") == []


def test_a_repository_may_name_its_objects_by_sha256(tmp_path: Path, repository: GitFolder) -> None:
    del repository
    made = GitFolder(tmp_path / "longer", "--object-format=sha256")
    made.commit(valid())
    lower(made)
    made.commit()
    before, _, _ = assessed(made.folder, "HEAD~1", "HEAD")
    assert isinstance(before, ReviewSide)
    assert before.commit is not None
    assert len(before.commit) == 64
    assert found(made.folder, "HEAD~1", "HEAD") == CHANGED


def test_links_and_submodules_are_refused_as_on_disk(repository: GitFolder, tmp_path: Path) -> None:
    lower(repository)
    repository.commit()
    other = GitFolder(tmp_path / "other")
    other.commit(valid())
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(other.folder), "evidence/sub")
    (repository.folder / "evidence/desk/link.yml").symlink_to("agent.yml")
    repository.commit()
    in_git, on_disk, _ = assessed(repository.folder, "HEAD", None)
    assert codes_of(in_git) == {"path-link", "path-not-regular"}
    assert "path-link" in codes_of(on_disk)
    # The submodule itself is a repository with a workspace.
    assert found(repository.folder / "evidence/sub", "HEAD", "HEAD") == []


def test_a_pointer_of_git_lfs_is_no_data(repository: GitFolder) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 5000\n"
    repository.commit({"evidence/desk/bundles/june-runs.csv": pointer})
    (side,) = {codes_of(side) == {"data-form"} for side in assessed(repository.folder, "HEAD", "HEAD")[:2]}
    assert side


def test_what_git_ignores_is_missing_in_a_revision(repository: GitFolder) -> None:
    repository.git("rm", "--quiet", "--cached", "evidence/desk/bundles/june-runs.csv")
    repository.commit({".gitignore": b"*.csv\n"})
    before, after, _ = assessed(repository.folder, "HEAD")
    assert codes_of(before) == {"path-missing"}
    assert codes_of(after) == set()


def test_unknown_revisions_are_told_with_the_nearest_name(repository: GitFolder) -> None:
    repository.git("branch", "release/2026")
    assert refused(repository.folder, "relaese/2026", "HEAD") == ("unknown-revision", "did you mean 'release/2026'?")
    assert refused(repository.folder, "HEAD:evidence", "HEAD")[0] == "unknown-revision"
    for name in ("a b", "x" * 300, "a\nb", ""):
        assert refused(repository.folder, name, "HEAD")[0] == "revision-name"


def test_a_shallow_clone_is_told_what_to_fetch(repository: GitFolder, tmp_path: Path) -> None:
    first = repository.git("rev-parse", "HEAD")
    repository.git("checkout", "--quiet", "-b", "topic")
    lower(repository)
    repository.commit()
    repository.commit({"content/more.md": b"# More\n"})
    shallow = GitFolder(tmp_path / "shallow")
    shallow.git("remote", "add", "origin", f"file://{repository.folder}")
    shallow.git("fetch", "--quiet", "--depth=1", "origin", "topic")
    shallow.git("checkout", "--quiet", "-B", "topic", "FETCH_HEAD")
    for base, command in (
        ("HEAD~2", "git fetch --deepen=2 origin"),
        (first, f"git fetch --depth=1 origin {first}"),
        ("origin/main", "git fetch --depth=1 origin main:refs/remotes/origin/main"),
    ):
        assert refused(shallow.folder, base, "HEAD") == ("unknown-revision", f"run `{command}`")
    assert refused(shallow.folder)[0] == "no-main-line"
    shallow.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    assert found(shallow.folder, "origin/main", "HEAD") == CHANGED
    assert refused(shallow.folder) == ("no-merge-base", "run `git fetch --unshallow origin`")
    shallow.git("fetch", "--quiet", "--unshallow", "origin")
    assert found(shallow.folder) == CHANGED


def test_outside_of_a_repository_there_are_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    assert refused(CASES / "valid")[0] == "no-repository"


def test_both_sides_are_assessed_on_the_later_of_their_days(repository: GitFolder) -> None:
    repository.edit("trust.yml", "as_of: 2026-06-30", "as_of: 2026-06-29")
    repository.commit()
    for base, head in (("HEAD~1", "HEAD"), ("HEAD", "HEAD~1")):
        sides = assessed(repository.folder, base, head)[:2]
        assert {side.record.as_of for side in sides if isinstance(side, ReviewSide)} == {date(2026, 6, 30)}
    each = assessed(repository.folder, "HEAD~1", "HEAD", each_day=True)[:2]
    assert [side.record.as_of.day for side in each if isinstance(side, ReviewSide)] == [30, 29]
    chosen = assessed(repository.folder, "HEAD~1", "HEAD", as_of=TODAY)[:2]
    assert {side.record.as_of for side in chosen if isinstance(side, ReviewSide)} == {TODAY}


def test_own_templates_are_read_alike_from_git_and_from_disk(repository: GitFolder) -> None:
    repository.write({"site_templates/assets/own.txt": b"Ours", "site_templates/pages/x/y.html": b"<p>"})
    (repository.folder / "site_templates/link").symlink_to("elsewhere")
    repository.commit()
    before, after, _ = assessed(repository.folder, "HEAD")
    assert isinstance(before, ReviewSide)
    assert isinstance(after, ReviewSide)
    assert before.reads_files == after.reads_files
    assert {"site_templates/assets/own.txt", "site_templates/link"} <= before.reads_files.keys()


def test_what_an_audience_may_not_see_is_not_compared(repository: GitFolder) -> None:
    hidden = files_below(CASES / "valid")["evidence/desk/claims.yml"].replace(b"visibility: public", b"")
    repository.commit({"evidence/desk/claims.yml": hidden})
    again = hidden.replace(b"text:", b"text: As some say,")
    repository.commit({"evidence/desk/claims.yml": again})
    public = assessed(repository.folder, "HEAD~1", "HEAD", audience=Audience.PUBLIC)
    before, after, _ = public
    assert isinstance(before, ReviewSide)
    assert isinstance(after, ReviewSide)
    assert before.record == after.record
    assert before.reads_files == after.reads_files
    assert before.origins == after.origins
