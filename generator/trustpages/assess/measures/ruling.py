"""A verdict with the figures and evidence behind it, and the threshold that values are held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.items import is_uncalibrated
from trustpages.assess.evidence.pooling import Pool
from trustpages.assess.evidence.tally import Tally
from trustpages.assess.evidence.windows import compute_day_coverage
from trustpages.model.documents.base import Period
from trustpages.model.documents.thresholds import Threshold
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.model.results.evidence import ItemFreshness
from trustpages.model.results.obligation import Budget, LeftOut, Target, WhatWouldChange
from trustpages.model.results.parts import Counts, Difference, SourceResult, StratumResult
from trustpages.model.vocabulary import Method, Verdict
from trustpages.statistics.distributions import complement
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.cluster_limits import Clusters, shows_at_least, shows_less, swap_outcomes
from trustpages.statistics.rounding import format_exposure, percent_estimate

# No evidence ranks with a breach and before it: a promise must not look better because nobody looked.
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
        return self._lean(value)

    def decide_clusters(self, value: float, clusters: Clusters, level: float) -> Verdict:
        """As `decide` by `cluster_limits`, without looking for the limits."""
        kept, share = clusters, self.value
        if self.direction == "at_most":
            kept, share = swap_outcomes(clusters), complement(self.value)
        if shows_at_least(kept, share, level):
            return Verdict.MET
        return Verdict.BREACHED if shows_less(kept, share, level) else self._lean(value)

    def _lean(self, value: float) -> Verdict:
        return Verdict.LEANING_MET if self.keeps(value) else Verdict.LEANING_BREACH

    def attain(self, value: float) -> Verdict:
        """The observed verdict: a fact about the runs of the window."""
        return Verdict.MET if self.keeps(value) else Verdict.BREACHED


def build_line(threshold: Threshold) -> Line | None:
    """The line that a threshold draws; None where it draws none."""
    if threshold.at_least is not None:
        return Line("at_least", threshold.at_least)
    return Line("at_most", threshold.at_most) if threshold.at_most is not None else None


def agree_on_verdict(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on which all cases agree, else `incomplete`."""
    distinct = set(verdicts)
    return distinct.pop() if len(distinct) == 1 else Verdict.INCOMPLETE


def choose_worse_verdict(first: Verdict, second: Verdict) -> Verdict:
    """The worse of two verdicts."""
    return min(first, second, key=_WORST_FIRST.index)


OBSERVED, INFERRED, PICKED, RECORD, REASON = "observed", "inferred", "picked", "record", "reason"


