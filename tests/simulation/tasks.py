"""Verdicts on figures over tasks whose true value lies exactly on the line: pass^k, consistency, cost, time horizon."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from functools import partial
from statistics import NormalDist

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from simulation.shares import Rates
from trustpages.model.measured import Unmeasured
from trustpages.statistics.distributions import t_upper_quantile
from trustpages.statistics.proportions.cluster_limits import probability_above_zero, shows_at_least, shows_less
from trustpages.statistics.proportions.horizon import TimedTask, time_horizon
from trustpages.statistics.proportions.repeated_trials import Need, chance_over_draws

NUMBERS = (10, 30, 100)
HORIZON_NUMBERS = (20, 50, 200)
"""From the policy's `pact.horizon_min` on: with fewer clusters a time horizon leans at most."""

Floats = NDArray[np.float64]
Draw = Callable[[Generator, int], tuple[bool, bool]]
"""One window of so many tasks: whether the promise is called met, and breached."""


def judge(draw: Draw, number: int, windows: int, seed: int) -> Rates:
    """How often in so many windows the line is called met and breached."""
    random = np.random.default_rng(seed)
    verdicts = [draw(random, number) for _ in range(windows)]
    return Rates(sum(met for met, _ in verdicts) / windows, sum(breached for _, breached in verdicts) / windows)


def repeated(k: int, tries: int, need: Need, a: float, b: float, random: Generator, number: int) -> tuple[bool, bool]:
    """Tries of tasks whose chances of success have a beta distribution, against the true value."""
    truth = {
        "all": math.prod((a + i) / (a + b + i) for i in range(k)),
        "any": 1 - math.prod((b + i) / (a + b + i) for i in range(k)),
        "same": sum(math.prod((c + i) / (a + b + i) for i in range(k)) for c in (a, b)),
    }[need]
    good = random.binomial(tries, random.beta(a, b, number))
    clusters = Counter((chance_over_draws(int(c), tries, k, need), 1.0) for c in good)
    return shows_at_least(clusters, truth), shows_less(clusters, truth)


RUNS = 4


def cost(
    spread: float, share: float, most: float | None, random: Generator, number: int, *, by_t: bool = False
) -> tuple[bool, bool]:
    """Four runs a task; costs are lognormal, twice as high for a failed run, and end at `most` times their median.

    Without `most` they end nowhere, and the costliest task seen stands for the one to come. `by_t` decides by Student's
    t on the cost less the line for each success, which is what Fieller's limits come to.
    """
    within = 0.5
    chances = random.beta(2 * share, 2 * (1 - share), number)
    good = random.random((number, RUNS)) < chances[:, None]
    costs = np.exp(random.normal(0, spread, number)[:, None] + random.normal(0, within, (number, RUNS)))
    costs = np.where(good, costs, 2 * costs)
    sigma = math.hypot(spread, within)
    end = math.inf if most is None else most
    truth = _mean_of_ended(sigma, 1, end) + (1 - share) / share * _mean_of_ended(sigma, 2, end)
    costs = np.minimum(costs, end)
    if by_t:
        excess = costs.sum(axis=1) - truth * good.sum(axis=1)
        t = float(excess.mean() / excess.std(ddof=1) * math.sqrt(number))
        quantile = t_upper_quantile(0.025, number - 1)
        return t <= -quantile, t > quantile
    top, bottom = costs.sum(axis=1), good.sum(axis=1).astype(float)
    return shows_below(top, bottom, truth, float(top.max()) if most is None else most * RUNS)


def shows_below(top: Floats, bottom: Floats, line: float, most: float) -> tuple[bool, bool]:
    """Whether the limits of `ratio_limits` lie below the line, and above it, without looking for the limits."""
    below, above = line * bottom - top, top - line * bottom
    met = probability_above_zero(_with_unseen(below, -most)) >= 0.975
    return met, probability_above_zero(_with_unseen(above, -line * RUNS)) > 0.975


def _with_unseen(gains: Floats, unseen: float) -> list[tuple[float, float]]:
    return [(gain, 1.0) for gain in (*gains.tolist(), unseen)]


