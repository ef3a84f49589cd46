"""Laws of limits over clusters: no failure helps, none of the clusters' designs is worth more than its clusters."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.item_counts import build_data_request
from trustpages.assess.measures.ruling import Line, choose_worse_verdict
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.aggregate import ClusterAggregate, DataAggregate
from trustpages.model.documents.items.data_file import Data
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.proportions.cluster_limits import Clusters, cluster_limits, effective_size, swap_outcomes

LEVELS = st.sampled_from((0.8, 0.95, 0.975))
SIZES = st.lists(st.integers(1, 60), min_size=2, max_size=12)


@st.composite
def windows(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Successes and runs of each cluster."""
    return [(draw(st.integers(0, n)), n) for n in draw(SIZES)]


def group(window: list[tuple[int, int]]) -> Clusters:
    return {(float(k), float(n)): float(number) for (k, n), number in Counter(window).items()}


def limits_of(window: list[tuple[int, int]], level: float = 0.95) -> tuple[float, float]:
    found = cluster_limits(group(window), level)
    return found.low, found.high


@given(windows(), st.data())
def test_no_failure_improves_a_limit(window: list[tuple[int, int]], data: st.DataObject) -> None:
    failing = [index for index, (k, _) in enumerate(window) if k]
    if not failing:
        return
    index = data.draw(st.sampled_from(failing))
    k, n = window[index]
    worse = [*window[:index], (k - data.draw(st.integers(1, k)), n), *window[index + 1 :]]
    low, high = limits_of(window)
    worse_low, worse_high = limits_of(worse)
    assert worse_low <= low + 1e-9
    assert worse_high <= high + 1e-9


@given(windows(), st.sampled_from(("at_least", "at_most")), st.sampled_from((0, 0.05, 0.5, 0.9, 1)), LEVELS)
def test_a_verdict_is_that_of_the_limits_which_are_not_looked_for(
    window: list[tuple[int, int]], direction: str, share: float, level: float
) -> None:
    line, clusters = Line(direction, share), group(window)
    value = sum(k for k, _ in window) / sum(n for _, n in window)
    assert line.decide_clusters(value, clusters, level) is line.decide(value, cluster_limits(clusters, level))


@given(SIZES, st.data())
def test_perfect_data_are_never_worth_less_than_the_same_design_with_failures(
    sizes: list[int], data: st.DataObject
) -> None:
    window = [(data.draw(st.integers(0, n)), n) for n in sizes]
    assert limits_of(window)[0] <= limits_of([(n, n) for n in sizes])[0] + 1e-9


@given(windows())
def test_a_lower_limit_is_at_most_what_the_clusters_taken_as_one_each_could_show(window: list[tuple[int, int]]) -> None:
    assert limits_of(window)[0] <= clopper_pearson(len(window), len(window)).low + 1e-9


@given(windows())
def test_successes_and_failures_mirror_each_other(window: list[tuple[int, int]]) -> None:
    clusters = group(window)
    found, mirrored = cluster_limits(clusters), cluster_limits(swap_outcomes(clusters))
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((found.low, found.high), abs=1e-9)


@given(windows(), st.sampled_from([0.9, 0.95, 0.9875, 0.99]))
def test_limits_enclose_the_share_and_widen_with_the_level(window: list[tuple[int, int]], level: float) -> None:
    share = sum(k for k, _ in window) / sum(n for _, n in window)
    low, high = limits_of(window, level)
    assert low <= share + 1e-9
    assert share <= high + 1e-9
    wider = limits_of(window, 0.995)
    assert wider[0] <= low + 1e-9
    assert high <= wider[1] + 1e-9


@given(windows())
def test_runs_are_never_worth_more_than_they_are(window: list[tuple[int, int]]) -> None:
    assert 0 < effective_size(group(window)) <= sum(n for _, n in window) * (1 + 1e-9)


FILE: Values = {"file": "runs.csv", "success": {"column": "ok", "equals": 1}, "cluster": "customer"}


def judge(window: list[tuple[int, int]], threshold: float, *, from_file: bool) -> ObligationResult:
    """The verdict on runs in clusters, listed in YAML or counted in a data file."""
    pact = a_pact(an_obligation(threshold={"at_least": threshold}))
    if from_file:
        bundle = a_bundle(runs(None, None, data=FILE, selection="random"))
        evidence = a_context(bundle, pacts=[pact]).evidence[0]
        request = build_data_request(evidence, Data.model_validate(FILE), outcome="success")
        parts = tuple(ClusterAggregate(f"c{index:02}", n, k, 0) for index, (k, n) in enumerate(window))
        counted = DataAggregate(sum(n for _, n in window), sum(k for k, _ in window), 0, clusters=parts)
        context = a_context(bundle, pacts=[pact], aggregates={request: counted})
    else:
        clusters = [{"id": f"c{index:02}", "attempts": n, "successes": k} for index, (k, n) in enumerate(window)]
        context = a_context(a_bundle(runs(None, None, clusters=clusters, selection="random")), pacts=[pact])
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


@settings(max_examples=40, deadline=None)
@given(windows(), st.sampled_from([0.5, 0.8, 0.95]))
def test_clusters_in_a_file_and_in_a_document_are_judged_alike(window: list[tuple[int, int]], threshold: float) -> None:
    listed, counted = (judge(window, threshold, from_file=from_file) for from_file in (False, True))
    assert (listed.verdict, listed.quantity, listed.would_change) == (
        counted.verdict,
        counted.quantity,
        counted.would_change,
    )


@settings(max_examples=40, deadline=None)
@given(windows(), st.sampled_from([0.5, 0.8, 0.95]), st.data())
def test_no_failure_improves_a_verdict(window: list[tuple[int, int]], threshold: float, data: st.DataObject) -> None:
    failing = [index for index, (k, _) in enumerate(window) if k]
    if not failing:
        return
    index = data.draw(st.sampled_from(failing))
    k, n = window[index]
    worse = [*window[:index], (k - 1, n), *window[index + 1 :]]
    before, after = (judge(found, threshold, from_file=False).verdict for found in (window, worse))
    assert choose_worse_verdict(after, before) is after


def test_twenty_customers_without_a_failure_are_judged_no_worse_than_with_one() -> None:
    perfect = judge([(40, 40)] * 20, 0.95, from_file=False)
    flawed = judge([(40, 40)] * 19 + [(39, 40)], 0.95, from_file=False)
    assert (perfect.verdict, flawed.verdict) == (Verdict.LEANING_MET, Verdict.LEANING_MET)
    assert perfect.would_change.groups_to_settle == 72


def test_three_customers_decide_nothing() -> None:
    assert judge([(196, 200)] * 3, 0.95, from_file=False).verdict is Verdict.LEANING_MET
