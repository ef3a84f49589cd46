from __future__ import annotations

from typing import Any

import pytest

from support.builders import Values, a_benchmark_result, a_bundle, a_context, an_incident, runs
from trustpages.assess.evidence.item_counts import build_data_request, tally_outcome, tally_values_within
from trustpages.assess.evidence.tally import Tally, assume_unknown_outcomes, combine_tallies, compute_effective_size
from trustpages.model.aggregate import ClusterAggregate, DataAggregate
from trustpages.model.documents.items.data_file import Data
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.vocabulary import Method


def tally_of(item: Values, outcome: str = "success") -> Tally | Unmeasured:
    context = a_context(a_bundle(item))
    return tally_outcome(context, context.evidence[0], outcome)


def counted(item: Values, outcome: str = "success") -> Tally:
    found = tally_of(item, outcome)
    assert isinstance(found, Tally)
    return found


def test_counts_of_runs() -> None:
    found = counted(runs(180, 215, unknown=25))
    assert (found.attempts, found.known, found.successes, found.failures, found.unknown) == (215, 190, 180, 10, 25)
    assert found.methods == ((Method.DETERMINISTIC, 190),)
    assert compute_effective_size(found) == 190


def test_clusters_alone_add_up_to_counts() -> None:
    clusters = [{"id": f"t{n}", "attempts": 4, "successes": k} for n, k in enumerate((0, 4, 4, 0))]
    found = counted(runs(None, None, clusters=clusters))
    assert (found.attempts, found.successes, len(found.clusters)) == (16, 8, 4)
    # No cluster varies, so that each is worth one observation.
    assert compute_effective_size(found) == 4


def test_one_cluster_is_insufficient() -> None:
    found = compute_effective_size(counted(runs(None, None, clusters=[{"id": "t", "attempts": 4, "successes": 2}])))
    assert isinstance(found, Unmeasured)
    assert found.status is Status.INSUFFICIENT


def test_named_outcomes() -> None:
    item = runs(outcomes={"escalated": {"attempts": 50, "successes": 5}})
    assert counted(item, "escalated").successes == 5
    assert isinstance(tally_of(item, "refunded"), Unmeasured)


@pytest.mark.parametrize(
    ("changes", "attempts", "successes", "n_eff"),
    [
        ({"score": 0.43, "n_tasks": 100}, 100, 43, 100),
        ({"score": 0.43, "n_tasks": 50, "trials": 2, "k": 43}, 100, 43, 50),
        ({"score": 0.431, "reported": "43.1%", "n_tasks": 65}, 65, 28, 65),
        ({"score": 0.4, "n_tasks": 50}, 50, 20, 50),
        ({"score": 0.5, "n_tasks": None, "trials": 2, "successes_by_task": [2, 0, 2, 0]}, 8, 4, 4),
    ],
)
def test_counts_behind_a_score(changes: Values, attempts: int, successes: int, n_eff: float) -> None:
    found = counted(a_benchmark_result(**changes))
    assert (found.attempts, found.successes, compute_effective_size(found)) == (attempts, successes, n_eff)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"n_tasks": None}, Status.MISSING),
        ({"attempts_allowed": 3}, Status.MISSING),
        ({"score": 0.431, "reported": "43.1%", "n_tasks": 10, "average": "tasks"}, Status.INVALID),
        ({"score": 0.431, "reported": "43.1%", "n_tasks": 10}, Status.MISSING),
        ({"score": 0.4, "n_tasks": 10, "average": "categories"}, Status.MISSING),
        ({"score": 0.4, "n_tasks": 10, "average": "part_credit"}, Status.MISSING),
        ({"score": 0.43, "reported": "43%", "n_tasks": 500}, Status.MISSING),
        ({"score": 0.5, "n_tasks": None, "successes_by_task": [2, 0]}, Status.MISSING),
    ],
)
def test_a_score_without_counts_is_no_tally(changes: Values, status: Status) -> None:
    found = tally_of(a_benchmark_result(**changes))
    assert isinstance(found, Unmeasured)
    assert found.status is status


