"""Promises about a proportion of runs: the verdict from the counts, exact or clustered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.judged import DecidedOutcomes, group_by_judge
from trustpages.assess.evidence.pooling import Pool, is_census, pool_evidence, starts_before
from trustpages.assess.evidence.tally import Tally, assume_unknown_outcomes, combine_tallies, list_counts
from trustpages.assess.measures.assessor import FITS_BOTH, SETTLED_BY_RUNS, DataQuestion, MeasureAssessor, OpenSentence
from trustpages.assess.measures.judged_shares import compute_corrected_limits, describe_judged_change
from trustpages.assess.measures.ruling import (
    INFERRED,
    NO_LINE,
    OBSERVED,
    Basis,
    Line,
    Ruling,
    agree_on_verdict,
    build_basis,
    build_line,
    explain_too_little,
    rule_missing,
    rule_no_evidence,
)
from trustpages.assess.measures.share_limits import (
    ShareLimits,
    ShareVerdict,
    compute_budget,
    compute_fewest_runs,
    compute_share_limits,
    decide_share,
)
from trustpages.assess.measures.subsets.pooled_ruling import rule_by_source
from trustpages.assess.measures.subsets.share_sources import build_share_figure
from trustpages.assess.measures.subsets.strata import rule_by_stratum
from trustpages.assess.measures.what_would_change import describe_share_change
from trustpages.model.documents.bundle import OUTCOMES_BY_KIND
from trustpages.model.documents.measures.outcomes import ProportionMeasure
from trustpages.model.measured import Unmeasured
from trustpages.model.results.obligation import ObligationResult, Target, WhatWouldChange
from trustpages.model.sentence import Sentence
from trustpages.model.vocabulary import Setting, Verdict
from trustpages.statistics.rounding import format_exposure, round_down

HELD_BACK = '{k} met "{obligation}" (target {T}); {held_back}.'
KEPT = '{k} met "{obligation}" (target {T}); ' + FITS_BOTH
AGAINST = '{k} runs count against "{obligation}" (target {T}); ' + FITS_BOTH
INCOMPLETE = (
    'Of the outcomes that were recorded, {k} met "{obligation}" (target {T}); '
    + FITS_BOTH.removesuffix(".")
    + ", depending on {m} {m:outcome|outcomes} that {m:is|are} missing."
)


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """Observed and inferred verdict; with unknown outcomes, also those if all were bad and if all were good."""

    observed: Verdict
    inferred: Verdict
    bounds: tuple[float, float] | None = None
    verdict_bounds: tuple[Verdict, Verdict] | None = None


def rule_share(case: Case, pool: Pool[Tally], line: Line, target: Target, *, is_judged: bool = False) -> Ruling:
    """The ruling on a share of runs against a line: by version and producer where they differ, and by stratum.

    `is_judged` says that a judge may have decided the outcome, whose errors are corrected where they are known.
    """

    def rule(case: Case, pool: Pool[Tally]) -> Ruling:
        counted = ((item.evidence, item.counts) for item in pool.counted)
        return _rule_together(case, pool, line, target, group_by_judge(counted) if is_judged else ())

    by_source = rule_by_source(case, pool, line, build_share_figure(rule, is_judged=is_judged))
    return rule_by_stratum(case, pool, line, rule, by_source)


def _rule_together(
    case: Case, pool: Pool[Tally], line: Line, target: Target, sources: Sequence[DecidedOutcomes]
) -> Ruling:
    """The ruling on all runs of a pool together, with what is left open by unknown outcomes.

    `sources` are the outcomes by what corrects them, where a calibrated judge decided any.
    """
    n_min = compute_fewest_runs(line, case.level)
    if not pool.counted:
        return rule_no_evidence(target, build_basis(pool), n_min)
    tally = combine_tallies(pool.counts)
    basis = build_basis(pool, tally.methods)
    population = case.obligation.window.population if pool.setting is Setting.PRODUCTION else None
    limits = explain_too_little(case, pool, tally.known) or _compute_limits(case, tally, sources, population)
    if isinstance(limits, Unmeasured):
        return replace(rule_missing(target, basis, limits, n_min), unknown=tally.unknown, tally=tally)
    n_min = None if limits.is_finite else n_min
    verdicts = _decide_verdicts(case, tally, line, limits, partial(_assume, case, tally, line, sources, population))
    # What a judge decided is no fact, however many of the runs it saw.
    census, fewest = is_census(case, pool) and not sources, case.context.policy.pact.units_min
    # A record of all runs decides, but too few show neither that a promise is kept nor that it is broken: 0 of 1 is no
    # breach (docs/reference/formulas.md#runs-needed). Only runs that keep it count, or a failure would complete them.
    kept = tally.successes if line.direction == "at_least" else tally.failures
    shown = n_min is not None and kept >= n_min
    by_record = census and (shown if verdicts.observed is Verdict.MET else tally.known >= fewest)
    ruling = Ruling(
        target=target,
        verdict=verdicts.observed if by_record else verdicts.inferred,
        decided_by=OBSERVED if by_record else INFERRED,
        quantity=limits.quantity(tally),
        basis=basis,
        observed=verdicts.observed if census else None,
        inferred=verdicts.inferred,
        unknown=tally.unknown,
        bounds=verdicts.bounds,
        verdict_bounds=verdicts.verdict_bounds,
        n_min=n_min,
        units=limits.units,
        is_weighted=limits.is_weighted,
        tally=tally,
    )
    if case.verdict_only:
        return ruling
    would_change = _describe_change(case, line, limits, tally, ruling, sources)
    notes = _list_notes(case, limits, tally, None if by_record and shown else n_min, population, pool)
    budget = compute_budget(case, tally, line)
    return replace(ruling, counts=list_counts(tally), budget=budget, notes=notes, would_change=would_change)


def _describe_change(
    case: Case, line: Line, limits: ShareLimits, tally: Tally, ruling: Ruling, sources: Sequence[DecidedOutcomes]
) -> WhatWouldChange:
    """What would change the verdict, of judged outcomes or of outcomes that are facts."""
    if sources:
        return describe_judged_change(case, sources, limits, ruling)
    return describe_share_change(case, line, limits, tally, ruling)


def _compute_limits(
    case: Case, tally: Tally, sources: Sequence[DecidedOutcomes], population: int | None
) -> ShareLimits | Unmeasured:
    """The share with its deciding limits."""
    return compute_corrected_limits(case, sources) if sources else compute_share_limits(case, tally, population)


def _assume(
    case: Case, tally: Tally, line: Line, sources: Sequence[DecidedOutcomes], population: int | None, good: bool
) -> ShareVerdict | Unmeasured:
    """What the share says of the line if all unknown outcomes were good, or bad."""
    if not sources:
        return decide_share(case, assume_unknown_outcomes(tally, good=good), line, population)
    limits = compute_corrected_limits(case, sources, unknown_good=good)
    return limits if isinstance(limits, Unmeasured) else limits.judge(line)


def _decide_verdicts(
    case: Case, tally: Tally, line: Line, limits: ShareLimits, assume: Callable[[bool], ShareVerdict | Unmeasured]
) -> _Verdicts:
    """The verdicts; where outcomes are unknown, one stands only if it is the same in both extreme cases."""
    known = limits.judge(line)
    if not tally.unknown:
        return _Verdicts(line.attain(limits.value), known.lean(case))
    extremes = (assume(good) for good in (False, True))
    worst, best = (known if isinstance(extreme, Unmeasured) else extreme for extreme in extremes)
    if tally.sums is not None:
        # Runs whose outcome nobody knows are no further clusters: they may lie in any of those that are summed.
        worst, best = (replace(end, units=min(end.units, limits.units)) for end in (worst, best))
    at_worst, at_best = (share.lean(case) for share in (worst, best))
    return _Verdicts(
        observed=agree_on_verdict(line.attain(share.value) for share in (worst, best)),
        inferred=agree_on_verdict((at_worst, at_best)),
        bounds=(worst.value, best.value),
        verdict_bounds=(at_worst, at_best),
    )


def _list_notes(
    case: Case, limits: ShareLimits, tally: Tally, n_min: int | None, population: int | None, pool: Pool[Tally]
) -> tuple[str, ...]:
    # `n_min` is None where a record of all runs shows it kept, which takes no number of runs.
    notes, units = [*limits.notes], tally.units
    what = "groups" if units < tally.known else "outcomes"
    if n_min is not None and limits.units < n_min:
        notes.append(f"{format_exposure(limits.units)} {what} cannot show it even if all are good: {n_min} are needed")
    if limits.n_eff < tally.known:
        groups = f" in {format_exposure(units)} groups" if units < tally.known else ""
        notes.append(
            f"{tally.known} outcomes{groups} are worth {round_down(limits.n_eff, 1).normalize():f} independent ones"
        )
    if population is not None and population < tally.known:
        notes.append(f"more outcomes than the {population} runs that the pact says there were")
    first, _ = case.days
    if first is not None and any(starts_before(counted.evidence, first) for counted in pool.counted):
        notes.append(Sentence("some runs are from before the window opened on ", first))
    return tuple(notes)


def rule_proportion(case: Case, measure: ProportionMeasure) -> Ruling:
    """The ruling on the share of outcomes in items of the measure's kind."""
    line = build_line(case.obligation.threshold)
    if line is None or not 0 <= line.value <= 1:
        return rule_missing(Target("at_least", None, "share"), Basis(), NO_LINE)
    words = line.direction.replace("_", " ")
    outcome = measure.good.replace("-", " ").replace("_", " ")
    text = f"{outcome} in {words} {format_percent(line.value)} of {OUTCOMES_BY_KIND[measure.of].words}"
    count = partial(tally_outcome, case.context, outcome=measure.good, window=case.days)
    pool = pool_evidence(case, (measure.of,), count)
    return rule_share(case, pool, line, Target(line.direction, line.value, "share", text=text), is_judged=True)


def format_percent(share: float) -> str:
    """A share as a percentage with the digits that it was written with."""
    return f"{share * 100:.10g} %"


def describe_open_share(result: ObligationResult) -> OpenSentence:
    """That the counts settle nothing: by themselves, or for want of outcomes that are missing."""
    if result.verdict is Verdict.INCOMPLETE:
        return OpenSentence(INCOMPLETE)
    if result.held_back:
        return OpenSentence(HELD_BACK)
    text = AGAINST if result.target.direction in result.traits.harmful else KEPT
    plan = result.would_change
    return OpenSentence(text, SETTLED_BY_RUNS, plan.runs_to_settle, plan.groups_to_settle)


ASSESSOR = MeasureAssessor(
    model=ProportionMeasure,
    rule=rule_proportion,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good),),
    read_claimed_value=None,
    answers_rate_claims=False,
    describe_open=describe_open_share,
)
