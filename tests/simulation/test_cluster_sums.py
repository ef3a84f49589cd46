"""Clusters of which only sums are known: on the line they are called met, and breached, as rarely as the level says."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.designs import DESIGNS, Clusters
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.proportions.clusters import SixSums, count_worth_of_sums

WINDOWS = 1000
BOUND = 0.025 + 3.5 * (0.025 * 0.975 / WINDOWS) ** 0.5


def sum_up(clusters: Clusters) -> SixSums:
    parts = ((1, k, n, k * k, n * n, k * n) for (k, n), number in clusters.items() for _ in range(round(number)))
    return SixSums(*(round(sum(column)) for column in zip(*parts, strict=True)))


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(("number", "line"), [(5, 0.9), (10, 0.5), (30, 0.8), (100, 0.95), (300, 0.95)])
@pytest.mark.parametrize("icc", [0.0, 0.05, 0.3, 0.6])
def test_sums_on_the_line_are_seldom_met_or_breached(design: str, number: int, line: float, icc: float) -> None:
    random, met, breached = np.random.default_rng(3), 0, 0
    for _ in range(WINDOWS):
        sums = sum_up(DESIGNS[design](random, number, line, icc))
        worth = count_worth_of_sums(sums)
        limits = clopper_pearson(sums.k / sums.n * worth, worth)
        met += limits.low >= line
        breached += limits.high < line
    assert met / WINDOWS <= BOUND
    assert breached / WINDOWS <= BOUND
