"""The branch to publish to: its name, its remote, and the checks before anything is committed to it."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.problem import TrustpagesError
from trustpages.publish.branch.repository import Repository

ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch by its short name, the remote that may be ahead of it, and whether it is pushed there."""

    name: str
    remote: str = ORIGIN
    push: bool = False

    @property
    def reference(self) -> str:
        """The full name in the own repository and in the remote one."""
        return f"refs/heads/{self.name}"

    @property
    def tracking(self) -> str:
        """The full name under which the own repository remembers the remote's branch."""
        return f"refs/remotes/{self.remote}/{self.name}"


def refuse_branch(repository: Repository, branch: Branch) -> None:
    """Returns if a commit may be put onto the branch.

    Raises TrustpagesError: `branch-name` for what cannot name a branch or stands for another one,
    `branch-checked-out` for one that a work tree shows, `unknown-remote`.
    """
    _refuse_name(repository, branch)
    _refuse_checked_out(repository, branch)
    _refuse_remote(repository, branch)


def _refuse_name(repository: Repository, branch: Branch) -> None:
    odd = branch.name.startswith(("-", "refs/")) or branch.name == "HEAD" or "\0" in branch.name
    if odd or repository.ask("check-ref-format", branch.reference).code:
        raise TrustpagesError("branch-name", f"{branch.name!r} cannot name a branch", "choose a name like 'gh-pages'")
    # A commit to a symbolic ref moves the branch behind it.
    symbolic = repository.ask("symbolic-ref", "--quiet", branch.reference)
    if symbolic.code == 0:
        other = symbolic.out.decode("utf-8", "replace").strip()
        raise TrustpagesError("branch-name", f"'{branch.name}' only stands for '{other}'", "name a branch of its own")


def _refuse_checked_out(repository: Repository, branch: Branch) -> None:
    lines = repository.said("worktree", "list", "--porcelain").decode("utf-8", "replace").splitlines()
    if f"branch {branch.reference}" in lines:
        raise TrustpagesError(
            "branch-checked-out",
            f"the branch '{branch.name}' is checked out, and publishing never touches a work tree",
            "name a branch of its own for what is published, or check out another one",
        )


def _refuse_remote(repository: Repository, branch: Branch) -> None:
    remotes = repository.said("remote").decode("utf-8", "replace").splitlines()
    # Without --push and --remote nobody asked for a remote, and a repository without one is fine.
    if branch.remote not in remotes and (branch.push or branch.remote != ORIGIN):
        known = ", ".join(remotes) or "none"
        raise TrustpagesError(
            "unknown-remote", f"there is no remote {branch.remote!r}", f"known are: {known}; `git remote add` adds one"
        )
