"""Shares that AI judges decided, the outcomes of each judge corrected by its own calibration.

What one judge with one calibration decided is a part of the outcomes; whatever no calibration corrects (checks, people,
statements, judges that were never held against people) is one part together. Shares of parts add up by how many
outcomes each holds. Formulas: docs/reference/formulas.md#judge-correction, #several-judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trustpages.assess.evidence.items import find_judge
from trustpages.assess.evidence.tally import Tally, assume_unknown_outcomes, combine_tallies, estimate_share
from trustpages.model.documents.items.counted import Calibration, Judge
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.statistics.comparisons import mover_sum
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import clopper_pearson, size_as_wide
from trustpages.statistics.raters.judge import Labels, correct_for_judge, predict_from_labels


@dataclass(frozen=True, slots=True)
class DecidedOutcomes:
    """Outcomes that were decided in one way; `judge` is None where there is no calibration to correct them by."""

    tally: Tally
    judge: Judge | None

    @property
    def calibration(self) -> Calibration | None:
        """What they are corrected by."""
        return self.judge.calibration if self.judge else None


@dataclass(frozen=True, slots=True)
class CorrectedShare:
    """A share of so many known outcomes with its deciding interval, and why some part of them shows nothing."""

    estimate: Estimate
    known: int
    notes: tuple[str, ...] = ()

    @property
    def n_eff(self) -> float:
        """How many independent outcomes that nobody judged wrongly would give an interval as wide."""
        return size_as_wide(self.estimate.value, self.estimate.interval, self.known)

    def measured(self, *, failures: bool = False, notes: tuple[str, ...] = ()) -> Measured:
        """The share (or that of failures) as a quantity of the report. It has no count: nobody saw so many."""
        share = self.estimate.complement() if failures else self.estimate
        return share.measured("share", n=self.known, n_eff=self.n_eff, notes=(*notes, *self.notes))


def group_by_judge(counted: Iterable[tuple[Evidence, Tally]]) -> tuple[DecidedOutcomes, ...]:
    """The outcomes by what corrects them; empty where no calibrated judge decided any, and all stand as counted."""
    decided = [DecidedOutcomes(tally, find_judge(evidence)) for evidence, tally in counted]
    corrected = [part.calibration is not None and part.tally.known > 0 for part in decided]
    if not any(corrected):
        return ()
    return _join(
        part if is_corrected else DecidedOutcomes(part.tally, None)
        for part, is_corrected in zip(decided, corrected, strict=True)
    )


def _join(parts: Iterable[DecidedOutcomes]) -> tuple[DecidedOutcomes, ...]:
    """What one judge with one calibration decided together, and all that nothing corrects."""
    tallies: dict[Judge | None, list[Tally]] = {}
    for part in parts:
        tallies.setdefault(part.judge, []).append(part.tally)
    return tuple(DecidedOutcomes(combine_tallies(joined), judge) for judge, joined in tallies.items())


def correct_share(
    parts: Sequence[DecidedOutcomes], level: float, *, unknown_good: bool | None = None
) -> CorrectedShare | Unmeasured:
    """The share of good outcomes over all parts; with `unknown_good`, if all unknown ones were good, or bad.

    A part of which nothing can be inferred (a judge that does no better than chance, a single cluster) has the limits
    0 and 1. Absent where no part has limits, as `estimate_share`.
    """
    present = [part for part in _join(parts) if _count_outcomes(part, unknown_good)]
    estimates = [_estimate_part(part, level, unknown_good) for part in present]
    absent = [estimate for estimate in estimates if isinstance(estimate, Unmeasured)]
    if len(absent) == len(estimates) and all(absence.status is not Status.INVALID for absence in absent):
        return absent[0] if absent else Unmeasured(Status.MISSING, "no run has a recorded outcome")
    total = sum(_count_outcomes(part, unknown_good) for part in present)
    weighted = [
        (
            _count_outcomes(part, unknown_good) / total,
            _show_nothing(part, level, unknown_good) if isinstance(estimate, Unmeasured) else estimate,
        )
        for part, estimate in zip(present, estimates, strict=True)
    ]
    estimate = weighted[0][1] if len(weighted) == 1 else mover_sum(_group_dependent(present, weighted))
    return CorrectedShare(
        estimate=estimate,
        known=sum(part.tally.known for part in present),
        notes=tuple(dict.fromkeys(absence.reason for absence in absent)),
    )


def _count_outcomes(part: DecidedOutcomes, unknown_good: bool | None) -> int:
    return part.tally.known if unknown_good is None else part.tally.attempts


def _estimate_part(part: DecidedOutcomes, level: float, unknown_good: bool | None) -> Estimate | Unmeasured:
    if part.calibration is None:
        return estimate_share(_assume(part, unknown_good), level)
    share = correct_outcomes(part.tally, part.calibration, level)
    if isinstance(share, Unmeasured) or unknown_good is None:
        return share
    # No judge saw the unknown outcomes, so that no judge's errors apply to them.
    known, more = part.tally.known, part.tally.unknown if unknown_good else 0
    value, low, high = (
        (known * limit + more) / part.tally.attempts for limit in (share.value, share.interval.low, share.interval.high)
    )
    return Estimate(value, Interval(low, high, level, share.interval.method))


def correct_outcomes(tally: Tally, calibration: Calibration, level: float) -> Estimate | Unmeasured:
    """The share of good outcomes that one judge decided, corrected by its calibration.

    By the labels of these very outcomes where they were drawn from them, else by the judge's errors on others. Invalid
    where the judge does no better than chance; absent as `estimate_share`.
    """
    judged = estimate_share(tally, level)
    if isinstance(judged, Unmeasured):
        return judged
    good, bad = calibration.positives, calibration.negatives
    labels = Labels(good.correct, good.of, bad.correct, bad.of)
    if calibration.drawn_from != "these_runs":
        return correct_for_judge(judged, labels)
    if (
        labels.passed + labels.wrongly_passed > tally.successes
        or labels.failed + labels.wrongly_failed > tally.failures
    ):
        return Unmeasured(Status.INVALID, "people labelled more outcomes than the judge decided")
    return predict_from_labels(judged, labels)


def find_impossible_share(tally: Tally, calibration: Calibration, level: float) -> Interval | None:
    """The shares that the judge can have passed by its errors on other outcomes, where it passed more or fewer.

    From 1 - Sp if all are bad to Se if all are good, each at its limit. Then the judge was held against outcomes of
    another kind. None where the judged share fits, or where the labels are of these very outcomes.
    """
    judged, good, bad = estimate_share(tally, level), calibration.positives, calibration.negatives
    if isinstance(judged, Unmeasured) or calibration.drawn_from == "these_runs":
        return None
    least = 1 - clopper_pearson(bad.correct, bad.of, level).high
    most = clopper_pearson(good.correct, good.of, level).high
    if judged.interval.low <= most and judged.interval.high >= least:
        return None
    return Interval(least, most, level, "Clopper-Pearson")


def _assume(part: DecidedOutcomes, unknown_good: bool | None) -> Tally:
    return part.tally if unknown_good is None else assume_unknown_outcomes(part.tally, good=unknown_good)


def _show_nothing(part: DecidedOutcomes, level: float, unknown_good: bool | None) -> Estimate:
    """The share as it was counted, with no limits but the ends of the scale."""
    counted = _assume(part, unknown_good)
    return Estimate(counted.share, Interval(0.0, 1.0, level, "none"))


def _group_dependent(
    parts: Sequence[DecidedOutcomes], weighted: Sequence[tuple[float, Estimate]]
) -> list[list[tuple[float, Estimate]]]:
    """The shares each by itself, or all together where two parts hold outcomes of one cluster: they err together.

    Clusters that are summed or have no name may be any of those in another part.
    """
    names = [{cluster.cluster for cluster in part.tally.clusters} for part in parts]
    hidden = any(part.tally.hides_clusters for part in parts)
    in_clusters = [part for part in parts if part.tally.sums is not None or part.tally.clusters]
    if len(set().union(*names)) < sum(map(len, names)) or (hidden and len(in_clusters) > 1):
        return [list(weighted)]
    return [[share] for share in weighted]
