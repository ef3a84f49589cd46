"""Promises about the mean of a measured value: summaries, plain or by cluster, and the verdict from the t interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.item_counts import build_data_request, get_data_file
from trustpages.assess.evidence.pooling import pool_evidence
from trustpages.assess.measures.assessor import (
    UNCOUNTED,
    WITHOUT_VALUE,
    ClaimedValue,
    DataQuestion,
    LevelUse,
    MeasureAssessor,
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
from trustpages.model.documents.items import Runs
from trustpages.model.documents.measures import MeanMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Method, Verdict
from trustpages.statistics.interval import Estimate
from trustpages.statistics.means import t_from_summary
from trustpages.statistics.proportions.clusters import clustered_summary
from trustpages.statistics.rounding import round_down


@dataclass(frozen=True, slots=True)
class Moments:
    """Number, mean and standard deviation of values (n - 1 in its denominator; 0 for one value)."""

    n: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class MeasuredValues:
    """The values of an item or of several; `attempts` counts runs, of which some have no value.

    `clusters` summarises each cluster by name. Where only their number is known, `groups` is that number,
    one value each being all that is sure; it is 0 where nothing says that the values come in clusters.
    """

    summary: Moments
    attempts: int
    method: Method
    clusters: tuple[tuple[str, Moments], ...] = ()
    groups: int = 0


def read_values(case: Case, evidence: Evidence, value: str) -> MeasuredValues | Unmeasured:
    """The values of one item; missing where it gives none."""
    item, data = evidence.item, get_data_file(evidence)
    if not isinstance(item, Runs):
        return Unmeasured(Status.MISSING, "only runs carry values")
    if data is None:
        return _read_stated_values(item, value)
    if value not in data.values:
        return Unmeasured(Status.MISSING, f"the data name no column for '{value}'")
    answer = case.context.aggregates.get(build_data_request(evidence, data, case.days, value=value))
    if answer is None or not answer.n or answer.mean is None:
        return Unmeasured(Status.MISSING, f"the data file of '{evidence.id}' gives no values")
    clusters = tuple(
        (part.cluster, Moments(part.n, part.mean, part.sd or 0.0))
        for part in answer.value_clusters
        if part.n and part.mean is not None
    )
    return MeasuredValues(Moments(answer.n, answer.mean, answer.sd or 0.0), answer.attempts, item.method, clusters)


def combine_values(values: Sequence[MeasuredValues]) -> MeasuredValues:
    """The values of several items as one; a cluster that stands in more than one is the same cluster.

    Where only some of the items tell their clusters, each cluster of these is worth one value.
    """
    whole = replace(
        values[0],
        summary=combine_summaries([value.summary for value in values]),
        attempts=sum(value.attempts for value in values),
        clusters=(),
        groups=0,
    )
    if all(value.clusters for value in values):
        pairs = sorted((pair for value in values for pair in value.clusters), key=lambda pair: pair[0])
        by_name = groupby(pairs, key=lambda pair: pair[0])
        merged = tuple((name, combine_summaries([summary for _, summary in same])) for name, same in by_name)
        return replace(whole, clusters=merged)
    if not any(value.clusters or value.groups for value in values):
        return whole
    sizes = ((value.summary.n, len(value.clusters) or value.groups or value.summary.n) for value in values)
    return replace(whole, groups=sum(min(n, independent) for n, independent in sizes))


def combine_summaries(summaries: Sequence[Moments]) -> Moments:
    """Several summaries as one; the spread between them is part of the whole's."""
    n = sum(summary.n for summary in summaries)
    mean = math.fsum(summary.n * summary.mean for summary in summaries) / n
    # From sums of squares around the common mean: that of raw squares cancels where the spread is small.
    squares = math.fsum(
        (summary.n - 1) * summary.sd**2 + summary.n * (summary.mean - mean) ** 2 for summary in summaries
    )
    return Moments(n, mean, math.sqrt(squares / (n - 1)) if n > 1 else 0.0)


def _read_stated_values(item: Runs, value: str) -> MeasuredValues | Unmeasured:
    given = item.values.get(value)
    if given is None or given.mean is None or given.sd is None:
        return Unmeasured(Status.MISSING, f"the item gives no mean and standard deviation of '{value}'")
    attempts = max(item.attempts or given.n, given.n)
    return MeasuredValues(Moments(given.n, given.mean, given.sd), attempts, item.method, groups=len(item.clusters))


SHORT = "so few values give a mean only if they are not skewed, which a summary does not show"


@dataclass(frozen=True, slots=True)
class _Mean:
    """The mean with its limits, and how many independent values it is worth."""

    estimate: Estimate
    n_eff: float


