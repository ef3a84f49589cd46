"""Gaffke's bound: its closed forms, an oracle by simulation, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.proportions.cluster_limits import (
    Clusters,
    cluster_limits,
    confidence_above,
    effective_size,
    shows_at_least,
    shows_less,
)

AIRLINE: Clusters = {(0, 4): 14, (1, 4): 12, (2, 4): 10, (3, 4): 4, (4, 4): 10}
UNEQUAL: Clusters = {(1, 2): 3, (2, 2): 5, (7, 9): 4, (12, 12): 2, (0, 1): 1}


def draw_confidence(clusters: Clusters, share: float) -> float:
    """The confidence by drawing the weights: a million Dirichlet mixtures of the clusters and one that failed."""
    random = np.random.default_rng(20)
    kinds = [(k, n) for (k, n), number in clusters.items() for _ in range(int(number))]
    unseen = sum(n * n for _, n in kinds) / sum(n for _, n in kinds)
    total = np.zeros(1_000_000)
    for k, n in [*kinds, (0.0, unseen)]:
        total += random.standard_exponential(len(total)) * (k - share * n)
    return float((total > 0).mean())


@pytest.mark.parametrize(("clusters", "share"), [(AIRLINE, 0.32), (AIRLINE, 0.42), (UNEQUAL, 0.6), ({(3, 4): 3}, 0.4)])
def test_the_inversion_agrees_with_draws(clusters: Clusters, share: float) -> None:
    assert confidence_above(clusters, share) == pytest.approx(draw_confidence(clusters, share), abs=0.002)


@pytest.mark.parametrize(("k", "n"), [(98, 100), (1, 30), (60, 60), (0, 12), (45.5, 90.25)])
def test_runs_that_stand_alone_have_clopper_pearsons_limits(k: float, n: float) -> None:
    alone: Clusters = {(good, 1): number for good, number in ((1, k), (0, n - k)) if number}
    assert cluster_limits(alone) == clopper_pearson(k, n)
    if 0 < k < n:
        # Not by the closed form either: the inversion gives the same.
        assert confidence_above(alone, clopper_pearson(k, n).low) == pytest.approx(0.975, abs=1e-7)


def test_clusters_that_never_differ_inside_are_worth_one_run_each() -> None:
    found = cluster_limits({(40, 40): 19, (0, 40): 1})
    assert (found.low, found.high) == (clopper_pearson(19, 20).low, clopper_pearson(19, 20).high)
    assert found.method == "Gaffke"
    assert effective_size({(40, 40): 20}) == 20


def test_shares_that_differ_in_their_last_digit_leave_no_cluster_out() -> None:
    """A fifth may come out of a mean as 0.2 and as 0.19999999999999998; what both leave is 0.8."""
    both, one = (
        cluster_limits({(0.2, 1): 9, (0.2 - 2**-55, 1): 9, (1, 1): 3}),
        cluster_limits({(0.2, 1): 18, (1, 1): 3}),
    )
    assert (both.low, both.high) == pytest.approx((one.low, one.high), abs=1e-12)


def test_tau_bench_airline() -> None:
    """Fifty tasks of four tries each (tau-bench airline, gpt-4o; Yao et al. 2024)."""
    found = cluster_limits(AIRLINE)
    assert (found.low, found.high) == pytest.approx((0.31523, 0.53447), abs=0.00001)
    assert effective_size(AIRLINE) == pytest.approx(84.3, abs=0.05)


def test_few_clusters_show_little() -> None:
    """Three clusters of 196 good runs of 200: not 600 independent runs."""
    found = cluster_limits({(196, 200): 3})
    assert found.low < clopper_pearson(3, 3).low
    assert not shows_at_least({(196, 200): 3}, 0.95)


def test_a_large_cluster_weighs_what_it_holds() -> None:
    """One cluster with all but a hundred of the runs: what it does decides, and there is only one of it."""
    assert cluster_limits({(1000, 1000): 1, (1, 1): 99}).low < 0.2


def test_the_two_questions_are_those_of_the_limits() -> None:
    for clusters in (AIRLINE, UNEQUAL, {(1.0, 1.0): 30.0, (0.0, 1.0): 2.0}):
        found = cluster_limits(clusters)
        assert shows_at_least(clusters, found.low - 1e-9)
        assert not shows_at_least(clusters, found.low + 1e-9)
        assert shows_less(clusters, found.high + 1e-9)
        assert not shows_less(clusters, found.high - 1e-9)


@pytest.mark.parametrize("clusters", [{}, {(3, 2): 1}, {(-1, 2): 1}, {(0, 0): 1}, {(1, 2): 0}, {(1, 2): -1}])
def test_impossible_clusters_are_refused(clusters: Clusters) -> None:
    with pytest.raises(ValueError, match=r"cluster|count|n"):
        cluster_limits(clusters)
