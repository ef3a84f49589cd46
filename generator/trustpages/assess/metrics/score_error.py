"""The honest error of a published score: clustered where tasks are repeated or related."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.assess.benchmark_counts import BenchmarkCounts, counts_of_result
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.statistics.binomial import wilson
from trustpages.statistics.clusters import ClusteredMean, clustered_share, korn_graubard
from trustpages.statistics.interval import Estimate
from trustpages.statistics.means import interval_from_error


@dataclass(frozen=True, slots=True)
class ScoreError:
    """The score with its interval, its standard error, and what grouping costs; None where unknown."""

    interval: Quantity
    se: float | None
    design_effect: float | None
    clusters: int | None


def error_of(item: BenchmarkResult, level: float) -> ScoreError:
    """The error from the best that was published.

    In this order: successes by task (clustered by group of tasks, else by task where tasks were repeated;
    Korn-Graubard), a published clustered error (normal), the number of tasks (Wilson; every repeated task
    as one observation), a published plain error (normal). Invalid where no whole count gives the score,
    missing where nothing was published.
    """
    counts = counts_of_result(item)
    if isinstance(counts, Unmeasured) and counts.status is Status.INVALID:
        return ScoreError(counts, None, None, len(item.groups) or None)
    clustered = _clustered(item)
    if clustered is not None:
        return _from_clusters(clustered, level)
    if item.se is not None and item.se_clustered:
        return _from_published(item, item.se, level)
    if item.n_tasks or item.successes_by_task:
        return _from_tasks(item, counts, level)
    if item.se is not None:
        return _from_published(item, item.se, level)
    missing = Unmeasured(Status.MISSING, "the score was published without sample size or uncertainty")
    return ScoreError(missing, None, None, len(item.groups) or None)


def _clustered(item: BenchmarkResult) -> ClusteredMean | None:
    """The share over tasks that belong together; None where every task stands alone or counts are absent."""
    tasks, trials = item.successes_by_task, item.trials or 1
    if not tasks or max(tasks) > trials:
        return None
    if item.groups and sum(item.groups) == len(tasks):
        found = clustered_share(_sums(tasks, item.groups), [size * trials for size in item.groups])
    elif trials > 1:
        found = clustered_share(tasks, [trials] * len(tasks))
    else:
        return None
    return None if isinstance(found, Unmeasured) else found


def _sums(tasks: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """Successes by group; groups follow each other in the order of the tasks."""
    ends = [sum(sizes[: i + 1]) for i in range(len(sizes))]
    return [sum(tasks[end - size : end]) for end, size in zip(ends, sizes, strict=True)]


def _from_clusters(found: ClusteredMean, level: float) -> ScoreError:
    estimate = Estimate(found.mean, korn_graubard(found.k, found.n, found.n_eff, level))
    quantity = estimate.measured("share", k=found.k, n=found.n, n_eff=found.n_eff)
    return ScoreError(quantity, found.se, found.deff, found.clusters)


def _from_published(item: BenchmarkResult, se: float, level: float) -> ScoreError:
    estimate = Estimate(item.score, interval_from_error(item.score, se, level))
    quantity = estimate.measured("share", n=item.n_tasks)
    return ScoreError(quantity, se, None, len(item.groups) or None)


def _from_tasks(item: BenchmarkResult, counts: BenchmarkCounts | Unmeasured, level: float) -> ScoreError:
    """Each task as one observation, however often it was tried; the score as it is if counts are not known."""
    tasks = item.n_tasks or len(item.successes_by_task)
    if isinstance(counts, Unmeasured):
        share, k, runs = item.score, None, tasks
    else:
        k, runs = counts.successes, counts.tasks * counts.trials
        share = k / runs
    estimate = Estimate(share, wilson(share * tasks, tasks, level))
    quantity = estimate.measured("share", k=k, n=runs, n_eff=tasks)
    return ScoreError(quantity, math.sqrt(share * (1 - share) / tasks), None, len(item.groups) or None)
