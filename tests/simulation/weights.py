"""Verdicts on weighted shares: runs chosen with unequal probabilities, false verdicts on the line."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.random import Generator

from simulation.shares import Rates
from trustpages.statistics.proportions.cluster_limits import Clusters, cluster_limits

DESIGNS = {
    "risky runs ten times as often, and fail more": ((0.9, 0.1), (1, 10), (0.5, 5.5)),
    "some ten times as often, for no reason": ((0.9, 0.1), (1, 10), (1, 1)),
    "all failures among those chosen 20 times less": ((0.3, 0.7), (1, 20), (1 / 0.3, 0)),
    "all failures among those chosen 20 times more": ((0.3, 0.7), (1, 20), (0, 1 / 0.7)),
    "all failures among those chosen 3 times less": ((0.5, 0.5), (1, 3), (2, 0)),
}
"""Shares of real use of two kinds of runs, how often each is chosen, and how often it fails beside all."""
SIZES = (10, 30, 100, 300)
LINES = (0.8, 0.9, 0.95, 0.99)


def draw(random: Generator, name: str, runs: int, truth: float) -> Clusters:
    """So many runs as weights of successes and of all, from a true share of real use."""
    use, chosen, failing = map(np.array, DESIGNS[name])
    kinds = random.choice(2, runs, p=use * chosen / (use * chosen).sum())
    weights, good = 1 / chosen[kinds], random.random(runs) >= failing[kinds] * (1 - truth)
    return dict(Counter(zip((weights * good).tolist(), weights.tolist(), strict=True)))


def is_possible(name: str, line: float) -> bool:
    """Whether no kind of runs would have to fail more often than always."""
    return max(DESIGNS[name][2]) * (1 - line) <= 1


def judge(name: str, runs: int, line: float, windows: int, seed: int) -> Rates:
    """False verdicts of an agent exactly on the line, the plan's greatest weight being known."""
    random, met, breached = np.random.default_rng(seed), 0, 0
    known: dict[tuple[tuple[tuple[float, float], float], ...], tuple[bool, bool]] = {}
    greatest = 1 / min(DESIGNS[name][1])
    for _ in range(windows):
        clusters = draw(random, name, runs, line)
        key = tuple(sorted(clusters.items()))
        if key not in known:
            limits = cluster_limits(clusters, unseen=greatest)
            known[key] = limits.low >= line, limits.high < line
        met, breached = met + known[key][0], breached + known[key][1]
    return Rates(met / windows, breached / windows)


def print_weights(windows: int) -> None:
    """The worst false verdicts over sizes and lines, by design."""
    print("| runs | met | breached |")
    print("|---|---|---|")
    for name in DESIGNS:
        rates = [
            judge(name, runs, line, windows, seed=1) for runs in SIZES for line in LINES if is_possible(name, line)
        ]
        met, breached = (100 * max(getattr(rate, verdict) for rate in rates) for verdict in ("met", "breached"))
        print(f"| {name} | {met:.1f} | {breached:.1f} |")
