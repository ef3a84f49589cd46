"""What must never happen: one confirmed event breaches it, and none shows only so much."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

from trustpages.assess.case import Case
from trustpages.assess.counts import combined, effective_size, exact_limits
from trustpages.assess.pooling import is_census, pooled
from trustpages.assess.tallies import tally
from trustpages.assess.verdicts.basis import basis_of, too_little
from trustpages.assess.verdicts.changes import EVENTS, in_words
from trustpages.assess.verdicts.exposure import Events, basis_with, incidents_in, seen_in
from trustpages.assess.verdicts.rate import UNWATCHED
from trustpages.assess.verdicts.ruling import INFERRED, OBSERVED, Basis, Ruling, missing, no_evidence
from trustpages.model.documents.pact import ZeroMeasure
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Setting, Verdict
from trustpages.statistics.binomial import clopper_pearson_upper, zero_failure_n_min
from trustpages.statistics.exact import complement
from trustpages.statistics.interval import Estimate


@dataclass(frozen=True, slots=True)
class _Seen:
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
    seen = _of_runs(case) if measure.of == "runs" else _of_events(case, measure)
    tolerable = case.obligation.threshold.tolerable_rate
    target = Target("never", tolerable, "rate", text=f"never: {measure.event or case.obligation.promise}")
    n_min = _fewest_runs(tolerable, case.level)
    if seen.events:
        return _breached(seen, target, case.level, n_min)
    if seen.absence is not None:
        return missing(target, seen.basis, seen.absence, n_min)
    if not seen.n:
        return no_evidence(target, seen.basis, n_min)
    return _unbreached(seen, target, case.level, n_min)


def _breached(seen: _Seen, target: Target, level: float, n_min: int | None) -> Ruling:
    return Ruling(
        target,
        Verdict.BREACHED,
        OBSERVED if seen.in_real_use else INFERRED,
        _share_with_events(seen, level),
        seen.basis,
        observed=Verdict.BREACHED if seen.in_real_use else None,
        inferred=Verdict.BREACHED,
        n_min=n_min,
        would_change=in_words(Verdict.BREACHED, EVENTS),
    )


def _unbreached(seen: _Seen, target: Target, level: float, n_min: int | None) -> Ruling:
    """No confirmed event: kept if the exposure rules out more than the tolerable rate."""
    bound = clopper_pearson_upper(0, seen.n_eff, level)
    shown = target.value is not None and bound.high <= target.value and seen.watched
    at_best = Verdict.MET if shown else Verdict.LEANING_MET
    verdict = Verdict.INCOMPLETE if seen.uncertain else at_best
    observed = Verdict.INCOMPLETE if seen.uncertain else Verdict.MET
    more = None if n_min is None or shown else max(0, math.ceil(n_min - seen.n_eff))
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
        would_change=in_words(verdict, EVENTS, failures=1, successes=more),
    )


def _share_with_events(seen: _Seen, level: float) -> Quantity:
    if not 0 < seen.events <= seen.n:
        return Unmeasured(Status.MISSING, f"{seen.events} events in an unknown amount of use")
    n_eff = seen.n_eff or seen.n
    interval = exact_limits(seen.events, seen.n, n_eff, level)
    return Estimate(seen.events / seen.n, interval).measured("share", k=seen.events, n=seen.n, n_eff=n_eff)


def _fewest_runs(tolerable: float | None, level: float) -> int | None:
    """Runs without any event whose one-sided bound is the tolerable rate; None where no rate is tolerated."""
    if tolerable is None or not 0 < tolerable < 1:
        return None
    return zero_failure_n_min(complement(tolerable), level, two_sided=False)


def _of_runs(case: Case) -> _Seen:
    """Runs without success are the events, runs of unknown outcome may be."""
    pool = pooled(case, ("runs",), partial(tally, case.context, window=case.days))
    if not pool.counted:
        return _Seen(0, 0, 0, 0, basis_of(pool), None)
    counts = combined(pool.counts)
    n_eff = effective_size(counts)
    absence = too_little(case, pool, counts.known)
    if isinstance(n_eff, Unmeasured):
        absence, n_eff = absence or n_eff, 0.0
    return _Seen(
        events=counts.failures,
        uncertain=counts.unknown,
        n=counts.known,
        n_eff=n_eff,
        basis=basis_of(pool, counts.methods),
        absence=absence,
        in_real_use=pool.setting is Setting.PRODUCTION,
        census=is_census(case, pool),
    )


def _of_events(case: Case, measure: ZeroMeasure) -> _Seen:
    """Recorded incidents in watched runs, or events counted inside runs."""
    counting = measure.of == "events"
    pool = pooled(case, ("runs",), partial(seen_in, case, unit="runs", count_events=counting))
    events = (
        Events(sum(count.events for count in pool.counts), 0) if counting else incidents_in(case, measure)
    )
    n = sum(count.exposure for count in pool.counts)
    complete = all(count.is_complete for count in pool.counts)
    return _Seen(
        events=events.confirmed,
        uncertain=events.unconfirmed,
        n=n,
        n_eff=n,
        basis=basis_with(pool, events),
        absence=too_little(case, pool, sum(count.attempts for count in pool.counts), "runs") if n else None,
        watched=all(count.is_watched for count in pool.counts),
        in_real_use=not counting or pool.setting is Setting.PRODUCTION,
        census=complete and is_census(case, pool),
    )
