"""Clusters of which only six sums are known: the errors of the rows, and limits that hold whatever the clusters are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations_with_replacement
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.model.measured import Unmeasured
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.proportions.cluster_limits import cluster_limits, effective_size
from trustpages.statistics.proportions.cluster_sums import (
    add_runs,
    clusters_like_sums_to_meet,
    find_effective_size,
    limit_by_sums,
)
from trustpages.statistics.proportions.clusters import (
    ClusteredMean,
    SixSums,
    clustered_mean,
    clustered_share_of_sums,
    sum_up,
)
from trustpages.statistics.proportions.power import clusters_to_meet

HOW_TO = Path(__file__).resolve().parents[3] / "docs/how-to/attach-run-logs.md"

Clusters = Sequence[tuple[int, int]]
"""Good runs and runs of each."""


def clusters_of(sizes: st.SearchStrategy[int], fewest: int = 2) -> st.SearchStrategy[list[tuple[int, int]]]:
    return st.lists(sizes.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=fewest, max_size=40)


CLUSTERS = clusters_of(st.integers(1, 30))


def alike(kinds: st.SearchStrategy[tuple[int, ...]]) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Clusters of ten runs of which each failed one of these numbers of times."""
    return kinds.flatmap(lambda failed: st.lists(st.sampled_from(failed), min_size=2, max_size=40)).map(
        lambda each: [(10 - failures, 10) for failures in each]
    )


def sums_of(clusters: Clusters) -> SixSums:
    return sum_up(Counter((float(k), float(n)) for k, n in clusters))


def limits_of(sums: SixSums, level: float = 0.95) -> Interval:
    found = limit_by_sums(sums, level)
    assert isinstance(found, Interval)
    return found


def limits_of_each(clusters: Clusters, level: float = 0.95) -> Interval:
    return cluster_limits(Counter((float(k), float(n)) for k, n in clusters), level)


def share_of(sums: SixSums) -> ClusteredMean:
    found = clustered_share_of_sums(sums)
    assert isinstance(found, ClusteredMean)
    return found


@settings(max_examples=50)
@given(CLUSTERS)
def test_errors_and_their_interval_are_those_of_the_rows(clusters: Clusters) -> None:
    rows = [(name, good) for name, (k, n) in enumerate(clusters) for good in [1.0] * k + [0.0] * (n - k)]
    by_rows = clustered_mean([good for _, good in rows], [name for name, _ in rows])
    assert isinstance(by_rows, ClusteredMean)
    found = share_of(sums_of(clusters))
    for name in ("mean", "n", "clusters", "se", "se_naive", "deff", "n_eff"):
        assert getattr(found, name) == pytest.approx(getattr(by_rows, name), rel=1e-9, abs=1e-12)
    mine, theirs = found.interval(), by_rows.interval()
    assert (mine.low, mine.high) == pytest.approx((theirs.low, theirs.high), rel=1e-9, abs=1e-12)
    assert mine.method == theirs.method


def test_tau_bench_airline() -> None:
    """50 tasks with 4 tries each, 14, 12, 10, 4 and 10 of them with 0 to 4 successes: SE 0.0517, deff 2.183."""
    tasks = [(k, 4) for k, number in enumerate((14, 12, 10, 4, 10)) for _ in range(number)]
    found = share_of(sums_of(tasks))
    assert (found.mean, found.se) == pytest.approx((0.42, 0.05169), abs=5e-6)
    assert (found.se_naive, found.deff) == pytest.approx((0.03499, 2.183), abs=5e-4)
    each, summed = limits_of_each(tasks), limits_of(sums_of(tasks))
    assert (each.low, each.high) == pytest.approx((0.31523, 0.53447), abs=5e-6)
    assert each.low - 0.005 < summed.low <= each.low < each.high <= summed.high < each.high + 0.005


@settings(max_examples=60)
@given(
    st.one_of(
        clusters_of(st.just(1)),
        alike(st.tuples(st.integers(0, 10))),
        alike(st.just((0, 10))),
        alike(st.just((0, 1))),
        alike(st.just((9, 10))),
        alike(st.integers(1, 10).map(lambda failed: (failed - 1, failed))),
    ),
    st.sampled_from([0.8, 0.95, 0.9875, 0.999]),
)
def test_limits_are_those_of_the_clusters_where_sums_leave_one_possibility(clusters: Clusters, level: float) -> None:
    each, summed = limits_of_each(clusters, level), limits_of(sums_of(clusters), level)
    assert (summed.low, summed.high) == pytest.approx((each.low, each.high), abs=1e-9)
    worth = find_effective_size(sums_of(clusters))
    assert worth == pytest.approx(effective_size(Counter((float(k), float(n)) for k, n in clusters)), rel=1e-6)


