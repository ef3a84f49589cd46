"""Destination of a version: a published folder, or a branch of the repository around the workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.publish.branch.folder import Landed, open_branch_folder
from trustpages.publish.branch.names import Branch

Destination = Path | Branch


@dataclass(frozen=True, slots=True)
class OpenDestination:
    """The published folder to work on, and `land`, which commits it if it stands for a branch."""

    root: Path
    land: Callable[[str, date], Landed | None]


@contextmanager
def open_destination(destination: Destination, start: Path, version: str | None = None) -> Iterator[OpenDestination]:
    """The published folder of a destination, to publish or withdraw `version`, or to sign the newest one (None).

    `start` lies in the branch's repository.

    Raises what `open_branch_folder` raises.
    """
    match destination:
        case Branch() as branch:
            with open_branch_folder(start, branch, version) as folder:
                yield OpenDestination(folder.root, folder.land)
        case Path() as root:
            yield OpenDestination(root, lambda *_: None)


def locate_version(destination: Destination, version: str, root: Path) -> str:
    """Where the version is: its folder, or `BRANCH:VERSION` as git writes it."""
    match destination:
        case Branch(name=name):
            return f"{name}:{version}"
        case Path():
            return str(root)
