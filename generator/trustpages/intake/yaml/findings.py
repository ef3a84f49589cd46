"""The problems of one file as they are met, and the way out when nothing more can be read."""

from __future__ import annotations

from typing import NoReturn

from trustpages.intake.yaml.limits import Limits
from trustpages.intake.yaml.source import Source
from trustpages.model.problem import Problem


class Stopped(Exception):
    """The rest of the file cannot or must not be read; never leaves this package."""


class Findings:
    """Problems of `source` in the order in which they were met, at most `limits.problems` and one more."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._most = limits.problems

    def add(self, offset: int, code: str, sentence: str, remedy: str) -> None:
        """Notes a problem at `offset`; reading goes on. Raises `Stopped` when there are too many."""
        if len(self.problems) >= self._most:
            sentence = f"the file has more than {self._most} problems; the rest is not listed"
            self.stop(offset, "yaml-too-many-problems", sentence, "mend the ones above and check again")
        self.problems.append(self._source.problem(offset, code, sentence, remedy))

    def stop(self, offset: int, code: str, sentence: str, remedy: str) -> NoReturn:
        """Notes a problem at `offset` and raises `Stopped`."""
        self.problems.append(self._source.problem(offset, code, sentence, remedy))
        raise Stopped
