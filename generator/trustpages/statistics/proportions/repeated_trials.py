"""Repeated trials of the same tasks: pass^k and pass@k, variance by its source, the inflation of a best-of-n score."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias

import numpy as np

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_count, require_finite, require_not_negative
from trustpages.statistics.distributions import normal_log_cdf
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.proportions.cluster_limits import cluster_limits

Need: TypeAlias = Literal["all", "any", "same"]
"""What several tries of one task have to show: that all succeed, that any does, or that all end alike."""


@dataclass(frozen=True, slots=True)
class OverTasks:
    """A mean over `tasks` (0..1) with its interval, None where all of them belong together."""

    value: float
    tasks: int
    interval: Interval | None


def pass_hat_k(
    successes: Sequence[int], trials: int, k: int, level: float = LEVEL, groups: Sequence[int] = ()
) -> OverTasks | Unmeasured:
    """pass^k, the chance that all of k tries succeed: mean of C(c,k)/C(n,k) (Yao et al. 2024).

    `successes[i]` of `trials` tries succeeded on task i; all tasks have the same trials. Not p^k:
    tasks differ, and a task that always works counts fully. `groups` are the sizes of groups of related
    tasks, in the order of the tasks; without them each task stands alone. The interval holds for any mean
    of values between 0 and 1 (`cluster_limits`), and is Clopper-Pearson on tasks for k = n. Undefined for
    k > trials, missing without tasks. ValueError for groups that do not add up to the tasks.
    """
    return _average_over_tasks(successes, trials, k, level, groups, lambda c: _share_of_draws(c, trials, k))


def pass_at_k(
    successes: Sequence[int], trials: int, k: int, level: float = LEVEL, groups: Sequence[int] = ()
) -> OverTasks | Unmeasured:
    """pass@k, the chance that any of k tries succeeds: mean of 1-C(n-c,k)/C(n,k) (Chen et al. 2021).

    Says nothing about a single attempt when k > 1. Arguments, interval and absences as in `pass_hat_k`.
    """
    return _average_over_tasks(
        successes, trials, k, level, groups, lambda c: 1 - _share_of_draws(trials - c, trials, k)
    )


def _share_of_draws(c: int, n: int, k: int) -> float:
    """The share of all choices of k of n tries that lie among `c` of them: unbiased, unlike (c/n)^k."""
    return math.comb(c, k) / math.comb(n, k)


def _average_over_tasks(
    successes: Sequence[int], trials: int, k: int, level: float, groups: Sequence[int], estimate: Callable[[int], float]
) -> OverTasks | Unmeasured:
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    for c in successes:
        require_count(c, trials)
    tasks = len(successes)
    if groups and sum(groups) != tasks:
        raise ValueError(f"groups of {sum(groups)} tasks do not make {tasks}")
    if not tasks:
        return Unmeasured(Status.MISSING, "no task with recorded tries")
    if k > trials:
        return Unmeasured(Status.UNDEFINED, f"k={k} tries cannot be read from {trials} per task")
    shares = [estimate(c) for c in successes]
    sizes = groups or [1] * tasks
    ends = accumulate(sizes)
    clusters = Counter(
        (math.fsum(shares[end - size : end]), float(size)) for end, size in zip(ends, sizes, strict=True)
    )
    # Not mean +- z x sd/sqrt(tasks), which has no width where tasks look alike, and leaves 0..1.
    interval = cluster_limits(clusters, level) if len(sizes) > 1 else None
    return OverTasks(math.fsum(shares) / tasks, tasks, interval)


def chance_over_draws(c: int, n: int, k: int, need: Need) -> float:
    """The share (0..1) of all choices of `k` of `n` tries, `c` of them good, that are all good, any good, or all alike.

    Unbiased for one task: pass^k, pass@k, and the probability that k tries agree, for k = 2 one minus the Gini impurity
    (with the correction for drawing without replacement). ValueError unless 0 <= c <= n and 1 <= k <= n.
    """
    require_count(c, n)
    if not 1 <= k <= n:
        raise ValueError(f"{k} of {n} tries cannot be chosen")
    every, none = _share_of_draws(c, n, k), _share_of_draws(n - c, n, k)
    return {"all": every, "any": 1 - none, "same": every + none}[need]


@dataclass(frozen=True, slots=True)
class RunVariance:
    """Variance of a task's mean score over tasks, split by its source.

    `between` is how tasks differ, `within` how tries of one task differ; the variance of the mean
    of `trials` tries is between + within/trials.
    """

    between: float
    within: float
    trials: int

    @property
    def total(self) -> float:
        """The variance of a task's mean over its tries."""
        return self.between + self.within / self.trials


def run_variance(scores: Sequence[Sequence[float]]) -> RunVariance | Unmeasured:
    """The two parts of the variance of `scores[task][try]`, every task with the same tries.

    `between` is floored at 0. Insufficient below two tasks or two tries.
    """
    trials = len(scores[0]) if scores else 0
    if len(scores) < 2 or trials < 2:
        return Unmeasured(Status.INSUFFICIENT, "two tasks with two tries each are needed")
    for row in scores:
        require_finite(row, "scores")
        if len(row) != trials:
            raise ValueError("every task needs the same number of tries: do not mix them")
    x = np.asarray(scores, dtype=np.float64)
    within = float(x.var(axis=1, ddof=1).mean())
    total = float(x.mean(axis=1).var(ddof=1))
    return RunVariance(max(total - within / trials, 0.0), within, trials)


def best_of_n_inflation(variants: int, se: float) -> float:
    """By how much choosing the best of `variants` equal ones inflates its score: e_N x se."""
    require_not_negative((se,), "the standard error")
    return expected_maximum(variants) * se


def expected_maximum(n: int) -> float:
    """e_N, the mean of the largest of `n` standard normal numbers: 0.564 for 2, 1.539 for 10."""
    if n < 1:
        raise ValueError(f"the number of variants must be at least 1, got {n}")
    if n == 1:
        return 0.0
    # The trapezoid rule on an analytic integrand that vanishes at both ends is exact to rounding.
    x = np.linspace(-12.0, 12.0, 4801)
    density = np.exp(math.log(n) - x * x / 2 + (n - 1) * normal_log_cdf(x)) / math.sqrt(2 * math.pi)
    return float(np.trapezoid(x * density, x))
