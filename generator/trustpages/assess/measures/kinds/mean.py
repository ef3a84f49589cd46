"""Promises about the mean of a measured value: the verdict from the t interval, by version and producer."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.pooling import Pool, pool_evidence
from trustpages.assess.measures.assessor import (
    UNCOUNTED,
    WITHOUT_VALUE,
    DataQuestion,
    MeasureAssessor,
    hold_value_against_result,
)
from trustpages.assess.measures.measured_values import (
    MeasuredValues,
    combine_values,
    estimate_mean,
    explain_weak_mean,
    format_size,
    read_values,
)
from trustpages.assess.measures.ruling import (
    NO_LINE,
    Basis,
    Line,
    Ruling,
    build_basis,
    build_line,
    explain_too_little,
    rule_missing,
    rule_no_evidence,
)
from trustpages.assess.measures.subsets.pooled_ruling import rule_by_source
from trustpages.assess.measures.subsets.sources import SourcedFigure
from trustpages.assess.measures.what_would_change import GOOD_RUNS, describe_change, explain_no_plan
from trustpages.model.documents.measures.values import MeanMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import Target, WhatWouldChange
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Estimate
from trustpages.statistics.means import MeanEstimate, units_to_settle_mean


def rule_mean(case: Case, measure: MeanMeasure) -> Ruling:
    """The ruling on a mean by the t interval, from summaries; by the clustered one where that is wider.

    Below the policy's ten independent values there is no mean; below its thirty, and where the skewness of the
    mean is not known or beyond the policy's line, the verdict leans at best (Boos & Hughes-Oliver 2000). Runs
    without a value have no bounds, so that they leave the verdict incomplete. Versions and producers that differ
    are not averaged.
    """
    line = build_line(case.obligation.threshold)
    if line is None:
        return rule_missing(Target("at_least", None, measure.unit or "value"), Basis(), NO_LINE)
    words = f"mean {measure.value} {line.direction.replace('_', ' ')} {line.value:g} {measure.unit or ''}".rstrip()
    target = Target(line.direction, line.value, measure.unit or "value", text=words)
    pool = pool_evidence(case, (measure.of,), lambda item: read_values(case.context, item, measure.value, case.days))
    if not pool.counted:
        return rule_no_evidence(target, build_basis(pool))
    figure = SourcedFigure(
        rule=lambda case, pool: _rule_together(case, pool, line, target),
        estimate=partial(_estimate, case),
        value=lambda pool: combine_values(pool.counts).summary.mean,
        describe=_describe_values,
        unit=measure.unit or f"in {measure.value}",
        is_firm=partial(_is_firm, case),
    )
    return rule_by_source(case, pool, line, figure)


def _estimate(case: Case, pool: Pool[MeasuredValues], level: float) -> Estimate | Unmeasured:
    mean = estimate_mean(combine_values(pool.counts), case.context.policy, level)
    return mean if isinstance(mean, Unmeasured) else mean.estimate


def _is_firm(case: Case, pool: Pool[MeasuredValues]) -> bool:
    mean = estimate_mean(combine_values(pool.counts), case.context.policy, case.level)
    return isinstance(mean, MeanEstimate) and explain_weak_mean(mean, case.context.policy) is None


def _describe_values(pool: Pool[MeasuredValues]) -> str:
    n = combine_values(pool.counts).summary.n
    return "1 value" if n == 1 else f"{n:,} values"


def _rule_together(case: Case, pool: Pool[MeasuredValues], line: Line, target: Target) -> Ruling:
    """The ruling on all values of a pool as if they came from one source."""
    values = combine_values(pool.counts)
    basis = build_basis(pool, values.methods)
    too_little = explain_too_little(case, pool, values.summary.n, "values")
    mean = too_little or estimate_mean(values, case.context.policy, case.level)
    if isinstance(mean, Unmeasured):
        return rule_missing(target, basis, mean)
    return _fill_ruling(case, line, values, mean, rule_no_evidence(target, basis))


def _fill_ruling(case: Case, line: Line, values: MeasuredValues, mean: MeanEstimate, empty: Ruling) -> Ruling:
    """The ruling that fills an empty one with the verdict on a mean."""
    n, interval = values.summary.n, mean.estimate.interval
    weak = explain_weak_mean(mean, case.context.policy)
    verdict = line.decide(mean.estimate.value, interval)
    if weak:
        verdict = verdict.as_leaning()
    unknown = values.attempts - n
    verdict = Verdict.INCOMPLETE if unknown else verdict
    worth = (f"{n} values are worth {format_size(mean.n_eff)} independent ones",) if mean.n_eff < n else ()
    return replace(
        empty,
        verdict=verdict,
        inferred=verdict,
        quantity=mean.estimate.measured(
            empty.target.unit, n=n, n_eff=mean.n_eff, status=Status.EXPLORATORY if weak else Status.OK
        ),
        unknown=unknown,
        would_change=WhatWouldChange() if case.verdict_only else _describe_change(case, line, values, mean, verdict),
        notes=(*worth, *((weak,) if weak else ())),
    )


def _describe_change(
    case: Case, line: Line, values: MeasuredValues, mean: MeanEstimate, verdict: Verdict
) -> WhatWouldChange:
    """The runs with values like those seen that settle an open verdict with the policy's power.

    How large a single further value is nobody knows, so that none are counted.
    """
    policy, value = case.context.policy.pact, mean.estimate.value
    if not verdict.is_inconclusive or verdict is Verdict.INCOMPLETE or value == line.value:
        return WhatWouldChange()
    if mean.skewness is None:
        return explain_no_plan("the skewness of the values is not known")
    units = units_to_settle_mean(
        mean,
        line.value,
        least_size=policy.mean_t_from,
        most_skewness=policy.mean_skewness,
        probability=policy.power,
        level=case.level,
    )
    if units is None:
        return explain_no_plan("the mean lies too near to its line")
    times, groups = units / mean.units, values.groups or len(values.clusters)
    runs = math.ceil(times * values.summary.n)
    return describe_change(GOOD_RUNS, runs=runs, groups=math.ceil(times * groups) if groups else None)


ASSESSOR = MeasureAssessor(
    model=MeanMeasure,
    rule=rule_mean,
    ask_data=lambda measure, _: (DataQuestion(value=measure.value),),
    read_claimed_value=hold_value_against_result,
    answers_rate_claims=False,
    parameters=("pact.mean",),
    describe_open=lambda _: UNCOUNTED,
    undecided=WITHOUT_VALUE,
)
