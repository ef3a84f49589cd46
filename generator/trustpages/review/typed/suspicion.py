"""That a change may be an attempt to look better."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Suspicion:
    """The rule of the attempt that a change may be, why, and how much it weighs where that is not as the rule does."""

    rule: str
    why: str = ""
    weight: Severity | None = None
