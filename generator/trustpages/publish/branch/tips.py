"""Where the branch stands here and at the remote, and which commit the next one follows."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.problem import Busy, CannotGoOn
from trustpages.publish.branch.names import Branch
from trustpages.publish.branch.remote import fetched
from trustpages.publish.branch.repository import DURABLE, Repository, unable


@dataclass(frozen=True, slots=True)
class Tips:
    """The commit of the local branch, and the one to go on from; None where there is none yet."""

    local: str | None
    start: str | None


def tips_of(repository: Repository, branch: Branch) -> Tips:
    """Where the branch stands: here, and at the remote, which is asked only if the branch will be pushed.

    Raises CannotGoOn `branch-diverged` if neither follows the other, and what `fetched` raises.
    """
    local = repository.commit(branch.reference)
    remote = fetched(repository, branch) if branch.push else repository.commit(branch.tracking)
    if remote is None or (local and _follows(repository, local, remote)):
        return Tips(local, local)
    if local is None or _follows(repository, remote, local):
        return Tips(local, remote)
    raise CannotGoOn(
        "branch-diverged",
        f"the branch '{branch.name}' here and that of '{branch.remote}' each have commits that the other lacks",
        "keep the one whose log your readers have seen, and publish again what only the other has",
    )


def move(repository: Repository, branch: Branch, before: str | None, commit: str, why: str) -> None:
    """Returns when the local branch is at the commit, if it was at `before` until then.

    Raises Busy `branch-moved` if it was not, CannotGoOn `git-unable`.
    """
    if commit == before:
        return
    settings = [part for name, value in DURABLE.items() for part in ("-c", f"{name}={value}")]
    answer = repository.ask(
        *settings, "update-ref", "-m", why, branch.reference, commit, before or repository.nothing()
    )
    if answer.code == 0:
        return
    refuse_moved(repository, branch, before)
    if ".lock'" in answer.complaint:
        raise Busy(
            "branch-moved",
            f"git is at work on the branch '{branch.name}': {answer.first_complaint}",
            "run the same command again; if no git is running, remove that file",
        )
    raise unable(answer)


def refuse_moved(repository: Repository, branch: Branch, before: str | None) -> None:
    """Returns if the local branch is still where it was; raises Busy `branch-moved`."""
    if repository.commit(branch.reference) != before:
        raise Busy(
            "branch-moved",
            f"somebody else changed the branch '{branch.name}' meanwhile",
            "run the same command again",
        )


def _follows(repository: Repository, later: str, earlier: str) -> bool:
    answer = repository.ask("merge-base", "--is-ancestor", earlier, later)
    if answer.code not in (0, 1):
        raise unable(answer)
    return answer.code == 0
