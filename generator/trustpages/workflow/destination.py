"""Where versions are published: a folder, or a branch of the repository around the workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.publish.branch.folder import Landed, folder_of_branch
from trustpages.publish.branch.names import Branch

Destination = Path | Branch


@dataclass(frozen=True, slots=True)
class Opened:
    """The published folder, and what puts it where its readers find it; a folder needs nothing of the kind."""

    root: Path
    land: Callable[[str, date], Landed | None]


@contextmanager
def opened(destination: Destination, start: Path, version: str) -> Iterator[Opened]:
    """The published folder of a destination, for a step on `version`; `start` lies in the branch's repository.

    Raises what `folder_of_branch` raises.
    """
    match destination:
        case Branch() as branch:
            with folder_of_branch(start, branch, version) as folder:
                yield Opened(folder.root, folder.land)
        case Path() as root:
            yield Opened(root, lambda *_: None)


def address(destination: Destination, version: str, root: Path) -> str:
    """Where the version is: its folder, or `BRANCH:VERSION` as git writes it."""
    match destination:
        case Branch(name=name):
            return f"{name}:{version}"
        case Path():
            return str(root)
