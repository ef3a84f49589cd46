"""A data file that was opened and checked, and the way out when it gives no answers."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.intake.data.rows import broken_rows
from trustpages.model.problem import Place, Problem
from trustpages.model.refusal import Refusal


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """An opened data file: its path in the workspace, its format, the path by which it is read."""

    path: str
    format: str
    opened: str

    def problem(self, code: str, sentence: str, remedy: str, line: int = 0) -> Problem:
        """A problem in a line of the file, counted from 1, or with the file as a whole."""
        return Problem(Place(self.path, line, 1 if line else 0), code, sentence, remedy)

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
