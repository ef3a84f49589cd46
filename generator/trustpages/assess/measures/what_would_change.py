"""What would change a verdict: failures that would breach it, good runs that would meet it, runs to settle it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.selection import Weights, group_by_weight
from trustpages.assess.evidence.tally import Tally, assume_unknown_outcomes, find_usual_size
from trustpages.assess.measures.ruling import OBSERVED, Line, Ruling
from trustpages.assess.measures.share_limits import ShareLimits
from trustpages.model.measured import Unmeasured
from trustpages.model.results.obligation import WhatWouldChange
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.distributions import complement
from trustpages.statistics.proportions.cluster_limits import swap_outcomes
from trustpages.statistics.proportions.cluster_sums import Outcomes, clusters_like_sums_to_meet
from trustpages.statistics.proportions.clusters import SixSums, sum_up
from trustpages.statistics.proportions.paired import FIVE_POINTS, tasks_to_tell_apart
from trustpages.statistics.proportions.power import (
    clusters_to_meet,
    failures_to_breach,
    runs_to_meet,
    successes_to_meet,
)
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
    if tally.weights is not None:
        return _plan_weighted_window(case, line, tally, tally.weights, limits, ruling)
    if limits.is_finite:
        return WhatWouldChange(text="The rest of the window's known runs decides.")
    worst, best = (_group_kept(tally, good, at_least) for good in (not at_least, at_least))
    groups, runs = _plan_window(case, threshold, tally, limits, ruling)
    change = describe_change(
        GOOD_RUNS if at_least else BAD_RUNS,
        failures=_count_failures_to_breach(threshold, best, ruling, case),
        successes=_count_successes_to_meet(threshold, worst, ruling, case),
        runs=runs,
        groups=groups,
    )
    return replace(change, runs_for_five_points=_plan_comparison(case, limits, tally, ruling))


def _plan_weighted_window(
    case: Case, line: Line, tally: Tally, weights: Weights, limits: ShareLimits, ruling: Ruling
) -> WhatWouldChange:
    """The runs drawn with the same probabilities that settle it; how much a single further one weighs nobody knows."""
    if not ruling.verdict.is_inconclusive or limits.value == line.value:
        return WhatWouldChange()
    groups, is_above = group_by_weight(weights), limits.value > line.value
    number = clusters_to_meet(
        groups if is_above else swap_outcomes(groups),
        line.value if is_above else complement(line.value),
        probability=case.context.policy.pact.power,
        level=case.level,
        unseen=find_usual_size(tally),
    )
    if number is None:
        return WhatWouldChange(text="More runs drawn with known probabilities could settle it.")
    runs = math.ceil(number * tally.known / math.fsum(groups.values()))
    return describe_change(GOOD_RUNS, runs=runs, groups=number if tally.clusters else None)


def _plan_comparison(case: Case, limits: ShareLimits, tally: Tally, ruling: Ruling) -> int | None:
    """Runs of each of two versions that would tell 5 points, both as good as seen and as clustered (Miller 2024)."""
    if not ruling.verdict.is_inconclusive or not 0 < limits.value < 1:
        return None
    # Runs of two windows are not paired: the variances of both add up, each by what its runs are worth.
    variance = 2 * limits.value * (1 - limits.value) * tally.known / limits.n_eff
    return tasks_to_tell_apart(FIVE_POINTS, variance, probability=case.context.policy.pact.power, level=case.level)


def _group_kept(tally: Tally, good: bool, at_least: bool) -> Outcomes:
    """The runs as clusters with those that keep the promise as successes, unknown ones assumed good or bad."""
    groups = assume_unknown_outcomes(tally, good=good).outcomes
    if isinstance(groups, Unmeasured):
        # All in one cluster: then it is worth one run.
        groups = {(float(tally.successes), float(tally.known)): 1.0}
    if at_least:
        return groups
    return groups.swapped() if isinstance(groups, SixSums) else swap_outcomes(groups)


def describe_change(
    words: ChangeWords,
    *,
    failures: int | None = None,
    successes: int | None = None,
    runs: int | None = None,
    groups: int | None = None,
) -> WhatWouldChange:
    """The distances with the sentences that tell them."""
    parts = []
    for number, (single, many), effect in ((failures, words.bad, _BREACHES), (successes, words.fine, _KEEPS)):
        if number:
            further = f"1 further {single}" if number == 1 else f"{number:,} {many} in a row from now on"
            parts.append(f"{further} {effect}")
    if runs:
        parts.append(f"About {describe_plan(runs, groups)} in one window {_SETTLES}")
    return WhatWouldChange(failures, successes, runs, groups, " ".join(parts))


_BREACHES, _KEEPS = "would show that it is broken.", "would show that it is kept."
_SETTLES = "would decide it, if they go as those so far."


def withhold_ways_to_keep(change: WhatWouldChange, verdict: Verdict, why: str) -> WhatWouldChange:
    """What would change a verdict that no further runs like these can show to be met; `why` is a sentence.

    What would breach it stays, and so does a plan for runs that lean to a breach.
    """
    if not verdict.is_inconclusive:
        return change
    breaches = verdict.ranked_as is Verdict.LEANING_BREACH and change.runs_to_settle is not None
    endings = (_BREACHES, _SETTLES) if breaches else (_BREACHES,)
    # Each sentence ends with what it says, and none of them has a full stop inside.
    sentences = [f"{part.rstrip('.')}." for part in change.text.split(". ")]
    kept = [sentence for sentence in sentences if sentence.endswith(endings)]
    return WhatWouldChange(
        failures_to_breach=change.failures_to_breach,
        runs_to_settle=change.runs_to_settle if breaches else None,
        groups_to_settle=change.groups_to_settle if breaches else None,
        text=" ".join(kept if breaches else (*kept, why)),
        runs_for_five_points=change.runs_for_five_points,
    )


def explain_no_plan(why: str) -> WhatWouldChange:
    """What is said in place of a number of runs where none can be planned; `why` is a clause."""
    return WhatWouldChange(text=f"How many runs would settle it cannot be said: {why}.")


def describe_plan(runs: int, groups: int | None) -> str:
    """So many runs, and in how many groups of what size where they come in groups."""
    if groups is None:
        return f"{runs:,} runs"
    size = math.ceil(runs / groups)
    return f"{groups:,} groups of {size:,} {'run' if size == 1 else 'runs'}"


def _count_failures_to_breach(threshold: float, best: Outcomes, ruling: Ruling, case: Case) -> int | None:
    if ruling.verdict is Verdict.BREACHED:
        return None
    kept, runs = _add_up(best)
    if ruling.decided_by == OBSERVED:
        # The first whole number of runs of which the good ones are less than the promised share.
        return max(0, math.floor(kept / decimal_of(threshold)) + 1 - runs)
    return max(failures_to_breach(best, threshold, case.level), _count_missing_units(best, case))


def _count_successes_to_meet(threshold: float, worst: Outcomes, ruling: Ruling, case: Case) -> int | None:
    if ruling.verdict is Verdict.MET:
        return None
    if ruling.decided_by == OBSERVED:
        kept, runs = _add_up(worst)
        share = decimal_of(threshold)
        short = math.ceil((share * runs - kept) / (1 - share))
        return max(short, (ruling.n_min or 0) - runs, 0) or None
    return max(successes_to_meet(worst, threshold, case.level), _count_missing_units(worst, case)) or None


def _add_up(groups: Outcomes) -> tuple[int, int]:
    """Runs that keep the promise, and all runs."""
    sums = groups if isinstance(groups, SixSums) else sum_up(groups)
    return round(sums.k), round(sums.n)


def _count_missing_units(groups: Outcomes, case: Case) -> int:
    """How many further runs it takes before anything but a leaning may be said."""
    units = groups.clusters if isinstance(groups, SixSums) else math.fsum(groups.values())
    return max(0, math.ceil(case.context.policy.pact.units_min - units))


def _plan_window(
    case: Case, threshold: float, tally: Tally, limits: ShareLimits, ruling: Ruling
) -> tuple[int | None, int | None]:
    """Clusters (None where runs stand alone) and runs of a window that settles the matter with the policy's power."""
    at_least = ruling.target.direction == "at_least"
    share = limits.value if at_least else 1 - limits.value
    if not ruling.verdict.is_inconclusive or share == threshold:
        return None, None
    power, keeps = case.context.policy.pact.power, share > threshold
    line = threshold if keeps else complement(threshold)
    groups = tally.outcomes
    if isinstance(groups, Unmeasured):
        return None, None
    units, fewest = tally.units, math.ceil(case.context.policy.pact.units_min)
    if units >= tally.known:
        runs = runs_to_meet(line, share if keeps else 1 - share, probability=power, level=case.level)
        return None, None if runs is None else max(runs, fewest)
    if isinstance(groups, SixSums):
        alike = groups if at_least is keeps else groups.swapped()
        number = clusters_like_sums_to_meet(alike, line, probability=power, level=case.level)
    else:
        kept = groups if at_least is keeps else swap_outcomes(groups)
        number = clusters_to_meet(kept, line, probability=power, level=case.level)
    if number is None:
        return None, None
    number = max(number, fewest)
    return number, math.ceil(number * tally.known / units)
