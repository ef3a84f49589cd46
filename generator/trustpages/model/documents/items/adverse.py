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
    lines of promises that read the item's own value. `stated` are the least and the most that was published of a share
    without its number of outcomes, `claimed` is the greatest share that a claim takes from the item, and `unread` are
    events inside of its runs that no promise counts.
    """

    good: int = 0
    known: int = 0
    line: float | None = None
    is_missed: bool = False
    doing_nothing: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    stated: tuple[float, float] | None = None
    claimed: float | None = None
    unread: int = 0

    @property
    def best(self) -> float | None:
        """The share of good outcomes, at most; None where it is not known."""
        if self.stated is not None:
            return self.stated[1]
        return self.good / self.known if self.known else None

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
    if held.stated is not None:
        return _weigh_stated_share(held, held.stated[1], words)
    severity = Severity.CRITICAL if held.is_mostly_bad else Severity.HIGH
    if held.line is not None:
        promised = f"at least {format_share(held.line)} promised"
        return Adverse(severity, f"{describe_good(held, words)}, {promised}") if held.is_missed else None
    return Adverse(severity, f"{held.bad:,} of {held.known:,} {words} were bad") if held.is_mostly_bad else None


def describe_good(held: HeldAgainst, words: str) -> str:
    """How many of the outcomes, called `words` in the plural, were good."""
    if held.stated is None:
        return f"{held.good:,} of {held.known:,} {words} were good"
    return f"{format_range(*held.stated)} of an unknown number of {words} were good"


def _weigh_stated_share(held: HeldAgainst, most: float, words: str) -> Adverse | None:
    """What a share without its number says: a promised or claimed line that even the most of it misses, or mostly bad.

    It is never more than high: how far chance goes, nobody can say.
    """
    found = describe_good(held, words)
    if held.is_missed and held.line is not None:
        return Adverse(Severity.HIGH, f"{found}, at least {format_share(held.line)} promised")
    if held.claimed is not None and most < held.claimed:
        return Adverse(Severity.HIGH, f"{found}, {format_share(held.claimed)} claimed")
    return Adverse(Severity.HIGH, found) if held.line is None and most < MOSTLY_BAD else None


MOSTLY_BAD = 0.5
"""Below this share of good outcomes more of them are bad than good."""


def format_range(low: float, high: float) -> str:
    """Both ends of a share as percentages; one where they are the same."""
    return format_share(high) if low == high else f"{format_share(low)} to {format_share(high)}"


def format_share(share: float) -> str:
    """A line or a score as a percentage, with as many figures as it was given with."""
    return f"{share * 100:.6g} %"
