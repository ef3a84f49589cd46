"""The share of good outcomes of some sources: with which limits they are compared, and how they are described."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.judged import correct_share, group_by_judge
from trustpages.assess.evidence.pooling import Pool
from trustpages.assess.evidence.tally import Tally, combine_tallies, estimate_share
from trustpages.assess.measures.ruling import Ruling
from trustpages.assess.measures.subsets.sources import SourcedFigure
from trustpages.model.measured import POINTS, Unmeasured
from trustpages.statistics.interval import Estimate


def build_share_figure(rule: Callable[[Case, Pool[Tally]], Ruling], *, is_judged: bool) -> SourcedFigure[Tally]:
    """Shares by `rule`; with `is_judged` corrected for the errors of judges where they are known."""

    def read_value(pool: Pool[Tally]) -> float | None:
        tally = combine_tallies(pool.counts)
        return tally.share if tally.known else None

    def list_strata(pool: Pool[Tally]) -> tuple[tuple[str, int, int], ...]:
        strata = combine_tallies(pool.counts).strata
        return tuple((name, part.successes, part.known) for name, part in strata if part.known)

    return SourcedFigure(
        rule=rule,
        estimate=partial(estimate_outcomes, is_judged=is_judged),
        value=read_value,
        describe=describe_outcomes,
        unit=POINTS,
        list_strata=list_strata,
    )


def estimate_outcomes(pool: Pool[Tally], level: float, *, is_judged: bool) -> Estimate | Unmeasured:
    """The share of good outcomes in a pool with its deciding limits; `is_judged` as for `build_share_figure`."""
    outcomes = group_by_judge((item.evidence, item.counts) for item in pool.counted) if is_judged else ()
    if not outcomes:
        return estimate_share(combine_tallies(pool.counts), level)
    share = correct_share(outcomes, level)
    return share if isinstance(share, Unmeasured) else share.estimate


def describe_outcomes(pool: Pool[Tally]) -> str:
    """The good and the known outcomes of a pool in words."""
    tally = combine_tallies(pool.counts)
    return f"{tally.successes:,} of {tally.known:,}"
