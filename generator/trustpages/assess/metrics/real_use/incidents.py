"""Incident rates per watched exposure: plain, of critical ones, weighted by severity."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.event_rates import (
    ObservedEvents,
    estimate_event_rate,
    find_dispersion,
    group_into_bursts,
    measure_event_rate,
    note_unconfirmed,
    observe_incidents,
)
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.production import find_production_runs, keep_current_version
from trustpages.assess.evidence.tally import measure_share
from trustpages.assess.measures.subsets.told_apart import take_worst_outcomes
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.claims import IncidentRates
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import IncidentSeverity
from trustpages.statistics.events.rates import Dispersion, fay_feuer, garwood
from trustpages.statistics.interval import Estimate, Interval

_NO_EXPOSURE = Unmeasured(Status.MISSING, "no exposure: nothing can be concluded")


def compute_incident_rates(context: Context) -> IncidentRates | None:
    """Confirmed incidents over watched real use of what is deployed; None without real use and incidents.

    Real use from before the last material change counts only where there is no other, and a note says so.
    Incidents that happened outside of the days of that use are counted in `outside` and in no rate. Formulas:
    docs/reference/formulas.md#garwood, #bursts and #fay-feuer (Garwood 1936; Fay & Feuer 1997).
    """
    production = find_production_runs(context)
    confirmed = [item for item in context.evidence if isinstance(item.item, Incident) and item.item.confirmed]
    if not production and not confirmed:
        return None
    current = keep_current_version(context, production)
    runs = current or production
    notes = ("seen before the last material change of the agent",) if production and not current else ()
    inside = [item for item in confirmed if _is_inside(item, runs, context)]
    by_severity = _group_by_severity(inside)
    reported = [item.item for item in context.evidence if _is_reported(item) and _is_inside(item, runs, context)]
    seen = observe_incidents(context, (*runs, *inside))
    exposed = seen.use
    critical = replace(seen, bursts=group_into_bursts(by_severity[IncidentSeverity.CRITICAL]))
    by_period = seen.series.others
    dispersion = find_dispersion(by_period)
    return IncidentRates(
        exposure=exposed.amount,
        exposure_unit=exposed.unit,
        recorded=exposed.recorded,
        counts=tuple((severity.value, _count(by_severity[severity])) for severity in IncidentSeverity),
        rate=_measure_rate(seen, context.policy.level, notes, len(reported)),
        weighted=_measure_weighted_rate(by_severity, seen, context.policy),
        critical=_measure_rate(critical, context.policy.level, notes, sum(map(_is_critical, reported))),
        monitored=exposed.monitored,
        detection=_list_detection(runs, inside),
        dispersion=_describe_dispersion(dispersion, context.policy.gap.dispersion_p, by_period),
        widened_by=_find_widening(dispersion, context.policy),
        failures=_measure_failures(context, runs),
        outside=_count(item.item for item in confirmed if isinstance(item.item, Incident)) - seen.count,
        evidence=tuple(sorted(item.id for item in (*runs, *inside))),
    )


def _describe_dispersion(
    dispersion: Dispersion | Unmeasured | None, p_below: float, series: Sequence[tuple[int, ...]]
) -> Quantity:
    """The index of dispersion of the longest series of counts by period."""
    if dispersion is None:
        return Unmeasured(Status.MISSING, "no counts by period are recorded")
    if isinstance(dispersion, Unmeasured):
        return dispersion
    n, notes = max(map(len, series)), (f"p = {dispersion.p:.2g} with {dispersion.df} degrees of freedom",)
    return Measured(dispersion.statistic, None, None, 1 - p_below, "index of dispersion", None, n, n, "D", notes=notes)


def _find_widening(dispersion: Dispersion | Unmeasured | None, policy: Policy) -> float | None:
    """The factor by which limits of single events would be too narrow; None where chance explains how counts vary."""
    if not isinstance(dispersion, Dispersion) or dispersion.p >= policy.gap.dispersion_p:
        return None
    return math.sqrt(dispersion.inflation(policy.level))


def _is_inside(incident: Evidence, runs: Sequence[Evidence], context: Context) -> bool:
    """Whether it happened within the days of the runs; undated runs could have seen any."""
    item = incident.item
    if not isinstance(item, Incident) or item.occurred > context.as_of:
        return False
    # An incident outside of the use that is counted has no denominator, and would only raise the rate.
    periods = [run.collected for run in runs]
    return any(period is None or period.from_ <= item.occurred <= period.to for period in periods)


def _group_by_severity(incidents: Sequence[Evidence]) -> dict[IncidentSeverity, list[Incident]]:
    groups: dict[IncidentSeverity, list[Incident]] = {severity: [] for severity in IncidentSeverity}
    for incident in incidents:
        if isinstance(incident.item, Incident):
            groups[incident.item.severity].append(incident.item)
    return groups


def _count(incidents: Iterable[Incident]) -> int:
    return sum(incident.count for incident in incidents)


def _is_reported(evidence: Evidence) -> bool:
    return isinstance(evidence.item, Incident) and not evidence.item.confirmed


def _is_critical(item: object) -> bool:
    return isinstance(item, Incident) and item.severity is IncidentSeverity.CRITICAL


def _measure_rate(seen: ObservedEvents, level: float, notes: tuple[str, ...], unconfirmed: int) -> Quantity:
    if not seen.use.amount:
        return _NO_EXPOSURE
    rate = measure_event_rate(seen, level, f"per {seen.use.unit}", notes=(*notes, *seen.use.notes))
    return note_unconfirmed(rate, unconfirmed)


def _measure_weighted_rate(
    by_severity: Mapping[IncidentSeverity, Sequence[Incident]], seen: ObservedEvents, policy: Policy
) -> Quantity:
    """Severity-weighted rate; severities without any incident take part, their weight sets the upper limit.

    Clusters and periods widen it as they widen the plain rate of as many single events.
    """
    exposed = seen.use
    if not exposed.amount:
        return _NO_EXPOSURE
    weights = {severity: policy.incident_weights.of(severity) for severity in IncidentSeverity}
    if not any(weights.values()):
        return Unmeasured(Status.INVALID, "all severities have weight zero")
    # A burst is one event of so much more weight; a further one of single incidents is allowed for in each severity.
    pairs = [(0, weights[severity]) for severity in IncidentSeverity]
    for severity, incidents in by_severity.items():
        pairs += [(number, size * weights[severity]) for size, number in group_into_bursts(incidents).items()]
    estimate = fay_feuer(
        [number for number, _ in pairs], [weight / exposed.amount for _, weight in pairs], policy.level
    )
    limits = _widen(estimate.interval, seen, policy.level)
    listed = ", ".join(f"{severity} {weight:g}" for severity, weight in weights.items())
    quantity = Estimate(estimate.value, limits).measured(f"severity points per {exposed.unit}", n=exposed.amount)
    return replace(quantity, notes=(f"weights: {listed}", *exposed.notes))


def _widen(limits: Interval, seen: ObservedEvents, level: float) -> Interval:
    """The limits, as much further out as those of so many single events are for clusters and periods."""
    bursts = sum(seen.bursts.values())
    singles = estimate_event_rate(replace(seen, bursts={1: bursts} if bursts else {}), level).interval
    plain = garwood(bursts, seen.use.amount, level)
    below, above = singles.low / plain.low if plain.low else 1.0, singles.high / plain.high
    return replace(limits, low=limits.low * min(below, 1.0), high=limits.high * max(above, 1.0))


def _list_detection(runs: Sequence[Evidence], incidents: Sequence[Evidence]) -> tuple[str, ...]:
    """Who notices, as far as runs and incidents say."""
    monitoring = [getattr(run.item, "monitoring", None) for run in runs]
    by_incident = [getattr(incident.item, "detection", None) for incident in incidents]
    watched = {entry.detection for entry in monitoring if entry is not None}
    return tuple(sorted(watched | {detection for detection in by_incident if detection}))


def _measure_failures(context: Context, runs: Sequence[Evidence]) -> Quantity:
    """The share of runs that failed, by the exact interval; of versions or producers that differ, the worst."""
    counted = [(run, counts) for run in runs if not isinstance(counts := tally_outcome(context, run), Unmeasured)]
    if not counted:
        return Unmeasured(Status.MISSING, "no run in production has a recorded outcome")
    alike = take_worst_outcomes(context, counted)
    failures = measure_share(alike.tally, context.policy.level, failures=True)
    if isinstance(failures, Measured):
        failures = replace(failures, notes=(*failures.notes, *alike.notes))
    return with_inputs(failures, alike.tally.inputs)
