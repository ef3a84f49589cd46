"""Clusters of which only sums are known: on the line they are called met, and breached, as rarely as the level says."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.designs import DESIGNS, Clusters
from simulation.plans import plan_sums
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.cluster_sums import limit_by_sums
from trustpages.statistics.proportions.clusters import sum_up

WINDOWS = 200
BOUND = 0.025 + 3.5 * (0.025 * 0.975 / WINDOWS) ** 0.5


def limits_of(clusters: Clusters) -> Interval:
    limits = limit_by_sums(sum_up(clusters))
    assert isinstance(limits, Interval)
    return limits


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(("number", "line"), [(10, 0.5), (100, 0.95)])
@pytest.mark.parametrize("icc", [0.0, 0.3])
def test_sums_on_the_line_are_seldom_met_or_breached(design: str, number: int, line: float, icc: float) -> None:
    random, met, breached = np.random.default_rng(3), 0, 0
    for _ in range(WINDOWS):
        limits = limits_of(DESIGNS[design](random, number, line, icc))
        met += limits.low >= line
        breached += limits.high < line
    assert met / WINDOWS <= BOUND
    assert breached / WINDOWS <= BOUND


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(("icc", "truth", "line"), [(0.3, 0.9, 0.8)])
def test_planned_clusters_settle_as_often_as_was_asked_for(design: str, icc: float, truth: float, line: float) -> None:
    planned = plan_sums(design, icc, truth, line, WINDOWS, seed=17)
    assert planned.power == pytest.approx(0.8, abs=0.08 + 2.5 * (0.16 / WINDOWS) ** 0.5)
