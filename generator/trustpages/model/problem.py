"""Problems of an input as values with code, place and remedy; the exceptions that end a command; what each
code means.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ProblemLevel(StrEnum):
    """How far a problem reaches: an error makes the evidence invalid, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a workspace file.

    `file` is relative to the workspace, with forward slashes; `line` and `column` count from 1,
    and 0 says that the problem concerns the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding about the input: where it is, what is wrong, how to mend it.

    `code` is stable and kebab-case, `sentence` has no final stop, `remedy` may be empty only
    where the sentence already says what to do.
    """

    place: Place
    code: str
    sentence: str
    remedy: str = ""
    level: ProblemLevel = ProblemLevel.ERROR

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.place}: [{self.code}] {self.sentence}{remedy}"


class TrustpagesError(Exception):
    """The work cannot continue; carries a stable code, a sentence and a remedy for the reader."""

    def __init__(self, code: str, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"[{self.code}] {self.sentence}{remedy}"


class TryAgain(TrustpagesError):
    """Somebody else holds what the work needs; trying again later may succeed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value cannot be used: the part of a `Problem` that does not depend on the place."""

    code: str
    sentence: str
    remedy: str

    def at(self, place: Place) -> Problem:
        """The same finding as a problem at `place`."""
        return Problem(place, self.code, self.sentence, self.remedy)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code with its title and one paragraph: what it says, a bad and a good example.

    `code` is stable and kebab-case, `title` has no final stop, `paragraph` is Markdown without headings.
    """

    code: str
    title: str
    paragraph: str
