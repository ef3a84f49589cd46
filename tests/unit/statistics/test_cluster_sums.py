"""Clusters of which only six sums are known: the same errors as from rows, and never worth more than the clusters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.model.measured import Unmeasured
from trustpages.statistics.distributions import t_upper_quantile
from trustpages.statistics.proportions.cluster_limits import cluster_limits
from trustpages.statistics.proportions.clusters import (
    ClusteredMean,
    SixSums,
    clustered_mean,
    clustered_share_of_sums,
    count_worth_of_sums,
)

HOW_TO = Path(__file__).resolve().parents[3] / "docs/how-to/attach-run-logs.md"

Clusters = Sequence[tuple[int, int]]
"""Good runs and runs of each."""

CLUSTERS = st.lists(
    st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=40
)


def sums_of(clusters: Clusters) -> SixSums:
    return SixSums(
        len(clusters),
        sum(k for k, _ in clusters),
        sum(n for _, n in clusters),
        sum(k * k for k, _ in clusters),
        sum(n * n for _, n in clusters),
        sum(k * n for k, n in clusters),
    )


def share_of(sums: SixSums) -> ClusteredMean:
    found = clustered_share_of_sums(sums)
    assert isinstance(found, ClusteredMean)
    return found


@given(CLUSTERS)
def test_errors_are_those_of_the_rows(clusters: Clusters) -> None:
    rows = [(name, good) for name, (k, n) in enumerate(clusters) for good in [1.0] * k + [0.0] * (n - k)]
    by_rows = clustered_mean([good for _, good in rows], [name for name, _ in rows])
    assert isinstance(by_rows, ClusteredMean)
    found = share_of(sums_of(clusters))
    for name in ("mean", "n", "clusters", "se", "se_naive", "deff", "n_eff"):
        assert getattr(found, name) == pytest.approx(getattr(by_rows, name), rel=1e-9, abs=1e-12)


def test_tau_bench_airline() -> None:
    """50 tasks with 4 tries each, 14, 12, 10, 4 and 10 of them with 0 to 4 successes: SE 0.0517, deff 2.183."""
    tasks = [(k, 4) for k, number in enumerate((14, 12, 10, 4, 10)) for _ in range(number)]
    found = share_of(sums_of(tasks))
    assert (found.mean, found.se) == pytest.approx((0.42, 0.05169), abs=5e-6)
    assert (found.se_naive, found.deff) == pytest.approx((0.03499, 2.183), abs=5e-4)
    # 50 tasks are fewer than 91.6 x (t_199/t_49)^2 = 88.
    assert count_worth_of_sums(sums_of(tasks)) == 50


def test_the_t_adjustment_of_korn_and_graubard() -> None:
    """Ten clusters that differ much: n_eff is less than the clusters, and few of them say little of how they differ."""
    clusters = [(10, 10)] * 4 + [(0, 10)] * 4 + [(5, 10)] * 2
    found = share_of(sums_of(clusters))
    expected = found.n_eff * (t_upper_quantile(0.025, 99) / t_upper_quantile(0.025, 9)) ** 2
    assert 5 < expected < found.n_eff < 13
    assert count_worth_of_sums(sums_of(clusters)) == int(expected)


@given(CLUSTERS)
def test_they_are_worth_at_most_the_clusters_and_perfect_ones_exactly_those(clusters: Clusters) -> None:
    sums = sums_of(clusters)
    worth, perfect = count_worth_of_sums(sums), count_worth_of_sums(sums_of([(n, n) for _, n in clusters]))
    assert 2 <= worth <= max(2, len(clusters))
    assert worth <= perfect
    assert count_worth_of_sums(sums_of([(7, 7)] * 31)) == 31


@given(st.lists(st.integers(0, 10), min_size=10, max_size=60))
def test_limits_are_no_better_than_those_of_perfect_clusters(good: list[int]) -> None:
    sums = sums_of([(k, 10) for k in good])
    worth = count_worth_of_sums(sums)
    share = sums.k / sums.n
    pairs = ((1.0, 1.0), share * worth), ((0.0, 1.0), (1 - share) * worth)
    limits = cluster_limits({pair: number for pair, number in pairs if number})
    assert limits.low <= cluster_limits({(10.0, 10.0): len(good)}).low + 1e-12


def test_one_cluster_is_one() -> None:
    assert isinstance(clustered_share_of_sums(sums_of([(5, 9)])), Unmeasured)
    assert count_worth_of_sums(sums_of([(5, 9)])) == 1


def test_the_query_of_the_documentation_adds_up_what_is_needed() -> None:
    clusters = [(3, 4), (4, 4), (0, 3), (7, 9)]
    values = ", ".join(
        f"('c{name}', {good})"
        for name, (k, n) in enumerate(clusters)
        for good in ["true"] * k + ["false"] * (n - k) + ["NULL"]
    )
    query = re.search(r"```sql\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
    assert query is not None
    runs = f"WITH runs(customer, settled) AS (VALUES {values}, ('empty', NULL))"
    (row,) = duckdb.connect().execute(runs + query[1]).fetchall()
    assert SixSums(*map(int, row)) == sums_of(clusters)
