"""The repository around a folder, as a store of objects: found, and asked without running anything of its own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.system.git import GitOutput, NoAnswer, ask_git, make_plain_environment


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A repository: the folder and the environment in which git is asked; the top of its work tree, None without one.

    `prefix` leads from the top to the folder that was asked for, `is_shallow` says that the history was cut off.
    """

    folder: Path
    environment: Mapping[str, str]
    top: Path | None
    prefix: str
    is_shallow: bool

    def ask(self, *arguments: str, **variables: str) -> GitOutput:
        """What git answers, which may be a failure. Raises TrustpagesError `git-failed` where it gives no answer."""
        return _ask(self.folder, {**self.environment, **variables}, *arguments)

    def said(self, *arguments: str, **variables: str) -> bytes:
        """What git prints. Raises TrustpagesError `git-failed` if it fails."""
        answer = self.ask(*arguments, **variables)
        if answer.code:
            raise _fail(answer)
        return answer.out


def open_store(start: Path) -> ObjectStore:
    """The repository that holds `start`, or is it if it is a bare one, or the one that GIT_DIR names.

    Raises TrustpagesError: `no-repository`, `git-ownership`, `git-missing`, `git-failed`.
    """
    named, index = os.environ.get("GIT_DIR"), os.environ.get("GIT_INDEX_FILE")
    plain = make_plain_environment()
    if index is not None:  # what a hook is to look at, where part of what is staged is committed
        plain |= {"GIT_INDEX_FILE": os.path.abspath(index)}
    found = _look(start, plain)
    if named is not None and not _is_same(_ask_path(found, start, plain), Path(named)):
        # Git alone follows the variable; a hook sets it to the repository that the folder is in anyhow.
        plain |= {"GIT_DIR": os.path.abspath(named)}
        found = _look(start, plain)
    elif found.code and _looks_bare(start):
        # Whoever names the folder means it; one that merely lies in a checkout is never taken for a repository.
        plain |= {"GIT_DIR": os.path.abspath(start)}
        found = _look(start, plain)
    if found.code:
        raise _explain(found, start)
    inside, shallow = found.out.split()[:2]
    top, prefix = None, ""
    if inside == b"true" and "GIT_DIR" not in plain:
        top = Path(os.fsdecode(_ask_line(start, plain, "--show-toplevel")))
        prefix = os.fsdecode(_ask_line(start, plain, "--show-prefix"))
    return ObjectStore(start, plain, top, prefix.rstrip("/"), shallow == b"true")


def _look(start: Path, environment: Mapping[str, str]) -> GitOutput:
    return _ask(start, environment, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository")


def _ask_path(found: GitOutput, start: Path, environment: Mapping[str, str]) -> Path | None:
    if found.code:
        return None
    return Path(os.fsdecode(_ask_line(start, environment, "--path-format=absolute", "--git-dir")))


def _is_same(own: Path | None, named: Path) -> bool:
    return own is not None and own.exists() and named.exists() and own.samefile(named)


def _looks_bare(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def _ask_line(folder: Path, environment: Mapping[str, str], *arguments: str) -> bytes:
    answer = _ask(folder, environment, "rev-parse", *arguments)
    if answer.code:
        raise _fail(answer)
    return answer.out.removesuffix(b"\n")


def _ask(folder: Path, environment: Mapping[str, str], *arguments: str) -> GitOutput:
    match ask_git(folder, *arguments, environment=environment):
        case NoAnswer.MISSING:
            raise TrustpagesError("git-missing", "git is not installed", "install git 2.31 or later")
        case NoAnswer() as silence:
            raise TrustpagesError("git-failed", silence.value, "try again")
        case answer:
            return answer


def _fail(answer: GitOutput) -> TrustpagesError:
    return TrustpagesError("git-failed", f"git failed: {answer.first_complaint}", "run git yourself to see more")


def _explain(answer: GitOutput, start: Path) -> TrustpagesError:
    if "dubious ownership" in answer.complaint:
        remedy = "if you trust the folder, add it to git's setting safe.directory"
        return TrustpagesError(
            "git-ownership", "git does not read the folder, because it belongs to somebody else", remedy
        )
    if "not a git repository" in answer.complaint or "safe.bareRepository" in answer.complaint:
        sentence = f"'{start}' is not in a git repository, so it has no revisions"
        return TrustpagesError("no-repository", sentence, "name two folders, or -C a folder in a repository")
    return _fail(answer)
