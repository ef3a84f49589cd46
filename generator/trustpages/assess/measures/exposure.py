"""Exposure and events behind a rate: how much of the use was monitored, and what was counted in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.item_counts import build_data_request, get_data_file
from trustpages.assess.evidence.pooling import Pool, pool_evidence
from trustpages.assess.evidence.production import RUNS
from trustpages.assess.evidence.tally import add_up_methods
from trustpages.assess.measures.ruling import Basis, build_basis
from trustpages.model.documents.items import Incident, Runs
from trustpages.model.documents.measures import RateMeasure, ZeroMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import LeftOut
from trustpages.model.vocabulary import Method


@dataclass(frozen=True, slots=True)
class ObservedUse:
    """Exposure of one set of runs, in the unit of the measure, and events counted inside it.

    With incidents, `exposure` holds only the share that is watched, and `events` is 0. `is_watched` is False
    where nobody says that incidents would be noticed by anyone but users, `is_complete` is True where all
    of the runs are watched.
    """

    attempts: int
    exposure: float
    events: int
    is_watched: bool
    is_complete: bool
    method: Method


@dataclass(frozen=True, slots=True)
class CountedEvents:
    """What happened: confirmed events, unconfirmed ones, the incidents among them, and those left out."""

    confirmed: int
    unconfirmed: int
    incidents: tuple[Evidence, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def measure_use(case: Case, evidence: Evidence, unit: str, *, count_events: bool) -> ObservedUse | Unmeasured:
    """The exposure of an item of runs; missing where it does not say, or does not count events."""
    item = evidence.item
    if not isinstance(item, Runs):
        return Unmeasured(Status.MISSING, "only runs are exposure")
    attempts, events = _count_runs_and_events(case, evidence, item)
    if attempts is None:
        return Unmeasured(Status.MISSING, "the item does not say how many runs there were")
    stated = next((exposure.amount for exposure in item.exposure if exposure.unit == unit), None)
    amount = float(attempts) if unit == RUNS else stated
    if amount is None:
        return Unmeasured(Status.MISSING, f"the item gives no exposure in {unit}")
    if count_events:
        if events is None:
            return Unmeasured(Status.MISSING, "the item counts no events")
        return ObservedUse(attempts, amount, events, is_watched=True, is_complete=True, method=item.method)
    watched = item.monitoring is not None and item.monitoring.detection != "user_reported"
    # Only watched use can show that nothing happened; without a record all of it bounds the rate from below.
    fraction = item.monitoring.fraction if item.monitoring is not None else 1.0
    if fraction == 0:
        return Unmeasured(Status.MISSING, "none of its runs are watched")
    complete = watched and fraction == 1
    return ObservedUse(attempts, amount * fraction, 0, is_watched=watched, is_complete=complete, method=item.method)


def observe_use(case: Case, measure: RateMeasure | ZeroMeasure) -> tuple[Pool[ObservedUse], CountedEvents]:
    """The runs behind the measure in its unit of exposure; events counted inside them, or recorded incidents."""
    counting = measure.of == "events"
    count = partial(measure_use, case, unit=measure.exposure_unit, count_events=counting)
    pool = pool_evidence(case, ("runs",), count)
    if counting:
        return pool, CountedEvents(sum(use.events for use in pool.counts), 0)
    return pool, count_incidents(case, measure)


def count_incidents(case: Case, measure: RateMeasure | ZeroMeasure) -> CountedEvents:
    """Incidents of the severity that counts, which name the obligation and happened in the window.

    They count by the day on which they happened, whatever version ran and however old the record: that a
    promise was broken in its window does not expire.
    """
    named = [
        (evidence, evidence.item, _explain_not_counted(case, measure, evidence.item))
        for evidence in case.context.evidence
        if isinstance(evidence.item, Incident) and case.ref in evidence.item.supports
    ]
    counted = [incident for _, incident, why in named if why is None]
    return CountedEvents(
        confirmed=sum(incident.count for incident in counted if incident.confirmed),
        unconfirmed=sum(incident.count for incident in counted if not incident.confirmed),
        incidents=tuple(evidence for evidence, _, why in named if why is None),
        left_out=tuple(LeftOut(evidence.id, why) for evidence, _, why in named if why is not None),
    )


def _explain_not_counted(case: Case, measure: RateMeasure | ZeroMeasure, incident: Incident) -> str | None:
    """Why an incident does not count, if it does not."""
    first, last = case.days
    if incident.severity.rank > measure.at_or_above.rank:
        return f"the promise counts incidents from {measure.at_or_above} on, this one is {incident.severity}"
    if incident.occurred > last or (first is not None and incident.occurred < first):
        return f"it happened on {incident.occurred}, outside of the window"
    return None


def _count_runs_and_events(case: Case, evidence: Evidence, item: Runs) -> tuple[int | None, int | None]:
    """Runs and events of an item, from its counts or from its data file."""
    data = get_data_file(evidence)
    if data is None:
        attempts = item.attempts
        if attempts is None and item.clusters:
            attempts = sum(cluster.attempts for cluster in item.clusters)
        return attempts, item.events
    answer = case.context.aggregates.get(build_data_request(evidence, data, case.days))
    if answer is None:
        return None, None
    return answer.attempts, answer.events if data.event is not None else None


def build_basis_with_events(pool: Pool[ObservedUse], events: CountedEvents) -> Basis:
    """The runs and the incidents as the basis of a verdict."""
    basis = build_basis(pool, add_up_methods((use.method, use.attempts) for use in pool.counts))
    # The pool leaves out every incident, as it is no run; here each has its own reason, or counts.
    incidents = {incident.id for incident in events.incidents} | {gap.evidence for gap in events.left_out}
    left_out = [gap for gap in basis.left_out if gap.evidence not in incidents]
    return replace(
        basis,
        items=tuple(sorted((*basis.items, *(incident.id for incident in events.incidents)))),
        left_out=tuple(sorted((*left_out, *events.left_out), key=lambda gap: gap.evidence)),
        illustrative=basis.illustrative or any(incident.illustrative for incident in events.incidents),
    )
