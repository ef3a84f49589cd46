"""Promises that something never happens: one event breaches it, none shows only what the exposure rules out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.event_rates import (
    count_fewest_groups,
    list_event_counts,
    measure_event_rate,
    note_unconfirmed,
)
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.pooling import Pool, is_census, pool_evidence
from trustpages.assess.evidence.tally import Tally, combine_tallies, estimate_share, list_counts, measure_share
from trustpages.assess.measures.assessor import (
    FITS_BOTH,
    NOTHING_WRONG,
    SETTLED_WITHOUT_ONE,
    DataQuestion,
    MeasureAssessor,
    OpenSentence,
)
from trustpages.assess.measures.exposure import build_basis_with_events, build_observed_events, observe_use
from trustpages.assess.measures.kinds.rate import UNWATCHED
from trustpages.assess.measures.ruling import (
    INFERRED,
    OBSERVED,
    Basis,
    Line,
    Ruling,
    build_basis,
    explain_too_little,
    hold_back,
    rule_missing,
    rule_no_evidence,
)
from trustpages.assess.measures.subsets.event_sources import UseWithEvents
from trustpages.assess.measures.subsets.pooled_ruling import explain_shortfall
from trustpages.assess.measures.subsets.sources import split_by_source
from trustpages.assess.measures.what_would_change import EVENTS, describe_change
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.documents.measures.events import ZeroMeasure
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.model.results.parts import Counts
from trustpages.model.vocabulary import Setting, Verdict
from trustpages.statistics.distributions import complement
from trustpages.statistics.events.rates import zero_event_exposure_min
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import zero_failure_n_min

S = TypeVar("S")

NONE_SEEN = 'No breach of "{obligation}" was seen in {n} {unit}; ' + FITS_BOTH
NONE_CONFIRMED = 'No confirmed breach of "{obligation}" was seen in {n} {unit}; ' + FITS_BOTH


@dataclass(frozen=True, slots=True)
class _Observed:
    """Events and the share of runs with one; absent with a reason where nothing can be said of it.

    `n` are the runs in which an event would have been seen, worth `n_eff` independent ones. `shortfall` says why the
    deployed version's own runs do not bear out what they show together with those of earlier ones, where that is so.
    `fewest` clusters without an event show that it is kept, where the runs come in such.
    """

    events: int
    uncertain: int
    n: float
    n_eff: float
    quantity: Quantity
    basis: Basis
    absence: Unmeasured | None
    counts: Counts | None = None
    watched: bool = True
    in_real_use: bool = True
    census: bool = False
    shortfall: str | None = None
    fewest: int | None = None


def rule_zero(case: Case, measure: ZeroMeasure) -> Ruling:
    """The ruling on something that must never happen.

    Any confirmed event breaches it, whatever the exposure. Without any it is `met` only where the tolerable rate lies
    at or above the upper limit, which is two-sided as that of every other promise, else it leans to met; unknown
    outcomes and unconfirmed incidents leave it incomplete.
    """
    seen = _observe_runs(case) if measure.of == "runs" else _observe_events(case, measure)
    rate = case.obligation.threshold.tolerable_rate
    target = Target("never", rate, "rate", text=f"never: {measure.event or case.obligation.promise}")
    n_min = (seen.fewest or _compute_fewest_runs(measure, rate, case.level)) if rate and rate < 1 else None
    if seen.events:
        return _rule_breached(seen, target, n_min)
    if seen.absence is not None:
        return rule_missing(target, seen.basis, seen.absence, n_min)
    if not seen.n or not isinstance(seen.quantity, Measured):
        return rule_no_evidence(target, seen.basis, n_min)
    return _rule_unbreached(seen, seen.quantity, target, n_min)


def _compute_fewest_runs(measure: ZeroMeasure, rate: float, level: float) -> int:
    """The fewest runs, each alone and without an event, whose upper limit is the tolerable rate."""
    if measure.of == "runs":
        return zero_failure_n_min(complement(rate), level)
    return math.ceil(zero_event_exposure_min(rate, level))


def _rule_breached(seen: _Observed, target: Target, n_min: int | None) -> Ruling:
    # Events of a benchmark or of staging show that it can happen, not that it did in real use.
    return Ruling(
        target,
        Verdict.BREACHED,
        OBSERVED if seen.in_real_use else INFERRED,
        seen.quantity,
        seen.basis,
        observed=Verdict.BREACHED if seen.in_real_use else None,
        inferred=Verdict.BREACHED,
        n_min=n_min,
        counts=seen.counts,
    )


def _rule_unbreached(seen: _Observed, quantity: Measured, target: Target, n_min: int | None) -> Ruling:
    """No confirmed event: kept if the exposure rules out more than the tolerable rate."""
    is_shown = target.value is not None and quantity.high is not None and quantity.high <= target.value and seen.watched
    at_best = Verdict.MET if is_shown else Verdict.LEANING_MET
    verdict = Verdict.INCOMPLETE if seen.uncertain else at_best
    observed = Verdict.INCOMPLETE if seen.uncertain else Verdict.MET
    more = None if n_min is None or is_shown or not seen.watched else max(0, math.ceil(n_min - seen.n_eff))
    ruling = Ruling(
        target,
        verdict,
        INFERRED,
        note_unconfirmed(quantity, seen.uncertain),
        seen.basis,
        observed=observed if seen.census else None,
        inferred=verdict,
        unknown=seen.uncertain,
        verdict_bounds=(Verdict.BREACHED, at_best) if seen.uncertain else None,
        n_min=n_min,
        notes=(
            "no confirmed breach was seen" if seen.uncertain else "no breach was seen",
            *(() if seen.watched else (UNWATCHED,)),
        ),
        would_change=describe_change(EVENTS, failures=1, successes=more),
        counts=seen.counts,
    )
    return hold_back(ruling, seen.shortfall) if seen.shortfall else ruling


def _observe_runs(case: Case) -> _Observed:
    """Runs without success are the events, runs of unknown outcome may be."""
    pool = pool_evidence(case, ("runs",), partial(tally_outcome, case.context, window=case.days))
    if not pool.counted:
        return _Observed(0, 0, 0, 0, _describe_unknown_use(0), build_basis(pool), None)
    # An event that must never happen weighs as much wherever it happens.
    counts = replace(combine_tallies(pool.counts), weights=None)
    quantity = measure_share(counts, case.level, failures=True)
    absence = explain_too_little(case, pool, counts.known)
    if isinstance(quantity, Unmeasured):
        absence = absence or quantity
    return _Observed(
        events=counts.failures,
        uncertain=counts.unknown,
        n=counts.known,
        n_eff=(quantity.n_eff or 0.0) if isinstance(quantity, Measured) else 0.0,
        quantity=quantity,
        basis=build_basis(pool, counts.methods),
        absence=absence,
        counts=list_counts(counts, failures=True),
        in_real_use=pool.setting is Setting.PRODUCTION,
        census=is_census(case, pool),
        shortfall=_explain_shortfall_in_runs(case, pool),
    )


def _explain_shortfall_in_runs(case: Case, pool: Pool[Tally]) -> str | None:
    """Why the deployed version's own runs do not show what all runs may; None where they do, or no others count."""

    def estimate(own: Pool[Tally], level: float) -> Estimate | Unmeasured:
        return estimate_share(replace(combine_tallies(own.counts), weights=None), level, failures=True)

    return _explain_shortfall(case, pool, estimate, lambda own: f"{combine_tallies(own.counts).known:,}")


