"""A rule of the catalog of changes: what a review calls a change, how grave it is, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trustpages.model.problem import Explanation
from trustpages.model.vocabulary import Severity


class Part(StrEnum):
    """What a change has to do with the evidence: only causes and outcomes are made by whoever writes.

    `result` follows from others, such as a verdict; `outcome` is what was counted; `cause` is all else that decides
    results; `form` decides none.
    """

    RESULT = "result"
    OUTCOME = "outcome"
    CAUSE = "cause"
    FORM = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRule:
    """One kind of change.

    `weight` is that of a change whose subject has none of its own; `graded` says whose it is otherwise. `opposite` is
    the rule of the same change seen from the other side, itself where empty. `innocent` is the harmless reading of
    what may be an attempt to look better; empty for all other changes.
    """

    id: str
    title: str
    weight: Severity
    part: Part
    meaning: str
    graded: str = ""
    opposite: str = ""
    innocent: str = ""

    def explained(self) -> Explanation:
        """What the change means, how much it weighs, and its harmless reading where it has one."""
        weight = self.graded or self.weight.value
        innocent = f" The harmless reading: {self.innocent[0].lower()}{self.innocent[1:]}" if self.innocent else ""
        return Explanation(self.id, self.title, f"{self.meaning} It weighs {weight}.{innocent}")
