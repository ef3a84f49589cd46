"""The branch in the remote repository: fetched before, pushed at the end. The only talk to another machine."""

from __future__ import annotations

import os

from trustpages.model.problem import Busy, CannotGoOn
from trustpages.publish.branch.names import Branch
from trustpages.publish.branch.repository import Repository

_SECONDS = 600
_RACES = ("fetch first", "non-fast-forward", "stale info", "cannot lock ref", "failed to update ref")
_REACH = "check the address, the network and your rights; nothing was published"
_FETCHED_ALONE = (  # nothing but the one branch
    "--quiet",
    "--no-tags",
    "--no-prune",
    "--no-recurse-submodules",
    "--no-write-fetch-head",
    "--no-auto-maintenance",
)
_BENDING = (  # would have git look at another repository
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


def fetched(repository: Repository, branch: Branch) -> str | None:
    """The commit at which the remote's branch stands now, fetched; None if it has no such branch.

    Raises CannotGoOn `remote-failed`.
    """
    listed = _talk(repository, "ls-remote", "--", branch.remote, branch.reference)
    if branch.reference not in listed.split():
        return None
    mapping = f"+{branch.reference}:{branch.tracking}"
    _talk(repository, "fetch", *_FETCHED_ALONE, "--", branch.remote, mapping)
    return repository.commit(branch.tracking)


def push(repository: Repository, branch: Branch, commit: str) -> None:
    """Returns when the remote's branch is at the commit, which follows what was there.

    Raises Busy `branch-moved` if somebody else pushed meanwhile, CannotGoOn `remote-failed`.
    """
    options = ("--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no")
    answer = repository.ask(
        "push",
        *options,
        "--",
        branch.remote,
        f"{commit}:{branch.reference}",
        environment=_environment(),
        seconds=_SECONDS,
    )
    if answer.code == 0:
        return
    refused = [line for line in answer.out.decode("utf-8", "replace").splitlines() if line.startswith("!")]
    said = refused[0].split("\t")[-1] if refused else answer.first_complaint
    if any(race in said for race in _RACES):
        raise Busy(
            "branch-moved",
            f"somebody else pushed to '{branch.name}' of '{branch.remote}' meanwhile",
            "run the same command again; nothing was published",
        )
    raise CannotGoOn("remote-failed", f"'{branch.remote}' did not take the branch: {said}", _REACH)


def _talk(repository: Repository, *arguments: str) -> str:
    answer = repository.ask(*arguments, environment=_environment(), seconds=_SECONDS)
    if answer.code:
        sentence = (
            f"the remote '{arguments[arguments.index('--') + 1]}' did not answer: {answer.first_complaint}"
        )
        raise CannotGoOn("remote-failed", sentence, _REACH)
    return answer.out.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    """The user's own environment, since keys, agents, proxies and helpers are found by it."""
    kept = {name: value for name, value in os.environ.items() if name not in _BENDING}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
