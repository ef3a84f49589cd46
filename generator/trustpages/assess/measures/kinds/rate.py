"""Promises about a rate: events or incidents per exposure, with Garwood's exact limits."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.pooling import Pool, is_census
from trustpages.assess.measures.assessor import (
    FITS_BOTH,
    NOTHING_WRONG,
    SETTLED_WITHOUT_ONE,
    DataQuestion,
    LevelUse,
    MeasureAssessor,
    OpenSentence,
)
from trustpages.assess.measures.exposure import CountedEvents, ObservedUse, build_basis_with_events, observe_use
from trustpages.assess.measures.ruling import (
    INFERRED,
    NO_LINE,
    OBSERVED,
    Basis,
    Line,
    Ruling,
    agree_on_verdict,
    build_line,
    choose_worse_verdict,
    explain_too_little,
    rule_missing,
    rule_no_evidence,
)
from trustpages.assess.measures.what_would_change import EVENTS, describe_change
from trustpages.model.documents.measures import RateMeasure
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import Target, WhatWouldChange
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.power import events_to_exceed, exposure_to_stay_below
from trustpages.statistics.rates import garwood, zero_event_exposure_min

EVENTS_SEEN = '{x} {x:event|events} in {n} {unit}, against "{obligation}" (target {T}); ' + FITS_BOTH
UNWATCHED = "in some of these runs nobody but users would notice an incident: that none was seen shows little"


@dataclass(frozen=True, slots=True)
class _Rate:
    """Events over exposure, the exposure in units of the threshold's `per`."""

    events: CountedEvents
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
    line = build_line(case.obligation.threshold)
    if line is None or line.value < 0:
        return rule_missing(Target("at_most", None, "rate"), Basis(), NO_LINE)
    target = _build_target(line, measure)
    pool, events = observe_use(case, measure)
    basis, n_min = build_basis_with_events(pool, events), _compute_least_exposure(line, measure, case.level)
    exposure = math.fsum(count.exposure for count in pool.counts) / measure.per
    if not exposure:
        return rule_no_evidence(target, basis, n_min)
    absence = explain_too_little(case, pool, sum(count.attempts for count in pool.counts), "runs")
    if absence is not None:
        return rule_missing(target, basis, absence, n_min)
    rate = _Rate(events, exposure, measure.per, target.unit, case.level)
    return _fill_ruling(case, pool, line, rate, rule_no_evidence(target, basis, n_min))


def _fill_ruling(case: Case, pool: Pool[ObservedUse], line: Line, rate: _Rate, empty: Ruling) -> Ruling:
    """The ruling that fills an empty one with the verdicts on a rate."""
    watched = all(count.is_watched for count in pool.counts)
    if_all, if_none = (rate.decide(line, x) for x in rate.extremes)
    inferred = agree_on_verdict((if_all, if_none))
    if not watched:
        inferred = choose_worse_verdict(inferred, Verdict.LEANING_MET)
    census = is_census(case, pool) and all(count.is_complete for count in pool.counts)
    observed = agree_on_verdict(line.attain(rate.value(x)) for x in rate.extremes) if census else None
    # A record of all runs decides, but not for "kept" where the exposure is too small to show it.
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
        verdict_bounds=(if_all, if_none) if rate.events.unconfirmed else None,
        notes=() if watched else (UNWATCHED,),
        would_change=_describe_rate_change(line, rate, verdict, by_record=by_record),
    )


def _describe_rate_change(line: Line, rate: _Rate, verdict: Verdict, *, by_record: bool) -> WhatWouldChange:
    """Further events that breach a rate, and further exposure without any that shows it is kept."""
    if line.direction != "at_most" or line.value == 0:
        return WhatWouldChange()
    x = rate.events.confirmed
    if by_record:
        events = max(0, math.floor(line.value * rate.exposure) + 1 - x)
    else:
        events = events_to_exceed(x, rate.exposure, line.value, rate.level)
    more = exposure_to_stay_below(x, line.value, rate.level) - rate.exposure
    return describe_change(
        EVENTS,
        failures=None if verdict is Verdict.BREACHED else events,
        successes=None if verdict is Verdict.MET or more <= 0 else math.ceil(more * rate.per),
    )


def _build_target(line: Line, measure: RateMeasure) -> Target:
    per = "" if measure.per == 1 else f"{measure.per:,.10g} "
    exposure = measure.exposure.rstrip("s") if measure.per == 1 else measure.exposure
    what = "incidents" if measure.of == "incidents" else "events"
    text = f"{line.direction.replace('_', ' ')} {line.value:g} {what} per {per}{exposure}"
    return Target(line.direction, line.value, f"{what} per {per}{exposure}", per=measure.per, text=text)


def _compute_least_exposure(line: Line, measure: RateMeasure, level: float) -> int | None:
    """The exposure without any event that shows the promise; None where none does."""
    if line.direction != "at_most" or line.value == 0:
        return None
    return math.ceil(zero_event_exposure_min(line.value / measure.per, level))


ASSESSOR = MeasureAssessor(
    model=RateMeasure,
    rule=rule_rate,
    ask_data=lambda _measure, _threshold: (DataQuestion(),),
    read_claimed_value=None,
    answers_rate_claims=True,
    level_use=LevelUse.OTHER,
    describe_open=lambda result: OpenSentence(EVENTS_SEEN, SETTLED_WITHOUT_ONE, result.would_change.successes_to_meet),
    too_few=NOTHING_WRONG,
    undecided='{m} {m:incident is|incidents are} not confirmed; whether "{obligation}" is kept depends on {m:it|them}.',
)
