"""The line between keeping and breaking a promise, and on which side of it a value and its interval lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trustpages.model.documents.pact import Threshold
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Interval

_WORST_FIRST = (
    Verdict.MISSING,
    Verdict.BREACHED,
    Verdict.INCOMPLETE,
    Verdict.LEANING_BREACH,
    Verdict.LEANING_MET,
    Verdict.MET,
)


@dataclass(frozen=True, slots=True)
class Line:
    """`at_least` or `at_most` a value; comparisons are on unrounded numbers, and equality keeps the promise."""

    direction: str
    value: float

    def keeps(self, value: float) -> bool:
        """Whether the value is on the good side."""
        return value >= self.value if self.direction == "at_least" else value <= self.value

    def decide(self, value: float, interval: Interval) -> Verdict:
        """The inferred verdict, with the interval as guard band (ILAC-G8:09/2019, non-binary rule).

        `met` if the whole interval keeps the promise, `breached` if all of it breaks it, else leaning to the
        side of the value.
        """
        near, far = interval.low, interval.high
        if self.direction == "at_most":
            near, far = far, near
        if self.keeps(near):
            return Verdict.MET
        if not self.keeps(far):
            return Verdict.BREACHED
        return Verdict.LEANING_MET if self.keeps(value) else Verdict.LEANING_BREACH

    def attain(self, value: float) -> Verdict:
        """The observed verdict: a fact about the runs of the window."""
        return Verdict.MET if self.keeps(value) else Verdict.BREACHED


def line_of(threshold: Threshold) -> Line | None:
    """The line that a threshold draws; None where it draws none."""
    if threshold.at_least is not None:
        return Line("at_least", threshold.at_least)
    return Line("at_most", threshold.at_most) if threshold.at_most is not None else None


def agreed(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on which all cases agree, else `incomplete`."""
    found = set(verdicts)
    return found.pop() if len(found) == 1 else Verdict.INCOMPLETE


def worse_of(one: Verdict, other: Verdict) -> Verdict:
    """The worse of two verdicts; of equally bad ones the first."""
    return min(one, other, key=_WORST_FIRST.index)
