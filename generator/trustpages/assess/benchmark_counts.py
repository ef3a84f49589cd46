"""Whole numbers behind a published benchmark score: tasks, tries, successes, or why they are not known."""

from __future__ import annotations

import math
from dataclasses import dataclass

from trustpages.assess.printed import counts_that_print_as
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.measured import Status, Unmeasured


@dataclass(frozen=True, slots=True)
class BenchmarkCounts:
    """`successes` of `tasks` times `trials`; `by_task` where the successes of each task are published."""

    tasks: int
    trials: int
    successes: int
    by_task: tuple[int, ...] = ()


def counts_of_result(item: BenchmarkResult) -> BenchmarkCounts | Unmeasured:
    """The counts behind a score.

    They are taken from the successes by task, else from `k`, else from the score times its runs where a
    whole number of successes prints as that score. Missing without the number of tasks, or where a task
    counts as solved after several tries; invalid where no whole number prints as the score.
    """
    if item.attempts_allowed > 1:
        reason = f"the score allows {item.attempts_allowed} tries a task: single tries are not known"
        return Unmeasured(Status.MISSING, reason)
    if item.successes_by_task:
        return _by_task(item)
    if item.n_tasks is None:
        return Unmeasured(Status.MISSING, "the score was published without its number of tasks")
    trials = item.trials or 1
    if item.k is not None:
        return BenchmarkCounts(item.n_tasks, trials, item.k)
    return _from_score(item, item.n_tasks, trials)


def _by_task(item: BenchmarkResult) -> BenchmarkCounts | Unmeasured:
    tasks = item.successes_by_task
    if item.trials is None and max(tasks) > 1:
        return Unmeasured(Status.MISSING, "successes by task were published without the number of tries")
    return BenchmarkCounts(len(tasks), item.trials or 1, sum(tasks), tasks)


def _from_score(item: BenchmarkResult, tasks: int, trials: int) -> BenchmarkCounts | Unmeasured:
    runs = tasks * trials
    exact = round(item.score * runs)
    # A score without its printed text may have lost zeros at its end: 0.4 of 50 tasks is 20, not 18 to 22.
    if item.reported is None and math.isclose(exact, item.score * runs, abs_tol=1e-9):
        return BenchmarkCounts(tasks, trials, exact)
    counts = counts_that_print_as(item.reported, item.score, runs)
    match len(counts):
        case 0:
            return Unmeasured(Status.INVALID, f"no whole number of {runs} runs gives {_words(item)}")
        case 1:
            return BenchmarkCounts(tasks, trials, counts[0])
        case _:
            fits = f"{counts[0]} to {counts[-1]} of {runs} runs"
            return Unmeasured(Status.MISSING, f"{_words(item)} fits {fits}: the count is not known")


def _words(item: BenchmarkResult) -> str:
    return f"a score of {item.reported or item.score}"
