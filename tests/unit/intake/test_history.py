"""The commit behind each line, from real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from trustpages.intake.history.lines import LineHistory, list_deleted_documents, read_history
from trustpages.model.workspace import NOT_COMMITTED, LastChange

FILE = "evidence/desk/june.yml"
DAYS = ("2024-05-01", "2024-05-02", "2024-05-03")


class Repository:
    """A git repository whose n-th commit is made on the n-th of `DAYS`; the workspace is a folder in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = folder / "trust"
        self.workspace.mkdir(parents=True)
        self.commits: list[str] = []
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        day = DAYS[len(self.commits)] if len(self.commits) < len(DAYS) else DAYS[-1]
        names = {f"GIT_{role}_{what}": "Kim" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {f"GIT_{role}_DATE": f"{day}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            **names,
            **dates,
        }
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.stdout.strip()

    def write(self, text: str, file: str = FILE) -> None:
        path = self.workspace / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def commit(self) -> LastChange:
        """Commits everything; the change that its lines should tell of."""
        day = DAYS[len(self.commits)]
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x")
        self.commits.append(self.git("rev-parse", "HEAD"))
        return LastChange(self.commits[-1][:12], day)

    def history(self, *files: str) -> LineHistory:
        return read_history(self.workspace, files or (FILE,))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("HOME", str(tmp_path))
    return Repository(tmp_path / "repository")


def test_file_of_one_commit_comes_from_it_whole(repository: Repository) -> None:
    repository.write("a\nb\n")
    first = repository.commit()
    repository.write("x\n", "evidence/desk/other.yml")
    repository.commit()
    found = repository.history()
    assert len(found.lines[FILE]) == 1
    assert found.last_change(FILE, 2, 2) == first


def test_lines_of_several_commits_are_told_apart(repository: Repository) -> None:
    repository.write("a\nb\nc\n")
    first = repository.commit()
    repository.write("a\nB\nc\n")
    second = repository.commit()
    found = repository.history()
    assert found.last_change(FILE, 1, 1) == first
    assert found.last_change(FILE, 1, 2) == second
    assert found.last_change(FILE, 3, 3) == first


def test_renamed_file_keeps_the_history_of_its_lines(repository: Repository) -> None:
    repository.write("a\nb\nc\n")
    first = repository.commit()
    (repository.workspace / FILE).rename(repository.workspace / "evidence/desk/july.yml")
    repository.commit()
    assert repository.history("evidence/desk/july.yml").last_change("evidence/desk/july.yml", 1, 3) == first


def test_merge_is_not_a_change(repository: Repository) -> None:
    repository.write("a\nb\n")
    first = repository.commit()
    repository.git("checkout", "--quiet", "-b", "side")
    repository.write("x\n", "evidence/desk/other.yml")
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message", "m", "side")
    assert repository.history().last_change(FILE, 1, 2) == first


@pytest.mark.parametrize("is_staged", [False, True])
def test_changed_line_is_not_committed_yet(repository: Repository, *, is_staged: bool) -> None:
    repository.write("a\nb\n")
    first = repository.commit()
    repository.write("a\nB\n")
    if is_staged:
        repository.git("add", "--all")
    found = repository.history()
    assert found.last_change(FILE, 1, 1) == first
    assert found.last_change(FILE, 1, 2) == LastChange(None, NOT_COMMITTED, is_read=False)


def test_new_file_is_not_committed_yet(repository: Repository) -> None:
    repository.write("x\n", "evidence/desk/other.yml")
    repository.commit()
    repository.write("a\n")
    assert repository.history().last_change(FILE, 1, 1) == LastChange(None, NOT_COMMITTED, is_read=False)


def test_repository_without_commits_holds_nothing_yet(repository: Repository) -> None:
    repository.write("a\n")
    assert repository.history().last_change(FILE, 1, 1) == LastChange(None, NOT_COMMITTED, is_read=False)


def test_end_of_a_shallow_clone_is_not_taken_for_a_beginning(repository: Repository, tmp_path: Path) -> None:
    repository.write("a\nb\n")
    repository.commit()
    repository.write("a\nB\n")
    repository.commit()
    repository.write("a\nB\nc\n")
    third = repository.commit()
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", "2", f"file://{repository.folder}", str(clone))
    found = read_history(clone / "trust", (FILE,))
    assert found.last_change(FILE, 3, 3) == third
    assert found.last_change(FILE, 1, 3) is None


def test_folder_outside_of_a_repository_has_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "x.yml").write_text("a\n")
    found = read_history(tmp_path, ("x.yml",))
    assert found.last_change("x.yml", 1, 1) is None
    assert found.reason is not None
    assert found.reason.code == "git-missing"


def test_without_git_there_is_no_history(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("a\n")
    repository.commit()
    monkeypatch.setenv("PATH", "/nonexistent")
    found = repository.history()
    assert found.last_change(FILE, 1, 1) is None
    assert found.reason is not None
    assert found.reason.code == "git-missing"


def test_settings_and_environment_of_the_user_do_not_change_the_answer(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("a\nb\n")
    repository.commit()
    repository.write("a\nB\n")
    second = repository.commit()
    (tmp_path / ".gitconfig").write_text("[log]\n\tshowSignature = true\n\tfollow = true\n[core]\n\tpager = false\n")
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_PAGER", "false")
    assert repository.history().last_change(FILE, 1, 2) == second


def test_line_that_begins_like_blame_output_is_not_taken_for_it(repository: Repository) -> None:
    repository.write(f"{'0' * 40} 1 1 1\ncommitter-time 1\n")
    repository.commit()
    repository.write(f"{'0' * 40} 1 1 1\ncommitter-time 2\n")
    second = repository.commit()
    assert repository.history().last_change(FILE, 1, 2) == second


def test_nothing_is_written(repository: Repository) -> None:
    repository.write("a\n")
    repository.commit()
    repository.write("b\n")
    index = (repository.folder / ".git/index").stat().st_mtime_ns
    repository.history()
    assert (repository.folder / ".git/index").stat().st_mtime_ns == index
    assert not list((repository.folder / ".git").glob("*.lock"))


def test_documents_that_were_deleted_are_known_and_renamed_ones_were_not(repository: Repository) -> None:
    assert list_deleted_documents(repository.workspace) == ()
    for name, text in (("gone", "a: 1\nb: 2\n"), ("moved", "c: 3\nd: 4\n"), ("back", "e: 5\n")):
        repository.write(text, f"evidence/desk/{name}.yml")
    repository.write("f: 6\n", "notes.yml")
    repository.commit()
    for name in ("evidence/desk/gone.yml", "evidence/desk/back.yml", "notes.yml"):
        (repository.workspace / name).unlink()
    (repository.workspace / "evidence/desk/moved.yml").rename(repository.workspace / "evidence/desk/new.yml")
    repository.commit()
    repository.write("e: 5\n", "evidence/desk/back.yml")
    assert list_deleted_documents(repository.workspace) == ("evidence/desk/gone.yml",)


def test_a_folder_outside_of_a_repository_has_lost_nothing(tmp_path: Path) -> None:
    assert list_deleted_documents(tmp_path) == ()
