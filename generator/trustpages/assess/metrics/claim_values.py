"""Claims about measured values and incident rates: what the obligation that measures them shows."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.context import Context
from trustpages.assess.counts import Tally
from trustpages.assess.metrics.claim_figures import Figure, tally_figures
from trustpages.assess.metrics.claim_finding import Finding, finding_of_absence, finding_of_figures
from trustpages.assess.metrics.claim_rulings import Direction, Threshold
from trustpages.assess.metrics.claim_subject import obligation_of
from trustpages.assess.metrics.exposure import exposure_of
from trustpages.assess.tallies import tally_within
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items import Incident, Runs
from trustpages.model.documents.pact import MeanMeasure, Obligation, QuantileMeasure, RateMeasure
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import ObligationResult
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.poisson import garwood


def find_value(
    context: Context,
    claim: Claim,
    value: float,
    direction: Direction,
    evidence: Sequence[Evidence],
    result: ObligationResult | None,
) -> Finding:
    """The finding on a quantile (as a share of runs within the claimed value) or on a mean."""
    obligation = obligation_of(context, claim)
    match obligation.measure if obligation is not None else None:
        case QuantileMeasure() as measure:
            figures = _within(context, measure, value, evidence)
            if not figures and obligation is not None and value in _limits(obligation):
                figures = _of_result(result, evidence)
            side: Direction = "at_least" if direction == "at_most" else "at_most"
            line = Threshold(side, measure.q, context.policy.claim.delta)
            return finding_of_figures(figures, line, context.policy)
        case MeanMeasure():
            line = Threshold(direction, value, 0.0)
            return finding_of_figures(_of_result(result, evidence), line, context.policy)
        case _:
            return finding_of_absence("no obligation says which value is meant")


def find_rate(
    context: Context,
    claim: Claim,
    value: float,
    direction: Direction,
    evidence: Sequence[Evidence],
    result: ObligationResult | None,
) -> Finding:
    """The finding on incidents per exposure: in the unit of the obligation, else per run."""
    obligation = obligation_of(context, claim)
    line = Threshold(direction, value, 0.0)
    if obligation is not None and isinstance(obligation.measure, RateMeasure):
        return finding_of_figures(_of_result(result, evidence), line, context.policy)
    return finding_of_figures(_incidents(context, evidence), line, context.policy)


def _within(
    context: Context, measure: QuantileMeasure, limit: float, evidence: Sequence[Evidence]
) -> tuple[Figure, ...]:
    def count(one: Evidence) -> Tally | Unmeasured:
        return tally_within(context, one, measure.value, limit)

    return tally_figures(context, evidence, count)


def _limits(obligation: Obligation) -> tuple[float | None, ...]:
    return obligation.threshold.at_most, obligation.threshold.at_least


def _of_result(result: ObligationResult | None, evidence: Sequence[Evidence]) -> tuple[Figure, ...]:
    """What the obligation was judged by, if all of it is evidence for the claim too."""
    if result is None or not isinstance(result.quantity, Measured):
        return ()
    quantity, ids = result.quantity, {item.id for item in evidence}
    if quantity.low is None or quantity.high is None or not set(result.pooled) <= ids:
        return ()
    interval = Interval(quantity.low, quantity.high, quantity.level, quantity.method)
    return (Figure(Estimate(quantity.value, interval), quantity, result.pooled),)


def _incidents(context: Context, evidence: Sequence[Evidence]) -> tuple[Figure, ...]:
    exposed = exposure_of(context, [item for item in evidence if isinstance(item.item, Runs)])
    if not exposed.amount:
        return ()
    seen = [item.item for item in evidence if isinstance(item.item, Incident) and item.item.confirmed]
    x = sum(incident.count for incident in seen)
    estimate = Estimate(x / exposed.amount, garwood(x, exposed.amount, context.policy.level))
    quantity = estimate.measured(f"per {exposed.unit}", k=x, n=exposed.amount, notes=exposed.notes)
    return (Figure(estimate, quantity, tuple(sorted(item.id for item in evidence))),)
