"""Events in the use of some sources: whose they are, and with which limits their rates are compared.

Events that were counted inside runs are those of their producer. Incidents name no runs, and who recorded one need not
have run the agent: they are told apart by version alone, what is deployed from all that ran before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.event_rates import ObservedEvents, estimate_event_rate, group_into_bursts
from trustpages.assess.evidence.freshness import find_changes_since, match_version
from trustpages.assess.evidence.pooling import Pool
from trustpages.assess.measures.exposure import CountedEvents, ObservedUse, build_observed_events, count_bursts_in_runs
from trustpages.assess.measures.ruling import Line, Ruling
from trustpages.assess.measures.subsets.pooled_ruling import rule_by_source
from trustpages.assess.measures.subsets.sources import SourcedFigure, identify_source
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.measures.events import RateMeasure, ZeroMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence, VersionMatch
from trustpages.model.results.obligation import Target
from trustpages.statistics.interval import Estimate
from trustpages.statistics.rounding import format_exposure

EventRule = Callable[[Case, Pool[ObservedUse], CountedEvents], Ruling]
"""Rules on use and the events in it as if all came from one source."""


@dataclass(frozen=True, slots=True)
class UseWithEvents:
    """All use behind a promise about events, and what happened in it; how to find what happened in a part of it."""

    case: Case
    measure: RateMeasure | ZeroMeasure
    pool: Pool[ObservedUse]
    events: CountedEvents

    @property
    def by_side(self) -> bool:
        """Whether the use is told apart by version alone."""
        return self.measure.of != "events"

    def find_events(self, part: Pool[ObservedUse]) -> CountedEvents:
        """What happened in a part of the use; an incident that nobody ties to an earlier version counts as deployed."""
        if not self.by_side:
            return count_bursts_in_runs(part)
        if len(part.counted) == len(self.pool.counted):
            return self.events
        sides = {identify_source(item).is_earlier for item in part.counted}
        evidence = tuple(item for item in self.events.incidents if _is_of_earlier(self.case, item) in sides)
        incidents = [item.item for item in evidence if isinstance(item.item, Incident)]
        return CountedEvents(
            confirmed=group_into_bursts(incident for incident in incidents if incident.confirmed),
            possible=group_into_bursts(incidents),
            incidents=evidence,
        )

    def observe(self, part: Pool[ObservedUse]) -> ObservedEvents:
        """The confirmed events in a part of the use."""
        return build_observed_events(self.measure, part, self.find_events(part).confirmed)

    def estimate(self, part: Pool[ObservedUse], level: float, per: float = 1.0) -> Estimate | Unmeasured:
        """The rate of events in a part of the use, `per` so much exposure."""
        seen = self.observe(part)
        if not seen.use.amount:
            return Unmeasured(Status.MISSING, "no use is on record")
        rate = estimate_event_rate(seen, level)
        return Estimate(rate.value * per, rate.interval.scaled(per))

    def describe(self, part: Pool[ObservedUse]) -> str:
        """The events and the exposure of a part of the use in words."""
        seen = self.observe(part)
        events = "1 event" if seen.count == 1 else f"{seen.count:,} events"
        return f"{events} in {format_exposure(seen.use.amount)} {seen.use.unit}"


def _is_of_earlier(case: Case, evidence: Evidence) -> bool:
    agent = case.context.agent.agent
    match = match_version(agent, evidence, find_changes_since(agent, evidence, case.context.as_of))
    return match in (VersionMatch.CHANGED_MINOR, VersionMatch.CHANGED_MATERIAL)


def rule_events_by_source(use: UseWithEvents, line: Line, target: Target, rule: EventRule) -> Ruling:
    """The ruling on all use, or on that of the sources that decide where they differ beyond chance."""
    return rule_by_source(use.case, use.pool, line, _build_rate_figure(use, target, rule), by_side=use.by_side)


def _build_rate_figure(use: UseWithEvents, target: Target, rule: EventRule) -> SourcedFigure[ObservedUse]:
    def read_value(part: Pool[ObservedUse]) -> float | None:
        seen = use.observe(part)
        return seen.count / seen.use.amount * target.per if seen.use.amount else None

    def list_items(part: Pool[ObservedUse]) -> tuple[str, ...]:
        incidents = use.find_events(part).incidents
        return (*(item.evidence.id for item in part.counted), *(incident.id for incident in incidents))

    return SourcedFigure(
        rule=lambda case, part: rule(case, part, use.find_events(part)),
        estimate=lambda part, level: use.estimate(part, level, target.per),
        value=read_value,
        describe=use.describe,
        unit=target.unit,
        list_items=list_items,
    )
