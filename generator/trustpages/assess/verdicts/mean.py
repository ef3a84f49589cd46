"""The mean of a measured value, at least or at most so large; a proportion or a quantile says more."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trustpages.assess.case import Case
from trustpages.assess.pooling import pooled
from trustpages.assess.verdicts.basis import basis_of, too_little
from trustpages.assess.verdicts.lines import Line, line_of
from trustpages.assess.verdicts.proportion import NO_LINE
from trustpages.assess.verdicts.ruling import Basis, Ruling, missing, no_evidence
from trustpages.assess.verdicts.values import Values, together, values_of
from trustpages.model.documents.pact import MeanMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.clusters import clustered_summary
from trustpages.statistics.interval import Estimate
from trustpages.statistics.means import t_from_summary
from trustpages.statistics.rounding import round_down

SHORT = "so few values give a mean only if they are not skewed, which a summary does not show"


_LEANING = {Verdict.MET: Verdict.LEANING_MET, Verdict.BREACHED: Verdict.LEANING_BREACH}


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
    line = line_of(case.obligation.threshold)
    if line is None:
        return missing(Target("at_least", None, measure.unit or "value"), Basis(), NO_LINE)
    target = _target(line, measure)
    pool = pooled(case, (measure.of,), lambda item: values_of(case, item, measure.value))
    if not pool.counted:
        return no_evidence(target, basis_of(pool))
    values = together(pool.counts)
    basis = basis_of(pool, ((values.method, values.summary.n),))
    mean = too_little(case, pool, values.summary.n, "values") or _mean(case, values)
    if isinstance(mean, Unmeasured):
        return missing(target, basis, mean)
    return _ruled(case, line, values, mean, no_evidence(target, basis))


def _target(line: Line, measure: MeanMeasure) -> Target:
    words = f"mean {measure.value} {line.direction.replace('_', ' ')} {line.value:g}"
    text = f"{words} {measure.unit}" if measure.unit else words
    return Target(line.direction, line.value, measure.unit or "value", text=text)


def _mean(case: Case, values: Values) -> _Mean | Unmeasured:
    fewest, n = case.context.policy.pact.mean_min, values.summary.n
    found = _of_clusters(values, case.level) if values.clusters else _of_summary(values, case.level)
    if isinstance(found, Unmeasured) or found.n_eff >= fewest:
        return found
    worth = "" if found.n_eff == n else f", worth {_shown(found.n_eff)} independent ones"
    return Unmeasured(Status.INSUFFICIENT, f"{n} values{worth}: a mean needs {fewest}")


def _of_clusters(values: Values, level: float) -> _Mean | Unmeasured:
    """The clustered interval, or the plain one where clusters happen to make it narrower."""
    clusters = [summary for _, summary in values.clusters]
    found = clustered_summary(
        [cluster.n for cluster in clusters],
        [cluster.mean for cluster in clusters],
        [cluster.sd for cluster in clusters],
    )
    plain = _of_summary(values, level)
    if isinstance(found, Unmeasured) or isinstance(plain, Unmeasured):
        return found if isinstance(found, Unmeasured) else plain
    interval = max(found.interval(level), plain.estimate.interval, key=lambda one: one.width)
    return _Mean(Estimate(values.summary.mean, interval), found.n_eff)


def _of_summary(values: Values, level: float) -> _Mean | Unmeasured:
    """The t interval; where the values come in clusters of which nothing else is known, on one value each."""
    whole = values.summary
    n = min(whole.n, values.groups) if values.groups else whole.n
    found = t_from_summary(whole.mean, whole.sd, n, level)
    return found if isinstance(found, Unmeasured) else _Mean(found, n)


def _ruled(case: Case, line: Line, values: Values, mean: _Mean, empty: Ruling) -> Ruling:
    """The ruling that fills an empty one with the verdict on a mean."""
    n, interval = values.summary.n, mean.estimate.interval
    short = mean.n_eff < case.context.policy.pact.mean_t_from
    verdict = line.decide(mean.estimate.value, interval)
    if short:
        verdict = _LEANING.get(verdict, verdict)
    unknown = values.attempts - n
    verdict = Verdict.INCOMPLETE if unknown else verdict
    worth = (
        (f"{n} values are worth {round_down(mean.n_eff, 1).normalize():f} independent ones",)
        if mean.n_eff < n
        else ()
    )
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


def _shown(n_eff: float) -> str:
    return f"{round_down(n_eff, 1).normalize():f}"
