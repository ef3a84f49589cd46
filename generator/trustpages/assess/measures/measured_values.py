"""Measured values of runs: summaries, plain or by cluster, how they add up, and their mean with its limits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import ALL_DAYS, DayRange, build_data_request, get_data_file
from trustpages.assess.evidence.tally import add_up_methods
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Method
from trustpages.statistics.means import MeanEstimate, t_from_summary, t_over_clusters
from trustpages.statistics.rounding import round_down


@dataclass(frozen=True, slots=True)
class Moments:
    """Number, mean and standard deviation of values (n - 1 in its denominator; 0 for one value).

    `skewness` is the adjusted Fisher-Pearson coefficient, None where it is not known.
    """

    n: int
    mean: float
    sd: float
    skewness: float | None = None


@dataclass(frozen=True, slots=True)
class MeasuredValues:
    """The values of an item or of several; `attempts` counts runs, of which some have no value, `methods` how values
    were taken.

    `clusters` summarises each cluster by name. Where only their number is known, `groups` is that number,
    one value each being all that is sure; it is 0 where nothing says that the values come in clusters. `names` are
    theirs, where they have any.
    """

    summary: Moments
    attempts: int
    methods: tuple[tuple[Method, int], ...]
    clusters: tuple[tuple[str, Moments], ...] = ()
    groups: int = 0
    names: tuple[str, ...] = ()


def read_values(
    context: Context, evidence: Evidence, value: str, window: DayRange = ALL_DAYS
) -> MeasuredValues | Unmeasured:
    """The values of one item; missing where it gives none."""
    item, data = evidence.item, get_data_file(evidence)
    if not isinstance(item, Runs):
        return Unmeasured(Status.MISSING, "only runs carry values")
    if data is None:
        return _read_stated_values(evidence, item, value)
    if value not in data.measured:
        return Unmeasured(Status.MISSING, f"the data name no column for '{value}'")
    answer = context.aggregates.get(build_data_request(evidence, data, window, value=value))
    if answer is None or not answer.n or answer.mean is None:
        return Unmeasured(Status.MISSING, f"the data file of '{evidence.id}' gives no values")
    clusters = tuple(
        (part.cluster, Moments(part.n, part.mean, part.sd or 0.0))
        for part in answer.value_clusters
        if part.n and part.mean is not None
    )
    summary = Moments(answer.n, answer.mean, answer.sd or 0.0, answer.skewness)
    return MeasuredValues(summary, answer.attempts, ((item.method, answer.n),), clusters)


def combine_values(values: Sequence[MeasuredValues]) -> MeasuredValues:
    """The values of several items as one; a cluster that stands in more than one is the same cluster.

    Where only some of the items tell their clusters, each cluster of these is worth one value.
    """
    whole = replace(
        values[0],
        summary=combine_summaries([value.summary for value in values]),
        attempts=sum(value.attempts for value in values),
        methods=add_up_methods(pair for value in values for pair in value.methods),
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
    names = tuple(sorted({name for value in values for name in _list_names(value)}))
    named = sum(value.summary.n for value in values if _list_names(value))
    others = (value for value in values if not _list_names(value))
    groups = min(len(names), named) + sum(min(value.summary.n, value.groups or value.summary.n) for value in others)
    return replace(whole, groups=groups, names=names if len(names) == groups else ())


def _list_names(values: MeasuredValues) -> tuple[str, ...]:
    """The names of the clusters that the values come in, where they have any."""
    return tuple(name for name, _ in values.clusters) or values.names


def combine_summaries(summaries: Sequence[Moments]) -> Moments:
    """Several summaries as one; the spread between them is part of the whole's, and so is its skewness."""
    n = sum(summary.n for summary in summaries)
    mean = math.fsum(summary.n * summary.mean for summary in summaries) / n
    # From sums of squares around the common mean: that of raw squares cancels where the spread is small.
    squares = math.fsum(
        (summary.n - 1) * summary.sd**2 + summary.n * (summary.mean - mean) ** 2 for summary in summaries
    )
    return Moments(n, mean, math.sqrt(squares / (n - 1)) if n > 1 else 0.0, _combine_skewness(summaries, mean, squares))


