"""Measured values of runs as summaries: how many, their mean and spread, and the clusters they come in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from trustpages.assess.case import Case
from trustpages.assess.questions import data_of, value_question
from trustpages.model.aggregate import ValueAggregate
from trustpages.model.documents.items import Runs
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Method


@dataclass(frozen=True, slots=True)
class Summary:
    """n values with their mean and standard deviation (n - 1; 0 for one value)."""

    n: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Values:
    """The values of an item or of several; `attempts` counts runs, of which some have no value.

    `clusters` summarises each cluster by name. Where only their number is known, `groups` is that number,
    one value each being all that is sure; it is 0 where nothing says that the values come in clusters.
    """

    summary: Summary
    attempts: int
    method: Method
    clusters: tuple[tuple[str, Summary], ...] = ()
    groups: int = 0


def values_of(case: Case, evidence: Evidence, value: str) -> Values | Unmeasured:
    """The values of one item; missing where it gives none."""
    item, data = evidence.item, data_of(evidence)
    if not isinstance(item, Runs):
        return Unmeasured(Status.MISSING, "only runs carry values")
    if data is None:
        return _of_counts(item, value)
    if value not in data.values:
        return Unmeasured(Status.MISSING, f"the data name no column for '{value}'")
    answer = case.context.aggregates.get(value_question(evidence, data, value, (), case.days))
    if answer is None or not answer.n or answer.mean is None:
        return Unmeasured(Status.MISSING, f"the data file of '{evidence.id}' gives no values")
    clusters = tuple(
        (value_cluster.cluster, found)
        for value_cluster in answer.value_clusters
        if (found := _summary_of(value_cluster))
    )
    return Values(Summary(answer.n, answer.mean, answer.sd or 0.0), answer.attempts, item.method, clusters)


def together(values: Sequence[Values]) -> Values:
    """The values of several items as one; a cluster that stands in more than one is the same cluster.

    Where only some of the items tell their clusters, each cluster of these is worth one value.
    """
    if all(value.clusters for value in values):
        clusters, groups = _merged(pair for value in values for pair in value.clusters), 0
    else:
        grouped = any(value.clusters or value.groups for value in values)
        clusters, groups = (), sum(_least_independent(value) for value in values) if grouped else 0
    return replace(
        values[0],
        summary=joined([value.summary for value in values]),
        attempts=sum(value.attempts for value in values),
        clusters=clusters,
        groups=groups,
    )


def joined(summaries: Sequence[Summary]) -> Summary:
    """Several summaries as one; the spread between them is part of the whole's."""
    n = sum(summary.n for summary in summaries)
    mean = math.fsum(summary.n * summary.mean for summary in summaries) / n
    squares = math.fsum(
        (summary.n - 1) * summary.sd**2 + summary.n * (summary.mean - mean) ** 2 for summary in summaries
    )
    return Summary(n, mean, math.sqrt(squares / (n - 1)) if n > 1 else 0.0)


def _of_counts(item: Runs, value: str) -> Values | Unmeasured:
    given = item.values.get(value)
    if given is None or given.mean is None or given.sd is None:
        return Unmeasured(Status.MISSING, f"the item gives no mean and standard deviation of '{value}'")
    attempts = max(item.attempts or given.n, given.n)
    return Values(Summary(given.n, given.mean, given.sd), attempts, item.method, groups=len(item.clusters))


def _summary_of(one: ValueAggregate) -> Summary | None:
    return Summary(one.n, one.mean, one.sd or 0.0) if one.n and one.mean is not None else None


def _least_independent(values: Values) -> int:
    return min(values.summary.n, len(values.clusters) or values.groups or values.summary.n)


def _merged(clusters: Iterable[tuple[str, Summary]]) -> tuple[tuple[str, Summary], ...]:
    by_name = groupby(sorted(clusters, key=lambda pair: pair[0]), key=lambda pair: pair[0])
    return tuple((name, joined([found for _, found in pairs])) for name, pairs in by_name)
