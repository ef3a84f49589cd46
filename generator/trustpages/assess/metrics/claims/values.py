"""Claims about measured values and incident rates: what the obligation that measures them shows."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import tally_values_within
from trustpages.assess.evidence.production import measure_exposure
from trustpages.assess.evidence.tally import Tally
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
from trustpages.model.documents.items import Incident, Runs
from trustpages.model.documents.pact import MeanMeasure, Obligation, QuantileMeasure, RateMeasure
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import ObligationResult
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.rates import garwood


def check_value(
    context: Context,
    claim: Claim,
    value: float,
    direction: Direction,
    evidence: Sequence[Evidence],
    result: ObligationResult | None,
) -> ClaimFinding:
    """The finding on a quantile (as a share of runs within the claimed value) or on a mean."""
    obligation = find_obligation(context, claim)
    match obligation.measure if obligation is not None else None:
        case QuantileMeasure() as measure:
            figures = _compute_figures_within(context, measure, value, evidence)
            if not figures and obligation is not None and value in _list_limits(obligation):
                figures = _read_result_figure(result, evidence)
            side: Direction = "at_least" if direction == "at_most" else "at_most"
            line = ClaimThreshold(side, measure.q, context.policy.claim.delta)
            return judge_figures(figures, line, context.policy)
        case MeanMeasure():
            line = ClaimThreshold(direction, value, 0.0)
            return judge_figures(_read_result_figure(result, evidence), line, context.policy)
        case _:
            return report_absence("no obligation says which value is meant")


def check_rate(
    context: Context,
    claim: Claim,
    value: float,
    direction: Direction,
    evidence: Sequence[Evidence],
    result: ObligationResult | None,
) -> ClaimFinding:
    """The finding on incidents per exposure: in the unit of the obligation, else per run."""
    obligation = find_obligation(context, claim)
    line = ClaimThreshold(direction, value, 0.0)
    if obligation is not None and isinstance(obligation.measure, RateMeasure):
        return judge_figures(_read_result_figure(result, evidence), line, context.policy)
    return judge_figures(_compute_incident_figures(context, evidence), line, context.policy)


def _compute_figures_within(
    context: Context, measure: QuantileMeasure, limit: float, evidence: Sequence[Evidence]
) -> tuple[ObservedFigure, ...]:
    def count(one: Evidence) -> Tally | Unmeasured:
        return tally_values_within(context, one, measure.value, limit)

    return compute_tally_figures(context, evidence, count)


def _list_limits(obligation: Obligation) -> tuple[float | None, ...]:
    return obligation.threshold.at_most, obligation.threshold.at_least


def _read_result_figure(
    result: ObligationResult | None, evidence: Sequence[Evidence]
) -> tuple[ObservedFigure, ...]:
    """What the obligation was judged by, if all of it is evidence for the claim too."""
    if result is None or not isinstance(result.quantity, Measured):
        return ()
    quantity, ids = result.quantity, {item.id for item in evidence}
    if quantity.low is None or quantity.high is None or not set(result.pooled) <= ids:
        return ()
    interval = Interval(quantity.low, quantity.high, quantity.level, quantity.method)
    return (ObservedFigure(Estimate(quantity.value, interval), quantity, result.pooled),)


def _compute_incident_figures(context: Context, evidence: Sequence[Evidence]) -> tuple[ObservedFigure, ...]:
    exposed = measure_exposure(context, [item for item in evidence if isinstance(item.item, Runs)])
    if not exposed.amount:
        return ()
    seen = [item.item for item in evidence if isinstance(item.item, Incident) and item.item.confirmed]
    x = sum(incident.count for incident in seen)
    estimate = Estimate(x / exposed.amount, garwood(x, exposed.amount, context.policy.level))
    quantity = estimate.measured(f"per {exposed.unit}", k=x, n=exposed.amount, notes=exposed.notes)
    return (ObservedFigure(estimate, quantity, tuple(sorted(item.id for item in evidence))),)
