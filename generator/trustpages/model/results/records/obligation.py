"""The record of a promise: its verdict, the figures behind it, and the days that it was judged by.

The fields of records are the keys of `report.json`, in its order; a string after some of them says what they mean.
Keys of a newer report that are not listed are ignored, and those that an older one lacks have a default. Parts that
nothing is held against stay JSON values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from trustpages.model.measured import Status
from trustpages.model.results.obligation import LeftOut, Target, WhatWouldChange
from trustpages.model.results.records.history import Breach, UndeclaredChange
from trustpages.model.results.records.json_values import Json
from trustpages.model.vocabulary import Severity, Verdict

LEFT_OPEN: Final = frozenset({Verdict.BREACHED, Verdict.MISSING, Verdict.LEANING_BREACH, Verdict.INCOMPLETE})
"""Verdicts on a promise that is broken, leans to it, or is open for want of evidence."""

Number: TypeAlias = int | float
"""As it is written: a whole number stays one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationRecord:
    """A promise with its verdict, the figures behind it, and the days that it was judged by."""

    pact: str
    id: str
    promise: str
    severity: Severity
    """What was promised, as in the pact."""
    kind: str = ""
    """Kind of the measure."""
    verdict: Verdict
    """`met`, `leaning-met`, `leaning-breach`, `breached`, `incomplete`, `missing` or `not-applicable`; between two
    reviews `on-track` or `at-risk`."""
    judged_on: date | None = None
    """Day of review whose verdict of record this is; null for an interim one."""
    since_then: Json = None
    """How it stands today beside a verdict of record: [SinceReview](#sincereview)."""
    next_review: date | None = None
    """Day on which it is judged next."""
    looks: int = 1
    """Published reports that have shown it since it was last judged, this one included."""
    decided_by: str = ""
    """Which reading gave the verdict: `observed`, `inferred`, `record`, `reason` or `history`."""
    observed: Verdict | None = None
    inferred: Verdict | None = None
    """Both readings."""
    status: Status = Status.MISSING
    k: Number | None = None
    n: Number | None = None
    n_eff: Number | None = None
    estimate: Number | None = None
    low: Number | None = None
    high: Number | None = None
    level: Number | None = None
    method: str | None = None
    """The quantity with counts and the deciding interval."""
    reason: str | None = None
    """Why there is no number, where there is none."""
    unknown: int = 0
    bounds: tuple[Number, Number] | None = None
    verdict_bounds: tuple[Verdict, Verdict] | None = None
    """Outcomes not known, and the result if all of them were bad or all good."""
    threshold: Target | None = None
    """[Target](#target)."""
    n_min: int | None = None
    units: Number | None = None
    """Fewest outcomes (or clusters) with which the promise could be shown to be kept, and how many there are."""
    counts: Json = None
    """What the limits are computed from: [Counts](#counts)."""
    window: tuple[date | None, date] | None = None
    """First and last day that count."""
    from_benchmarks: bool = False
    """Whether all that counts is from benchmarks: a breach then obliges to nothing, unless the pact says so."""
    evidence: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """Items that count, and those that do not, each with the reason."""
    freshness: Json = None
    stale: bool = False
    valid_until: date | None = None
    """How current the evidence is."""
    would_change: WhatWouldChange | None = None
    """[WhatWouldChange](#whatwouldchange)."""
    budget: Json = None
    """[Budget](#budget), for proportions."""
    consequences: Json = None
    """Agreed consequences with what triggers them."""
    since: date | None = None
    """First day from which a breach, or a leaning to one, has held without a break."""
    breach: Breach | None = None
    """[Breach](#breach), while it is breached."""
    sticky: str | None = None
    """A breach that was published before and is not yet cleared: what clears it."""
    undeclared: tuple[UndeclaredChange, ...] = ()
    """Changes of its terms that the pact does not declare: list of [UndeclaredChange](#undeclaredchange)."""
    sources: Json = None
    differences: Json = None
    """Versions and producers of the runs, each judged by itself, and how they differ: lists of
    [SourceResult](#sourceresult) and [Difference](#difference)."""
    strata: Json = None
    """Declared parts of the runs, each judged by itself: list of [StratumResult](#stratumresult)."""
    held_back: str = ""
    """Which part of the runs does not bear out what all of them show, so that the verdict only leans."""
    illustrative: bool = False
    illustrative_evidence: bool = False
    """Whether promise or evidence was made up."""
    notes: tuple[str, ...] = ()
    """What was special about the computation."""

    @property
    def ref(self) -> str:
        """`pact/obligation`."""
        return f"{self.pact}/{self.id}"

    @property
    def in_short(self) -> ObligationRecord:
        """The part that later reports are held against."""
        return replace(
            self,
            since_then=None,
            reason=None,
            left_out=(),
            freshness=None,
            would_change=None,
            budget=None,
            consequences=None,
            sticky=None,
            counts=None,
            sources=None,
            differences=None,
            strata=None,
            notes=(),
        )
