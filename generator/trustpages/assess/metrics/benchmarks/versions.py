"""Version against version on the same tasks: better, worse, or not told apart, and how many tasks it would take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.items import find_calibration
from trustpages.assess.evidence.pooling import find_setting, identify_run_sets
from trustpages.assess.evidence.reported_figures import recover_score_counts
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.items import BenchmarkResult, Runs
from trustpages.model.measured import POINTS, Unmeasured
from trustpages.model.results.benchmarks import VersionComparison, VersionOutcome
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Setting
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.paired import (
    FIVE_POINTS,
    PairedTasks,
    Tries,
    compare_on_tasks,
    tasks_to_tell_apart,
)


@dataclass(slots=True)
class _Outcomes:
    """What one version came to on the tasks of one benchmark: tries by task, the group of each task, the items."""

    tries: dict[str, Tries] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    run_sets: set[tuple[str, str]] = field(default_factory=set)
    last: date = date.min

    def add(self, evidence: Evidence, tasks: Mapping[str, tuple[Tries, str]]) -> None:
        """Takes the tasks of an item in, unless its runs are there already."""
        keys = identify_run_sets(evidence)
        if keys & self.run_sets:
            return
        self.run_sets |= keys
        self.items.append(evidence.id)
        self.last = max(self.last, evidence.collected_to or date.min)
        for name, ((k, n), group) in tasks.items():
            good, tried = self.tries.get(name, (0, 0))
            self.tries[name], self.groups[name] = (good + k, tried + n), group


def compare_versions(context: Context) -> tuple[VersionComparison, ...]:
    """The deployed version against each other one, on every benchmark where both tried two tasks or more in common.

    Where the deployed version has none, the one that was looked at last stands for it. Evidence counts whatever its
    age, since a comparison is about versions that are gone. Outcomes that a calibrated judge decided are left out: what
    is to be corrected is no matter of single tasks.
    """
    found: dict[str, dict[str, _Outcomes]] = {}
    for evidence in context.evidence:
        tasks = _read_tasks(context, evidence)
        if tasks and evidence.version is not None:
            board = evidence.board or find_setting(evidence).value
            found.setdefault(board, {}).setdefault(evidence.version, _Outcomes()).add(evidence, tasks)
    return tuple(
        comparison for board in sorted(found) for comparison in _compare_on_board(context, board, found[board])
    )


def _read_tasks(context: Context, evidence: Evidence) -> dict[str, tuple[Tries, str]]:
    """Successes, tries and group of each task of an item, by name; empty where it tells none."""
    item = evidence.item
    too_late = evidence.collected_to is not None and evidence.collected_to > context.as_of
    if too_late or find_calibration(evidence) is not None:
        return {}
    if isinstance(item, BenchmarkResult):
        return _read_score(item, evidence.board)
    if not isinstance(item, Runs) or item.setting is Setting.PRODUCTION:
        return {}
    tally = tally_outcome(context, evidence)
    if isinstance(tally, Unmeasured):
        return {}
    return {
        cluster.cluster: ((cluster.successes, cluster.attempts - cluster.unknown), cluster.cluster)
        for cluster in tally.clusters
        if cluster.attempts > cluster.unknown
    }


def _read_score(item: BenchmarkResult, board: str) -> dict[str, tuple[Tries, str]]:
    counts = recover_score_counts(item)
    if isinstance(counts, Unmeasured) or not counts.by_task or max(counts.by_task) > counts.trials:
        return {}
    names = [f"{board}/task-{number}" for number in range(1, len(counts.by_task) + 1)]
    groups = [f"group-{number}" for number, size in enumerate(item.groups) for _ in range(size)]
    return {
        name: ((k, counts.trials), group)
        for name, k, group in zip(names, counts.by_task, groups if len(groups) == len(names) else names, strict=True)
    }


def _compare_on_board(context: Context, board: str, found: Mapping[str, _Outcomes]) -> Iterator[VersionComparison]:
    deployed = context.agent.agent.version
    version = deployed if deployed in found else max(found, key=lambda name: (found[name].last, name))
    for other in sorted(found.keys() - {version}):
        same = sorted(found[version].tries.keys() & found[other].tries.keys())
        paired = _compare_tasks(context, found[version], found[other], same) if len(same) > 1 else None
        if paired is not None:
            evidence = tuple(sorted({*found[version].items, *found[other].items}))
            yield _describe(context, board, (version, other), paired, evidence)


def _compare_tasks(context: Context, first: _Outcomes, second: _Outcomes, same: Sequence[str]) -> PairedTasks | None:
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
)
