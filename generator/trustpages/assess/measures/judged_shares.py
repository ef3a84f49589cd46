"""What AI judges do to a verdict: their share is corrected, and a judge of unknown errors cannot show much."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.judged import DecidedOutcomes, correct_share
from trustpages.assess.evidence.tally import combine_tallies
from trustpages.assess.measures.ruling import INFERRED, Ruling, choose_worse_verdict
from trustpages.assess.measures.share_limits import ShareLimits
from trustpages.assess.measures.what_would_change import BAD_RUNS, GOOD_RUNS, describe_change, withhold_ways_to_keep
from trustpages.model.measured import Unmeasured
from trustpages.model.results.obligation import WhatWouldChange
from trustpages.model.vocabulary import Severity, Verdict
from trustpages.statistics.distributions import complement, tail, z_of
from trustpages.statistics.search import find_root


def compute_corrected_limits(
    case: Case, parts: Sequence[DecidedOutcomes], *, unknown_good: bool | None = None
) -> ShareLimits | Unmeasured:
    """The share over all parts, each corrected by its own calibration, whichever way that moves it.

    A known size of the window is not used: of judged outcomes the limits come from errors of judges as well. Absent as
    `correct_share`.
    """
    corrected = correct_share(parts, case.level, unknown_good=unknown_good)
    if isinstance(corrected, Unmeasured):
        return corrected
    counted = combine_tallies([part.tally for part in parts])
    judged = f"{counted.successes:,} of {counted.known:,} before the correction for the errors of AI judges"
    return ShareLimits(
        value=corrected.estimate.value,
        interval=corrected.estimate.interval,
        n_eff=corrected.n_eff,
        units=counted.units,
        is_corrected=True,
        notes=(judged, *corrected.notes),
    )


NO_RUNS_SETTLE = "No number of runs would settle it, going on as now: the errors of AI judges leave too much open."
# So many times the outcomes seen leave labels as the only thing that is not known.
_VERY_MANY = 100_000


def describe_judged_change(
    case: Case, parts: Sequence[DecidedOutcomes], limits: ShareLimits, ruling: Ruling
) -> WhatWouldChange:
    """The runs that would settle an open verdict with the policy's power, or that more labels are needed for it.

    Further runs narrow what is due to the judged share; what is due to the labels stays. For the plan both are taken to
    add up as squares, as in MOVER.
    """
    words, line = GOOD_RUNS if ruling.target.direction == "at_least" else BAD_RUNS, ruling.target.value
    if not ruling.verdict.is_inconclusive or line is None or limits.value == line:
        return describe_change(words)
    by_labels = compute_corrected_limits(case, [_multiply(part) for part in parts])
    if isinstance(by_labels, Unmeasured):
        return describe_change(words)
    gap = abs(limits.value - line)
    seen, fixed = (_measure_distance(share, line) for share in (limits, by_labels))
    if fixed >= gap:
        return WhatWouldChange(text=NO_RUNS_SETTLE)
    z, z_power = z_of(tail(case.level) / 2), z_of(complement(case.context.policy.pact.power))
    now = math.sqrt(max(seen * seen - fixed * fixed, 0.0)) / z
    needed = find_root(lambda error: gap - z_power * error - math.hypot(fixed, z * error), 0.0, gap)
    factor = (now / needed) ** 2
    counted = combine_tallies([part.tally for part in parts])
    groups = math.ceil(factor * limits.units) if limits.units < counted.known else None
    return describe_change(words, runs=math.ceil(factor * counted.known), groups=groups)


def _measure_distance(limits: ShareLimits, line: float) -> float:
    """From the share to the limit on the line's side."""
    return limits.value - limits.interval.low if line < limits.value else limits.interval.high - limits.value


def _multiply(part: DecidedOutcomes) -> DecidedOutcomes:
    """Very many outcomes of the same share, each by itself."""
    known, successes = part.tally.known * _VERY_MANY, part.tally.successes * _VERY_MANY
    many = replace(part.tally, attempts=known, successes=successes, unknown=0, clusters=(), sums=None, loose=known)
    return replace(part, tally=many)


CALIBRATED = "Labels by people of what the AI judge decided could settle it."


def cap_for_uncalibrated_judge(case: Case, ruling: Ruling) -> Ruling:
    """The ruling, at best inconclusive for a critical promise that an uncalibrated AI judge decided.

    The cap takes away good verdicts only: what a judge saw fail stays as bad as it was judged.
    """
    if not ruling.basis.uncalibrated or case.obligation.severity is not Severity.CRITICAL:
        return ruling
    verdict = choose_worse_verdict(ruling.verdict, Verdict.LEANING_MET)
    change = withhold_ways_to_keep(ruling.would_change, verdict, CALIBRATED)
    if Verdict.MET not in (ruling.verdict, ruling.inferred):
        return replace(ruling, would_change=change)
    return replace(
        ruling,
        would_change=change,
        verdict=verdict,
        inferred=choose_worse_verdict(ruling.inferred or ruling.verdict, Verdict.LEANING_MET),
        decided_by=INFERRED if ruling.verdict is Verdict.MET else ruling.decided_by,
        notes=(*ruling.notes, "as judged: the AI judge's agreement with people was not measured"),
    )
