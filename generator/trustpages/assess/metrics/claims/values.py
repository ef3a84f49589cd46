"""Claims about measured values and incident rates: what the obligation that measures them shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.event_rates import estimate_event_rate, measure_event_rate, observe_incidents
from trustpages.assess.measures.catalog import ASSESSORS
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
from trustpages.model.measured import Measured
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
    """The finding on a value that the claim's obligation measures."""
    obligation = find_obligation(context, numeric.claim)
    read = ASSESSORS[obligation.measure.kind].read_claimed_value if obligation is not None else None
    if obligation is None or read is None:
        return report_absence("no obligation says which value is meant")
    claimed = read(context, obligation, obligation.measure, numeric.value, numeric.direction)
    figures = () if claimed.count is None else compute_tally_figures(context, numeric.evidence, claimed.count)
    if not figures and claimed.by_result:
        figures = _read_result_figure(numeric)
    # The tolerance is one of shares; in days or euros it would mean something else for every claim.
    delta = context.policy.claim.delta if claimed.is_share else 0.0
    return judge_figures(figures, ClaimThreshold(claimed.direction, claimed.line, delta), context.policy)


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
