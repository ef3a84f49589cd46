"""The git repository that contains the workspace, and git commands run in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.system.git import TIMEOUT_SECONDS, GitOutput, NoAnswer, ask_git, make_plain_environment

DURABLE = {"core.fsync": "all"}
"""Settings with which git flushes objects and refs to the disk before it ends; its default leaves some out."""

_BY_HAND = "run git yourself to see more, or publish into a folder with --to"


@dataclass(frozen=True, slots=True)
class Repository:
    """The folder to run git in, the directory shared by work trees, objects, and the hash (`sha1`, `sha256`)."""

    folder: Path
    common: Path
    objects: Path
    shallow: Path
    naming: str

    def ask(
        self, *arguments: str, environment: Mapping[str, str] | None = None, seconds: int = TIMEOUT_SECONDS
    ) -> GitOutput:
        """The output of a git command, which may have failed; raises TrustpagesError `git-unable` if git cannot run."""
        return _ask_git(self.folder, *arguments, environment=environment, seconds=seconds)

    def said(self, *arguments: str) -> bytes:
        """What git prints; raises TrustpagesError `git-unable` if it fails."""
        return run_git(self.folder, *arguments)

    def commit(self, reference: str) -> str | None:
        """The id of the commit at a full reference or an id; None if there is none."""
        answer = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
        return None if answer.code else answer.out.decode("ascii").strip()

    def nothing(self) -> str:
        """The id that stands for no commit."""
        return "0" * (64 if self.naming == "sha256" else 40)


def run_git(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes:
    """What git prints in `folder`; raises TrustpagesError `git-unable` if it fails."""
    answer = _ask_git(folder, *arguments, environment=environment, seconds=TIMEOUT_SECONDS)
    if answer.code:
        raise make_git_error(answer)
    return answer.out


def make_git_error(answer: GitOutput) -> TrustpagesError:
    """The error `git-unable` with git's first line of complaint."""
    return TrustpagesError("git-unable", f"git failed: {answer.first_complaint}", _BY_HAND)


def open_repository(folder: Path) -> Repository:
    """The repository in which the folder lies.

    Raises TrustpagesError: `no-repository`; `git-unable` if git is missing, too old, or does not trust the folder.
    """
    places = ("--git-common-dir", "--git-path", "objects", "--git-path", "shallow", "--show-object-format")
    answer = _ask_git(folder, "rev-parse", "--path-format=absolute", *places, environment=None, seconds=TIMEOUT_SECONDS)
    if "not a git repository" in answer.complaint:
        raise TrustpagesError(
            "no-repository",
            f"'{folder}' is not in a git repository, so it has no branches",
            "run it in one, or publish into a folder with --to",
        )
    if answer.code:
        raise make_git_error(answer)
    lines = os.fsdecode(answer.out).splitlines()
    if len(lines) != 4:
        raise TrustpagesError(
            "git-unable", "git does not say where the repository is", "git 2.31 or later does; " + _BY_HAND
        )
    common, objects, shallow, naming = lines
    return Repository(folder, Path(common), Path(objects), Path(shallow), naming)


def read_identity(repository: Repository) -> tuple[str, str]:
    """Name and address of the committer from git's configuration; raises TrustpagesError `git-identity`."""
    given = ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
    environment = make_plain_environment() | {name: os.environ[name] for name in given if name in os.environ}
    # Without this setting git makes up an address from user and host name.
    answer = repository.ask("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT", environment=environment)
    name, _, rest = answer.out.decode("utf-8", "replace").rpartition(" <")
    if answer.code or not name:
        raise TrustpagesError(
            "git-identity",
            "git does not know who commits",
            "say it with `git config user.name NAME` and `git config user.email ADDRESS`",
        )
    return name, rest.partition(">")[0]


def _ask_git(folder: Path, *arguments: str, environment: Mapping[str, str] | None, seconds: int) -> GitOutput:
    match ask_git(folder, *arguments, environment=environment, seconds=seconds):
        case NoAnswer() as silence:
            remedy = "install git 2.31 or later" if silence is NoAnswer.MISSING else "try again"
            raise TrustpagesError("git-unable", silence.value, f"{remedy}, or publish into a folder with --to")
        case answer:
            return answer
