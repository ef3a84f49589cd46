"""The verdict on one obligation with everything that led to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trustpages.model.documents.measures.base import MeasureTraits
from trustpages.model.documents.measures.catalog import MEASURE_KINDS
from trustpages.model.documents.pact import Consequence, ThresholdChange
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.evidence import Evidence, ItemFreshness
from trustpages.model.results.parts import Counts, Difference, SourceResult, StratumResult
from trustpages.model.results.records.history import Breach, UndeclaredChange
from trustpages.model.vocabulary import EvidenceClass, Method, Severity, Trigger, Verdict


@dataclass(frozen=True, slots=True)
class Target:
    """The line of an obligation in the terms in which it is decided.

    `direction` is `at_least`, `at_most`, `never` or `exists`; `value` is a share for proportions and
    quantiles, events per `per` units of exposure for rates, None for `exists`.
    """

    direction: str
    value: float | None
    unit: str
    per: float = 1
    text: str = ""

    def is_missed_by(self, seen: Quantity) -> bool:
        """Whether what was seen lies beyond the line, by chance or not; nothing does of which there is no number."""
        if self.value is None or not isinstance(seen, Measured):
            return False
        return seen.value < self.value if self.direction == "at_least" else seen.value > self.value


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Evidence that names the obligation but did not count, and why.

    `expires_on` is the last day on which its age and the version that it is about were as agreed, where known.
    """

    evidence: str
    reason: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class WhatWouldChange:
    """How far the verdict is from another one; None where no number of runs would change it.

    `failures_to_breach` and `successes_to_meet` count further runs in a row; `runs_to_settle` is the size of a
    whole window in which the share seen today would settle it with the policy's power, in `groups_to_settle`
    clusters where runs come in such. `runs_for_five_points` is how many runs of each of two versions would tell a
    difference of 5 points, where the verdict leans.
    """

    failures_to_breach: int | None = None
    successes_to_meet: int | None = None
    runs_to_settle: int | None = None
    groups_to_settle: int | None = None
    text: str = ""
    runs_for_five_points: int | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """Error budget of a proportion over its window: runs allowed to fail and how fast they are used up.

    `exhausted_on` is the day on which nothing is left at the pace seen, that of the report where nothing is left any
    more; None where that lies beyond the window.
    """

    allowed: float
    bad: int
    seen: int
    expected: int
    consumed: float
    burn: Quantity
    exhausted_on: date | None = None
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SinceReview:
    """How a promise stands today, beside its verdict of record: what is said between two reviews.

    `quantity` is the figure over `window`, whose days go up to the date of the report.
    """

    verdict: Verdict
    quantity: Quantity
    window: tuple[date | None, date]


