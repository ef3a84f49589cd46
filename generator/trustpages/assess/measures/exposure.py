"""Exposure and events behind a rate: how much of the use was monitored, and what was counted in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.event_rates import (
    NO_BURSTS,
    Bursts,
    EventSeries,
    ObservedEvents,
    count_events,
    group_into_bursts,
)
from trustpages.assess.evidence.pooling import Pool, pool_evidence
from trustpages.assess.evidence.tally import add_up_methods
from trustpages.assess.evidence.watched_use import Use, add_up_use, read_use
from trustpages.assess.measures.ruling import Basis, build_basis
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.documents.measures.events import RateMeasure, ZeroMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import LeftOut
from trustpages.model.sentence import Sentence, format_month
from trustpages.model.vocabulary import Method


@dataclass(frozen=True, slots=True)
class ObservedUse:
    """Use of one set of runs, and whether somebody watched it.

    `is_watched` is False where nobody says that incidents would be noticed by anyone but users, `is_complete` is True
    where all of the runs are watched by what finds every failure, as far as that was tested.
    """

    use: Use
    attempts: int
    is_watched: bool
    is_complete: bool
    method: Method


@dataclass(frozen=True, slots=True)
class CountedEvents:
    """What happened: confirmed events and unconfirmed ones as bursts, the incidents among them, and those left out.

    `possible` are the bursts if every unconfirmed event had happened.
    """

    confirmed: Bursts
    possible: Bursts
    incidents: tuple[Evidence, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def unconfirmed(self) -> int:
        """How many events are not confirmed."""
        return count_events(self.possible) - count_events(self.confirmed)


def measure_use(case: Case, evidence: Evidence, unit: str, *, of_events: bool) -> ObservedUse | Unmeasured:
    """The use that an item of runs reports; missing where it does not say, or does not count events."""
    item = evidence.item
    if not isinstance(item, Runs):
        return Unmeasured(Status.MISSING, "only runs are exposure")
    use = read_use(case.context, evidence, item, unit, case.days)
    if use.attempts is None:
        return Unmeasured(Status.MISSING, "the item does not say how many runs there were")
    if use.amount is None:
        return Unmeasured(Status.MISSING, f"the item gives no exposure in {unit}")
    if of_events:
        if use.events is None:
            return Unmeasured(Status.MISSING, "the item counts no events")
        return ObservedUse(use, use.attempts, is_watched=True, is_complete=True, method=item.method)
    if use.fraction * use.sensitivity == 0:
        return Unmeasured(Status.MISSING, "none of its runs are watched")
    watched = item.monitoring is not None and item.monitoring.detection != "user_reported"
    complete = watched and use.fraction * use.sensitivity == 1
    return ObservedUse(use, use.attempts, is_watched=watched, is_complete=complete, method=item.method)


def observe_use(case: Case, measure: RateMeasure | ZeroMeasure) -> tuple[Pool[ObservedUse], CountedEvents]:
    """The runs behind the measure in its unit of exposure; events counted inside them, or recorded incidents."""
    of_events = measure.of == "events"
    count = partial(measure_use, case, unit=measure.exposure_unit, of_events=of_events)
    pool = pool_evidence(case, ("runs",), count)
    if not of_events:
        return pool, count_incidents(case, measure)
    return pool, count_bursts_in_runs(pool)


def count_bursts_in_runs(pool: Pool[ObservedUse]) -> CountedEvents:
    """The events that were counted inside the runs, each by itself."""
    events = sum(counts.use.events or 0 for counts in pool.counts)
    bursts = {1: events} if events else NO_BURSTS
    return CountedEvents(bursts, bursts)


def build_observed_events(
    measure: RateMeasure | ZeroMeasure, pool: Pool[ObservedUse], bursts: Bursts
) -> ObservedEvents:
    """So many events in the use of the pool, with the counts by period that tell how they come."""
    of_events, uses = measure.of == "events", [counts.use for counts in pool.counts]
    series = [use.by_period for use in uses if use.by_period]
    # Only of one item do the periods add up, and only where their sum is that of the events do they count them.
    is_own = of_events and len(uses) == len(series) == 1 and sum(series[0]) == count_events(bursts)
    return ObservedEvents(
        bursts=bursts,
        use=add_up_use(uses, measure.exposure_unit, of_events=of_events),
        series=EventSeries(own=series[0]) if is_own else EventSeries(others=tuple(series)),
    )


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
        confirmed=group_into_bursts(incident for incident in counted if incident.confirmed),
        possible=group_into_bursts(counted),
        incidents=tuple(evidence for evidence, _, why in named if why is None),
        left_out=tuple(LeftOut(evidence.id, why) for evidence, _, why in named if why is not None),
    )


def _explain_not_counted(case: Case, measure: RateMeasure | ZeroMeasure, incident: Incident) -> str | None:
    """Why an incident does not count, if it does not."""
    first, last = case.days
    if incident.severity.rank > measure.at_or_above.rank:
        return f"the promise counts incidents from {measure.at_or_above} on, this one is {incident.severity}"
    if incident.occurred > last or (first is not None and incident.occurred < first):
        day = ("on ", incident.occurred) if incident.day_known else ("in ", format_month(incident.occurred))
        return Sentence("it happened ", *day, ", outside of the window")
    return None


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