def _mean_of_ended(sigma: float, times: float, end: float) -> float:
    """The mean of `times` a lognormal cost of median 1 that ends at `end`."""
    normal, whole = NormalDist(), times * math.exp(sigma**2 / 2)
    if end == math.inf:
        return whole
    point = math.log(end / times)
    return whole * normal.cdf((point - sigma**2) / sigma) + end * (1 - normal.cdf(point / sigma))


def horizon(slope: float, tries: int, icc: float, line: float, random: Generator, number: int) -> tuple[bool, bool]:
    """Tasks of 1 minute to 17 hours, evenly by their logarithm; the curve passes one half at `line` of that scale."""
    lengths = random.uniform(0, 10, number)
    chances: NDArray[np.float64] = 1 / (1 + np.exp(slope * (lengths - 10 * line)))
    if icc:
        scale = 1 / icc - 1
        chances = random.beta(np.maximum(chances * scale, 1e-9), np.maximum((1 - chances) * scale, 1e-9))
    good = random.binomial(tries, chances)
    tasks = [TimedTask(task, 2.0 ** lengths[task], good[task], tries) for task in range(number)]
    found = time_horizon(tasks)
    if isinstance(found, Unmeasured):
        return False, False
    truth = 2.0 ** (10 * line)
    return found.interval.low >= truth, found.interval.high < truth


DESIGNS: dict[str, Draw] = {
    "pass^4 of 4 tries, tasks alike": partial(repeated, 4, 4, "all", 45, 5),
    "pass^4 of 4 tries, tasks differ": partial(repeated, 4, 4, "all", 1.8, 0.2),
    "pass^4 of 8 tries, tasks alike": partial(repeated, 4, 8, "all", 45, 5),
    "pass^4 of 8 tries, tasks differ": partial(repeated, 4, 8, "all", 0.9, 0.6),
    "2 of 4 tries alike, tasks alike": partial(repeated, 2, 4, "same", 45, 5),
    "2 of 8 tries alike, tasks differ": partial(repeated, 2, 8, "same", 0.4, 0.1),
    "cost, spread 0.5, ends at 5": partial(cost, 0.5, 0.8, 5.0),
    "cost, spread 1, ends at 20": partial(cost, 1.0, 0.8, 20.0),
    "cost, spread 1.5, ends at 50": partial(cost, 1.5, 0.3, 50.0),
}
BY_T: dict[str, Draw] = {
    "by t: cost, spread 0.5, ends at 5": partial(cost, 0.5, 0.8, 5.0, by_t=True),
    "by t: cost, spread 1, ends at 20": partial(cost, 1.0, 0.8, 20.0, by_t=True),
    "by t: cost, spread 1.5, ends at 50": partial(cost, 1.5, 0.3, 50.0, by_t=True),
}
"""What is not used, and why."""
UNBOUNDED: dict[str, Draw] = {
    "cost without an end, spread 0.5": partial(cost, 0.5, 0.8, None),
    "cost without an end, spread 1": partial(cost, 1.0, 0.8, None),
    "cost without an end, spread 1.5": partial(cost, 1.5, 0.8, None),
}
"""Why a promise about cost leans at most to met where nobody says what a run can cost."""
HORIZON_DESIGNS: dict[str, Draw] = {
    f"horizon, slope {slope:g}, {tries} {'try' if tries == 1 else 'tries'}, correlation {icc:g}": partial(
        horizon, slope, tries, icc, 0.8
    )
    for slope in (0.4, 1.0)
    for tries, icc in ((1, 0.0), (8, 0.0), (8, 0.3), (8, 0.6))
}


def print_tasks(windows: int) -> None:
    """False verdicts on the line by design and number of tasks."""
    for designs, numbers in ((DESIGNS | BY_T | UNBOUNDED, NUMBERS), (HORIZON_DESIGNS, HORIZON_NUMBERS)):
        print("| met / breached |" + "".join(f" {number} tasks |" for number in numbers))
        print("|---|" + "---|" * len(numbers))
        for name, draw in designs.items():
            row = (judge(draw, number, windows, seed=5) for number in numbers)
            print(f"| {name} |" + "".join(f" {100 * r.met:.1f} / {100 * r.breached:.1f} |" for r in row), flush=True)
        print()
