"""Which commit last changed each line of the evidence, as far as git can tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from trustpages.intake.git.blame import blame
from trustpages.intake.git.command import git, inert
from trustpages.intake.git.log import Commit, Touched, touched
from trustpages.model.refusal import Refusal

NOT_COMMITTED = "not committed yet"
"""What stands in place of a day for lines that are in no commit."""

_SHORT = 12
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of some lines: the short id of the commit and its UTC day, or None and `NOT_COMMITTED`."""

    commit: str | None
    day: str


@dataclass(frozen=True, slots=True)
class History:
    """The commit of each line by file, None for a line in no commit; a single entry stands for all lines.

    A file that is missing has a history that git cannot tell. `reason` says why git can tell nothing at all.
    `beyond` are commits at which a shallow clone ends: what they seem to have changed may be older.
    """

    lines: Mapping[str, tuple[Commit | None, ...]] = field(default_factory=dict)
    reason: Refusal | None = None
    beyond: frozenset[str] = frozenset()

    def last_change(self, file: str, first: int, last: int) -> Change | None:
        """The latest change among the lines from `first` to `last`, counted from 1; None where it is not known."""
        lines = self.lines.get(file, ())
        chosen = lines if len(lines) == 1 else lines[max(first - 1, 0) : last]
        commits = [commit for commit in chosen if commit is not None]
        if not chosen or any(commit.id in self.beyond for commit in commits):
            return None
        if len(commits) < len(chosen):
            return Change(None, NOT_COMMITTED)
        latest = max(commits)
        return Change(latest.id[:_SHORT], latest.day)


def history(root: Path, files: Collection[str]) -> History:
    """The history of files of the workspace at `root`; paths are relative to it.

    One pass over the log answers for every file that one commit made; only the others are looked at line by
    line. It never fails: without git, or outside of a repository, nothing is known, and `reason` says so.
    """
    if isinstance(inside := git(root, "rev-parse", "--is-inside-work-tree"), Refusal):
        return History(reason=inside)
    environment = inert(root)
    if isinstance(environment, Refusal):
        return History(reason=environment)
    changed = _changed(root, environment)
    if isinstance(changed, Refusal):
        return History(reason=changed)
    if isinstance(git(root, "rev-parse", "--verify", "--quiet", "HEAD"), Refusal):
        return History(dict.fromkeys(files, (None,)))
    log = touched(root)
    if isinstance(log, Refusal):
        return History(reason=log)
    whole = {
        file: found for file in files if (found := _whole(log.get(file, ()), file in changed)) is not None
    }
    closer = sorted(file for file in files if file not in whole)
    return History(whole | _line_by_line(root, environment, closer), beyond=_boundary(root))


def _changed(root: Path, environment: Mapping[str, str]) -> frozenset[str] | Refusal:
    """Files below `root` that differ from the last commit, in what is staged or on disk."""
    options = ("--porcelain", "--no-renames", "--untracked-files=all", "--ignore-submodules=all")
    status = git(root, "status", "-z", *options, "--", ".", environment=environment)
    prefix = git(root, "rev-parse", "--show-prefix")
    if isinstance(status, Refusal):
        return status
    if isinstance(prefix, Refusal):
        return prefix
    above = prefix.decode("utf-8", "surrogateescape").strip("\n")
    entries = status.decode("utf-8", "surrogateescape").split("\0")
    return frozenset(entry[3:].removeprefix(above) for entry in entries if entry)


def _whole(commits: tuple[Touched, ...], is_changed: bool) -> tuple[Commit | None, ...] | None:
    """The one commit of all lines, or None where lines may differ; a file in no commit is not committed."""
    if not commits:
        return (None,)
    return (commits[0].commit,) if len(commits) == 1 and commits[0].is_whole and not is_changed else None


def _line_by_line(
    root: Path, environment: Mapping[str, str], files: Iterable[str]
) -> dict[str, tuple[Commit | None, ...]]:
    files = tuple(files)
    with ThreadPoolExecutor(_PROCESSES) as pool:
        answers = pool.map(partial(blame, root, environment), files)
        return {
            file: found for file, found in zip(files, answers, strict=True) if not isinstance(found, Refusal)
        }


def _boundary(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends; none in a complete one."""
    shallow = git(root, "rev-parse", "--is-shallow-repository")
    where = git(root, "rev-parse", "--git-path", "shallow")
    if isinstance(shallow, Refusal) or isinstance(where, Refusal) or shallow.strip() != b"true":
        return frozenset()
    path = root / where.decode("utf-8", "surrogateescape").strip("\n")
    return frozenset(path.read_text("ascii").split()) if path.exists() else frozenset()
