"""How an agent stands: posture, authority, last good day; and how it stood in earlier reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.model.vocabulary import Posture, Verdict


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """The verdict on one promise, `pact/obligation`, in a published report."""

    ref: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PastStanding:
    """How an agent stood in the report of a day: its posture, and the verdict on each promise."""

    as_of: date
    posture: Posture
    verdicts: tuple[PastVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorityResult:
    """What the rules grant today beside what was granted; lowered by consequences that were enacted.

    `human_before_each` is the rung on which a human approves each action, None in reports of earlier versions.
    """

    ladder: tuple[str, ...]
    granted: str
    by_rules: str
    differs: bool
    reasons: tuple[str, ...]
    lowered_by: tuple[str, ...] = ()
    human_before_each: str | None = None

    @property
    def may_not_act(self) -> bool:
        """Whether the rules leave the agent on the lowest rung."""
        return self.by_rules == self.ladder[0]

    @property
    def is_approved_each(self) -> bool:
        """Whether a person approves each action, on the rung for that or on one below it."""
        rung = self.human_before_each or self.ladder[1]
        return self.ladder.index(self.by_rules) <= self.ladder.index(rung)


@dataclass(frozen=True, slots=True)
class PostureResult:
    """How far the rules let anyone rely on the agent: the rule that decided, in words."""

    posture: Posture
    rule: int
    decided_by: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ValidUntil:
    """The last good UTC day, and what ends it; `day` is None where nothing in force has an end."""

    day: date | None
    reason: str
    subject: str | None = None
