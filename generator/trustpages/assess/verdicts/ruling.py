"""A verdict with the figures that led to it, before it is joined with the facts of its obligation."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from trustpages.assess.counts import Tally
from trustpages.model.documents.base import Period
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.model.results.evidence import Freshness
from trustpages.model.results.obligation import Budget, LeftOut, Target, WhatWouldChange
from trustpages.model.vocabulary import Method, Verdict

OBSERVED, INFERRED, RECORD, REASON = "observed", "inferred", "record", "reason"


@dataclass(frozen=True, slots=True)
class Basis:
    """The evidence behind a verdict: items that count with freshness and days, and what was left out.

    `uncalibrated` says that an AI judge decided some of it whose agreement with people was not measured.
    """

    items: tuple[str, ...] = ()
    freshness: tuple[Freshness, ...] = ()
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
    notes: tuple[str, ...] = ()
    tally: Tally | None = None
    would_change: WhatWouldChange = field(default_factory=WhatWouldChange)
    budget: Budget | None = None


def missing(target: Target, basis: Basis, absence: Unmeasured, n_min: int | None = None) -> Ruling:
    """Nothing can be concluded; `absence` says why."""
    return Ruling(
        target,
        Verdict.MISSING,
        INFERRED,
        absence,
        basis,
        inferred=Verdict.MISSING,
        n_min=n_min,
        notes=(absence.reason,),
        would_change=WhatWouldChange(text=_what_is_needed(n_min)),
    )


def _what_is_needed(n_min: int | None) -> str:
    if n_min is None:
        return "Evidence that counts gives it a verdict."
    runs = "1 run" if n_min == 1 else f"{n_min:,} runs"
    return f"Evidence that counts gives it a verdict; to show that it is kept takes {runs} at least."


def no_evidence(target: Target, basis: Basis, n_min: int | None = None) -> Ruling:
    """No evidence counts, or all that names the promise was left out."""
    reason = "all evidence was left out" if basis.left_out else "there is no evidence"
    return missing(target, basis, Unmeasured(Status.MISSING, reason), n_min)


def with_notes(ruling: Ruling, *notes: str) -> Ruling:
    """The ruling with further notes."""
    return replace(ruling, notes=(*ruling.notes, *notes))
