"""How runs in clusters are drawn: equal and unequal clusters whose shares differ by an intraclass correlation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Clusters = dict[tuple[float, float], float]
Draw = Callable[[Generator, int, float, float], Clusters]
"""A window of so many clusters, from a true share and an intraclass correlation."""

RUNS = 10


def _draw_shares(random: Generator, number: int, share: float, icc: float) -> NDArray[np.float64]:
    if icc == 0 or share in (0, 1):
        return np.full(number, share)
    concentration = 1 / icc - 1
    return random.beta(share * concentration, (1 - share) * concentration, number)


def _count(successes: NDArray[np.int64], sizes: NDArray[np.int64]) -> Clusters:
    return dict(Counter(zip(successes.astype(float), sizes.astype(float), strict=True)))


def beta_binomial(random: Generator, number: int, share: float, icc: float) -> Clusters:
    """Ten runs a cluster, the cluster's share from a beta distribution."""
    sizes = np.full(number, RUNS)
    return _count(random.binomial(sizes, _draw_shares(random, number, share, icc)), sizes)


def all_or_none(random: Generator, number: int, share: float, icc: float) -> Clusters:
    """Ten runs a cluster; with the probability of the correlation they all succeed or all fail."""
    sizes = np.full(number, RUNS)
    whole = (random.random(number) < share).astype(float)
    return _count(random.binomial(sizes, np.where(random.random(number) < icc, whole, share)), sizes)


def unequal(random: Generator, number: int, share: float, icc: float) -> Clusters:
    """A geometric number of runs a cluster, ten on average, the cluster's share from a beta distribution."""
    sizes = random.geometric(1 / RUNS, number)
    return _count(random.binomial(sizes, _draw_shares(random, number, share, icc)), sizes)


DESIGNS: dict[str, Draw] = {"beta-binomial": beta_binomial, "all or none": all_or_none, "unequal": unequal}
