"""The verdict on a share of runs: what proportions and quantiles come down to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trustpages.assess.case import Case
from trustpages.assess.counts import Tally, as_if, combined
from trustpages.assess.pooling import Pool, is_census, starts_before
from trustpages.assess.verdicts.basis import basis_of, too_little
from trustpages.assess.verdicts.budgets import budget_of
from trustpages.assess.verdicts.changes import change_of_share
from trustpages.assess.verdicts.judged import corrected_for_judge
from trustpages.assess.verdicts.lines import Line, agreed
from trustpages.assess.verdicts.ruling import INFERRED, OBSERVED, Ruling, missing, no_evidence
from trustpages.assess.verdicts.share_limits import ShareLimits, fewest_runs, share_limits
from trustpages.model.measured import Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Setting, Verdict
from trustpages.statistics.rounding import round_down


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """Observed and inferred verdict; with unknown outcomes, also those if all were bad and if all were good."""

    observed: Verdict
    inferred: Verdict
    bounds: tuple[float, float] | None = None
    verdict_bounds: tuple[Verdict, Verdict] | None = None


def rule_share(case: Case, pool: Pool[Tally], line: Line, target: Target) -> Ruling:
    """The ruling on a share of runs against a line, with what is left open by unknown outcomes."""
    n_min = fewest_runs(line, case.level)
    if not pool.counted:
        return no_evidence(target, basis_of(pool), n_min)
    tally = combined(pool.counts)
    basis = basis_of(pool, tally.methods)
    population = case.obligation.window.population if pool.setting is Setting.PRODUCTION else None
    limits = too_little(case, pool, tally.known) or share_limits(case, tally, population)
    if isinstance(limits, Unmeasured):
        return replace(missing(target, basis, limits, n_min), unknown=tally.unknown, tally=tally)
    n_min = None if limits.is_finite else n_min
    found = _verdicts(case, tally, line, limits, population)
    census = is_census(case, pool)
    verdict, decided_by = _of_record(found, census, is_shown=n_min is not None and tally.known >= n_min)
    ruling = Ruling(
        target=target,
        verdict=verdict,
        decided_by=decided_by,
        quantity=limits.quantity(tally),
        basis=basis,
        observed=found.observed if census else None,
        inferred=found.inferred,
        unknown=tally.unknown,
        bounds=found.bounds,
        verdict_bounds=found.verdict_bounds,
        n_min=n_min,
        tally=tally,
        budget=budget_of(case, tally, line),
        notes=_notes(case, limits, tally, n_min, population, pool),
    )
    judged = corrected_for_judge(case, pool, line, ruling)
    if case.verdict_only:
        return judged
    return replace(judged, would_change=change_of_share(case, line, limits, tally, judged))


def _verdicts(case: Case, tally: Tally, line: Line, limits: ShareLimits, population: int | None) -> _Verdicts:
    """The verdicts; where outcomes are unknown, one stands only if it is the same in both extreme cases."""
    if not tally.unknown:
        return _Verdicts(line.attain(limits.value), line.decide(limits.value, limits.interval))
    found = (share_limits(case, as_if(tally, good=good), population) for good in (False, True))
    worst, best = (one if isinstance(one, ShareLimits) else limits for one in found)
    inferred = tuple(line.decide(limits.value, limits.interval) for limits in (worst, best))
    return _Verdicts(
        observed=agreed(line.attain(limits.value) for limits in (worst, best)),
        inferred=agreed(inferred),
        bounds=(worst.value, best.value),
        verdict_bounds=(inferred[0], inferred[1]),
    )


def _of_record(found: _Verdicts, census: bool, *, is_shown: bool) -> tuple[Verdict, str]:
    """The verdict and what decided it.

    Where all runs were recorded, that is what was observed. Too few runs cannot show that a promise is kept,
    however well they went (metrics 7.4): then the inferred verdict stands.
    """
    if not census or (found.observed is Verdict.MET and not is_shown):
        return found.inferred, INFERRED
    return found.observed, OBSERVED


def _notes(
    case: Case,
    limits: ShareLimits,
    tally: Tally,
    n_min: int | None,
    population: int | None,
    pool: Pool[Tally],
) -> tuple[str, ...]:
    notes = []
    if n_min is not None and tally.known < n_min:
        notes.append(f"{tally.known} outcomes cannot show it even if all are good: {n_min} are needed")
    if limits.n_eff < tally.known:
        groups = f" in {len(tally.clusters)} groups" if tally.clusters else ""
        notes.append(
            f"{tally.known} outcomes{groups} are worth {round_down(limits.n_eff, 1).normalize():f} independent ones"
        )
    if population is not None and population < tally.known:
        notes.append(f"more outcomes than the {population} runs that the pact says there were")
    first, _ = case.days
    if first is not None and any(starts_before(counted.evidence, first) for counted in pool.counted):
        notes.append(f"some runs are from before the window opened on {first}")
    return tuple(notes)
