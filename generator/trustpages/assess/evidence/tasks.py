"""Runs by task: outcomes of each, with a value that its runs share, for measures that go by tasks and not by runs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import DayRange, build_data_request, tally_score
from trustpages.assess.evidence.tally import add_up_methods
from trustpages.model.aggregate import ClusterAggregate, ValueAggregate
from trustpages.model.documents.counts import ClusterCounts
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.documents.items.data_file import Data
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Method

NO_TASKS = Unmeasured(Status.MISSING, "nothing says which runs are of one task")


@dataclass(frozen=True, slots=True)
class Task:
    """The runs of one task: all, good ones, unknown ones, and the mean of a value over them.

    Tasks of one `cluster` are not independent of each other. Where a file divides clusters by the value, a task is
    the runs of a cluster that share it. `value` is None where none was asked for. A task that is supposed may stand for
    a `number` of such tasks, each of them a cluster of its own.
    """

    name: str
    cluster: str
    attempts: int
    successes: int
    unknown: int
    value: float | None = None
    number: int = 1

    @property
    def known(self) -> int:
        """Runs with a recorded outcome."""
        return self.attempts - self.unknown


@dataclass(frozen=True, slots=True)
class Tasks:
    """The tasks of one item, or of several pooled ones."""

    tasks: tuple[Task, ...]
    methods: tuple[tuple[Method, int], ...]

    @property
    def attempts(self) -> int:
        """All runs."""
        return sum(task.attempts for task in self.tasks)

    @property
    def successes(self) -> int:
        """Good runs."""
        return sum(task.successes for task in self.tasks)

    @property
    def unknown(self) -> int:
        """Runs without recorded outcome."""
        return sum(task.unknown for task in self.tasks)

    @property
    def known(self) -> int:
        """Runs with a recorded outcome."""
        return self.attempts - self.unknown

    @property
    def clusters(self) -> int:
        """How many clusters there are: what is independent of each other."""
        return len({task.cluster for task in self.tasks})


def read_tasks(
    context: Context,
    evidence: Evidence,
    window: DayRange,
    outcome: str = "success",
    *,
    value: str | None = None,
    split: bool = False,
) -> Tasks | Unmeasured:
    """The tasks of one item; missing where it does not tell its runs apart by task, or gives no such value."""
    item = evidence.item
    match item:
        case BenchmarkResult():
            return _read_benchmark(item, evidence.board, outcome, value)
        case CountedItem(data=Data() as data):
            return _read_file(context, evidence, data, item.method, window, outcome, value, split)
        case CountedItem():
            return _read_counts(item, outcome, value)
        case _:
            return Unmeasured(Status.MISSING, f"a record of kind '{item.kind}' counts no outcomes")


def combine_tasks(tasks: Sequence[Tasks]) -> Tasks:
    """Several sets of tasks as one; a task that stands in more than one of them is the same task."""
    groups: dict[str, list[Task]] = {}
    for task in (task for each in tasks for task in each.tasks):
        groups.setdefault(task.name, []).append(task)
    methods = add_up_methods(pair for each in tasks for pair in each.methods)
    return Tasks(tuple(_merge(same) for same in groups.values()), methods)


def drop_unknown(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The tasks with their known outcomes alone; without those of which none is known."""
    return tuple(
        replace(task, attempts=task.known, unknown=0) if task.unknown else task for task in tasks if task.known
    )


def assume_outcomes(task: Task) -> tuple[Task, Task]:
    """The task if all of its unknown outcomes had been bad, and if all had been good."""
    return replace(task, unknown=0), replace(task, successes=task.successes + task.unknown, unknown=0)


def add_by_cluster(tasks: Iterable[Task], *terms: Callable[[Task], float]) -> tuple[tuple[float, ...], ...]:
    """The sums of each term over the tasks of each cluster, one row a cluster in the order of its first task."""
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        groups.setdefault(task.cluster, []).append(task)
    rows = ((tuple(math.fsum(map(term, same)) for term in terms), same[0].number) for same in groups.values())
    return tuple(chain.from_iterable(repeat(row, number) for row, number in rows))


