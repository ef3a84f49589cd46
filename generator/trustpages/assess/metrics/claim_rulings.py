"""What a figure says of a claimed number, by the claim's operator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from trustpages.model.vocabulary import ClaimVerdict
from trustpages.statistics.interval import Estimate

Direction = Literal["at_least", "at_most"]

_GOOD_ENOUGH = frozenset({ClaimVerdict.SUPPORTED, ClaimVerdict.PARTIALLY_SUPPORTED})


@dataclass(frozen=True, slots=True)
class Threshold:
    """A claimed number as a line: `delta` is the shortfall of a limit up to which support is partial."""

    direction: Direction
    value: float
    delta: float

    def ruling(self, found: Estimate) -> ClaimVerdict:
        """Supported if the whole interval reaches the line, contradicted if none of it does.

        Between the two: partially supported if the value reaches the line or the limit misses it by no more
        than delta, else unsupported (metrics specification 10, test 5). On unrounded numbers.
        """
        sign = 1 if self.direction == "at_least" else -1
        low, high = sorted((sign * found.interval.low, sign * found.interval.high))
        value, line = sign * found.value, sign * self.value
        if low >= line:
            return ClaimVerdict.SUPPORTED
        if high < line:
            return ClaimVerdict.CONTRADICTED
        if value >= line or low >= line - self.delta:
            return ClaimVerdict.PARTIALLY_SUPPORTED
        return ClaimVerdict.UNSUPPORTED


def ruling_of_events(events: int, bound: float | None, tolerable: float | None) -> ClaimVerdict:
    """Of never and always: one counterexample contradicts; none supports as far as the bound reaches.

    `bound` is the one-sided upper limit of the rate, None where nobody could have seen one.
    """
    if events:
        return ClaimVerdict.CONTRADICTED
    if bound is None:
        return ClaimVerdict.UNSUPPORTED
    shown = tolerable is not None and bound <= tolerable
    return ClaimVerdict.SUPPORTED if shown else ClaimVerdict.PARTIALLY_SUPPORTED


def agreed_ruling(rulings: Iterable[ClaimVerdict]) -> ClaimVerdict:
    """The ruling that stands whatever the unknown outcomes were: the weaker support, or none at all."""
    found = set(rulings)
    if len(found) == 1:
        return found.pop()
    return ClaimVerdict.PARTIALLY_SUPPORTED if found <= _GOOD_ENOUGH else ClaimVerdict.UNSUPPORTED