@dataclass(frozen=True, slots=True)
class Basis:
    """The evidence behind a verdict: items that count with freshness and days, and what was left out.

    `uncalibrated` says that an AI judge decided some of it whose agreement with people was not measured.
    """

    items: tuple[str, ...] = ()
    freshness: tuple[ItemFreshness, ...] = ()
    periods: tuple[Period, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    methods: tuple[tuple[Method, int], ...] = ()
    illustrative: bool = False
    uncalibrated: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was ruled and from what; the fields are those of `ObligationResult`."""

    target: Target
    verdict: Verdict
    decided_by: str
    quantity: Quantity
    basis: Basis
    observed: Verdict | None = None
    inferred: Verdict | None = None
    unknown: int = 0
    bounds: tuple[float, float] | None = None
    verdict_bounds: tuple[Verdict, Verdict] | None = None
    n_min: int | None = None
    units: float | None = None
    is_weighted: bool = False
    notes: tuple[str, ...] = ()
    tally: Tally | None = None
    would_change: WhatWouldChange = field(default_factory=WhatWouldChange)
    budget: Budget | None = None
    held_back: str = ""
    sources: tuple[SourceResult, ...] = ()
    differences: tuple[Difference, ...] = ()
    strata: tuple[StratumResult, ...] = ()
    counts: Counts | None = None


def rule_missing(
    target: Target, basis: Basis, absence: Unmeasured, n_min: int | None = None, counted_in: str = "runs"
) -> Ruling:
    """Nothing can be concluded; `absence` says why. `n_min` is in what evidence is counted in."""
    need = "Evidence that counts gives it a verdict"
    if n_min is not None:
        unit = counted_in.removesuffix("s") if n_min == 1 else counted_in
        need += f"; to show that it is kept takes {n_min:,} {unit} at least"
    return Ruling(
        target,
        Verdict.MISSING,
        INFERRED,
        absence,
        basis,
        inferred=Verdict.MISSING,
        n_min=n_min,
        notes=(absence.reason,),
        would_change=WhatWouldChange(text=f"{need}."),
    )


def rule_no_evidence(target: Target, basis: Basis, n_min: int | None = None, counted_in: str = "runs") -> Ruling:
    """No evidence counts, or all that names the promise was left out."""
    reason = "all evidence was left out" if basis.left_out else "there is no evidence"
    return rule_missing(target, basis, Unmeasured(Status.MISSING, reason), n_min, counted_in)


S = TypeVar("S")


def build_basis(pool: Pool[S], methods: tuple[tuple[Method, int], ...] = ()) -> Basis:
    """The items of the pool as the basis of a verdict."""
    return Basis(
        items=tuple(counted.evidence.id for counted in pool.counted),
        freshness=tuple(counted.freshness for counted in pool.counted),
        periods=_list_periods(pool),
        left_out=pool.left_out,
        methods=methods,
        illustrative=any(counted.evidence.illustrative for counted in pool.counted),
        uncalibrated=any(is_uncalibrated(counted.evidence) for counted in pool.counted),
    )


def _list_periods(pool: Pool[S]) -> tuple[Period, ...]:
    return tuple(item.evidence.collected for item in pool.counted if item.evidence.collected is not None)


def explain_too_little(case: Case, pool: Pool[S], known: float, what: str = "outcomes") -> Unmeasured | None:
    """Why the pact's own demands on its evidence are not met: fewest outcomes, days covered."""
    window = case.obligation.window
    if known < window.min_samples:
        reason = f"{format_exposure(known)} of the {window.min_samples} {what} that the pact asks for"
        return Unmeasured(Status.INSUFFICIENT, reason)
    asked = window.min_coverage
    covered = _compute_covered_share(case, pool) if asked is not None else None
    if asked is not None and covered is not None and covered < asked:
        seen, wanted = (f"{percent_estimate(share, (asked,)).normalize():f} %" for share in (covered, asked))
        reason = f"{seen} of the window's days are covered, the pact asks for {wanted}"
        return Unmeasured(Status.INSUFFICIENT, reason)
    return None


def _compute_covered_share(case: Case, pool: Pool[S]) -> float | None:
    """The share of days with evidence: distinct days of a data file where it tells, else days of collection."""
    first, last = case.days
    counts = pool.counts
    if len(counts) == 1 and first is not None and isinstance(counts[0], Tally) and counts[0].days is not None:
        return counts[0].days / ((last - first).days + 1)
    return compute_day_coverage(case.days, _list_periods(pool))


NO_LINE = Unmeasured(Status.INVALID, "the pact draws no line")


def hold_back(ruling: Ruling, why: str) -> Ruling:
    """The ruling; where it is met or breached it only leans to it, since a part of the runs says otherwise.

    `why` is a clause that names the part and its counts.
    """
    if ruling.verdict not in (Verdict.MET, Verdict.BREACHED):
        return ruling
    note = f"all runs together show it {'kept' if ruling.verdict is Verdict.MET else 'broken'}; {why}"
    leaning = ruling.verdict.as_leaning()
    return replace(
        ruling,
        verdict=leaning,
        inferred=leaning,
        decided_by=INFERRED,
        held_back=why,
        would_change=WhatWouldChange(text=f"{note[0].upper()}{note[1:]}."),
    )
