"""Confidence sets of ranks: which positions on a leaderboard an agent could hold, given how uncertain scores are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from trustpages.statistics.arguments import require_count, require_same_length
from trustpages.statistics.distributions import tail, z_to_two_sided_p
from trustpages.statistics.proportions.binomial import LEVEL, score_low

# z = 38 is where the normal tail leaves the floats; 60 halvings find z to the last digit.
_LARGEST_Z = 38.0
_HALVINGS = 60


def rank_intervals(
    successes: Sequence[float], runs: Sequence[float], level: float = LEVEL
) -> tuple[tuple[int, int], ...]:
    """First and last possible position (1 = best) of each agent, from `successes` of `runs`.

    Agents are compared in pairs with Newcombe's interval, Holm-adjusted over all pairs:
    [1 + agents shown to be better, N - agents shown to be worse] (cf. Mogstad et al. 2024).
    """
    require_same_length(successes, runs, "successes and runs")
    for k, n in zip(successes, runs, strict=True):
        require_count(k, n)
    shares = [k / n for k, n in zip(successes, runs, strict=True)]
    # Pairs, as overlapping intervals of single scores do not say that two agents cannot be told apart; Holm, as some
    # of many pairs differ by chance alone.
    pairs = list(combinations(range(len(shares)), 2))
    p_values = [newcombe_p(successes[i], runs[i], successes[j], runs[j]) for i, j in pairs]
    best, worst = [1] * len(shares), [len(shares)] * len(shares)
    for (i, j), differs in zip(pairs, holm(p_values, tail(level)), strict=True):
        if differs:
            winner, loser = (i, j) if shares[i] > shares[j] else (j, i)
            best[loser] += 1
            worst[winner] -= 1
    return tuple(zip(best, worst, strict=True))


# Every agent on a leaderboard asks about the same pairs, and so does every parameter that is tried.
@lru_cache(maxsize=16384)
def newcombe_p(k1: float, n1: float, k2: float, n2: float) -> float:
    """One minus the highest level at which Newcombe's interval of k1/n1 - k2/n2 leaves out zero."""
    require_count(k1, n1)
    require_count(k2, n2)
    if k1 / n1 < k2 / n2:
        k1, n1, k2, n2 = k2, n2, k1, n1
    higher, lower = k1 / n1, k2 / n2
    low, high = 0.0, _LARGEST_Z
    for _ in range(_HALVINGS):
        z = (low + high) / 2
        reach = math.hypot(higher - score_low(k1, n1, z), 1 - score_low(n2 - k2, n2, z) - lower)
        if reach < higher - lower:
            low = z
        else:
            high = z
    return z_to_two_sided_p(low)


def holm(p_values: Sequence[float], alpha: float) -> tuple[bool, ...]:
    """Which hypotheses fall when all together may err with probability `alpha` (Holm 1979)."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    rejected = [False] * len(p_values)
    for step, i in enumerate(order):
        if p_values[i] > alpha / (len(p_values) - step):
            break
        rejected[i] = True
    return tuple(rejected)
