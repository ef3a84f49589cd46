"""Promises that something never happens: one event breaches it, none shows only what the exposure rules out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.pooling import is_census, pool_evidence
from trustpages.assess.evidence.tally import combine_tallies, compute_effective_size
from trustpages.assess.measures.assessor import (
    FITS_BOTH,
    NOTHING_WRONG,
    SETTLED_WITHOUT_ONE,
    DataQuestion,
    LevelUse,
    MeasureAssessor,
    OpenSentence,
)
from trustpages.assess.measures.exposure import build_basis_with_events, observe_use
from trustpages.assess.measures.kinds.rate import UNWATCHED
from trustpages.assess.measures.ruling import (
    INFERRED,
    OBSERVED,
    Basis,
    Ruling,
    build_basis,
    explain_too_little,
    rule_missing,
    rule_no_evidence,
)
from trustpages.assess.measures.what_would_change import EVENTS, describe_change
from trustpages.model.documents.measures import ZeroMeasure
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Setting, Verdict
from trustpages.statistics.distributions import complement
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import clopper_pearson, clopper_pearson_upper, zero_failure_n_min

NONE_SEEN = 'No breach of "{obligation}" was seen in {n} {unit}; ' + FITS_BOTH


@dataclass(frozen=True, slots=True)
class _ObservedRuns:
    """Events and the runs in which they would have been seen: `n`, worth `n_eff` independent ones."""

    events: int
    uncertain: int
    n: float
    n_eff: float
    basis: Basis
    absence: Unmeasured | None
    watched: bool = True
    in_real_use: bool = True
    census: bool = False


def rule_zero(case: Case, measure: ZeroMeasure) -> Ruling:
    """The ruling on something that must never happen.

    Any confirmed event breaches it, whatever the exposure. Without any it is `met` only where the
    tolerable rate lies above the one-sided upper bound 1-(1-level)^(1/n), else it leans to met; unknown
    outcomes and unconfirmed incidents leave it incomplete.
    """
    seen = _observe_runs(case) if measure.of == "runs" else _observe_events(case, measure)
    rate = case.obligation.threshold.tolerable_rate
    target = Target("never", rate, "rate", text=f"never: {measure.event or case.obligation.promise}")
    # One-sided: without any event there is no lower limit to spend half of the error on.
    n_min = zero_failure_n_min(complement(rate), case.level, two_sided=False) if rate and rate < 1 else None
    if seen.events:
        return _rule_breached(seen, target, case.level, n_min)
    if seen.absence is not None:
        return rule_missing(target, seen.basis, seen.absence, n_min)
    if not seen.n:
        return rule_no_evidence(target, seen.basis, n_min)
    return _rule_unbreached(seen, target, case.level, n_min)


def _rule_breached(seen: _ObservedRuns, target: Target, level: float, n_min: int | None) -> Ruling:
    quantity: Quantity = Unmeasured(Status.MISSING, f"{seen.events} events in an unknown amount of use")
    if 0 < seen.events <= seen.n:
        n_eff = seen.n_eff or seen.n
        interval = clopper_pearson(seen.events / seen.n * n_eff, n_eff, level)
        quantity = Estimate(seen.events / seen.n, interval).measured("share", k=seen.events, n=seen.n, n_eff=n_eff)
    # Events of a benchmark or of staging show that it can happen, not that it did in real use.
    return Ruling(
        target,
        Verdict.BREACHED,
        OBSERVED if seen.in_real_use else INFERRED,
        quantity,
        seen.basis,
        observed=Verdict.BREACHED if seen.in_real_use else None,
        inferred=Verdict.BREACHED,
        n_min=n_min,
    )


def _rule_unbreached(seen: _ObservedRuns, target: Target, level: float, n_min: int | None) -> Ruling:
    """No confirmed event: kept if the exposure rules out more than the tolerable rate."""
    bound = clopper_pearson_upper(0, seen.n_eff, level)
    is_shown = target.value is not None and bound.high <= target.value and seen.watched
    at_best = Verdict.MET if is_shown else Verdict.LEANING_MET
    verdict = Verdict.INCOMPLETE if seen.uncertain else at_best
    observed = Verdict.INCOMPLETE if seen.uncertain else Verdict.MET
    more = None if n_min is None or is_shown else max(0, math.ceil(n_min - seen.n_eff))
    return Ruling(
        target,
        verdict,
        INFERRED,
        Estimate(0.0, bound).measured("share", k=0, n=seen.n, n_eff=seen.n_eff),
        seen.basis,
        observed=observed if seen.census else None,
        inferred=verdict,
        unknown=seen.uncertain,
        verdict_bounds=(Verdict.BREACHED, at_best) if seen.uncertain else None,
        n_min=n_min,
        notes=("no breach was seen", *(() if seen.watched else (UNWATCHED,))),
        would_change=describe_change(EVENTS, failures=1, successes=more),
    )


def _observe_runs(case: Case) -> _ObservedRuns:
    """Runs without success are the events, runs of unknown outcome may be."""
    pool = pool_evidence(case, ("runs",), partial(tally_outcome, case.context, window=case.days))
    if not pool.counted:
        return _ObservedRuns(0, 0, 0, 0, build_basis(pool), None)
    counts = combine_tallies(pool.counts)
    n_eff = compute_effective_size(counts)
    absence = explain_too_little(case, pool, counts.known)
    if isinstance(n_eff, Unmeasured):
        absence, n_eff = absence or n_eff, 0.0
    return _ObservedRuns(
        events=counts.failures,
        uncertain=counts.unknown,
        n=counts.known,
        n_eff=n_eff,
        basis=build_basis(pool, counts.methods),
        absence=absence,
        in_real_use=pool.setting is Setting.PRODUCTION,
        census=is_census(case, pool),
    )


def _observe_events(case: Case, measure: ZeroMeasure) -> _ObservedRuns:
    """Recorded incidents in watched runs, or events counted inside runs."""
    pool, events = observe_use(case, measure)
    n = sum(count.exposure for count in pool.counts)
    complete = all(count.is_complete for count in pool.counts)
    return _ObservedRuns(
        events=events.confirmed,
        uncertain=events.unconfirmed,
        n=n,
        n_eff=n,
        basis=build_basis_with_events(pool, events),
        absence=explain_too_little(case, pool, sum(count.attempts for count in pool.counts), "runs") if n else None,
        watched=all(count.is_watched for count in pool.counts),
        in_real_use=measure.of == "incidents" or pool.setting is Setting.PRODUCTION,
        census=complete and is_census(case, pool),
    )


ASSESSOR = MeasureAssessor(
    model=ZeroMeasure,
    rule=rule_zero,
    ask_data=lambda measure, _: (DataQuestion(outcome="success" if measure.of == "runs" else None),),
    read_claimed_value=None,
    answers_rate_claims=False,
    level_use=LevelUse.OTHER,
    describe_open=lambda result: OpenSentence(NONE_SEEN, SETTLED_WITHOUT_ONE, result.would_change.successes_to_meet),
    too_few=NOTHING_WRONG,
    undecided="{m} {m:run or incident is|runs or incidents are} without a confirmed outcome; each could be a "
    'breach of "{obligation}".',
)
