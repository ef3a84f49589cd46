"""What would change a verdict: failures that would breach it, good runs that would meet it, runs to settle it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tally import Tally, assume_unknown_outcomes
from trustpages.assess.measures.ruling import OBSERVED, Line, Ruling
from trustpages.assess.measures.share_limits import ShareLimits, compute_share_limits
from trustpages.model.results.obligation import WhatWouldChange
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.distributions import complement
from trustpages.statistics.proportions.power import failures_to_breach, runs_to_meet, successes_to_meet
from trustpages.statistics.rounding import decimal_of


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What breaks a promise and what keeps it, each for one and for many."""

    bad: tuple[str, str]
    fine: tuple[str, str]


GOOD_RUNS = ChangeWords(("failure", "failures"), ("good run", "good runs"))
BAD_RUNS = ChangeWords(("run with that outcome", "runs with that outcome"), ("run without it", "runs without it"))
EVENTS = ChangeWords(("event", "events"), ("run without an event", "runs without an event"))


def describe_share_change(case: Case, line: Line, limits: ShareLimits, tally: Tally, ruling: Ruling) -> WhatWouldChange:
    """What would change the verdict on a share.

    Further runs in a row are counted as independent of each other; those already seen by what they are worth,
    unknown ones as what delays the change. Where all runs of the window were recorded, the share itself
    decides. `runs_to_settle` is the size of a window in which the share seen today would settle the
    matter with the policy's power. None where the line lies at an end of the scale, where the size of
    the window is known, or where no number of runs is enough.
    """
    at_least = line.direction == "at_least"
    threshold = line.value if at_least else complement(line.value)
    if not 0 < threshold < 1:
        return WhatWouldChange(text="No number of runs can settle a promise of always or never.")
    if limits.is_finite:
        return WhatWouldChange(text="The rest of the window's known runs decides.")
    share = limits.value if at_least else 1 - limits.value
    worst, best = (
        _KeptRuns.of(case, assume_unknown_outcomes(tally, good=good), at_least) for good in (not at_least, at_least)
    )
    return describe_change(
        ruling.verdict,
        GOOD_RUNS if at_least else BAD_RUNS,
        failures=_count_failures_to_breach(threshold, best, ruling, case.level),
        successes=_count_successes_to_meet(threshold, worst, ruling, case.level),
        runs=_count_runs_to_settle(case, threshold, share, ruling),
    )


@dataclass(frozen=True, slots=True)
class _KeptRuns:
    """Runs that keep the promise, `kept` of `n`, and what they are worth: `kept_eff` of `n_eff`."""

    kept: int
    n: int
    kept_eff: float
    n_eff: float

    @classmethod
    def of(cls, case: Case, tally: Tally, at_least: bool) -> _KeptRuns:
        """The runs of a tally without unknown outcomes, seen from the promise."""
        limits = compute_share_limits(case, tally, None)
        n_eff = limits.n_eff if isinstance(limits, ShareLimits) else tally.known
        kept = tally.successes if at_least else tally.failures
        return cls(kept, tally.known, n_eff if kept == tally.known else kept / tally.known * n_eff, n_eff)


def describe_change(
    verdict: Verdict,
    words: ChangeWords,
    *,
    failures: int | None = None,
    successes: int | None = None,
    runs: int | None = None,
) -> WhatWouldChange:
    """The distances with the sentences that tell them."""
    parts = ["It is breached."] if verdict is Verdict.BREACHED else []
    for number, (single, many), effect in (
        (failures, words.bad, "breach it"),
        (successes, words.fine, "show that it is kept"),
    ):
        if number:
            further = f"1 further {single}" if number == 1 else f"{number:,} further {many} in a row"
            parts.append(f"{further} would {effect}.")
    if runs:
        parts.append(f"About {runs:,} runs in one window would settle it, going on as now.")
    return WhatWouldChange(failures, successes, runs, " ".join(parts))


def _count_failures_to_breach(threshold: float, best: _KeptRuns, ruling: Ruling, level: float) -> int | None:
    if ruling.verdict is Verdict.BREACHED:
        return None
    if ruling.decided_by == OBSERVED:
        # The first whole number of runs of which the good ones are less than the promised share.
        return max(0, math.floor(best.kept / decimal_of(threshold)) + 1 - best.n)
    return failures_to_breach(best.kept_eff, best.n_eff, threshold, level)


def _count_successes_to_meet(threshold: float, worst: _KeptRuns, ruling: Ruling, level: float) -> int | None:
    if ruling.verdict is Verdict.MET:
        return None
    if ruling.decided_by == OBSERVED:
        share = decimal_of(threshold)
        short = math.ceil((share * worst.n - worst.kept) / (1 - share))
        return max(short, (ruling.n_min or 0) - worst.n, 0) or None
    return successes_to_meet(worst.kept_eff, worst.n_eff, threshold, level) or None


def _count_runs_to_settle(case: Case, threshold: float, share: float, ruling: Ruling) -> int | None:
    if not ruling.verdict.is_inconclusive or share == threshold:
        return None
    power = case.context.policy.pact.power
    if share > threshold:
        return runs_to_meet(threshold, share, probability=power, level=case.level)
    return runs_to_meet(complement(threshold), 1 - share, probability=power, level=case.level)
