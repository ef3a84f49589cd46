"""The log of a workspace: which commits touched each file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from trustpages.intake.git.command import git
from trustpages.model.refusal import Refusal

_BEGIN = b"\x01"


@dataclass(frozen=True, slots=True, order=True)
class Commit:
    """A commit: the second of its making since 1970, UTC, and its full id."""

    second: int
    id: str

    @property
    def day(self) -> str:
        """The UTC day on which it was made, as `YYYY-MM-DD`."""
        return datetime.fromtimestamp(self.second, UTC).date().isoformat()


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
    for entry in log.split(_BEGIN)[1:]:
        head, _, rest = entry.partition(b"\0")
        id_, second = head.decode("ascii").split()
        commit = Commit(int(second), id_)
        for status, path in _changes(rest):
            found[path].append(Touched(commit, status == "A"))
    return {path: tuple(commits) for path, commits in found.items()}


def _changes(text: bytes) -> list[tuple[str, str]]:
    """Pairs of status and path; of a renamed file the new path."""
    fields = [one.decode("utf-8", "surrogateescape") for one in text.strip(b"\n\0").split(b"\0") if one]
    pairs: list[tuple[str, str]] = []
    position = 0
    while position + 1 < len(fields):
        status = fields[position].lstrip("\n")[:1]
        paths = 2 if status in {"R", "C"} else 1
        pairs.append((status, fields[position + paths]))
        position += 1 + paths
    return pairs
