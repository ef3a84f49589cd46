"""Rogan-Gladen correction: a rate that a fallible judge reported, corrected for the judge's known errors.

Limits are those of Lang & Reiczigel 2014, since sensitivity and specificity are estimates themselves: the limits
that take them as known are too narrow for the hundred or so labels that a calibration has.
"""

from __future__ import annotations

import math

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_count, require_share
from trustpages.statistics.distributions import two_sided_z
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL


def rogan_gladen(judged: float, sensitivity: float, specificity: float) -> float | Unmeasured:
    """The true share behind a judged one: (q+Sp-1)/(Se+Sp-1), cut to 0..1 (Rogan & Gladen 1978).

    All three are shares 0..1. Invalid for Se+Sp <= 1: such a judge is no better than a coin.
    """
    for share, name in ((judged, "judged"), (sensitivity, "sensitivity"), (specificity, "specificity")):
        require_share(share, name)
    youden = sensitivity + specificity - 1
    if youden <= 1e-12:
        return Unmeasured(Status.INVALID, "the judge does no better than chance: no correction exists")
    return min(max((judged + specificity - 1) / youden, 0.0), 1.0)


def correct_for_judge(
    flagged: float,
    judged: float,
    true_positives: int,
    positives: int,
    true_negatives: int,
    negatives: int,
    level: float = LEVEL,
) -> Estimate | Unmeasured:
    """The corrected share with limits that carry the calibration's own uncertainty.

    `flagged` of `judged` items were flagged (fractions where clusters are worth fewer items); against human
    labels the judge flagged `true_positives` of `positives` and passed `true_negatives` of `negatives`. Limits: Lang &
    Reiczigel 2014, cut to 0..1. Invalid for Se+Sp <= 1. ValueError for impossible counts.
    """
    for count, size in ((flagged, judged), (true_positives, positives), (true_negatives, negatives)):
        require_count(count, size)
    value = rogan_gladen(flagged / judged, true_positives / positives, true_negatives / negatives)
    if isinstance(value, Unmeasured):
        return value
    # Counts are moved towards the middle as by Agresti and Coull: a flawless calibration would have no error at all.
    z = two_sided_z(level)
    q, n = (flagged + z * z / 2) / (judged + z * z), judged + z * z
    se, sp = (true_positives + 1) / (positives + 2), (true_negatives + 1) / (negatives + 2)
    youden = se + sp - 1
    if youden <= 1e-12:
        return Unmeasured(Status.INVALID, "the calibration is too small to show that the judge works")
    p = (q + sp - 1) / youden
    spread_se, spread_sp = se * (1 - se) / (positives + 2), sp * (1 - sp) / (negatives + 2)
    error = math.sqrt(q * (1 - q) / n + p * p * spread_se + (1 - p) ** 2 * spread_sp) / youden
    centre = p + 2 * z * z * (p * spread_se - (1 - p) * spread_sp)
    interval = Interval(centre - z * error, centre + z * error, level, "Lang-Reiczigel").clipped(0.0, 1.0)
    return Estimate(value, interval)