@dataclass(frozen=True, slots=True)
class ObligationResult:
    """Verdict of one obligation with all that led to it.

    `verdict` equals `observed` where all runs of a production window were recorded, else `inferred`;
    `decided_by` says which (`observed`, `inferred`, `picked` where the interval is one of runs that were not drawn
    at random, `record` for things that exist or do not, `reason` for not-applicable, `history` where an earlier
    report decides). `quantity` is the share, rate or mean with
    counts and the deciding interval; where outcomes are `unknown`, `bounds` are the shares if all of them were
    bad or all good, and `verdict_bounds` the verdicts there. `n_min` is the least number of runs, or of clusters where
    runs come in such, that can show the promise, and `units` how many there are. `since` is the first day of
    collection from which the verdict has held without a break; None where no such day shows it. `breach` is there
    while the obligation is breached, `sticky` says why it still is where today's evidence alone would not say so.
    `undeclared` are changes of its terms that only an earlier report shows. `sources` are the versions and producers of
    the runs, each judged by itself, and `differences` those between them; both are empty where all runs come from one;
    `strata` are declared parts of the runs.
    `held_back` says which part of the runs does not bear out what all of them show, so that the verdict only leans.

    `held_to` names evidence that was taken back and still counts here: without it the verdict would be better, and
    nobody outside has looked. `overturned` names evidence that shows nothing here any more, since a dispute over the
    verdict was upheld. `past_breaches` are the days on which a promise that is broken at once came to be broken
    by an incident, before the breach of today if there is one. `counts` are what the limits are computed from.

    `from_benchmarks` says that there is evidence behind the verdict, and all of it from benchmarks.

    `judged_on` is the day of review whose verdict of record this is, None for an interim verdict; `since_then` how
    it stands today where that is another question, `next_review` the day on which it is judged next. `looks` counts
    the published reports that have shown it since it was last judged, this one included.
    """

    agent: str
    pact: str
    id: str
    promise: str
    step: str | None
    severity: Severity
    kind: str
    verification: Method
    target: Target
    verdict: Verdict
    decided_by: str
    observed: Verdict | None
    inferred: Verdict | None
    quantity: Quantity
    unknown: int = 0
    bounds: tuple[float, float] | None = None
    verdict_bounds: tuple[Verdict, Verdict] | None = None
    n_min: int | None = None
    units: float | None = None
    pooled: tuple[str, ...] = ()
    from_benchmarks: bool = False
    left_out: tuple[LeftOut, ...] = ()
    methods: tuple[tuple[Method, int], ...] = ()
    freshness: tuple[ItemFreshness, ...] = ()
    stale: bool = False
    first: date | None = None
    last: date | None = None
    window: tuple[date | None, date] | None = None
    judged_on: date | None = None
    since_then: SinceReview | None = None
    next_review: date | None = None
    looks: int = 1
    valid_until: date | None = None
    would_change: WhatWouldChange = WhatWouldChange()
    budget: Budget | None = None
    consequences: tuple[tuple[Trigger, Consequence], ...] = ()
    changes_in_window: tuple[ThresholdChange, ...] = ()
    sticky: str | None = None
    illustrative: bool = False
    illustrative_evidence: bool = False
    notes: tuple[str, ...] = ()
    since: date | None = None
    breach: Breach | None = None
    undeclared: tuple[UndeclaredChange, ...] = ()
    sources: tuple[SourceResult, ...] = ()
    differences: tuple[Difference, ...] = ()
    strata: tuple[StratumResult, ...] = ()
    held_back: str = ""
    held_to: tuple[str, ...] = ()
    overturned: tuple[str, ...] = ()
    past_breaches: tuple[date, ...] = ()
    counts: Counts | None = None

    @property
    def ref(self) -> str:
        """`pact/obligation`."""
        return f"{self.pact}/{self.id}"

    @property
    def triggers(self) -> Trigger | None:
        """What the verdict sets off, if it is a breach or leans to one."""
        return {Verdict.BREACHED: Trigger.ON_BREACH, Verdict.LEANING_BREACH: Trigger.ON_LEANING_BREACH}.get(
            self.verdict
        )

    def is_owed(self, trigger: Trigger, agreed: Consequence) -> bool:
        """Whether the verdict calls for the consequence of a breach, or of a leaning to one.

        A failed test breaks no promise about real work: what benchmarks alone show does only where the pact says so.
        """
        return self.triggers is trigger and (agreed.benchmarks or not self.from_benchmarks)

    @property
    def has_turned(self) -> bool:
        """Whether it stands on the other side today than at its last review."""
        at_review = self.verdict.as_interim
        return (
            self.since_then is not None
            and at_review.is_interim
            and self.since_then.verdict.is_interim
            and self.since_then.verdict is not at_review
        )

    @property
    def is_kept_today(self) -> bool:
        """Whether current evidence shows that it is kept, and nothing since its review says otherwise."""
        return self.verdict is Verdict.MET and not self.stale and not self.has_turned

    @property
    def traits(self) -> MeasureTraits:
        """What holds of every measure of its kind."""
        return MEASURE_KINDS[self.kind].traits


@dataclass(frozen=True, slots=True)
class ManyPromises:
    """The promises of an agent judged as one family: how many an interval judges, and by name which it decides.

    `standing` are those decided whose verdict stands at the levels of Holm's procedure.
    """

    judged: int
    decided: tuple[str, ...]
    standing: tuple[str, ...]

    @property
    def headline(self) -> Quantity:
        """The share of decided verdicts that stand."""
        k, n = len(self.standing), len(self.decided)
        if not n:
            return Unmeasured(Status.MISSING, "no interval decides a promise")
        return Measured(k / n, None, None, 1.0, "Holm", k, n, n, "share")


@dataclass(frozen=True, slots=True)
class Level:
    """What was counted in a number of consecutive days or periods.

    `total` counts good runs of `runs`, or failures or events where the runs of a period are not known.
    """

    periods: int
    total: int
    runs: int | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """The largest shift of level within the window of an obligation, by days of data files or periods of an item.

    `shift` is the later level less the earlier one, as a share or as `counts` a period (failures or events); `p`
    (0..1) is the chance of so large a one if the days had come in another order. `on` is the first day of the later
    level, None where periods have no dates.
    """

    obligation: str
    evidence: tuple[str, ...]
    shift: Quantity
    p: float | None = None
    before: Level | None = None
    after: Level | None = None
    on: date | None = None
    counts: str = "good runs"

    @property
    def headline(self) -> Quantity:
        """The shift."""
        return self.shift


def list_broken_in_runs(
    results: Iterable[ObligationResult], evidence: Iterable[Evidence]
) -> tuple[ObligationResult, ...]:
    """The promises of what must never happen that runs in real use broke, and behind which no incident is on record."""
    incidents = {item.id for item in evidence if item.evidence_class is EvidenceClass.INCIDENT}
    return tuple(
        result
        for result in results
        if result.traits.is_broken_at_once
        and (result.verdict, result.decided_by) == (Verdict.BREACHED, "observed")
        and incidents.isdisjoint(result.pooled)
    )
