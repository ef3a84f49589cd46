"""The git history of the evidence: the commit that last changed each line of a file.

One pass over the log answers for files that a single commit made; `git blame` answers for the others. Without git,
or outside of a repository, the build goes on, and pages name no commits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from trustpages.intake.history.git_answers import make_inert_environment, run_git
from trustpages.model.problem import Fault
from trustpages.model.workspace import NOT_COMMITTED, LastChange

_BEGIN = "\x01"
_FIRST = int(datetime(1, 1, 1, tzinfo=UTC).timestamp())
_LAST = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True, order=True)
class Commit:
    """A commit: the second of its making since 1970, UTC, and its full id."""

    second: int
    id: str

    @property
    def day(self) -> str:
        """The UTC day on which it was made, as `YYYY-MM-DD`; of a time that no calendar has, the nearest."""
        return datetime.fromtimestamp(min(max(self.second, _FIRST), _LAST), UTC).date().isoformat()


@dataclass(frozen=True, slots=True)
class FileCommit:
    """One commit that touched a file; `is_whole` says that all lines of the file come from it."""

    commit: Commit
    is_whole: bool


@dataclass(frozen=True, slots=True)
class RevisionPlace:
    """Where the history of a revision begins, and the folder of its workspace, both seen from where git is asked."""

    asked_in: Path
    environment: Mapping[str, str]
    commit: str
    folder: str

    def name(self, file: str) -> str:
        """A path of the workspace as one of the repository."""
        return f"{self.folder}/{file}" if self.folder else file


def list_commits(root: Path, at: RevisionPlace | None = None) -> Mapping[str, tuple[FileCommit, ...]] | Fault:
    """The commits that touched each file below `root`, latest first, by path from there; up to a revision, if given."""
    options = ("log", "-z", "--no-ext-diff", "--name-status", "-M", "--format=%x01%H %ct")
    if at is None:
        log = run_git(root, *options, "--relative", "--", ".")
    else:
        relative = f"--relative={at.folder}/" if at.folder else "--no-relative"
        below = f":(literal){at.folder}" if at.folder else "."
        log = run_git(at.asked_in, *options, relative, at.commit, "--", below, environment=at.environment)
    if isinstance(log, Fault):
        return log
    found: defaultdict[str, list[FileCommit]] = defaultdict(list)
    for commit, status, path in _parse_log(log):
        found[path].append(FileCommit(commit, status == "A"))
    return {path: tuple(commits) for path, commits in found.items()}


def _parse_log(log: bytes) -> Iterator[tuple[Commit, str, str]]:
    """Commit, status and path of each change; of a renamed file the new path.

    Read field by field, since a name may hold everything but NUL, and so look like the head of a commit.
    """
    fields = (part.decode("utf-8", "surrogateescape") for part in log.split(b"\0"))
    commit = Commit(0, "")
    for part in fields:
        field = part.lstrip("\n")  # git ends the head of a commit by a line feed before the first status
        if field.startswith(_BEGIN):
            id_, _, second = field.removeprefix(_BEGIN).partition(" ")
            commit = Commit(int(second or 0), id_)  # a commit that git did not make may have no time
        elif field:
            path = next(fields)
            yield commit, field[0], next(fields) if field[0] in "RC" else path


def list_deleted_documents(root: Path) -> tuple[str, ...]:
    """The documents of evidence below `root` that were committed once and are no file any more, by path from there.

    What was renamed was not deleted. None where git tells nothing.
    """
    log = run_git(
        root, "log", "-z", "--no-ext-diff", "--diff-filter=D", "--name-only", "--relative", "-M", "--format=",
        "--", "evidence",
    )  # fmt: skip
    if isinstance(log, Fault):
        return ()
    paths = {part.decode("utf-8", "surrogateescape").lstrip("\n") for part in log.split(b"\0")}
    return tuple(sorted(path for path in paths if path.endswith(_DOCUMENTS) and not (root / path).exists()))


_DOCUMENTS: Final = (".yml", ".yaml")
_HEADER = re.compile(rb"([0-9a-f]{40,64}) [0-9]+ ([0-9]+)(?: [0-9]+)?")
_TIME = b"committer-time "


def blame_lines(
    root: Path, environment: Mapping[str, str], file: str, at: RevisionPlace | None = None
) -> tuple[Commit | None, ...] | Fault:
    """The commit of each line in order, None for a line that is not committed; git is asked in `environment`."""
    options = ("blame", "--porcelain", "--no-textconv")
    if at is None:
        text = run_git(root, *options, "--", file, environment=environment)
    else:
        text = run_git(at.asked_in, *options, at.commit, "--", at.name(file), environment=environment)
    if isinstance(text, Fault):
        return text
    ids: list[str] = []
    seconds: dict[str, int] = {}
    for line in text.split(b"\n"):
        if line.startswith(b"\t"):
            continue  # the line of the file itself
        if header := _HEADER.fullmatch(line):
            ids.append(header[1].decode("ascii"))
        elif line.startswith(_TIME):
            seconds[ids[-1]] = int(line.removeprefix(_TIME))
    return tuple(Commit(seconds[id_], id_) if id_.strip("0") else None for id_ in ids)


_SHORT = 12
_PROCESSES = 2  # of git at one time, each of which keeps a processor busy


@dataclass(frozen=True, slots=True)
class LineHistory:
    """The commit of each line by file, None for a line in no commit; a single entry stands for all lines.

    A file that is missing has a history that git cannot tell. `reason` says why git can tell nothing at all.
    `beyond` are commits at which a shallow clone ends: what they seem to have changed may be older.
    """

    lines: Mapping[str, tuple[Commit | None, ...]] = field(default_factory=dict)
    reason: Fault | None = None
    beyond: frozenset[str] = frozenset()

    def commits_of(self, file: str, first: int, last: int) -> tuple[Commit | None, ...] | None:
        """The commits of the lines from `first` to `last`, counted from 1; None where they are not known."""
        lines = self.lines.get(file, ())
        chosen = lines if len(lines) == 1 else lines[max(first - 1, 0) : last]
        is_beyond = any(commit is not None and commit.id in self.beyond for commit in chosen)
        return None if not chosen or is_beyond else chosen

    def last_change(self, file: str, first: int, last: int) -> LastChange | None:
        """The latest change among the lines from `first` to `last`, counted from 1; None where it is not known."""
        commits = self.commits_of(file, first, last)
        if commits is None:
            return None
        if None in commits:
            return LastChange(None, NOT_COMMITTED, is_read=False)
        latest = max(commit for commit in commits if commit is not None)
        return LastChange(latest.id[:_SHORT], latest.day)


def read_history(root: Path, files: Collection[str], at: RevisionPlace | None = None) -> LineHistory:
    """The history of files of the workspace at `root`, or of the one that a revision has; paths are relative to it.

    One pass over the log answers for every file that one commit made; only the others are looked at line by
    line. It never fails: without git, or outside of a repository, nothing is known, and `reason` says so.
    """
    if at is not None:
        return _read_lines(at.asked_in, files, at.environment, frozenset(), at)
    if isinstance(inside := run_git(root, "rev-parse", "--is-inside-work-tree"), Fault):
        return LineHistory(reason=inside)
    environment = make_inert_environment(root)
    if isinstance(environment, Fault):
        return LineHistory(reason=environment)
    changed = _list_changed_files(root, environment)
    if isinstance(changed, Fault):
        return LineHistory(reason=changed)
    if isinstance(run_git(root, "rev-parse", "--verify", "--quiet", "HEAD"), Fault):
        return LineHistory(dict.fromkeys(files, (None,)))
    return _read_lines(root, files, environment, changed)


def _read_lines(
    root: Path,
    files: Collection[str],
    environment: Mapping[str, str],
    changed: frozenset[str],
    at: RevisionPlace | None = None,
) -> LineHistory:
    log = list_commits(root, at)
    if isinstance(log, Fault):
        return LineHistory(reason=log)
    whole = {
        file: commits
        for file in files
        if (commits := _find_only_commit(log.get(file, ()), file in changed)) is not None
    }
    closer = sorted(file for file in files if file not in whole)
    with ThreadPoolExecutor(_PROCESSES) as pool:
        answers = zip(closer, pool.map(partial(blame_lines, root, environment, at=at), closer), strict=True)
        blamed = {file: commits for file, commits in answers if not isinstance(commits, Fault)}
    return LineHistory(whole | blamed, beyond=_find_shallow_boundary(root, environment))


def _list_changed_files(root: Path, environment: Mapping[str, str]) -> frozenset[str] | Fault:
    """Files below `root` that differ from the last commit, in what is staged or on disk."""
    options = ("--porcelain", "--no-renames", "--untracked-files=all", "--ignore-submodules=all")
    status = run_git(root, "status", "-z", *options, "--", ".", environment=environment)
    prefix = run_git(root, "rev-parse", "--show-prefix")
    if isinstance(status, Fault):
        return status
    if isinstance(prefix, Fault):
        return prefix
    above = prefix.decode("utf-8", "surrogateescape").strip("\n")
    entries = status.decode("utf-8", "surrogateescape").split("\0")
    return frozenset(entry[3:].removeprefix(above) for entry in entries if entry)


def _find_only_commit(commits: tuple[FileCommit, ...], is_changed: bool) -> tuple[Commit | None, ...] | None:
    """The one commit of all lines, or None where lines may differ; a file in no commit is not committed."""
    if not commits:
        return (None,)
    return (commits[0].commit,) if len(commits) == 1 and commits[0].is_whole and not is_changed else None


def _find_shallow_boundary(root: Path, environment: Mapping[str, str]) -> frozenset[str]:
    """The commits at which a shallow clone ends; none in a complete one."""
    shallow = run_git(root, "rev-parse", "--is-shallow-repository", environment=environment)
    where = run_git(root, "rev-parse", "--git-path", "shallow", environment=environment)
    if isinstance(shallow, Fault) or isinstance(where, Fault) or shallow.strip() != b"true":
        return frozenset()
    path = root / where.decode("utf-8", "surrogateescape").strip("\n")
    return frozenset(path.read_text("ascii").split()) if path.exists() else frozenset()
