"""Version against version on the same tasks: better, worse, or not told apart, and how many tasks it would take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.effects import AgentHistory
from trustpages.assess.history.task_outcomes import VersionTasks, add_published_tasks, collect_tasks
from trustpages.assess.metrics.metric import Metric
from trustpages.model.measured import POINTS, Unmeasured
from trustpages.model.results.benchmarks import VersionComparison, VersionOutcome
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.paired import FIVE_POINTS, PairedTasks, compare_on_tasks, tasks_to_tell_apart


def compare_versions(context: Context, history: AgentHistory) -> tuple[VersionComparison, ...]:
    """The deployed version against each other one, on every benchmark where both tried two tasks or more in common.

    Where the deployed version has none, the one that was looked at last stands for it. A version of which there is no
    evidence any more is compared by the outcomes that the earlier report has of it.
    """
    boards = add_published_tasks(collect_tasks(context), history.past)
    return tuple(
        comparison for board in sorted(boards) for comparison in _compare_on_board(context, board, boards[board])
    )


def _compare_on_board(
    context: Context, board: str, by_version: Mapping[str, VersionTasks]
) -> Iterator[VersionComparison]:
    deployed = context.agent.agent.version
    # What is not on record any more is compared with, and stands for nothing.
    current = [name for name, outcomes in by_version.items() if outcomes.published is None]
    if not current:
        return
    version = deployed if deployed in current else max(current, key=lambda name: (by_version[name].last, name))
    for other in sorted(by_version.keys() - {version}):
        same = sorted(by_version[version].tries.keys() & by_version[other].tries.keys())
        paired = _compare_tasks(context, by_version[version], by_version[other], same) if len(same) > 1 else None
        if paired is not None:
            evidence = tuple(sorted({*by_version[version].items, *by_version[other].items}))
            yield replace(
                _describe(context, board, (version, other), paired, evidence), published=by_version[other].published
            )


def _compare_tasks(
    context: Context, first: VersionTasks, second: VersionTasks, same: Sequence[str]
) -> PairedTasks | None:
    paired = compare_on_tasks(
        [first.tries[name] for name in same],
        [second.tries[name] for name in same],
        [first.groups[name] for name in same],
        context.policy.level,
    )
    return None if isinstance(paired, Unmeasured) else paired


def _describe(
    context: Context, board: str, versions: tuple[str, str], paired: PairedTasks, evidence: tuple[str, ...]
) -> VersionComparison:
    pact, level = context.policy.pact, context.policy.level
    outcome = _judge(paired.estimate.interval) if paired.clusters >= pact.units_min else VersionOutcome.UNDECIDED

    def plan(difference: float) -> int | None:
        if not difference or not paired.variance:
            return None
        return tasks_to_tell_apart(difference, paired.variance, probability=pact.power, level=level)

    return VersionComparison(
        benchmark=board,
        version=versions[0],
        other=versions[1],
        outcome=outcome,
        difference=paired.estimate.measured(POINTS, n=paired.tasks, n_eff=paired.clusters),
        tasks=paired.tasks,
        clusters=paired.clusters,
        tasks_to_tell=plan(abs(paired.estimate.value)) if outcome is VersionOutcome.UNDECIDED else None,
        tasks_for_five_points=plan(FIVE_POINTS),
        evidence=evidence,
    )


def _judge(interval: Interval) -> VersionOutcome:
    if interval.low > 0:
        return VersionOutcome.BETTER
    return VersionOutcome.WORSE if interval.high < 0 else VersionOutcome.UNDECIDED


VERSION_COMPARISON = Metric(
    id="version-comparison",
    title="Version against version",
    question="Is the deployed version better than another one on the same tasks?",
    needs="outcomes by task of two versions on one benchmark: successes by task of a score, or runs outside of "
    "production with tasks as clusters.",
    smallest="two tasks in common; with fewer independent ones than the policy asks for nothing is told apart.",
    formula="Each task is its own control, so that its difficulty cancels out. Single tries: Newcombe's interval of "
    "paired shares. Repeated tries or related tasks: the mean of the differences with its clustered error and t. "
    "Better or worse if the interval excludes zero, else not told apart. How many tasks would tell: the squared sum of "
    "the normal quantiles of level and power, times the variance of the difference on one task, over the difference "
    "squared.",
    cannot_tell="whether the tasks are like the work, or leaked to one of the versions.",
    sources="Newcombe 1998c; Miller 2024.",
    compute=compare_versions,
    reads=("history",),
)
