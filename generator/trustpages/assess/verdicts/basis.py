"""The evidence behind a verdict, gathered from the pool that it was computed from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from trustpages.assess.case import Case
from trustpages.assess.counts import Tally
from trustpages.assess.pooling import Counted, Pool
from trustpages.assess.verdicts.judged import is_uncalibrated
from trustpages.assess.verdicts.ruling import Basis
from trustpages.assess.windows import share_covered
from trustpages.model.documents.base import Period
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.vocabulary import Method

S = TypeVar("S")


def basis_of(pool: Pool[S], methods: tuple[tuple[Method, int], ...] = ()) -> Basis:
    """The items of the pool as the basis of a verdict."""
    return Basis(
        items=tuple(one.evidence.id for one in pool.counted),
        freshness=tuple(one.freshness for one in pool.counted),
        periods=periods_of(pool.counted),
        left_out=pool.left_out,
        methods=methods,
        illustrative=any(counted.evidence.illustrative for counted in pool.counted),
        uncalibrated=any(is_uncalibrated(counted.evidence) for counted in pool.counted),
    )


def periods_of(counted: Sequence[Counted[S]]) -> tuple[Period, ...]:
    """The days of collection of the items."""
    return tuple(one.evidence.collected for one in counted if one.evidence.collected is not None)


def too_little(case: Case, pool: Pool[S], known: float, what: str = "outcomes") -> Unmeasured | None:
    """Why the pact's own demands on its evidence are not met: fewest outcomes, days covered."""
    window = case.obligation.window
    if known < window.min_samples:
        reason = f"{known:g} of the {window.min_samples} {what} that the pact asks for"
        return Unmeasured(Status.INSUFFICIENT, reason)
    covered = _covered(case, pool) if window.min_coverage is not None else None
    if window.min_coverage is not None and covered is not None and covered < window.min_coverage:
        seen, asked = _percent(covered), _percent(window.min_coverage)
        reason = f"{seen} of the window's days are covered, the pact asks for {asked}"
        return Unmeasured(Status.INSUFFICIENT, reason)
    return None


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _covered(case: Case, pool: Pool[S]) -> float | None:
    """The share of days with evidence: distinct days of a data file where it tells, else days of collection."""
    first, last = case.days
    counts = pool.counts
    if len(counts) == 1 and first is not None and isinstance(counts[0], Tally) and counts[0].days is not None:
        return counts[0].days / ((last - first).days + 1)
    return share_covered(case.days, periods_of(pool.counted))
