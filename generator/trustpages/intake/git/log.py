"""The log of a workspace: which commits touched each file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from trustpages.intake.git.command import git
from trustpages.model.refusal import Refusal

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
class Touched:
    """One commit that touched a file; `is_whole` says that all lines of the file come from it."""

    commit: Commit
    is_whole: bool


def touched(root: Path) -> Mapping[str, tuple[Touched, ...]] | Refusal:
    """The commits that touched each file below `root`, latest first, by path from there."""
    log = git(
        root, "log", "-z", "--no-ext-diff", "--name-status", "--relative", "-M", "--format=%x01%H %ct", "--", "."
    )  # fmt: skip
    if isinstance(log, Refusal):
        return log
    found: defaultdict[str, list[Touched]] = defaultdict(list)
    for commit, status, path in _changes(log):
        found[path].append(Touched(commit, status == "A"))
    return {path: tuple(commits) for path, commits in found.items()}


def _changes(log: bytes) -> Iterator[tuple[Commit, str, str]]:
    """Commit, status and path of each change; of a renamed file the new path.

    Read field by field, since a name may hold everything but NUL, and so look like the head of a commit.
    """
    fields = (part.decode("utf-8", "surrogateescape") for part in log.split(b"\0"))
    commit = Commit(0, "")
    for one in fields:
        field = one.lstrip("\n")
        if field.startswith(_BEGIN):
            id_, _, second = field.removeprefix(_BEGIN).partition(" ")
            commit = Commit(int(second or 0), id_)  # a commit that git did not make may have no time
        elif field:
            path = next(fields)
            yield commit, field[0], next(fields) if field[0] in "RC" else path