def test_an_incident_counts_no_outcomes() -> None:
    assert isinstance(tally_of(an_incident()), Unmeasured)


DATA: dict[str, Any] = {"file": "runs.csv", "success": {"column": "ok", "equals": True}, "cluster": "task"}


def test_counts_of_a_data_file_come_from_its_aggregate() -> None:
    bundle = a_bundle(runs(None, None, data=DATA))
    data = Data.model_validate(DATA)
    evidence = a_context(bundle).evidence[0]
    clusters = (ClusterAggregate("a", 2, 2, 0), ClusterAggregate("b", 2, 0, 1))
    answers = {build_data_request(evidence, data, outcome="success"): DataAggregate(4, 2, 1, clusters, days=3)}
    context = a_context(bundle, aggregates=answers)
    found = tally_outcome(context, evidence)
    assert isinstance(found, Tally)
    assert (found.attempts, found.successes, found.unknown, found.days) == (4, 2, 1, 3)
    assert found.clusters == clusters


def test_a_file_that_was_not_read_is_missing() -> None:
    found = tally_of(runs(None, None, data=DATA))
    assert isinstance(found, Unmeasured)
    assert "was not read" in found.reason


def test_a_window_only_cuts_files_with_a_time_column() -> None:
    evidence = a_context(a_bundle(runs(None, None, data=DATA))).evidence[0]
    window = (evidence.collected_to, evidence.collected_to)
    without = build_data_request(evidence, Data.model_validate(DATA), window)
    with_time = build_data_request(evidence, Data.model_validate(DATA | {"at": "started"}), window)
    assert (without.first, without.last) == (None, None)
    assert (with_time.first, with_time.last) == window


def test_values_within_a_limit() -> None:
    item = runs(90, 100, values={"latency": {"n": 95, "within": [{"limit": 30, "count": 90}]}})
    context = a_context(a_bundle(item))
    found = tally_values_within(context, context.evidence[0], "latency", 30)
    assert isinstance(found, Tally)
    assert (found.attempts, found.successes, found.unknown) == (100, 90, 5)
    assert isinstance(tally_values_within(context, context.evidence[0], "latency", 31), Unmeasured)


def test_a_cluster_in_two_items_is_one_cluster() -> None:
    clusters = [{"id": f"t{n}", "attempts": 2, "successes": n % 3} for n in range(3)]
    one = counted(runs(None, None, clusters=clusters))
    both = combine_tallies([one, one])
    assert (both.attempts, len(both.clusters)) == (12, 3)


def test_unknown_outcomes_as_good_and_as_bad() -> None:
    clusters = [{"id": "a", "attempts": 3, "successes": 1, "unknown": 1}, {"id": "b", "attempts": 2, "successes": 2}]
    found = combine_tallies([counted(runs(None, None, clusters=clusters)), counted(runs(8, 10, unknown=1))])
    good, bad = assume_unknown_outcomes(found, good=True), assume_unknown_outcomes(found, good=False)
    assert (good.successes, good.unknown, good.known) == (13, 0, 15)
    assert (bad.successes, bad.unknown, bad.known) == (11, 0, 15)
    assert [cluster.successes for cluster in good.clusters] == [2, 2]
    assert good.loose == bad.loose == 10


@pytest.mark.parametrize(("benchmarks", "clusters"), [(("one", "other"), 4), (("one", "one"), 2), ((None, None), 2)])
def test_tasks_of_one_name_are_the_same_on_the_same_benchmark(
    benchmarks: tuple[str | None, str | None], clusters: int
) -> None:
    tasks = [{"id": f"t{n}", "attempts": 4, "successes": 3} for n in range(2)]
    items = (
        runs(None, None, id=f"runs-{n}", setting="staging", clusters=tasks, benchmark=board)
        for n, board in enumerate(benchmarks)
    )
    found = [tally_outcome(a_context(), evidence) for evidence in a_context(a_bundle(*items)).evidence]
    tallies = [tally for tally in found if isinstance(tally, Tally)]
    assert len(combine_tallies(tallies).clusters) == clusters