def rule_mean(case: Case, measure: MeanMeasure) -> Ruling:
    """The ruling on a mean by the t interval, from summaries; by the clustered one where that is wider.

    Below the policy's ten independent values there is no mean; below its thirty the verdict is at best
    inconclusive. Runs without a value have no bounds, so that they leave the verdict incomplete.
    """
    line = build_line(case.obligation.threshold)
    if line is None:
        return rule_missing(Target("at_least", None, measure.unit or "value"), Basis(), NO_LINE)
    words = f"mean {measure.value} {line.direction.replace('_', ' ')} {line.value:g} {measure.unit or ''}".rstrip()
    target = Target(line.direction, line.value, measure.unit or "value", text=words)
    pool = pool_evidence(case, (measure.of,), lambda item: read_values(case, item, measure.value))
    if not pool.counted:
        return rule_no_evidence(target, build_basis(pool))
    values = combine_values(pool.counts)
    basis = build_basis(pool, ((values.method, values.summary.n),))
    mean = explain_too_little(case, pool, values.summary.n, "values") or _compute_mean(case, values)
    if isinstance(mean, Unmeasured):
        return rule_missing(target, basis, mean)
    return _fill_ruling(case, line, values, mean, rule_no_evidence(target, basis))


def _compute_mean(case: Case, values: MeasuredValues) -> _Mean | Unmeasured:
    fewest, n = case.context.policy.pact.mean_min, values.summary.n
    mean = _compute_clustered_mean(values, case.level) if values.clusters else _compute_plain_mean(values, case.level)
    if isinstance(mean, Unmeasured) or mean.n_eff >= fewest:
        return mean
    worth = "" if mean.n_eff == n else f", worth {_format_size(mean.n_eff)} independent ones"
    return Unmeasured(Status.INSUFFICIENT, f"{n} values{worth}: a mean needs {fewest}")


def _compute_clustered_mean(values: MeasuredValues, level: float) -> _Mean | Unmeasured:
    """The clustered interval, or the plain one where clusters happen to make it narrower."""
    sizes, means, sds = zip(*((part.n, part.mean, part.sd) for _, part in values.clusters), strict=True)
    clustered = clustered_summary(sizes, means, sds)
    if isinstance(clustered, Unmeasured):
        return clustered
    plain = _compute_plain_mean(values, level)
    if isinstance(plain, Unmeasured):
        return plain
    interval = max(clustered.interval(level), plain.estimate.interval, key=lambda interval: interval.width)
    return _Mean(Estimate(values.summary.mean, interval), clustered.n_eff)


def _compute_plain_mean(values: MeasuredValues, level: float) -> _Mean | Unmeasured:
    """The t interval; where the values come in clusters of which nothing else is known, on one value each."""
    whole = values.summary
    n = min(whole.n, values.groups) if values.groups else whole.n
    estimate = t_from_summary(whole.mean, whole.sd, n, level)
    return estimate if isinstance(estimate, Unmeasured) else _Mean(estimate, n)


def _fill_ruling(case: Case, line: Line, values: MeasuredValues, mean: _Mean, empty: Ruling) -> Ruling:
    """The ruling that fills an empty one with the verdict on a mean."""
    n, interval = values.summary.n, mean.estimate.interval
    short = mean.n_eff < case.context.policy.pact.mean_t_from
    verdict = line.decide(mean.estimate.value, interval)
    if short:
        # With few values the t interval holds only if they are not skewed, which nobody can see here.
        verdict = verdict.as_leaning()
    unknown = values.attempts - n
    verdict = Verdict.INCOMPLETE if unknown else verdict
    worth = (f"{n} values are worth {_format_size(mean.n_eff)} independent ones",) if mean.n_eff < n else ()
    return replace(
        empty,
        verdict=verdict,
        inferred=verdict,
        quantity=mean.estimate.measured(
            empty.target.unit, n=n, n_eff=mean.n_eff, status=Status.EXPLORATORY if short else Status.OK
        ),
        unknown=unknown,
        notes=(*worth, *((SHORT,) if short else ())),
    )


def _format_size(n_eff: float) -> str:
    return f"{round_down(n_eff, 1).normalize():f}"


ASSESSOR = MeasureAssessor(
    model=MeanMeasure,
    rule=rule_mean,
    ask_data=lambda measure, _: DataQuestion(value=measure.value),
    read_claimed_value=lambda _context, _obligation, _measure, value, direction: ClaimedValue(
        direction, value, is_share=False, count=None, by_result=True
    ),
    answers_rate_claims=False,
    level_use=LevelUse.OTHER,
    parameters=("pact.mean",),
    describe_open=lambda _: UNCOUNTED,
    undecided=WITHOUT_VALUE,
)
