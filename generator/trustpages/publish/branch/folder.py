"""A published folder on a git branch: extract what one step needs, then commit, push and move the branch."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.branch.commit import TreeChange, make_commit
from trustpages.publish.branch.contents import extract_files, list_entries
from trustpages.publish.branch.names import Branch, refuse_branch
from trustpages.publish.branch.refs import BranchTips, find_tips, move_branch, push, refuse_moved
from trustpages.publish.branch.repository import Repository, open_repository, read_identity
from trustpages.publish.files import make_folder, write_file
from trustpages.publish.log.entries import CHECKPOINT, LOG, read_log
from trustpages.publish.verifier.trustverify import HOST_FILES
from trustpages.publish.versions.disk import hold_publisher_lock, translate_disk_errors
from trustpages.publish.versions.layout import LATEST
from trustpages.publish.versions.publication import list_followed
from trustpages.system.git_objects import TreeEntry

NO_JEKYLL = ".nojekyll"  # GitHub Pages would leave out what begins with an underscore


@dataclass(frozen=True, slots=True)
class Landed:
    """The commit at the tip of the branch, whether it is new, and the remote that it was pushed to."""

    commit: str
    is_new: bool
    pushed_to: str | None


@dataclass(frozen=True, slots=True)
class BranchFolder:
    """A published folder with the files that publishing or withdrawing one version needs; the rest stays in git.

    `names` are all names at the first level of the branch, `taken` those that were extracted into `root`.
    """

    root: Path
    repository: Repository
    branch: Branch
    tips: BranchTips
    names: frozenset[str]
    taken: frozenset[str]

    def land(self, message: str, day: date) -> Landed:
        """Commits the folder to the local branch and, if it is to be pushed, to the remote one.

        Raises TryAgain `branch-moved` if the branch is not where it was when the folder was opened, `busy`;
        TrustpagesError as `make_commit`, `push` and `translate_disk_errors` raise. The branch is then where it was.
        """
        with translate_disk_errors(self.repository.common):
            if NO_JEKYLL not in self.names:
                write_file(self.root / NO_JEKYLL, b"")
            change = TreeChange(self.root, self.taken | {path.name for path in self.root.iterdir()}, message, day)
            commit = make_commit(self.repository, self.tips.start, change)
            with hold_publisher_lock(self.repository.common):
                self._point_to(commit, message)
        return Landed(commit, commit != self.tips.start, self.branch.remote if self.branch.push else None)

    def _point_to(self, commit: str, message: str) -> None:
        refuse_moved(self.repository, self.branch, self.tips.local)
        if self.branch.push:  # first, so that what the remote refuses is not on the local branch either
            push(self.repository, self.branch, commit)
        move_branch(self.repository, self.branch, self.tips.local, commit, f"trustpages: {message}")


@contextmanager
def open_branch_folder(start: Path, branch: Branch, version: str | None = None) -> Iterator[BranchFolder]:
    """The published folder on a branch of the repository around `start`, for a step on `version` (None: the newest).

    It holds the log, that version, the one that it follows and the newest, as far as there are any; `latest/` too
    where the version is there already.

    Raises TrustpagesError `no-repository`, `git-unable`, `git-identity`; as `refuse_branch` and `find_tips` do;
    `branch-not-ours` for a branch that holds anything but a published folder and what hosts want beside it;
    `odd-file`, `unsafe-path`, `log-damaged`, and what `translate_disk_errors` raises. Errors that the block raises
    about the folder name the branch instead.
    """
    repository = open_repository(start)
    refuse_branch(repository, branch)
    read_identity(repository)
    tips = find_tips(repository, branch)
    entries = list_entries(repository, tips.start)
    _refuse_foreign(entries, branch)
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder, _name_branch_in_errors(branch, Path(folder)):
        root = Path(folder) / "published"
        with translate_disk_errors(root):
            make_folder(root)
            taken = _extract_needed(repository, entries, root, version)
        names = frozenset(entry.top for entry in entries)
        yield BranchFolder(root, repository, branch, tips, names, taken)


def _refuse_foreign(entries: tuple[TreeEntry, ...], branch: Branch) -> None:
    if any(entry.path == CHECKPOINT for entry in entries):
        return
    foreign = sorted({entry.top for entry in entries} - set(HOST_FILES))
    if foreign:
        raise TrustpagesError(
            "branch-not-ours",
            f"the branch '{branch.name}' holds '{foreign[0]}', but no log of published versions",
            "name a new branch, made by the first publication",
        )


def _extract_needed(
    repository: Repository, entries: tuple[TreeEntry, ...], root: Path, version: str | None
) -> frozenset[str]:
    """The names of the first level that are then in `root`."""
    log = [entry for entry in entries if entry.top == LOG]
    if not log:
        return frozenset()
    extract_files(repository, log, root)
    events = read_log(root).whole()
    newest = list(events.published())[-1:]
    version = version or next(iter(newest), "")
    wanted = {version, *list_followed(events, version), *newest}
    if version in events.published():  # a signature is added to the version and to its copy in latest/
        wanted.add(LATEST)
    chosen = [entry for entry in entries if entry.top in wanted - {LOG}]
    extract_files(repository, chosen, root)
    return frozenset(entry.top for entry in (*log, *chosen))


@contextmanager
def _name_branch_in_errors(branch: Branch, folder: Path) -> Iterator[None]:
    """Replaces the temporary folder by the branch in the sentences of errors: it is gone when they are read."""
    try:
        yield
    except TrustpagesError as stopped:
        stopped.sentence = stopped.sentence.replace(f"{folder}/published", f"branch {branch.name}")
        raise
