"""Who has read a commit besides its author, from real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.intake.repositories import KIM, LEE, MAY, People
from trustpages.intake.history.second_readers import CommitPeople, find_item_changes, list_people
from trustpages.model.problem import Fault

FILE = "june.yml"
ITEM = "desk/june"


class Repository(People):
    """A repository of one file."""

    def write(self, text: str, *, by: tuple[str, str] = KIM, message: str = "x") -> str:
        (self.folder / FILE).write_text(text)
        return self.commit(by=by, message=message)

    def people(self, commit: str) -> CommitPeople:
        people = list_people(self.folder)
        assert not isinstance(people, Fault)
        return people[commit]

    def changes(self) -> tuple[str, tuple[str, ...], bool | None]:
        change = find_item_changes(self.folder, {ITEM: (FILE, 1, 2)})[ITEM]
        return change.author, change.readers, change.is_read


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("HOME", str(tmp_path))
    return Repository(tmp_path / "repository")


def test_commit_on_the_main_line_was_read_by_nobody_else(repository: Repository) -> None:
    assert repository.people(repository.write("a\nb\n")) == CommitPeople("Kim", ())


@pytest.mark.parametrize(
    ("trailer", "readers"),
    [
        ("Reviewed-by: Lee <lee@example.org>", ("Lee",)),
        ("Reviewed-by: Lee <lee@example.org>\nReviewed-by: May <may@example.org>", ("Lee", "May")),
        ("reviewed-by: Lee <lee@example.org>", ("Lee",)),
        ("Reviewed-by: Kim <KIM@example.org>", ()),
        ("Reviewed-by: Somebody Else <kim@example.org>", ()),
        ("Signed-off-by: Lee <lee@example.org>", ()),
        ("Reviewed-by:", ()),
    ],
)
def test_trailers_name_readers(repository: Repository, trailer: str, readers: tuple[str, ...]) -> None:
    commit = repository.write("a\nb\n", message=f"Add June\n\n{trailer}")
    assert repository.people(commit).readers == readers


def test_trailer_in_the_middle_of_a_message_is_none(repository: Repository) -> None:
    commit = repository.write("a\nb\n", message="Add June\n\nReviewed-by: Lee <lee@example.org>\n\nIt was not.")
    assert repository.people(commit).readers == ()


@pytest.mark.parametrize(("merged_by", "readers"), [(LEE, ("Lee",)), (KIM, ())])
def test_whoever_merges_has_read(repository: Repository, merged_by: tuple[str, str], readers: tuple[str, ...]) -> None:
    repository.write("a\nb\n")
    repository.git("checkout", "--quiet", "-b", "side")
    commit = repository.write("a\nB\n")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message", "m", "side", by=merged_by)
    assert repository.people(commit).readers == readers


def test_merge_of_the_main_line_into_a_branch_reads_nothing_on_the_main_line(repository: Repository) -> None:
    first = repository.write("a\nb\n")
    repository.git("checkout", "--quiet", "-b", "side")
    repository.git("commit", "--quiet", "--allow-empty", "--message", "y", by=LEE)
    repository.git("checkout", "--quiet", "main")
    later = repository.write("a\nB\n")
    repository.git("checkout", "--quiet", "side")
    repository.git("merge", "--quiet", "--no-ff", "--message", "m", "main", by=LEE)
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message", "m", "side", by=MAY)
    assert repository.people(first).readers == ()
    assert repository.people(later).readers == ()


def test_item_counts_as_read_where_all_its_commits_are(repository: Repository) -> None:
    repository.write("a\nb\n")
    repository.write("a\nB\n", message="y\n\nReviewed-by: Lee <lee@example.org>")
    assert repository.changes() == ("Kim", ("Lee",), False)
    repository.write("A\nB\n", by=LEE, message="z\n\nReviewed-by: Kim <kim@example.org>")
    assert repository.changes()[2] is True


def test_item_that_is_not_committed_was_read_by_nobody(repository: Repository) -> None:
    repository.write("a\nb\n", message="x\n\nReviewed-by: Lee <lee@example.org>")
    (repository.folder / FILE).write_text("a\nc\n")
    assert repository.changes() == ("", (), False)


def test_outside_of_a_repository_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("a\n")
    assert find_item_changes(tmp_path, {ITEM: (FILE, 1, 1)}) == {}


def test_name_with_a_separator_in_it_hides_no_other_commit(repository: Repository) -> None:
    first = repository.write("a\nb\n")
    repository.write("a\nB\n", by=("Kim\x1fLee", "kim@example.org"))
    assert repository.people(first) == CommitPeople("Kim", ())