def _combine_skewness(summaries: Sequence[Moments], mean: float, squares: float) -> float | None:
    """From the sums of cubes around the common mean; None where one of them, or any spread, is missing."""
    n = sum(summary.n for summary in summaries)
    cubes = [_sum_cubes(summary, mean) for summary in summaries]
    known = [cube for cube in cubes if cube is not None]
    if n < 3 or squares <= 0 or len(known) < len(cubes):
        return None
    return float(math.fsum(known) / squares**1.5 * n * math.sqrt(n - 1) / (n - 2))


def _sum_cubes(summary: Moments, centre: float) -> float | None:
    """The cubes of the distances from a centre that need not be the mean, which two values or equal ones give too."""
    n, squares, away = summary.n, (summary.n - 1) * summary.sd**2, summary.mean - centre
    if n < 3 or not squares:
        own: float | None = 0.0
    elif summary.skewness is None:
        own = None
    else:
        own = summary.skewness * squares**1.5 * (n - 2) / (n * math.sqrt(n - 1))
    return None if own is None else own + 3 * away * squares + n * away**3


def _name_groups(evidence: Evidence, item: Runs) -> tuple[str, ...]:
    """The names of the clusters; a task of one benchmark is none of another."""
    prefix = f"{evidence.board}/" if evidence.board else ""
    return tuple(f"{prefix}{cluster.id}" for cluster in item.clusters)


def _read_stated_values(evidence: Evidence, item: Runs, value: str) -> MeasuredValues | Unmeasured:
    given = item.values.get(value)
    if given is None or given.mean is None or given.sd is None:
        return Unmeasured(Status.MISSING, f"the item gives no mean and standard deviation of '{value}'")
    attempts = max(item.attempts or given.n, given.n)
    summary = Moments(given.n, given.mean, given.sd, given.skewness)
    return MeasuredValues(
        summary, attempts, ((item.method, given.n),), groups=item.group_count, names=_name_groups(evidence, item)
    )


SHORT = "so few values decide nothing about a mean"
SKEWED = "the values are too skewed for their number: a few large ones decide the mean"
SHAPELESS = "the skewness of the values is not known, and the interval of a mean holds only without it"


def estimate_mean(values: MeasuredValues, policy: Policy, level: float) -> MeanEstimate | Unmeasured:
    """The mean with its t interval, by clusters where values come in such; absent below the policy's least number."""
    fewest, n = policy.pact.mean_min, values.summary.n
    mean = _compute_clustered_mean(values, level) if values.clusters else _compute_plain_mean(values, level)
    if isinstance(mean, Unmeasured) or mean.n_eff >= fewest:
        return mean
    worth = "" if mean.n_eff == n else f", worth {format_size(mean.n_eff)} independent ones"
    return Unmeasured(Status.INSUFFICIENT, f"{n} values{worth}: a mean needs {fewest}")


def _compute_clustered_mean(values: MeasuredValues, level: float) -> MeanEstimate | Unmeasured:
    """The clustered interval, or the plain one where clusters happen to make it narrower."""
    sizes, means, sds = zip(*((part.n, part.mean, part.sd) for _, part in values.clusters), strict=True)
    clustered = t_over_clusters(sizes, means, sds, level)
    if isinstance(clustered, Unmeasured):
        return clustered
    plain = _compute_plain_mean(values, level)
    if isinstance(plain, Unmeasured):
        return plain
    wider = max(clustered, plain, key=lambda mean: mean.estimate.interval.width)
    return replace(wider, n_eff=clustered.n_eff)


def _compute_plain_mean(values: MeasuredValues, level: float) -> MeanEstimate | Unmeasured:
    """The t interval; where the values come in clusters of which nothing else is known, on one value each."""
    whole = values.summary
    n = min(whole.n, values.groups) if values.groups else whole.n
    return t_from_summary(whole.mean, whole.sd, n, whole.skewness, level)


def explain_weak_mean(mean: MeanEstimate, policy: Policy) -> str | None:
    """Why the interval cannot carry a verdict, if it cannot."""
    if mean.n_eff < policy.pact.mean_t_from:
        return SHORT
    if mean.skewness is None:
        return SHAPELESS
    return SKEWED if abs(mean.skewness) > policy.pact.mean_skewness else None


def format_size(n_eff: float) -> str:
    """So many independent values, rounded down."""
    return f"{round_down(n_eff, 1).normalize():f}"
