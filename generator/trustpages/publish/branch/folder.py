"""The published folder that lies on a branch, for as long as one step of it takes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.model.problem import CannotGoOn
from trustpages.publish.branch.commit import Change, next_commit
from trustpages.publish.branch.contents import Entry, entries_of, take_out
from trustpages.publish.branch.names import Branch, refuse_branch
from trustpages.publish.branch.remote import push
from trustpages.publish.branch.repository import Repository, identity, open_repository
from trustpages.publish.branch.tips import Tips, move, refuse_moved, tips_of
from trustpages.publish.files import make_folder, write_file
from trustpages.publish.verifier.trustverify import HOST_FILES
from trustpages.publish.versions.beginning import followed
from trustpages.publish.versions.disk_errors import refusing_disk_errors
from trustpages.publish.versions.layout import LATEST
from trustpages.publish.versions.lock import only_publisher
from trustpages.publish.versions.log import CHECKPOINT, LOG, read_log

NO_JEKYLL = ".nojekyll"  # GitHub Pages would leave out what begins with an underscore


@dataclass(frozen=True, slots=True)
class Landed:
    """The commit at which the branch stands, whether it is a new one, and the remote that has it too."""

    commit: str
    is_new: bool
    pushed_to: str | None


@dataclass(frozen=True, slots=True)
class BranchFolder:
    """A published folder that holds what a step on one version needs from a branch; the rest stays in git."""

    root: Path
    repository: Repository
    branch: Branch
    tips: Tips
    names: frozenset[str]
    taken: frozenset[str]

    def land(self, message: str, day: date) -> Landed:
        """Puts the folder onto the branch as one commit, here and, if it is to be pushed, at the remote.

        The remote comes first: what it refuses is not on the branch here either.

        Raises Busy `branch-moved` if the branch is not where it was when the folder was opened, `busy`; CannotGoOn
        as `next_commit`, `push` and `refusing_disk_errors` raise. The branch is then at its old commit.
        """
        with refusing_disk_errors(self.repository.common):
            if NO_JEKYLL not in self.names:
                write_file(self.root / NO_JEKYLL, b"")
            change = Change(self.root, self.taken | {path.name for path in self.root.iterdir()}, message, day)
            commit = next_commit(self.repository, self.tips.start, change)
            with only_publisher(self.repository.common):
                self._point_to(commit, message)
        return Landed(commit, commit != self.tips.start, self.branch.remote if self.branch.push else None)

    def _point_to(self, commit: str, message: str) -> None:
        refuse_moved(self.repository, self.branch, self.tips.local)
        if self.branch.push:
            push(self.repository, self.branch, commit)
        move(self.repository, self.branch, self.tips.local, commit, f"trustpages: {message}")


@contextmanager
def folder_of_branch(start: Path, branch: Branch, version: str) -> Iterator[BranchFolder]:
    """The published folder on a branch of the repository around `start`, for a step on `version`.

    It holds the log, that version, the one that it follows and the newest, as far as there are any; `latest/` too
    where the version is there already.

    Raises CannotGoOn `no-repository`, `git-unable`, `git-identity`; as `refuse_branch` and `tips_of` do;
    `branch-not-ours` for a branch that holds anything but a published folder and what hosts want beside it;
    `odd-file`, `unsafe-path`, `log-damaged`, and what `refusing_disk_errors` raises. What the block raises about the
    folder is said about the branch.
    """
    repository = open_repository(start)
    refuse_branch(repository, branch)
    identity(repository)
    tips = tips_of(repository, branch)
    entries = entries_of(repository, tips.start)
    _refuse_foreign(entries, branch)
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder, _said_of(branch, Path(folder)):
        root = Path(folder) / "published"
        with refusing_disk_errors(root):
            make_folder(root)
            taken = _take_out_needed(repository, entries, root, version)
        names = frozenset(entry.top for entry in entries)
        yield BranchFolder(root, repository, branch, tips, names, taken)


def _refuse_foreign(entries: tuple[Entry, ...], branch: Branch) -> None:
    if any(entry.path == CHECKPOINT for entry in entries):
        return
    foreign = sorted({entry.top for entry in entries} - set(HOST_FILES))
    if foreign:
        raise CannotGoOn(
            "branch-not-ours",
            f"the branch '{branch.name}' holds '{foreign[0]}', but no log of published versions",
            "name a new branch, made by the first publication",
        )


def _take_out_needed(
    repository: Repository, entries: tuple[Entry, ...], root: Path, version: str
) -> frozenset[str]:
    """The names of the first level that are then in `root`."""
    log = [entry for entry in entries if entry.top == LOG]
    if not log:
        return frozenset()
    take_out(repository, log, root)
    told = read_log(root).whole()
    wanted = {version, followed(told, version), *list(told.published())[-1:]}
    if version in told.published():  # it may get a signature, and its copy with it
        wanted.add(LATEST)
    chosen = [entry for entry in entries if entry.top in wanted - {LOG}]
    take_out(repository, chosen, root)
    return frozenset(entry.top for entry in (*log, *chosen))


@contextmanager
def _said_of(branch: Branch, folder: Path) -> Iterator[None]:
    """Has refusals name the branch where they would name a folder that is gone when they are read."""
    try:
        yield
    except CannotGoOn as stopped:
        stopped.sentence = stopped.sentence.replace(f"{folder}/published", f"branch {branch.name}")
        raise
