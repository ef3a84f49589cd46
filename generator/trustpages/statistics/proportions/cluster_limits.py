"""Limits of a share over clusters that hold whatever the clusters are like: Gaffke's bound.

The lower limit is the quantile of a Dirichlet-weighted share of the clusters seen and of one further cluster in which
everything failed (Gaffke 2005; Learned-Miller & Thomas 2019; Phan, Thomas & Learned-Miller 2021). With runs that stand
alone it is Clopper-Pearson's limit; with clusters that succeed or fail as a whole, Clopper-Pearson's over clusters.
Limits from an effective sample size (Korn-Graubard) call up to ten in a hundred agents on the line "met" where a few
bad clusters are yet to come (docs/explanation/statistics.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from trustpages.statistics.arguments import require_count, require_share
from trustpages.statistics.distributions import complement, tail
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL, clopper_pearson, size_as_wide
from trustpages.statistics.search import find_root

Clusters = Mapping[tuple[float, float], float]
"""How many clusters have so many successes in so many runs: `{(3, 4): 10, (4, 4): 6}`; fractions are allowed."""

_GAFFKE = "Gaffke"


def cluster_limits(clusters: Clusters, level: float = LEVEL, unseen: float | None = None) -> Interval:
    """Limits of the share of successes among all runs of the clusters, each wrong with at most half the tail.

    No success lowers a limit and no failure raises one. Exactly 0 below without a success, exactly 1 above without a
    failure. Runs that stand alone are clusters of one. `unseen` is the size of the cluster that is not seen:
    where sizes are weights, what was likely to be missed may be far greater than what was seen. ValueError unless
    0 <= k <= n, n > 0 and numbers are positive.
    """
    if not clusters:
        raise ValueError("no cluster")
    for (k, n), number in clusters.items():
        require_count(k, n)
        if not number > 0:
            raise ValueError(f"a number of clusters is positive, got {number!r}")
    if _are_all_or_none(clusters) and unseen in (None, next(iter(clusters))[1]):
        return _all_or_none_limits(clusters, level)
    alpha = tail(level) / 2
    low, high = (_find_low(list_clusters(outcomes), alpha, unseen) for outcomes in (clusters, swap_outcomes(clusters)))
    return Interval(low, 1 - high, level, _GAFFKE)


def swap_outcomes(clusters: Clusters) -> Clusters:
    """The clusters with failures counted as successes."""
    swapped: dict[tuple[float, float], float] = {}
    for (k, n), number in clusters.items():
        # Successes that differ in their last digit alone, as means of shares do, may leave the same failures.
        swapped[n - k, n] = swapped.get((n - k, n), 0.0) + number
    return swapped


def shows_at_least(clusters: Clusters, share: float, level: float = LEVEL, unseen: float | None = None) -> bool:
    """Whether the lower limit reaches `share`: as `cluster_limits` has it, without looking for the limit."""
    if _are_all_or_none(clusters) and unseen in (None, next(iter(clusters))[1]):
        return _all_or_none_limits(clusters, level).low >= share
    return share == 0 or confidence_above(clusters, share, unseen) >= 1 - tail(level) / 2


def shows_less(clusters: Clusters, share: float, level: float = LEVEL) -> bool:
    """Whether the upper limit lies below `share`: as `cluster_limits` has it, without looking for the limit."""
    if _are_all_or_none(clusters):
        return _all_or_none_limits(clusters, level).high < share
    return confidence_above(swap_outcomes(clusters), complement(share)) > 1 - tail(level) / 2


def _are_all_or_none(clusters: Clusters) -> bool:
    """Whether all clusters are of one size and each succeeds or fails as a whole, as runs that stand alone do."""
    return len({n for _, n in clusters}) == 1 and all(k in (0, n) for k, n in clusters)


def _all_or_none_limits(clusters: Clusters, level: float) -> Interval:
    good = math.fsum(number for (k, _), number in clusters.items() if k)
    limits = clopper_pearson(good, math.fsum(clusters.values()), level)
    return limits if all(n == 1 for _, n in clusters) else Interval(limits.low, limits.high, level, _GAFFKE)


def confidence_above(clusters: Clusters, share: float, unseen: float | None = None) -> float:
    """The confidence (0..1) that the share of successes exceeds `share`: of the lower limit that lies exactly there.

    Where it is 1 - alpha/2 or more, the lower two-sided limit is at or above `share`. `unseen` as
    in `cluster_limits`. ValueError unless 0 <= share <= 1.
    """
    require_share(share, "share")
    if unseen is None:
        unseen = _find_usual_size(clusters)
    weights = [*((k - share * n, number) for (k, n), number in clusters.items()), (-share * unseen, 1.0)]
    return probability_above_zero(weights)


def _find_usual_size(clusters: Clusters) -> float:
    """The size of a cluster that is not seen: that of the one that a run drawn at random lies in."""
    runs = math.fsum(n * number for (_, n), number in clusters.items())
    return math.fsum(n * n * number for (_, n), number in clusters.items()) / runs


def effective_size(clusters: Clusters) -> float:
    """How many independent runs would give 95 % limits as far apart: at most the runs, the clusters if all agree."""
    return _find_effective_size(tuple(clusters.items()))


@lru_cache(maxsize=4096)
def _find_effective_size(items: tuple[tuple[tuple[float, float], float], ...]) -> float:
    clusters = dict(items)  # in the order that was given, since the last digit of a sum may hang on it
    if _are_all_or_none(clusters):
        return math.fsum(clusters.values())
    k = math.fsum(successes * number for (successes, _), number in items)
    n = math.fsum(size * number for (_, size), number in items)
    return size_as_wide(k / n, cluster_limits(clusters), n)


def list_clusters(clusters: Clusters) -> tuple[tuple[float, float, float], ...]:
    """Successes, runs and how many such clusters there are, for each kind of them, in order."""
    return tuple(sorted((k, n, number) for (k, n), number in clusters.items()))


# A verdict asks for the limits of the same counts many times: with unknown outcomes, at every day, for a claim.
@lru_cache(maxsize=4096)
def _find_low(clusters: tuple[tuple[float, float, float], ...], alpha: float, unseen: float | None) -> float:
    if not any(k for k, _, _ in clusters):
        return 0.0
    kinds = {(k, n): number for k, n, number in clusters}
    if unseen is None and all(k == n for k, n in kinds) and len({n for _, n in kinds}) == 1:
        return float(alpha ** (1 / math.fsum(kinds.values())))
    size = _find_usual_size(kinds) if unseen is None else unseen
    return find_root(lambda share: confidence_above(kinds, share, size) - (1 - alpha), 0.0, 1.0)


_FAR = 30.0
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(512)
_FOLDED = (_NODES + 1) / 2
_UNFOLDED = _FOLDED / (1 - _FOLDED)
_SQUEEZED = (1 - _FOLDED) ** 2


def probability_above_zero(weights: Iterable[tuple[float, float]]) -> float:
    """P(sum of a_i times a Gamma(m_i, 1) > 0), from pairs of a_i and m_i, by Imhof's inversion (1961)."""
    # Of so few rows Python knows sooner than numpy which of them count.
    rows = [(a_i, m) for a_i, m in weights if a_i and m]
    good, bad = ([row for row in rows if sign * row[0] > 0] for sign in (1, -1))
    if not good:
        return 0.0
    if not bad:
        return 1.0
    # One exponential against all others: the mean of its tail over them is a product, exactly.
    if len(bad) == 1 and bad[0][1] == 1:
        return complement(_exceed(bad[0][0], good))
    if len(good) == 1 and good[0][1] == 1:
        return _exceed(good[0][0], bad)
    a, shape = np.array(rows, dtype=np.float64).T
    spread = math.sqrt(float(shape @ (a * a)))
    # Only sums of a thousand terms and more lie so far from zero, and then beyond doubt; the integrand would turn
    # faster than the nodes can follow.
    if abs(distance := float(shape @ a) / spread) > _FAR:
        return float(distance > 0)
    value = 0.5 + float(_invert(a, shape, 2 / spread) @ _WEIGHTS) / 2 / math.pi
    return min(max(value, 0.0), 1.0)


def _exceed(own: float, others: Sequence[tuple[float, float]]) -> float:
    """The chance that one exponential times `own` exceeds the sum of the others, which have the other sign."""
    a, shape = (np.array(column) for column in zip(*others, strict=True))
    return math.exp(-float(shape @ np.log1p(-a / own)))


def _invert(a: NDArray[np.float64], shape: NDArray[np.float64], unit: float) -> NDArray[np.float64]:
    """The integrand at each node u: sin(sum of m_i arctan(a_i u)) / u, times prod (1 + a_i^2 u^2)^(-m_i/2)."""
    # The half line folded to 0..1, in units of the spread of the sum: smooth there, however many the clusters.
    u = _UNFOLDED * unit
    turns = a[:, np.newaxis] * u
    integrand = np.sin(shape @ np.arctan(turns))
    # In place, since it is asked a hundred thousand times for a hundred agents.
    turns *= turns
    decay = shape @ np.log1p(turns, out=turns)
    decay *= -0.5
    integrand *= np.exp(decay, out=decay)
    integrand /= u
    integrand *= unit
    integrand /= _SQUEEZED
    return integrand
