"""What is wrong with a text by itself, before anyone says where the text stands."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value cannot be used: the part of a `Problem` that does not depend on the place."""

    code: str
    sentence: str
    remedy: str

    def at(self, place: Place) -> Problem:
        """The same finding as a problem at `place`."""
        return Problem(place, self.code, self.sentence, self.remedy)
