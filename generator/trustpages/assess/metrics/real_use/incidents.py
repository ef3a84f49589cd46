"""Incident rates per monitored exposure: plain, weighted by severity, widened for bursts (overdispersion)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.production import (
    WatchedExposure,
    find_production_runs,
    keep_current_version,
    measure_exposure,
)
from trustpages.assess.evidence.tally import combine_tallies, measure_share
from trustpages.model.documents.items import Incident, Runs
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.claims import IncidentRates
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import IncidentSeverity
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import clopper_pearson_upper
from trustpages.statistics.rates import dispersion_index, fay_feuer, garwood, garwood_upper, widen_interval


@dataclass(frozen=True, slots=True)
class Bursts:
    """The index of dispersion, and the factor by which plain limits are too narrow, None without bursts."""

    dispersion: Quantity
    widening: float | None


def detect_bursts(runs: Sequence[Evidence], p_below: float) -> Bursts:
    """The dispersion of the longest series of counts by period among these items.

    Bursts are there if p is below `p_below`; the factor is then sqrt(D/df). Missing without any series.
    """
    series = [run.item.by_period for run in runs if isinstance(run.item, Runs) and run.item.by_period]
    if not series:
        return Bursts(Unmeasured(Status.MISSING, "no counts by period are recorded"), None)
    # Series of different lengths of period do not add up, so the one with most periods speaks for all.
    counts = max(series, key=lambda periods: (len(periods), periods))
    found = dispersion_index(counts)
    if isinstance(found, Unmeasured):
        return Bursts(found, None)
    n, notes = len(counts), (f"p = {found.p:.2g} with {found.df} degrees of freedom",)
    quantity = Measured(found.statistic, None, None, 1 - p_below, "index of dispersion", None, n, n, "D", notes=notes)
    return Bursts(quantity, math.sqrt(found.statistic / found.df) if found.p < p_below else None)


_NO_EXPOSURE = Unmeasured(Status.MISSING, "no exposure: nothing can be concluded")


def compute_incident_rates(context: Context) -> IncidentRates | None:
    """Confirmed incidents over watched real use of what is deployed; None without real use and incidents.

    Real use from before the last material change counts only where there is no other, and a note says so.
    Incidents that happened outside of the days of that use are counted in `outside` and in no rate. Formulas:
    docs/reference/formulas.md#garwood, #bursts and #fay-feuer (Garwood 1936; Fay & Feuer 1997; Hanley &
    Lippman-Hand 1983).
    """
    production = find_production_runs(context)
    confirmed = [item for item in context.evidence if isinstance(item.item, Incident) and item.item.confirmed]
    if not production and not confirmed:
        return None
    current = keep_current_version(context, production)
    runs = current or production
    notes = ("seen before the last material change of the agent",) if production and not current else ()
    exposed = measure_exposure(context, runs)
    inside = [item for item in confirmed if _is_inside(item, runs, context)]
    counts = _count_by_severity(inside)
    bursts = detect_bursts(runs, context.policy.gap.dispersion_p)
    return IncidentRates(
        exposure=exposed.amount,
        exposure_unit=exposed.unit,
        counts=tuple((severity.value, counts[severity]) for severity in IncidentSeverity),
        rate=_measure_rate(sum(counts.values()), exposed, context.policy.level, bursts, notes),
        weighted=_measure_weighted_rate(counts, exposed, context.policy),
        critical=_measure_rate(counts[IncidentSeverity.CRITICAL], exposed, context.policy.level, None, notes),
        zero_bound=_compute_zero_bound(sum(counts.values()), exposed, context.policy.level),
        monitored=exposed.monitored,
        detection=_list_detection(runs, inside),
        dispersion=bursts.dispersion,
        widened_by=bursts.widening,
        failures=_measure_failures(context, runs),
        outside=sum(_count_by_severity(confirmed).values()) - sum(counts.values()),
        evidence=tuple(sorted(item.id for item in (*runs, *inside))),
    )


def _is_inside(incident: Evidence, runs: Sequence[Evidence], context: Context) -> bool:
    """Whether it happened within the days of the runs; undated runs could have seen any."""
    item = incident.item
    if not isinstance(item, Incident) or item.occurred > context.as_of:
        return False
    # An incident outside of the use that is counted has no denominator, and would only raise the rate.
    periods = [run.collected for run in runs]
    return any(period is None or period.from_ <= item.occurred <= period.to for period in periods)


def _count_by_severity(incidents: Sequence[Evidence]) -> dict[IncidentSeverity, int]:
    counts = dict.fromkeys(IncidentSeverity, 0)
    for incident in incidents:
        if isinstance(incident.item, Incident):
            counts[incident.item.severity] += incident.item.count
    return counts


def _measure_rate(
    x: int, exposed: WatchedExposure, level: float, bursts: Bursts | None, notes: tuple[str, ...]
) -> Quantity:
    if not exposed.amount:
        return _NO_EXPOSURE
    estimate = Estimate(x / exposed.amount, garwood(x, exposed.amount, level))
    # A Poisson interval takes events as independent; where they come in bursts it would be too narrow.
    if bursts is not None and bursts.widening is not None:
        estimate = widen_interval(estimate, bursts.widening)
    return estimate.measured(f"per {exposed.unit}", k=x, n=exposed.amount, notes=(*notes, *exposed.notes))


def _measure_weighted_rate(
    counts: Mapping[IncidentSeverity, int], exposed: WatchedExposure, policy: Policy
) -> Quantity:
    """Severity-weighted rate; severities without any incident take part, their weight sets the upper limit."""
    if not exposed.amount:
        return _NO_EXPOSURE
    weights = {severity: policy.incident_weights.of(severity) for severity in IncidentSeverity}
    if not any(weights.values()):
        return Unmeasured(Status.INVALID, "all severities have weight zero")
    per_exposure = [weight / exposed.amount for weight in weights.values()]
    found = fay_feuer([counts[severity] for severity in IncidentSeverity], per_exposure, policy.level)
    listed = ", ".join(f"{severity} {weight:g}" for severity, weight in weights.items())
    quantity = found.measured(f"weighted per {exposed.unit}", n=exposed.amount)
    return replace(quantity, notes=(f"weights: {listed}", *exposed.notes))


def _compute_zero_bound(x: int, exposed: WatchedExposure, level: float) -> float | None:
    """The rate that no incident in so much use excludes (one-sided); None if there was one, or no use."""
    if x or not exposed.amount:
        return None
    # A run has an incident or has none; in an hour of use any number of them fit.
    upper = clopper_pearson_upper if exposed.unit == "runs" else garwood_upper
    return upper(0, exposed.amount, level).high


def _list_detection(runs: Sequence[Evidence], incidents: Sequence[Evidence]) -> tuple[str, ...]:
    """Who notices, as far as runs and incidents say."""
    monitoring = [getattr(run.item, "monitoring", None) for run in runs]
    by_incident = [getattr(incident.item, "detection", None) for incident in incidents]
    watched = {entry.detection for entry in monitoring if entry is not None}
    return tuple(sorted(watched | {detection for detection in by_incident if detection}))


def _measure_failures(context: Context, runs: Sequence[Evidence]) -> Quantity:
    """The share of runs that failed, by the exact interval, on the effective number of runs."""
    tallies = [counts for run in runs if not isinstance(counts := tally_outcome(context, run), Unmeasured)]
    if not tallies:
        return Unmeasured(Status.MISSING, "no run in production has a recorded outcome")
    pooled = combine_tallies(tallies)
    return with_inputs(measure_share(pooled, context.policy.level, failures=True), pooled.inputs)
