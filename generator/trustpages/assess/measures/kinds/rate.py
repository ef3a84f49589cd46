"""Promises about a rate: events or incidents per exposure."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.event_rates import (
    ObservedEvents,
    count_events_to_exceed,
    count_fewest_groups,
    describe_design,
    estimate_event_rate,
    find_exposure_to_stay_below,
    list_event_counts,
    measure_event_rate,
    note_unconfirmed,
)
from trustpages.assess.evidence.pooling import Pool, is_census
from trustpages.assess.measures.assessor import (
    FITS_BOTH,
    NOTHING_WRONG,
    SETTLED_BY_RUNS,
    SETTLED_WITHOUT_ONE,
    DataQuestion,
    MeasureAssessor,
    OpenSentence,
)
from trustpages.assess.measures.exposure import (
    CountedEvents,
    ObservedUse,
    build_basis_with_events,
    build_observed_events,
    observe_use,
)
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
from trustpages.assess.measures.subsets.event_sources import UseWithEvents, rule_events_by_source
from trustpages.assess.measures.what_would_change import EVENTS, describe_change, explain_no_plan, withhold_ways_to_keep
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.measures.events import RateMeasure
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult, Target, WhatWouldChange
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.events.power import units_to_settle
from trustpages.statistics.events.rates import zero_event_exposure_min

EVENTS_SEEN = '{x} {x:event|events} in {n} {unit}, against "{obligation}" (target {T}); ' + FITS_BOTH
AT_LEAST = "of some incidents only the least number is on record: there may have been more"
COUNTING = "A record of how many incidents there were could settle it."
WATCHING = "Runs in which an incident would be noticed could show that it is kept."
UNWATCHED = "in some of these runs nobody but users would notice an incident: that none was seen shows little"


@dataclass(frozen=True, slots=True)
class _Rate:
    """Events over exposure, as a rate in the unit of the threshold, `per` so much exposure."""

    seen: ObservedEvents
    possible: ObservedEvents
    per: float
    unit: str
    level: float
    units_min: int
    attempts: int

    def value(self, seen: ObservedEvents) -> float:
        """So many events as a rate."""
        return seen.count / seen.use.amount * self.per

    def decide(self, line: Line, seen: ObservedEvents) -> Verdict:
        """The inferred verdict on so many events; from fewer clusters than the policy asks for it leans at most."""
        verdict = line.decide(self.value(seen), estimate_event_rate(seen, self.level).interval.scaled(self.per))
        return verdict if seen.units >= self.units_min else verdict.as_leaning()

    @property
    def unconfirmed(self) -> int:
        """How many events are not confirmed."""
        return self.possible.count - self.seen.count

    @property
    def extremes(self) -> tuple[ObservedEvents, ObservedEvents]:
        """The events if every unconfirmed one had happened, and if none had."""
        return self.possible, self.seen

    @property
    def quantity(self) -> Measured:
        """The rate of confirmed events with its limits."""
        return measure_event_rate(self.seen, self.level, self.unit, per=self.per, notes=self.seen.use.notes)


def rule_rate(case: Case, measure: RateMeasure) -> Ruling:
    """The ruling on a rate by the limits of `estimate_event_rate`, over exposure that was watched by what was tested.

    Unconfirmed incidents count once as if they had happened and once as if not, as unknown outcomes do.
    """
    line = build_line(case.obligation.threshold)
    if line is None or line.value < 0:
        return rule_missing(Target("at_most", None, "rate"), Basis(), NO_LINE)
    target, n_min = _build_target(line, measure), _compute_least_exposure(line, measure, case.level)

    def rule(case: Case, pool: Pool[ObservedUse], events: CountedEvents) -> Ruling:
        return _rule_together(
            case, measure, line, (pool, events), replace(empty, basis=build_basis_with_events(pool, events))
        )

    empty = rule_no_evidence(target, Basis(), n_min)
    use = UseWithEvents(case, measure, *observe_use(case, measure))
    return rule_events_by_source(use, line, target, rule)


def _rule_together(
    case: Case, measure: RateMeasure, line: Line, observed: tuple[Pool[ObservedUse], CountedEvents], empty: Ruling
) -> Ruling:
    """The ruling on all of this use, whatever the version."""
    pool, events = observed
    seen, possible = (build_observed_events(measure, pool, bursts) for bursts in (events.confirmed, events.possible))
    if not seen.use.amount:
        return empty
    attempts = sum(count.attempts for count in pool.counts)
    absence = explain_too_little(case, pool, attempts, "runs")
    if absence is not None:
        return rule_missing(empty.target, empty.basis, absence, empty.n_min)
    units_min = case.context.policy.pact.units_min
    rate = _Rate(seen, possible, measure.per, empty.target.unit, case.level, units_min, attempts)
    ruling = _fill_ruling(case, pool, line, rate, empty)
    is_least = any(isinstance(each.item, Incident) and each.item.count_is_least for each in events.incidents)
    return _cap_for_least_counts(ruling) if is_least else ruling


def _cap_for_least_counts(ruling: Ruling) -> Ruling:
    """The ruling, which at best leans to met where the record of an incident says that there may have been more."""
    verdict = Verdict.LEANING_MET if ruling.verdict is Verdict.MET else ruling.verdict
    why = f"{WATCHING} {COUNTING}" if UNWATCHED in ruling.notes else COUNTING
    change = withhold_ways_to_keep(ruling.would_change, verdict, why)
    capped = replace(ruling, notes=(*ruling.notes, AT_LEAST), would_change=change)
    if verdict is ruling.verdict:
        return capped
    return replace(capped, verdict=verdict, inferred=verdict, decided_by=INFERRED, held_back=AT_LEAST)


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
    change = _describe_rate_change(case, line, rate, verdict, by_record=by_record)
    return replace(
        empty,
        verdict=verdict,
        decided_by=OBSERVED if by_record else INFERRED,
        quantity=note_unconfirmed(rate.quantity, rate.unconfirmed),
        n_min=(empty.n_min and count_fewest_groups(rate.seen, line.value / rate.per, rate.level)) or empty.n_min,
        observed=observed,
        inferred=inferred,
        unknown=rate.unconfirmed,
        bounds=(low, high) if rate.unconfirmed else None,
        verdict_bounds=(if_all, if_none) if rate.unconfirmed else None,
        notes=() if watched else (UNWATCHED,),
        would_change=change if watched else withhold_ways_to_keep(change, verdict, WATCHING),
        counts=list_event_counts(rate.seen, case.level, unknown=rate.unconfirmed, watched=watched),
    )


def _describe_rate_change(case: Case, line: Line, rate: _Rate, verdict: Verdict, *, by_record: bool) -> WhatWouldChange:
    """Further events that breach a rate, and further exposure without any that shows it is kept."""
    if line.direction != "at_most" or line.value == 0 or case.verdict_only:
        return WhatWouldChange()
    per_unit = line.value / rate.per
    events: int | None
    if by_record:
        events = max(0, math.floor(per_unit * rate.seen.use.amount) + 1 - rate.seen.count)
    else:
        events = count_events_to_exceed(rate.seen, per_unit, rate.level)
    enough = find_exposure_to_stay_below(rate.seen, per_unit, rate.level)
    more = 0 if enough is None else math.ceil(enough - rate.seen.use.amount)
    runs, groups = _plan_use(case, per_unit, rate) if verdict.is_inconclusive else (None, None)
    change = describe_change(
        EVENTS,
        failures=None if verdict is Verdict.BREACHED else events,
        successes=None if verdict is Verdict.MET or more <= 0 else more,
        runs=runs,
        groups=groups,
    )
    if enough is None and verdict.is_inconclusive and not change.text:
        return explain_no_plan("what was seen lies too near to the line")
    return change


def _plan_use(case: Case, per_unit: float, rate: _Rate) -> tuple[int | None, int | None]:
    """Runs, and clusters of them where they come in such, like those seen that settle it with the policy's power."""
    design, policy = describe_design(rate.seen, rate.level), case.context.policy.pact
    groups = bool(design.clusters)
    units = units_to_settle(
        design, per_unit, least=policy.units_min if groups else 1, probability=policy.power, level=rate.level
    )
    if units is None:
        return None, None
    return math.ceil(units / design.units * rate.attempts), units if groups else None


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


def _describe_open(result: ObligationResult) -> OpenSentence:
    """That the events settle nothing: use without one would, else more of the same."""
    plan = result.would_change
    if plan.successes_to_meet is not None:
        return OpenSentence(EVENTS_SEEN, SETTLED_WITHOUT_ONE, plan.successes_to_meet)
    return OpenSentence(EVENTS_SEEN, SETTLED_BY_RUNS, plan.runs_to_settle, plan.groups_to_settle)


ASSESSOR = MeasureAssessor(
    model=RateMeasure,
    rule=rule_rate,
    ask_data=lambda _measure, _threshold: (DataQuestion(),),
    read_claimed_value=None,
    answers_rate_claims=True,
    describe_open=_describe_open,
    too_few=NOTHING_WRONG,
    undecided='{m} {m:incident is|incidents are} not confirmed; whether "{obligation}" is kept depends on {m:it|them}.',
)
