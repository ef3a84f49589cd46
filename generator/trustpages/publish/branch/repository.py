"""The git repository that holds the branch, and what git says in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trustpages.git.command import SECONDS, Answer, Silence, ask, plain_environment
from trustpages.model.problem import CannotGoOn

DURABLE = {"core.fsync": "all"}
"""Git's settings for writing: the disk has what was written before git says so."""

_BY_HAND = "run git yourself to see more, or publish into a folder with --to"


@dataclass(frozen=True, slots=True)
class Repository:
    """Where git is asked, where branches and objects lie, how objects are named (`sha1` or `sha256`)."""

    folder: Path
    common: Path
    objects: Path
    shallow: Path
    naming: str

    def ask(
        self, *arguments: str, environment: Mapping[str, str] | None = None, seconds: int = SECONDS
    ) -> Answer:
        """The answer of git, whatever it is; raises CannotGoOn `git-unable` if there is none."""
        return _answered(self.folder, *arguments, environment=environment, seconds=seconds)

    def said(self, *arguments: str) -> bytes:
        """What git prints; raises CannotGoOn `git-unable` if it fails."""
        return said(self.folder, *arguments)

    def commit(self, reference: str) -> str | None:
        """The id of the commit at a full reference or an id; None if there is none."""
        answer = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
        return None if answer.code else answer.out.decode("ascii").strip()

    def nothing(self) -> str:
        """The id that stands for no commit."""
        return "0" * (64 if self.naming == "sha256" else 40)


def said(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes:
    """What git prints in `folder`; raises CannotGoOn `git-unable` if it fails."""
    answer = _answered(folder, *arguments, environment=environment, seconds=SECONDS)
    if answer.code:
        raise unable(answer)
    return answer.out


def unable(answer: Answer) -> CannotGoOn:
    """The refusal that tells what git complained of."""
    return CannotGoOn("git-unable", f"git failed: {answer.first_complaint}", _BY_HAND)


def open_repository(folder: Path) -> Repository:
    """The repository in which the folder lies.

    Raises CannotGoOn `no-repository`, `git-unable` for a git that is missing, too old, or does not trust the folder.
    """
    places = ("--git-common-dir", "--git-path", "objects", "--git-path", "shallow", "--show-object-format")
    answer = _answered(
        folder, "rev-parse", "--path-format=absolute", *places, environment=None, seconds=SECONDS
    )
    if "not a git repository" in answer.complaint:
        raise CannotGoOn(
            "no-repository",
            f"'{folder}' is not in a git repository, so it has no branches",
            "run it in one, or publish into a folder with --to",
        )
    if answer.code:
        raise unable(answer)
    lines = os.fsdecode(answer.out).splitlines()
    if len(lines) != 4:
        raise CannotGoOn(
            "git-unable", "git does not say where the repository is", "git 2.31 or later does; " + _BY_HAND
        )
    common, objects, shallow, naming = lines
    return Repository(folder, Path(common), Path(objects), Path(shallow), naming)


def identity(repository: Repository) -> tuple[str, str]:
    """Name and address of whoever commits, as git is set up; raises CannotGoOn `git-identity`."""
    given = ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
    environment = plain_environment() | {name: os.environ[name] for name in given if name in os.environ}
    answer = repository.ask(
        "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT", environment=environment
    )
    name, _, rest = answer.out.decode("utf-8", "replace").rpartition(" <")
    if answer.code or not name:
        raise CannotGoOn(
            "git-identity",
            "git does not know who commits",
            "say it with `git config user.name NAME` and `git config user.email ADDRESS`",
        )
    return name, rest.partition(">")[0]


def _answered(folder: Path, *arguments: str, environment: Mapping[str, str] | None, seconds: int) -> Answer:
    match ask(folder, *arguments, environment=environment, seconds=seconds):
        case Silence() as silence:
            remedy = "install git 2.31 or later" if silence is Silence.MISSING else "try again"
            raise CannotGoOn("git-unable", silence.value, f"{remedy}, or publish into a folder with --to")
        case answer:
            return answer
