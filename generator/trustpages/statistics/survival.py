"""Kaplan-Meier estimate: time until an event, where some cases are still open (right-censored).

The mean time of closed cases alone would flatter: the slow ones are those still open.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from trustpages.statistics.arguments import require_not_negative, require_same_length
from trustpages.statistics.distributions import two_sided_z
from trustpages.statistics.proportions.binomial import LEVEL


@dataclass(frozen=True, slots=True)
class SurvivalStep:
    """One time at which cases ended or left: of `at_risk`, `events` ended and `censored` left open.

    `open_share` (0..1) is the estimated share still open after `time`, `se` its Greenwood error.
    """

    time: float
    at_risk: int
    events: int
    censored: int
    open_share: float
    se: float


@dataclass(frozen=True, slots=True)
class Survival:
    """All steps in order of time, and the first time at which at most half are open, with its limits.

    `median` is None where more than half were still open at `longest`, the last time observed; so are `low` and `high`
    where the cases seen so far exclude no time on that side.
    """

    steps: tuple[SurvivalStep, ...]
    median: float | None
    low: float | None
    high: float | None
    longest: float


def kaplan_meier(durations: Sequence[float], ended: Sequence[bool], level: float = LEVEL) -> Survival:
    """The share still open over time (Kaplan & Meier 1958); `ended[i]` is false for open cases.

    A case that is open at a time counts as at risk at that time. The limits of the median are the times between which
    the limits of the share include one half (Brookmeyer & Crowley 1982), on the scale log(-log). ValueError for
    lengths that differ, negative durations, or no case at all.
    """
    require_same_length(durations, ended, "durations and ended")
    require_not_negative(durations, "durations")
    if not durations:
        raise ValueError("no case: a time to an event needs at least one")
    at_risk, open_share, greenwood = len(durations), 1.0, 0.0
    steps = []
    for time, cases in groupby(sorted(zip(durations, ended, strict=True)), key=lambda case: case[0]):
        outcomes = [happened for _, happened in cases]
        events = sum(outcomes)
        open_share *= 1 - events / at_risk
        if events < at_risk:  # once all have ended the share is 0, and its error with it
            greenwood += events / (at_risk * (at_risk - events))
        se = open_share * math.sqrt(greenwood)
        steps.append(SurvivalStep(time, at_risk, events, len(outcomes) - events, open_share, se))
        at_risk -= len(outcomes)
    # A share of one half reached by several factors may come out one digit above it.
    median = next((step.time for step in steps if step.open_share <= 0.5 + 1e-12), None)
    # Where nobody or everybody has ended the share has no error, and says nothing of the times that are possible.
    known = [step for step in steps if 0 < step.open_share < 1]
    low, high = (next((s.time for s in known if _limit_share(s, side, level) <= 0.5), None) for side in (-1, 1))
    return Survival(tuple(steps), median, low, high, steps[-1].time)


def _limit_share(step: SurvivalStep, side: int, level: float) -> float:
    """The lower (-1) or upper (1) limit of the share still open, S^exp(-+z se/(S log S)): always between 0 and 1."""
    share = step.open_share
    spread = two_sided_z(level) * step.se / (share * -math.log(share))
    return float(share ** math.exp(-side * spread))
