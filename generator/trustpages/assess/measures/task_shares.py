"""Means over tasks of values between 0 and 1: Gaffke's limits, and what would change the verdict."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tasks import Task, add_by_cluster, list_each
from trustpages.assess.measures.ruling import Line
from trustpages.assess.measures.task_ruling import TASKS, TaskFigure
from trustpages.assess.measures.what_would_change import describe_change
from trustpages.model.results.obligation import WhatWouldChange
from trustpages.model.results.parts import Counts
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.distributions import complement
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.cluster_limits import Clusters, cluster_limits, list_clusters, swap_outcomes
from trustpages.statistics.proportions.power import clusters_to_meet, failures_to_breach, successes_to_meet

Value = Callable[[Task], float]
"""What a task adds to a mean: its value times its weight, or its weight."""


def compute_share(tasks: Sequence[Task], level: float, value: Value, weight: Value) -> TaskFigure:
    """The sum of values over the sum of weights, no value above its weight, with Gaffke's limits over clusters."""
    clusters = _build_clusters(tasks, value, weight)
    total, whole = (sum(pair[side] * number for pair, number in clusters.items()) for side in (0, 1))
    counts = Counts(clusters=list_clusters(clusters))
    return TaskFigure(Estimate(total / whole, cluster_limits(clusters, level)), counts=counts)


def _build_clusters(tasks: Sequence[Task], value: Value, weight: Value) -> Clusters:
    rows = [row for row in add_by_cluster(tasks, value, weight) if row[1]]
    # One task weighs one on average: what would change the verdict is said in tasks.
    mean = math.fsum(list_each(tasks, weight)) / sum(task.number for task in tasks)
    # A sum of shares may come out one digit above the sum of weights.
    return Counter((min(got, whole) / mean, whole / mean) for got, whole in rows)


def describe_task_change(
    case: Case, line: Line, tasks: Sequence[Task], verdict: Verdict, value: Value, weight: Value
) -> WhatWouldChange:
    """Further tasks in a row that would breach it or show it, and how many like these would settle it."""
    at_least = line.direction == "at_least"
    threshold = line.value if at_least else complement(line.value)
    if not 0 < threshold < 1:
        return WhatWouldChange(text="No number of tasks can settle a promise of always or never.")
    seen = _build_clusters(tasks, value, weight)
    clusters = seen if at_least else swap_outcomes(seen)
    failures = None if verdict is Verdict.BREACHED else failures_to_breach(clusters, threshold, case.level)
    successes = None if verdict is Verdict.MET else successes_to_meet(clusters, threshold, case.level)
    groups = plan_share(case, line, tasks, value, weight) if verdict.is_inconclusive else None
    runs_of_each = sum(task.attempts for task in tasks) / len({task.cluster for task in tasks})
    runs = None if groups is None else math.ceil(groups * runs_of_each)
    return describe_change(TASKS, failures=failures, successes=successes, runs=runs, groups=groups)


def plan_share(case: Case, line: Line, tasks: Sequence[Task], value: Value, weight: Value) -> int | None:
    """How many clusters like these settle on which side of the line the share lies, with the policy's power."""
    clusters = _build_clusters(tasks, value, weight)
    return _plan(clusters, line.value, case) or _plan(swap_outcomes(clusters), complement(line.value), case)


def _plan(clusters: Clusters, threshold: float, case: Case) -> int | None:
    power = case.context.policy.pact.power
    return clusters_to_meet(clusters, threshold, probability=power, level=case.level)