def _explain_shortfall(
    case: Case,
    pool: Pool[S],
    estimate: Callable[[Pool[S], float], Estimate | Unmeasured],
    tell: Callable[[Pool[S]], str],
) -> str | None:
    rate, sides = case.obligation.threshold.tolerable_rate, split_by_source(pool, by_side=True)
    if rate is None or len(sides) < 2:
        return None
    own = estimate(sides[0].pool, case.context.policy.pact.carried_level)
    return explain_shortfall(Line("at_most", rate), own, tell(sides[0].pool), Verdict.MET)


def _observe_events(case: Case, measure: ZeroMeasure) -> _Observed:
    """Recorded incidents in watched runs, or events counted inside runs."""
    pool, events = observe_use(case, measure)
    use, seen = UseWithEvents(case, measure, pool, events), build_observed_events(measure, pool, events.confirmed)
    n = seen.use.amount
    left_out = (case.context.item(gap.evidence) for gap in pool.left_out)
    is_left_out = any(isinstance(item.item, Runs) for item in left_out if item is not None)
    quantity: Quantity = _describe_unknown_use(seen.count, is_left_out=is_left_out)
    if n and seen.count <= n:
        quantity = measure_event_rate(seen, case.level, "share", notes=seen.use.notes)
    complete = all(count.is_complete for count in pool.counts)
    watched = all(count.is_watched for count in pool.counts)
    return _Observed(
        events=seen.count,
        uncertain=events.unconfirmed,
        n=n,
        n_eff=(quantity.n_eff or 0.0) if isinstance(quantity, Measured) else 0.0,
        quantity=quantity,
        basis=build_basis_with_events(pool, events),
        absence=explain_too_little(case, pool, sum(count.attempts for count in pool.counts), "runs") if n else None,
        counts=list_event_counts(seen, case.level, unknown=events.unconfirmed, watched=watched),
        shortfall=_explain_shortfall(case, pool, use.estimate, use.describe),
        fewest=count_fewest_groups(seen, case.obligation.threshold.tolerable_rate or 0.0, case.level),
        watched=watched,
        in_real_use=measure.of == "incidents" or pool.setting is Setting.PRODUCTION,
        census=complete and is_census(case, pool),
    )


def _describe_unknown_use(events: int, *, is_left_out: bool = False) -> Unmeasured:
    """Events of which no rate can be given are events all the same: only without any is nothing measured."""
    use = "no use that is on record counts for it" if is_left_out else "how much use there was is unknown"
    if not events:
        return Unmeasured(Status.MISSING, f"no event, and {use}")
    counted = "1 event" if events == 1 else f"{events:,} events"
    return Unmeasured(Status.UNDEFINED, f"{counted}; {use}")


ASSESSOR = MeasureAssessor(
    model=ZeroMeasure,
    rule=rule_zero,
    ask_data=lambda measure, _: (DataQuestion(outcome="success" if measure.of == "runs" else None),),
    read_claimed_value=None,
    answers_rate_claims=False,
    describe_open=lambda result: OpenSentence(
        NONE_CONFIRMED if result.unknown else NONE_SEEN, SETTLED_WITHOUT_ONE, result.would_change.successes_to_meet
    ),
    too_few=NOTHING_WRONG,
    undecided="{m} {m:run or incident is|runs or incidents are} without a confirmed outcome; each could be a "
    'breach of "{obligation}".',
)
