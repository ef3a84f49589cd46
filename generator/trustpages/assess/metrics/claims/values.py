"""Claims about measured values and incident rates: what the obligation that measures them shows, else the items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.event_rates import estimate_event_rate, measure_event_rate, observe_incidents
from trustpages.assess.evidence.item_counts import tally_values_within
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.measures.measured_values import estimate_mean, explain_weak_mean, read_values
from trustpages.assess.metrics.claims.figures import ObservedFigure, compute_tally_figures
from trustpages.assess.metrics.claims.findings import (
    ClaimFinding,
    ClaimThreshold,
    Direction,
    judge_figures,
    report_absence,
)
from trustpages.assess.metrics.claims.scope import find_obligation
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.documents.pact import Obligation
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import ObligationResult
from trustpages.statistics.interval import Estimate, Interval


@dataclass(frozen=True, slots=True)
class NumericClaim:
    """A claim that states a number, the evidence it is held against, and the result of the obligation it names."""

    claim: Claim
    value: float
    direction: Direction
    evidence: Sequence[Evidence]
    result: ObligationResult | None


def check_value(context: Context, numeric: NumericClaim) -> ClaimFinding:
    """The finding on a value that the claim's obligation measures, or that the claim names in its items."""
    obligation = find_obligation(context, numeric.claim)
    named = _find_named_value(numeric, obligation)
    if named is not None:
        return _check_named_value(context, numeric, named)
    read = ASSESSORS[obligation.measure.kind].read_claimed_value if obligation is not None else None
    if obligation is None or read is None:
        return report_absence("neither the claim nor an obligation says which value is meant")
    claimed = read(context, obligation, obligation.measure, numeric.value, numeric.direction)
    figures = () if claimed.count is None else compute_tally_figures(context, numeric.evidence, claimed.count)
    if not figures and claimed.by_result:
        figures = _read_result_figure(numeric)
    # The tolerance is one of shares; in days or euros it would mean something else for every claim.
    delta = context.policy.claim.delta if claimed.is_share else 0.0
    return judge_figures(figures, ClaimThreshold(claimed.direction, claimed.line, delta), context.policy)


def _find_named_value(numeric: NumericClaim, obligation: Obligation | None) -> str | None:
    """The value that the claim is about by its own words; None where its obligation says that."""
    claim = numeric.claim
    if claim.of_value is not None or obligation is not None:
        return claim.of_value
    measured = {
        name
        for evidence in numeric.evidence
        if isinstance(evidence.item, CountedItem)
        for name in (*evidence.item.values, *(evidence.item.data.values if evidence.item.data is not None else ()))
    }
    return min(measured) if len(measured) == 1 else None


def _check_named_value(context: Context, numeric: NumericClaim, value: str) -> ClaimFinding:
    """The finding on the mean of a value, or on the share of runs within the claimed limit for a quantile of it."""
    q = numeric.claim.quantile
    if q is None:
        line = ClaimThreshold(numeric.direction, numeric.value, 0.0)
        return judge_figures(_compute_mean_figures(context, numeric, value), line, context.policy)
    count = partial(tally_values_within, context, value=value, limit=numeric.value)
    within: Direction = "at_least" if numeric.direction == "at_most" else "at_most"
    figures = compute_tally_figures(context, numeric.evidence, count)
    return judge_figures(figures, ClaimThreshold(within, q, context.policy.claim.delta), context.policy)


def _compute_mean_figures(context: Context, numeric: NumericClaim, value: str) -> tuple[ObservedFigure, ...]:
    """The mean of each item by itself: sources are not averaged."""
    figures = []
    for evidence in numeric.evidence:
        values = read_values(context, evidence, value)
        if isinstance(values, Unmeasured):
            continue
        mean = estimate_mean(values, context.policy, context.policy.level)
        if isinstance(mean, Unmeasured):
            continue
        n, unit = values.summary.n, numeric.claim.unit or "value"
        is_weak = explain_weak_mean(mean, context.policy) is not None or values.attempts > n
        status = Status.EXPLORATORY if is_weak else Status.OK
        quantity = mean.estimate.measured(unit, n=n, n_eff=mean.n_eff, status=status)
        figures.append(ObservedFigure(mean.estimate, quantity, (evidence.id,)))
    return tuple(figures)


def check_rate(context: Context, numeric: NumericClaim) -> ClaimFinding:
    """The finding on incidents per exposure: in the unit of the obligation, else per run."""
    obligation = find_obligation(context, numeric.claim)
    if obligation is not None and ASSESSORS[obligation.measure.kind].answers_rate_claims:
        figures = _read_result_figure(numeric)
    else:
        figures = _compute_incident_figures(context, numeric.evidence)
    return judge_figures(figures, ClaimThreshold(numeric.direction, numeric.value, 0.0), context.policy)


def _read_result_figure(numeric: NumericClaim) -> tuple[ObservedFigure, ...]:
    """What the obligation was judged by, if all of it is evidence for the claim too."""
    result = numeric.result
    if result is None or not isinstance(result.quantity, Measured):
        return ()
    quantity, ids = result.quantity, {item.id for item in numeric.evidence}
    # A figure that rests on evidence outside of the claim's scope would judge another claim.
    if quantity.low is None or quantity.high is None or not set(result.pooled) <= ids:
        return ()
    interval = Interval(quantity.low, quantity.high, quantity.level, quantity.method)
    return (ObservedFigure(Estimate(quantity.value, interval), quantity, result.pooled),)


def _compute_incident_figures(context: Context, evidence: Sequence[Evidence]) -> tuple[ObservedFigure, ...]:
    seen = observe_incidents(context, evidence)
    if not seen.use.amount:
        return ()
    level = context.policy.level
    quantity = measure_event_rate(seen, level, f"per {seen.use.unit}", notes=seen.use.notes)
    return (ObservedFigure(estimate_event_rate(seen, level), quantity, tuple(sorted(item.id for item in evidence))),)
