"""A limitation rule: when it fires, what it says, what removes it, and what it needs to be evaluated."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.sentence import listed, unfilled
from trustpages.model.explained import Explained
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion on which a rule fires: the values of its sentence's slots, and what it is about.

    `severity` and `sentence` replace those of the rule where the case differs.
    """

    slots: dict[str, Slot] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    severity: Severity | None = None
    sentence: str | None = None


NOTHING_NEEDED = "nothing"
"""What a rule needs that can always be evaluated."""

Found: TypeAlias = Sequence[Occasion] | NotEvaluable


@dataclass(frozen=True, slots=True)
class Rule:
    """A limitation rule of the catalog.

    `meaning` tells a buyer in a sentence why the limitation matters; `fires` and `needs` complete "It fires
    where ..." and "It needs ..."; `sentence` has the slots that `find` fills. `graded` says which cases have
    another severity than `severity`. `only_if_not` names a rule that says the same more strongly and
    suppresses this one.
    """

    id: str
    slug: str
    severity: Severity
    meaning: str
    fires: str
    sentence: str
    removed_by: str
    needs: str
    find: Callable[[Facts], Found]
    graded: str = ""
    only_if_not: str = ""

    def explained(self) -> Explained:
        """What the rule means for a buyer, when it fires, what removes it, what it needs, what it says."""
        grade = f"{self.severity.value} ({self.graded})" if self.graded else self.severity.value
        parts = (
            self.meaning,
            f"It fires where {self.fires}. Severity: {grade}.",
            f"What removes it: {self.removed_by}.",
            self._needed(),
            f'It says: "{unfilled(self.sentence)}"',
        )
        return Explained(self.id, self.slug.replace("_", " "), " ".join(parts))

    def _needed(self) -> str:
        if self.needs == NOTHING_NEEDED:
            return "It needs nothing, and is always evaluated."
        return (
            f"It needs {self.needs}; without that it is listed as not evaluable, which is a limitation too."
        )


def unless_unknown(found: Iterable[Occasion], unknown: Sequence[str], why: str) -> Found:
    """The occasions; without any, that the rule is not clear as long as `unknown` were not looked at.

    `why` says what is missing of them, as the beginning of a sentence that ends with their names.
    """
    occasions = tuple(found)
    if occasions or not unknown:
        return occasions
    return NotEvaluable(f"{why}: {listed(tuple(unknown))}")


def reaches(value: float, line: float) -> bool:
    """Whether a value is on or above a line; noise of computation does not put it below."""
    return value >= line or math.isclose(value, line, rel_tol=1e-12)
