"""Problems with paths that lead to the file from where their reader stands."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from trustpages.intake.folder import find_repository
from trustpages.model.problem import Problem


def seen_from(folder: Path | None, root: Path) -> str:
    """What has to stand before a path of the workspace `root` for somebody in `folder`.

    A relative path where one of the two lies in the other, else the whole path; nothing for nobody (None).
    """
    if folder is None:
        return ""
    here, there = Path(os.path.abspath(folder)), Path(os.path.abspath(root))
    is_near = there.is_relative_to(here) or here.is_relative_to(there)
    path = os.path.relpath(there, here) if is_near else str(there)
    return "" if path == os.curdir else f"{Path(path).as_posix()}/"


def seen_from_repository(root: Path) -> str:
    """The same for a forge, which counts paths from the top of the git repository that holds the workspace."""
    return seen_from(find_repository(root) or root, root)


def shown(problems: Iterable[Problem], prefix: str, previous: Path | None = None) -> tuple[Problem, ...]:
    """The problems with `prefix` before each path of the workspace.

    The earlier report is no file of it, and keeps the path under which it was named.
    """
    return tuple(
        _moved(problem, prefix) if problem.place.file != str(previous) else problem for problem in problems
    )


def _moved(problem: Problem, prefix: str) -> Problem:
    return replace(problem, place=replace(problem.place, file=f"{prefix}{problem.place.file}"))
