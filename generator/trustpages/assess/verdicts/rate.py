"""Events per exposure, at most (or at least) so many."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial

from trustpages.assess.case import Case
from trustpages.assess.pooling import Pool, is_census, pooled
from trustpages.assess.verdicts.basis import too_little
from trustpages.assess.verdicts.changes import EVENTS, in_words
from trustpages.assess.verdicts.exposure import Events, Seen, basis_with, incidents_in, seen_in
from trustpages.assess.verdicts.lines import Line, agreed, line_of, worse_of
from trustpages.assess.verdicts.proportion import NO_LINE
from trustpages.assess.verdicts.ruling import INFERRED, OBSERVED, Basis, Ruling, missing, no_evidence
from trustpages.model.documents.pact import RateMeasure
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import Target, WhatWouldChange
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Estimate
from trustpages.statistics.poisson import garwood, zero_event_exposure_min
from trustpages.statistics.power import events_to_exceed, exposure_to_stay_below

UNWATCHED = "in some of these runs nobody but users would notice an incident: that none was seen shows little"


@dataclass(frozen=True, slots=True)
class _Rate:
    """Events over exposure, the exposure in units of the threshold's `per`."""

    events: Events
    exposure: float
    per: float
    unit: str
    level: float

    def value(self, events: int) -> float:
        """So many events as a rate."""
        return events / self.exposure

    def decide(self, line: Line, events: int) -> Verdict:
        """The inferred verdict on so many events."""
        return line.decide(self.value(events), garwood(events, self.exposure, self.level))

    @property
    def extremes(self) -> tuple[int, int]:
        """Events if every unconfirmed one had happened, and if none had."""
        return self.events.confirmed + self.events.unconfirmed, self.events.confirmed

    @property
    def quantity(self) -> Measured:
        """The rate of confirmed events with its limits."""
        x = self.events.confirmed
        estimate = Estimate(self.value(x), garwood(x, self.exposure, self.level))
        return estimate.measured(self.unit, k=x, n=self.exposure * self.per)


def rule_rate(case: Case, measure: RateMeasure) -> Ruling:
    """The ruling on a rate by Garwood's exact limits, over watched exposure only.

    Unconfirmed incidents count once as if they had happened and once as if not, as unknown outcomes do.
    """
    line = line_of(case.obligation.threshold)
    if line is None or line.value < 0:
        return missing(Target("at_most", None, "rate"), Basis(), NO_LINE)
    target, counting = _target(line, measure), measure.of == "events"
    pool = pooled(case, ("runs",), partial(seen_in, case, unit=measure.exposure, count_events=counting))
    events = (
        Events(sum(count.events for count in pool.counts), 0) if counting else incidents_in(case, measure)
    )
    basis, n_min = basis_with(pool, events), _least_exposure(line, measure, case.level)
    exposure = math.fsum(count.exposure for count in pool.counts) / measure.per
    if not exposure:
        return no_evidence(target, basis, n_min)
    absence = too_little(case, pool, sum(count.attempts for count in pool.counts), "runs")
    if absence is not None:
        return missing(target, basis, absence, n_min)
    rate = _Rate(events, exposure, measure.per, target.unit, case.level)
    return _ruled(case, pool, line, rate, no_evidence(target, basis, n_min))


def _ruled(case: Case, pool: Pool[Seen], line: Line, rate: _Rate, empty: Ruling) -> Ruling:
    """The ruling that fills an empty one with the verdicts on a rate."""
    watched = all(count.is_watched for count in pool.counts)
    verdicts = tuple(rate.decide(line, x) for x in rate.extremes)
    inferred = agreed(verdicts)
    if not watched:
        inferred = worse_of(inferred, Verdict.LEANING_MET)
    census = is_census(case, pool) and all(count.is_complete for count in pool.counts)
    observed = agreed(line.attain(rate.value(x)) for x in rate.extremes) if census else None
    by_record = observed is not None and (observed is not Verdict.MET or inferred is Verdict.MET)
    verdict = observed if observed is not None and by_record else inferred
    low, high = sorted(rate.value(x) for x in rate.extremes)
    return replace(
        empty,
        verdict=verdict,
        decided_by=OBSERVED if by_record else INFERRED,
        quantity=rate.quantity,
        observed=observed,
        inferred=inferred,
        unknown=rate.events.unconfirmed,
        bounds=(low, high) if rate.events.unconfirmed else None,
        verdict_bounds=(verdicts[0], verdicts[1]) if rate.events.unconfirmed else None,
        notes=() if watched else (UNWATCHED,),
        would_change=_change(line, rate, verdict, by_record=by_record),
    )


def _change(line: Line, rate: _Rate, verdict: Verdict, *, by_record: bool) -> WhatWouldChange:
    """Further events that breach a rate, and further exposure without any that shows it is kept."""
    if line.direction != "at_most" or line.value == 0:
        return WhatWouldChange()
    x = rate.events.confirmed
    if by_record:
        events = max(0, math.floor(line.value * rate.exposure) + 1 - x)
    else:
        events = events_to_exceed(x, rate.exposure, line.value, rate.level)
    more = exposure_to_stay_below(x, line.value, rate.level) - rate.exposure
    breached, met = verdict is Verdict.BREACHED, verdict is Verdict.MET
    return in_words(
        verdict,
        EVENTS,
        failures=None if breached else events,
        successes=None if met or more <= 0 else math.ceil(more * rate.per),
    )


def _target(line: Line, measure: RateMeasure) -> Target:
    per = "" if measure.per == 1 else f"{measure.per:,.10g} "
    exposure = measure.exposure.rstrip("s") if measure.per == 1 else measure.exposure
    what = "incidents" if measure.of == "incidents" else "events"
    text = f"{line.direction.replace('_', ' ')} {line.value:g} {what} per {per}{exposure}"
    return Target(line.direction, line.value, f"{what} per {per}{exposure}", per=measure.per, text=text)


def _least_exposure(line: Line, measure: RateMeasure, level: float) -> int | None:
    """The exposure without any event that shows the promise; None where none does."""
    if line.direction != "at_most" or line.value == 0:
        return None
    return math.ceil(zero_event_exposure_min(line.value / measure.per, level))
