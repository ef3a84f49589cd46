"""Further runs like those on record: as many as asked for, as good, and as much alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.builders import AS_OF, a_bundle, a_workspace, an_agent_evidence, runs
from trustpages.advise.alterations import alter_model
from trustpages.advise.runs import Counting, count_runs, find_outcomes, go_on, read_counts
from trustpages.advise.situation import Situation
from trustpages.assess.report import assess
from trustpages.model.aggregate import ClusterAggregate, DataAggregate, DataRequest
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.vocabulary import Audience


def a_situation(item: dict[str, Any], *answers: tuple[dict[str, Any], DataAggregate]) -> Situation:
    documents = an_agent_evidence(a_bundle(item))
    report = assess(a_workspace(documents), AS_OF, Audience.INTERNAL, tries_policies=False)
    (counted,) = documents.bundles[0].items
    data = counted.data if isinstance(counted, Runs) else None
    aggregates = {
        DataRequest(item="desk/june-runs", folder="evidence/desk/bundles", data=data, **request): answer
        for request, answer in answers
        if data is not None
    }
    return Situation(report.agents[0], documents, AS_OF, "Vendor", aggregates)


def go_on_with(item: dict[str, Any], number: int) -> tuple[Counting, Counting]:
    situation = a_situation(item)
    seen = read_counts(situation, situation.report.evidence[0])
    assert seen is not None
    return seen, go_on(situation, seen, "more", number)


@given(good=st.integers(0, 60), bad=st.integers(0, 60), unknown=st.integers(0, 20), number=st.integers(1, 900))
def test_as_many_as_asked_for_and_as_good(good: int, bad: int, unknown: int, number: int) -> None:
    attempts = good + bad + unknown
    if not attempts:
        return
    item = Runs.model_validate(runs(good, attempts, unknown=unknown, unknown_by_reason={"timeout": unknown}))
    more = go_on(a_situation(runs()), item, "more", number)
    assert (more.attempts, more.collected and more.collected.to) == (number, AS_OF)
    assert abs((more.successes or 0) - good / attempts * number) <= 1
    assert abs(more.unknown - unknown / attempts * number) <= 1


def test_clusters_are_other_ones_and_as_much_alike() -> None:
    clusters = [{"id": f"task-{n}", "attempts": 4, "successes": n % 5} for n in range(50)]
    item = runs(100, 200, clusters=clusters)
    seen, more = go_on_with(item, 600)
    assert count_runs(more) == 600
    assert {cluster.id for cluster in seen.clusters}.isdisjoint(cluster.id for cluster in more.clusters)
    assert sum(cluster.successes for cluster in more.clusters) == 300
    shares = [sum(cluster.successes == k for cluster in more.clusters) for k in range(5)]
    assert shares == [30] * 5


def test_parts_outcomes_values_events_and_exposure_grow_with_the_runs() -> None:
    item = runs(
        90,
        strata=[{"name": "a", "attempts": 40, "successes": 30}, {"name": "b", "attempts": 60, "successes": 60}],
        outcomes={"polite": {"attempts": 50, "successes": 45}},
        values={"seconds": {"n": 100, "mean": 9.0, "sd": 2.0, "within": [{"limit": 20, "count": 98}]}},
        events=2,
        exposure=[{"unit": "hours", "amount": 10}],
    )
    _, more = go_on_with(item, 300)
    assert isinstance(more, Runs)
    assert [(part.attempts, part.successes) for part in more.strata] == [(120, 90), (180, 180)]
    assert (more.outcomes["polite"].attempts, more.outcomes["polite"].successes) == (150, 135)
    assert (more.values["seconds"].n, more.values["seconds"].mean) == (300, 9.0)
    assert more.values["seconds"].within[0].count == 294
    assert (more.events, more.exposure[0].amount) == (6, 30)


DATA = {
    "file": "log.csv",
    "success": {"column": "ok", "equals": True},
    "cluster": "task",
    "values": {"seconds": "seconds"},
}


def test_the_counts_of_a_file_stand_in_for_it() -> None:
    whole = DataAggregate(
        4, 3, 0, clusters=(ClusterAggregate("a", 2, 2, 0), ClusterAggregate("b", 2, 1, 0)), first=date(2026, 6, 11)
    )
    item = runs(None, None, data=DATA)
    situation = a_situation(
        item,
        ({}, whole),
        ({"outcome": None, "value": "seconds"}, DataAggregate(4, 0, 0, n=4, mean=5.0, sd=1.0)),
        ({"outcome": None, "value": "seconds", "limits": (20.0,)}, DataAggregate(4, 0, 0, n=4, within=((20.0, 3),))),
    )
    counted = read_counts(situation, situation.report.evidence[0])
    assert counted is not None
    assert counted.data is None
    assert (counted.attempts, counted.successes, len(counted.clusters)) == (4, 3, 2)
    assert counted.values["seconds"].within[0].count == 3


def test_a_file_that_was_not_read_counts_nothing() -> None:
    situation = a_situation(runs(None, None, data=DATA))
    assert read_counts(situation, situation.report.evidence[0]) is None


@pytest.mark.parametrize(("good", "unknown", "found"), [(90, 10, 100), (45, 10, 50), (0, 10, 0), (0, 100, 0)])
def test_unknown_runs_end_as_the_others_did(good: int, unknown: int, found: int) -> None:
    item = Runs.model_validate(runs(good, 100, unknown=unknown))
    ended = alter_model(item, **find_outcomes(item))
    assert (ended.attempts, ended.successes, ended.unknown) == (100, found, 0)
