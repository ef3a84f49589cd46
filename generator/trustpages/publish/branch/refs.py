"""Branch tips, local and remote: fetch, push, compare, move. Only this module and Sigstore use the network."""

from __future__ import annotations

import os
from dataclasses import dataclass

from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.publish.branch.names import Branch
from trustpages.publish.branch.repository import DURABLE, Repository, make_git_error

_SECONDS = 600
# Git has no exit code for a lost race, only these words: https://git-scm.com/docs/git-push#_output
_RACES = ("fetch first", "non-fast-forward", "stale info", "cannot lock ref", "failed to update ref")
_REACH = "check the address, the network and your rights; nothing was published"
_FETCH_ONE_BRANCH = (  # no tags, no other branches, no garbage collection in somebody's repository
    "--quiet",
    "--no-tags",
    "--no-prune",
    "--no-recurse-submodules",
    "--no-write-fetch-head",
    "--no-auto-maintenance",
)
_REDIRECTING = (  # variables that make git use another repository, set when we are called from a git hook
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)


def fetch_branch(repository: Repository, branch: Branch) -> str | None:
    """The commit at which the remote's branch stands now, fetched; None if it has no such branch.

    Raises TrustpagesError `remote-failed`.
    """
    listed = _ask_remote(repository, "ls-remote", "--", branch.remote, branch.reference)
    if branch.reference not in listed.split():
        return None
    # The plus takes a rewritten branch too: whether it still follows ours is decided by find_tips, with a remedy.
    mapping = f"+{branch.reference}:{branch.tracking}"
    _ask_remote(repository, "fetch", *_FETCH_ONE_BRANCH, "--", branch.remote, mapping)
    return repository.commit(branch.tracking)


def push(repository: Repository, branch: Branch, commit: str) -> None:
    """Returns when the remote's branch is at the commit, which follows what was there.

    Raises TryAgain `branch-moved` if somebody else pushed meanwhile, TrustpagesError `remote-failed`.
    """
    options = ("--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no")
    answer = repository.ask(
        "push",
        *options,
        "--",
        branch.remote,
        f"{commit}:{branch.reference}",
        environment=_make_environment(),
        seconds=_SECONDS,
    )
    if answer.code == 0:
        return
    refused = [line for line in answer.out.decode("utf-8", "replace").splitlines() if line.startswith("!")]
    said = refused[0].split("\t")[-1] if refused else answer.first_complaint
    if any(race in said for race in _RACES):
        raise TryAgain(
            "branch-moved",
            f"somebody else pushed to '{branch.name}' of '{branch.remote}' meanwhile",
            "run the same command again; nothing was published",
        )
    raise TrustpagesError("remote-failed", f"'{branch.remote}' did not take the branch: {said}", _REACH)


def _ask_remote(repository: Repository, *arguments: str) -> str:
    answer = repository.ask(*arguments, environment=_make_environment(), seconds=_SECONDS)
    if answer.code:
        sentence = f"the remote '{arguments[arguments.index('--') + 1]}' did not answer: {answer.first_complaint}"
        raise TrustpagesError("remote-failed", sentence, _REACH)
    return answer.out.decode("utf-8", "replace")


def _make_environment() -> dict[str, str]:
    """The user's own environment, which leads to SSH keys, agents, proxies and credential helpers."""
    kept = {name: value for name, value in os.environ.items() if name not in _REDIRECTING}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class BranchTips:
    """The commit of the local branch, and the one to go on from; None where there is none yet."""

    local: str | None
    start: str | None


def find_tips(repository: Repository, branch: Branch) -> BranchTips:
    """Where the branch stands: here, and at the remote, which is asked only if the branch will be pushed.

    Raises TrustpagesError `branch-diverged` if neither follows the other, and what `fetch_branch` raises.
    """
    local = repository.commit(branch.reference)
    remote = fetch_branch(repository, branch) if branch.push else repository.commit(branch.tracking)
    if remote is None or (local and _follows(repository, local, remote)):
        return BranchTips(local, local)
    if local is None or _follows(repository, remote, local):
        return BranchTips(local, remote)
    raise TrustpagesError(
        "branch-diverged",
        f"the branch '{branch.name}' here and that of '{branch.remote}' each have commits that the other lacks",
        "keep the one whose log your readers have seen, and publish again what only the other has",
    )


def move_branch(repository: Repository, branch: Branch, before: str | None, commit: str, why: str) -> None:
    """Returns when the local branch is at the commit, if it was at `before` until then.

    Raises TryAgain `branch-moved` if it was not, TrustpagesError `git-unable`.
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
        raise TryAgain(
            "branch-moved",
            f"git is at work on the branch '{branch.name}': {answer.first_complaint}",
            "run the same command again; if no git is running, remove that file",
        )
    raise make_git_error(answer)


def refuse_moved(repository: Repository, branch: Branch, before: str | None) -> None:
    """Returns if the local branch is still where it was; raises TryAgain `branch-moved`."""
    if repository.commit(branch.reference) != before:
        raise TryAgain(
            "branch-moved", f"somebody else changed the branch '{branch.name}' meanwhile", "run the same command again"
        )


def _follows(repository: Repository, later: str, earlier: str) -> bool:
    answer = repository.ask("merge-base", "--is-ancestor", earlier, later)
    if answer.code not in (0, 1):
        raise make_git_error(answer)
    return answer.code == 0
