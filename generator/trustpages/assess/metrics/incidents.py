"""Incidents per exposure: plain, weighted by severity, and how far the count can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trustpages.assess.context import Context
from trustpages.assess.counts import combined
from trustpages.assess.metrics.bursts import Bursts, bursts_of
from trustpages.assess.metrics.exposure import Exposed, exposure_of
from trustpages.assess.metrics.failure_share import exact_failures
from trustpages.assess.metrics.production import of_current_version, production_runs
from trustpages.assess.tallies import tally
from trustpages.model.documents.items import Incident
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.metrics import IncidentRates
from trustpages.model.vocabulary import IncidentSeverity
from trustpages.statistics.binomial import clopper_pearson_upper
from trustpages.statistics.dispersion import widened
from trustpages.statistics.interval import Estimate
from trustpages.statistics.poisson import fay_feuer, garwood, garwood_upper

_NO_EXPOSURE = Unmeasured(Status.MISSING, "no exposure: nothing can be concluded")
_OLD_VERSION = "seen before the last material change of the agent"


def incident_rates(context: Context) -> IncidentRates | None:
    """Confirmed incidents over watched real use of what is deployed; None without real use and incidents.

    Real use from before the last material change counts only where there is no other, and a note says so.
    Incidents that happened outside of the days of that use are counted in `outside` and in no rate. Sources:
    metrics specification 3 (Garwood 1936; Fay & Feuer 1997; Hanley & Lippman-Hand 1983).
    """
    production = production_runs(context)
    confirmed = [item for item in context.evidence if isinstance(item.item, Incident) and item.item.confirmed]
    if not production and not confirmed:
        return None
    runs = of_current_version(context, production) or production
    notes = (_OLD_VERSION,) if production and not of_current_version(context, production) else ()
    exposed = exposure_of(context, runs)
    inside = [one for one in confirmed if _is_inside(one, runs, context)]
    counts = _by_severity(inside)
    bursts = bursts_of(runs, context.policy.gap.dispersion_p)
    return IncidentRates(
        exposure=exposed.amount,
        exposure_unit=exposed.unit,
        counts=tuple((severity.value, counts[severity]) for severity in IncidentSeverity),
        rate=_rate(sum(counts.values()), exposed, context.policy.level, bursts, notes),
        weighted=_weighted(counts, exposed, context.policy),
        critical=_rate(counts[IncidentSeverity.CRITICAL], exposed, context.policy.level, None, notes),
        zero_bound=_zero_bound(sum(counts.values()), exposed, context.policy.level),
        monitored=exposed.monitored,
        detection=_detection(runs, inside),
        dispersion=bursts.dispersion,
        widened_by=bursts.widening,
        failures=_failures(context, runs),
        outside=_events(confirmed) - _events(inside),
        evidence=tuple(sorted(one.id for one in (*runs, *inside))),
    )


def _is_inside(incident: Evidence, runs: Sequence[Evidence], context: Context) -> bool:
    """Whether it happened within the days of the runs; undated runs could have seen any."""
    item = incident.item
    if not isinstance(item, Incident) or item.occurred > context.as_of:
        return False
    periods = [run.collected for run in runs]
    return any(period is None or period.from_ <= item.occurred <= period.to for period in periods)


def _by_severity(incidents: Sequence[Evidence]) -> dict[IncidentSeverity, int]:
    counts = dict.fromkeys(IncidentSeverity, 0)
    for incident in incidents:
        if isinstance(incident.item, Incident):
            counts[incident.item.severity] += incident.item.count
    return counts


def _events(incidents: Sequence[Evidence]) -> int:
    return sum(_by_severity(incidents).values())


def _rate(x: int, exposed: Exposed, level: float, bursts: Bursts | None, notes: tuple[str, ...]) -> Quantity:
    if not exposed.amount:
        return _NO_EXPOSURE
    estimate = Estimate(x / exposed.amount, garwood(x, exposed.amount, level))
    if bursts is not None and bursts.widening is not None:
        estimate = widened(estimate, bursts.widening)
    return estimate.measured(f"per {exposed.unit}", k=x, n=exposed.amount, notes=(*notes, *exposed.notes))


def _weighted(counts: Mapping[IncidentSeverity, int], exposed: Exposed, policy: Policy) -> Quantity:
    """Severity-weighted rate; severities without any incident take part, their weight sets the upper limit."""
    if not exposed.amount:
        return _NO_EXPOSURE
    weights = [
        policy.incident_weights.of(incident_severity) / exposed.amount
        for incident_severity in IncidentSeverity
    ]
    if not any(weights):
        return Unmeasured(Status.INVALID, "all severities have weight zero")
    found = fay_feuer([counts[one] for one in IncidentSeverity], weights, policy.level)
    quantity = found.measured(f"weighted per {exposed.unit}", n=exposed.amount)
    listed = ", ".join(
        f"{incident_severity} {policy.incident_weights.of(incident_severity):g}"
        for incident_severity in IncidentSeverity
    )
    return replace(quantity, notes=(f"weights: {listed}", *exposed.notes))


def _zero_bound(x: int, exposed: Exposed, level: float) -> float | None:
    """The rate that no incident in so much use excludes (one-sided); None if there was one, or no use."""
    if x or not exposed.amount:
        return None
    if exposed.unit == "runs":
        return clopper_pearson_upper(0, exposed.amount, level).high
    return garwood_upper(0, exposed.amount, level).high


def _detection(runs: Sequence[Evidence], incidents: Sequence[Evidence]) -> tuple[str, ...]:
    """Who notices, as far as runs and incidents say."""
    monitoring = [getattr(run.item, "monitoring", None) for run in runs]
    found = {one.detection for one in monitoring if one is not None}
    found |= {
        incident.item.detection
        for incident in incidents
        if isinstance(incident.item, Incident) and incident.item.detection
    }
    return tuple(sorted(found))


def _failures(context: Context, runs: Sequence[Evidence]) -> Quantity:
    """The share of runs that failed, by the exact interval, on the effective number of runs."""
    tallies = [counts for run in runs if not isinstance(counts := tally(context, run), Unmeasured)]
    if not tallies:
        return Unmeasured(Status.MISSING, "no run in production has a recorded outcome")
    share = exact_failures(combined(tallies), context.policy.level)
    return replace(share, inputs=combined(tallies).inputs) if isinstance(share, Measured) else share
