"""A data file that was opened and checked, and the way out when it gives no answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from trustpages.intake.data.rows import broken_rows
from trustpages.model.located import Path
from trustpages.model.problem import Place, Problem
from trustpages.model.refusal import Refusal

Whereabouts: TypeAlias = Callable[[str, Path], Place | None]
"""Where an item, `agent/item-id`, says something about its data: the place of a path inside `data`."""


def nowhere(item: str, path: Path) -> Place | None:
    """For requests that no document made."""
    del item, path
    return None


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """An opened data file: its path in the workspace, its format, the path by which it is read."""

    path: str
    format: str
    opened: str
    where: Whereabouts = nowhere

    @property
    def name(self) -> str:
        """Its name, for a sentence that stands elsewhere."""
        return PurePosixPath(self.path).name

    def problem(self, code: str, sentence: str, remedy: str, line: int = 0) -> Problem:
        """A problem in a line of the file, counted from 1, or with the file as a whole."""
        return Problem(Place(self.path, line, 1 if line else 0), code, sentence, remedy)

    def misdescribed(self, item: str, path: Path, code: str, sentence: str, remedy: str) -> Problem:
        """A problem with what an item says about the file, at the place where it does."""
        return Problem(self.where(item, path) or Place(self.path, 1, 1), code, sentence, remedy)

    def broken_rows(self) -> tuple[Problem, ...]:
        """The first lines that cannot be read, as problems; empty where none is found."""
        remedy = "correct the row, or write the file anew"
        return tuple(
            self.problem("data-row", reason, remedy, line)
            for line, reason in broken_rows(self.format, self.opened)
        )

    def refused(self, refusal: Refusal) -> Problem:
        """The same finding as a problem with the file as a whole."""
        return refusal.at(Place(self.path))


class Findings(Exception):
    """Problems that leave a file without answers; never leaves this package."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems
