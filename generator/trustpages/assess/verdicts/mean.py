"""The mean of a measured value, at least or at most so large; a proportion or a quantile says more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trustpages.assess.case import Case
from trustpages.assess.pooling import pooled
from trustpages.assess.questions import data_of, value_question
from trustpages.assess.verdicts.basis import basis_of, too_little
from trustpages.assess.verdicts.lines import Line, line_of
from trustpages.assess.verdicts.proportion import NO_LINE
from trustpages.assess.verdicts.ruling import Basis, Ruling, missing, no_evidence
from trustpages.model.documents.items import Runs
from trustpages.model.documents.pact import MeanMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Method, Verdict
from trustpages.statistics.interval import Estimate
from trustpages.statistics.means import t_from_summary

SHORT = "so few values give a mean only if they are not skewed, which a summary does not show"


_LEANING = {Verdict.MET: Verdict.LEANING_MET, Verdict.BREACHED: Verdict.LEANING_BREACH}


@dataclass(frozen=True, slots=True)
class _Values:
    """n values with their mean and standard deviation; `attempts` runs, of which some have no value."""

    n: int
    mean: float
    sd: float
    attempts: int
    method: Method


def rule_mean(case: Case, measure: MeanMeasure) -> Ruling:
    """The ruling on a mean by the t interval, from summaries.

    Below the policy's ten values there is no mean; below its thirty the verdict is at best
    inconclusive. Runs without a value have no bounds, so that they leave the verdict incomplete.
    """
    line = line_of(case.obligation.threshold)
    if line is None:
        return missing(Target("at_least", None, measure.unit or "value"), Basis(), NO_LINE)
    target = _target(line, measure)
    pool = pooled(case, (measure.of,), lambda one: _values_of(case, one, measure.value))
    if not pool.counted:
        return no_evidence(target, basis_of(pool))
    values = _together(pool.counts)
    basis = basis_of(pool, ((values.method, values.n),))
    mean = too_little(case, pool, values.n, "values") or _mean(case, values)
    if isinstance(mean, Unmeasured):
        return missing(target, basis, mean)
    return _ruled(case, line, values, mean, no_evidence(target, basis))


def _target(line: Line, measure: MeanMeasure) -> Target:
    words = f"mean {measure.value} {line.direction.replace('_', ' ')} {line.value:g}"
    text = f"{words} {measure.unit}" if measure.unit else words
    return Target(line.direction, line.value, measure.unit or "value", text=text)


def _mean(case: Case, values: _Values) -> Estimate | Unmeasured:
    fewest = case.context.policy.pact.mean_min
    if values.n < fewest:
        return Unmeasured(Status.INSUFFICIENT, f"{values.n} values: a mean needs {fewest}")
    return t_from_summary(values.mean, values.sd, values.n, case.level)


def _ruled(case: Case, line: Line, values: _Values, mean: Estimate, empty: Ruling) -> Ruling:
    """The ruling that fills an empty one with the verdict on a mean."""
    short = values.n < case.context.policy.pact.mean_t_from
    verdict = line.decide(mean.value, mean.interval)
    if short:
        verdict = _LEANING.get(verdict, verdict)
    unknown = values.attempts - values.n
    verdict = Verdict.INCOMPLETE if unknown else verdict
    status = Status.EXPLORATORY if short else Status.OK
    return replace(
        empty,
        verdict=verdict,
        inferred=verdict,
        quantity=mean.measured(empty.target.unit, n=values.n, status=status),
        unknown=unknown,
        notes=(SHORT,) if short else (),
    )


def _values_of(case: Case, evidence: Evidence, value: str) -> _Values | Unmeasured:
    item, data = evidence.item, data_of(evidence)
    if not isinstance(item, Runs):
        return Unmeasured(Status.MISSING, "only runs carry values")
    if data is None:
        summary = item.values.get(value)
        if summary is None or summary.mean is None or summary.sd is None:
            return Unmeasured(Status.MISSING, f"the item gives no mean and standard deviation of '{value}'")
        attempts = max(item.attempts or summary.n, summary.n)
        return _Values(summary.n, summary.mean, summary.sd, attempts, item.method)
    if value not in data.values:
        return Unmeasured(Status.MISSING, f"the data name no column for '{value}'")
    answer = case.context.aggregates.get(value_question(evidence, data, value, (), case.days))
    if answer is None or not answer.n or answer.mean is None or answer.sd is None:
        return Unmeasured(Status.MISSING, f"the data file of '{evidence.id}' gives no values")
    return _Values(answer.n, answer.mean, answer.sd, answer.attempts, item.method)


def _together(values: Sequence[_Values]) -> _Values:
    """Several summaries as one; the spread between them is part of the whole's."""
    n = sum(one.n for one in values)
    mean = math.fsum(one.n * one.mean for one in values) / n
    squares = math.fsum((one.n - 1) * one.sd**2 + one.n * (one.mean - mean) ** 2 for one in values)
    return replace(
        values[0],
        n=n,
        mean=mean,
        sd=math.sqrt(squares / (n - 1)) if n > 1 else 0.0,
        attempts=sum(one.attempts for one in values),
    )
