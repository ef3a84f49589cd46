"""What an evidence item says against the agent, whatever promise it is for: every kind tells it of its own content."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.vocabulary import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAgainst:
    """What was counted in an item, and the lines that it is held against.

    `good` of `known` outcomes were good; both are 0 where none are counted. `line` is the least share of good ones that
    is promised (0..1), and `is_missed` says that even the upper limit of the share lies below it. `doing_nothing` is
    the score (0..1) of an agent that does nothing on the item's benchmark. `at_least` and `at_most` are the strictest
    lines of promises that read the item's own value.
    """

    good: int = 0
    known: int = 0
    line: float | None = None
    is_missed: bool = False
    doing_nothing: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def bad(self) -> int:
        """Outcomes known not to be good."""
        return self.known - self.good

    @property
    def is_mostly_bad(self) -> bool:
        """Whether more outcomes were bad than good."""
        return self.bad > self.good


@dataclass(frozen=True, slots=True)
class Adverse:
    """What an item says against the agent: how much it weighs, and a few words such as `failed, 6 open findings`."""

    severity: Severity
    found: str


def weigh_outcomes(held: HeldAgainst, words: str) -> Adverse | None:
    """What counted outcomes say against the agent: a promised line that they miss, or more of them bad than good.

    `words` are what the outcomes are called, in the plural. Where a share is promised, only that line counts: the
    organisation has said what is good enough.
    """
    severity = Severity.CRITICAL if held.is_mostly_bad else Severity.HIGH
    if held.line is not None:
        promised = f"at least {format_share(held.line)} promised"
        found = f"{held.good:,} of {held.known:,} {words} were good, {promised}"
        return Adverse(severity, found) if held.is_missed else None
    return Adverse(severity, f"{held.bad:,} of {held.known:,} {words} were bad") if held.is_mostly_bad else None


def format_share(share: float) -> str:
    """A line or a score as a percentage, with as many figures as it was given with."""
    return f"{share * 100:.6g} %"
