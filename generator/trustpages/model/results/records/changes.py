"""Typed changes between two reports, as pages, the feed and the log tell them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeTopic(StrEnum):
    """What a change is about, in the order in which a reader wants to know."""

    AGENT = "agent"
    POSTURE = "posture"
    AUTHORITY = "authority"
    VERSION = "version"
    VERDICT = "verdict"
    CLAIM = "claim"
    CONSEQUENCE = "consequence"
    LIMITATION = "limitation"
    EVIDENCE = "evidence"
    TERMS = "terms"
    PACT = "pact"


class Turn(StrEnum):
    """Whether a change is for the better; neutral where neither state is better than the other.

    What would be better is `lost` where it cannot be evaluated any more, and `disputed` where the figure is contested.
    """

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"
    LOST = "lost"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class ReportChange:
    """One difference from the earlier report; `before` or `after` is None where the thing was not there.

    `subject` is the id of what changed: `pact/obligation`, a claim, a consequence, an item, a pact, the rule of a
    limitation.
    `aspect` says what about it: the term of an obligation, the subject of a limitation. `words` is the sentence of
    a promise or claim that only one of the reports has.
    """

    agent: str
    changed: ChangeTopic
    subject: str
    before: str | None
    after: str | None
    turn: Turn = Turn.NEUTRAL
    aspect: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that is not the same in two reports: where it stands, and both as JSON; None is not there at all."""

    path: str
    before: str | None
    after: str | None


CLAIM_FIELDS = ("text", "predicate")
"""What a claim is judged by; a change of either makes it another claim under the old name."""