@settings(max_examples=80)
@given(
    st.one_of(CLUSTERS, clusters_of(st.just(7)), clusters_of(st.sampled_from([1, 1, 1, 60]))),
    st.sampled_from([0.95, 0.9875, 0.999]),
)
def test_they_are_never_nearer_than_those_of_the_clusters(clusters: Clusters, level: float) -> None:
    each, summed = limits_of_each(clusters, level), limits_of(sums_of(clusters), level)
    assert summed.low <= each.low + 1e-9
    assert summed.high >= each.high - 1e-9


@pytest.mark.parametrize(("number", "size"), [(4, 4), (5, 3)])
def test_they_hold_for_all_clusters_with_the_same_sums(number: int, size: int) -> None:
    alike: dict[SixSums, list[Clusters]] = defaultdict(list)
    for failed in combinations_with_replacement(range(size + 1), number):
        clusters = [(size - failures, size) for failures in failed]
        alike[sums_of(clusters)].append(clusters)
    assert any(len(clusters) > 1 for clusters in alike.values())
    for sums, possible in alike.items():
        each, summed = [limits_of_each(clusters) for clusters in possible], limits_of(sums)
        assert summed.low <= min(limits.low for limits in each) + 1e-9
        assert summed.high >= max(limits.high for limits in each) - 1e-9


@settings(max_examples=50)
@given(CLUSTERS)
def test_perfect_data_are_never_worth_less_than_the_same_design_with_failures(clusters: Clusters) -> None:
    perfect = limits_of(sums_of([(n, n) for _, n in clusters]))
    assert perfect.high == 1
    assert limits_of(sums_of(clusters)).low <= perfect.low + 1e-9


@settings(max_examples=50)
@given(CLUSTERS)
def test_successes_and_failures_mirror_each_other(clusters: Clusters) -> None:
    limits, mirrored = limits_of(sums_of(clusters)), limits_of(sums_of([(n - k, n) for k, n in clusters]))
    assert (limits.low, limits.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-9)
    assert limits.low <= sums_of(clusters).k / sums_of(clusters).n <= limits.high


@settings(max_examples=50)
@given(CLUSTERS, CLUSTERS, st.integers(0, 30), st.integers(0, 30))
def test_sums_add_up(clusters: Clusters, others: Clusters, good: int, failed: int) -> None:
    alone = [(1, 1)] * good + [(0, 1)] * failed
    assert sums_of(clusters) + sums_of(others) == sums_of([*clusters, *others])
    assert add_runs(sums_of(clusters), good, failed) == sums_of([*clusters, *alone])


def test_runs_that_stand_alone_have_clopper_pearsons_limits() -> None:
    assert limit_by_sums(SixSums(50, 47, 50, 47, 50, 47)) == clopper_pearson(47, 50)


def test_a_large_number_of_clusters_takes_no_time() -> None:
    limits = limits_of(SixSums(10**9, 9 * 10**9, 10**10, 85 * 10**9, 11 * 10**10, 95 * 10**9))
    assert limits.low == pytest.approx(0.9, abs=1e-4)


def test_planned_clusters_are_nearly_those_that_are_planned_from_the_clusters() -> None:
    clusters = [(10 - failed, 10) for failed in (0, 0, 0, 1, 2) for _ in range(200)]
    by_sums = clusters_like_sums_to_meet(sums_of(clusters), 0.9)
    assert by_sums == pytest.approx(clusters_to_meet(Counter((float(k), float(n)) for k, n in clusters), 0.9), rel=0.1)
    assert clusters_like_sums_to_meet(sums_of(clusters), 0.94) is None


def test_one_cluster_says_nothing() -> None:
    assert isinstance(clustered_share_of_sums(sums_of([(5, 9)])), Unmeasured)
    assert isinstance(limit_by_sums(sums_of([(5, 9)])), Unmeasured)


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