def list_each(tasks: Iterable[Task], term: Callable[[Task], float]) -> Iterator[float]:
    """The term of each task, as often as there are such tasks."""
    return chain.from_iterable(repeat(term(task), task.number) for task in tasks)


def _merge(same: Sequence[Task]) -> Task:
    attempts, successes, unknown = (
        sum(getattr(task, name) for task in same) for name in ("attempts", "successes", "unknown")
    )
    weighed = [task.value * task.attempts for task in same if task.value is not None]
    value = math.fsum(weighed) / attempts if weighed else None
    return Task(same[0].name, same[0].cluster, attempts, successes, unknown, value)


def _read_benchmark(item: BenchmarkResult, board: str, outcome: str, value: str | None) -> Tasks | Unmeasured:
    if outcome != "success" or value is not None:
        return Unmeasured(Status.MISSING, f"a benchmark score says nothing of '{value or outcome}'")
    tally = tally_score(item, board)
    if isinstance(tally, Unmeasured):
        return tally
    if not item.successes_by_task:
        return NO_TASKS
    trials = item.trials or 1
    names = [f"{board}/task-{number}" for number, _ in enumerate(item.successes_by_task, start=1)]
    # Tasks of one group are one cluster of the tally, which holds all their tries.
    groups = [part.cluster for part in tally.clusters for _ in range(part.attempts // trials)] or names
    tasks = zip(names, groups, item.successes_by_task, strict=True)
    return Tasks(tuple(Task(name, group, trials, good, 0) for name, group, good in tasks), tally.methods)


def _read_counts(item: CountedItem, outcome: str, value: str | None) -> Tasks | Unmeasured:
    reported = item if outcome == "success" else item.outcomes.get(outcome)
    if reported is None:
        return Unmeasured(Status.MISSING, f"the item reports no outcome '{outcome}'")
    if not reported.clusters:
        return NO_TASKS
    if value is not None and not all(value in part.values for part in reported.clusters):
        return Unmeasured(Status.MISSING, f"the item gives no '{value}' for each of its clusters")
    return _build(tuple(_read_cluster(part, value) for part in reported.clusters), item.method)


def _read_cluster(part: ClusterCounts, value: str | None) -> Task:
    shared = None if value is None else part.values[value]
    return Task(part.id, part.id, part.attempts, part.successes, part.unknown, shared)


def _read_file(
    context: Context,
    evidence: Evidence,
    data: Data,
    method: Method,
    window: DayRange,
    outcome: str,
    value: str | None,
    split: bool,
) -> Tasks | Unmeasured:
    if data.cluster is None:
        return NO_TASKS
    request = build_data_request(evidence, data, window, outcome=outcome, value=value, split=split)
    answer = context.aggregates.get(request)
    if answer is None:
        return Unmeasured(Status.MISSING, f"the data file of '{evidence.id}' gives no such counts")
    if answer.cut or answer.sums is not None:
        return Unmeasured(Status.MISSING, f"the sums of '{evidence.id}' do not tell its tasks apart")
    if sum(cluster.number for cluster in answer.clusters) > _MOST_TASKS:
        return Unmeasured(Status.MISSING, f"'{evidence.id}' tells of more than {_MOST_TASKS:,} tasks")
    told = tuple(each for cluster in answer.clusters for each in cluster.tell_each())
    parts = told if value is None else answer.value_clusters
    if any(isinstance(part, ValueAggregate) and part.n < part.attempts for part in parts):
        return Unmeasured(Status.MISSING, f"some runs have no '{value}'")
    return _build(tuple(_read_part(part, split) for part in parts), method)


_MOST_TASKS = 1_000_000
"""Tasks that are told apart; more of them stand in sums alone."""


def _read_part(part: ClusterAggregate | ValueAggregate, split: bool) -> Task:
    value = part.mean if isinstance(part, ValueAggregate) else None
    name = f"{part.cluster} at {value!r}" if split else part.cluster
    return Task(name, part.cluster, part.attempts, part.successes or 0, part.unknown or 0, value)


def _build(tasks: tuple[Task, ...], method: Method) -> Tasks | Unmeasured:
    known = sum(task.known for task in tasks)
    if not known:
        return Unmeasured(Status.MISSING, "no run has a recorded outcome")
    return Tasks(tasks, ((method, known),))
