"""Kaplan-Meier estimate: time until an event, where some cases are still open (right-censored).

The mean time of closed cases alone would flatter: the slow ones are those still open.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from trustpages.statistics.arguments import require_not_negative, require_same_length


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
    """All steps in order of time, and the first time at which at most half are open.

    `median` is None where more than half were still open at `longest`, the last time observed.
    """

    steps: tuple[SurvivalStep, ...]
    median: float | None
    longest: float


def kaplan_meier(durations: Sequence[float], ended: Sequence[bool]) -> Survival:
    """The share still open over time (Kaplan & Meier 1958); `ended[i]` is false for open cases.

    A case that is open at a time counts as at risk at that time. ValueError for lengths that
    differ, negative durations, or no case at all.
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
    return Survival(tuple(steps), median, steps[-1].time)
