"""Real use behind a rate: how much of it was watched, and the events counted inside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trustpages.assess.case import Case
from trustpages.assess.pooling import Pool
from trustpages.assess.questions import data_of, event_question
from trustpages.assess.verdicts.basis import basis_of
from trustpages.assess.verdicts.ruling import Basis
from trustpages.model.documents.items import Incident, Runs
from trustpages.model.documents.pact import RateMeasure, ZeroMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import LeftOut
from trustpages.model.vocabulary import Method


@dataclass(frozen=True, slots=True)
class Seen:
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
class Events:
    """What happened: confirmed events, unconfirmed ones, the incidents among them, and those left out."""

    confirmed: int
    unconfirmed: int
    incidents: tuple[Evidence, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def seen_in(case: Case, evidence: Evidence, unit: str, *, count_events: bool) -> Seen | Unmeasured:
    """The exposure of an item of runs; missing where it does not say, or does not count events."""
    item = evidence.item
    if not isinstance(item, Runs):
        return Unmeasured(Status.MISSING, "only runs are exposure")
    attempts, events = _counts(case, evidence, item)
    if attempts is None:
        return Unmeasured(Status.MISSING, "the item does not say how many runs there were")
    amount = _amount(item, unit, attempts)
    if amount is None:
        return Unmeasured(Status.MISSING, f"the item gives no exposure in {unit}")
    if count_events:
        if events is None:
            return Unmeasured(Status.MISSING, "the item counts no events")
        return Seen(attempts, amount, events, is_watched=True, is_complete=True, method=item.method)
    watched = item.monitoring is not None and item.monitoring.detection != "user_reported"
    # Only watched use can show that nothing happened; without a record all of it bounds the rate from below.
    fraction = item.monitoring.fraction if item.monitoring is not None else 1.0
    if fraction == 0:
        return Unmeasured(Status.MISSING, "none of its runs are watched")
    complete = watched and fraction == 1
    return Seen(attempts, amount * fraction, 0, is_watched=watched, is_complete=complete, method=item.method)


def incidents_in(case: Case, measure: RateMeasure | ZeroMeasure) -> Events:
    """Incidents of the severity that counts, which name the obligation and happened in the window.

    They count by the day on which they happened, whatever version ran and however old the record: that a
    promise was broken in its window does not expire.
    """
    named = [
        (item, item.item)
        for item in case.context.evidence
        if isinstance(item.item, Incident) and case.ref in item.item.supports
    ]
    reasons = {one.id: _why_not(case, measure, item) for one, item in named}
    counted = [(one, item) for one, item in named if reasons[one.id] is None]
    return Events(
        confirmed=sum(item.count for _, item in counted if item.confirmed),
        unconfirmed=sum(item.count for _, item in counted if not item.confirmed),
        incidents=tuple(item for item, _ in counted),
        left_out=tuple(LeftOut(id_, reason) for id_, reason in reasons.items() if reason is not None),
    )


def _why_not(case: Case, measure: RateMeasure | ZeroMeasure, incident: Incident) -> str | None:
    """Why an incident does not count, if it does not."""
    first, last = case.days
    if incident.severity.rank > measure.at_or_above.rank:
        return f"the promise counts incidents from {measure.at_or_above} on, this one is {incident.severity}"
    if incident.occurred > last or (first is not None and incident.occurred < first):
        return f"it happened on {incident.occurred}, outside of the window"
    return None


def _counts(case: Case, evidence: Evidence, item: Runs) -> tuple[int | None, int | None]:
    """Runs and events of an item, from its counts or from its data file."""
    data = data_of(evidence)
    if data is None:
        attempts = item.attempts
        if attempts is None and item.clusters:
            attempts = sum(cluster.attempts for cluster in item.clusters)
        return attempts, item.events
    answer = case.context.aggregates.get(event_question(evidence, data, case.days))
    if answer is None:
        return None, None
    return answer.attempts, answer.events if data.event is not None else None


def _amount(item: Runs, unit: str, attempts: int) -> float | None:
    if unit == "runs":
        return float(attempts)
    return next((exposure.amount for exposure in item.exposure if exposure.unit == unit), None)


def basis_with(pool: Pool[Seen], events: Events) -> Basis:
    """The runs and the incidents as the basis of a verdict."""
    basis = basis_of(pool, _methods_of(pool))
    ruled = {incident.id for incident in events.incidents} | {one.evidence for one in events.left_out}
    left_out = [left_out for left_out in basis.left_out if left_out.evidence not in ruled]
    return replace(
        basis,
        items=tuple(sorted((*basis.items, *(incident.id for incident in events.incidents)))),
        left_out=tuple(sorted((*left_out, *events.left_out), key=lambda gap: gap.evidence)),
        illustrative=basis.illustrative or any(incident.illustrative for incident in events.incidents),
    )


def _methods_of(pool: Pool[Seen]) -> tuple[tuple[Method, int], ...]:
    """Runs by how their outcomes were decided."""
    found = dict.fromkeys(Method, 0)
    for one in pool.counts:
        found[one.method] += one.attempts
    return tuple((method, count) for method, count in found.items() if count)
