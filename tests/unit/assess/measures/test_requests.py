from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from support.builders import (
    AS_OF,
    Values,
    a_bundle,
    a_context,
    a_pact,
    a_workspace,
    an_agent_evidence,
    an_obligation,
    days_before,
    runs,
)
from trustpages.assess.data_requests import collect_data_requests
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.aggregate import DataAggregate, DataRequest

DATA: Values = {
    "file": "runs.csv",
    "success": {"column": "ok", "equals": True},
    "outcomes": {"escalated": {"column": "escalated", "equals": True}},
    "values": {"latency": "seconds"},
    "event": {"column": "leak", "equals": True},
    "cluster": "task",
    "at": "started",
}


REVIEWED: Values = {"rolling": 60, "review_dates": [days_before(45), days_before(15)]}


class Recording(Mapping[DataRequest, DataAggregate]):
    """Answers everything with a breach, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: set[DataRequest] = set()

    def __getitem__(self, request: DataRequest) -> DataAggregate:
        self.asked.add(request)
        within = tuple((limit, 10) for limit in request.limits)
        return DataAggregate(100, 10, 0, n=100, mean=1.0, sd=1.0, within=within, events=5)

    def __iter__(self) -> Iterator[DataRequest]:
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.mark.parametrize(
    "obligation",
    [
        {},
        {"measure": {"kind": "proportion", "good": "escalated"}, "threshold": {"at_most": 0.01}},
        {"measure": {"kind": "quantile", "value": "latency"}, "threshold": {"at_most": 30.0}},
        {"measure": {"kind": "mean", "value": "latency"}, "threshold": {"at_most": 0.5}},
        {"measure": {"kind": "rate", "of": "events"}, "threshold": {"at_most": 0.001}},
        {"measure": {"kind": "rate"}, "threshold": {"at_most": 0.001}},
        {"measure": {"kind": "zero", "of": "runs"}, "threshold": {}},
        {"measure": {"kind": "zero", "of": "events"}, "threshold": {}},
        {"window": REVIEWED},
        {"measure": {"kind": "zero", "of": "runs"}, "threshold": {}, "window": REVIEWED},
        {"window": {"from": days_before(80), "to": AS_OF, "reviews": "monthly"}},
        {"window": {"rolling": 60, "review_dates": []}},
    ],
)
def test_what_is_looked_up_was_asked_for(obligation: dict[str, Any]) -> None:
    pacts = [a_pact(an_obligation(**obligation))]
    old = {"from": days_before(50), "to": days_before(40)}
    bundles = (
        a_bundle(runs(None, None, data=DATA)),
        a_bundle(runs(None, None, id="may", data=DATA | {"file": "may.csv"}), id="may", collected=old),
    )
    answers = Recording()
    context = replace(a_context(*bundles, pacts=pacts), aggregates=answers)
    evaluate_obligations(context, find_recorded_triggers(context))
    asked = collect_data_requests(a_workspace(an_agent_evidence(*bundles, pacts=pacts)), AS_OF)
    assert answers.asked
    assert answers.asked <= set(asked)


def test_each_question_once_and_in_a_stable_order() -> None:
    bundle = a_bundle(runs(None, None, data=DATA))
    pacts = [a_pact(), a_pact(id="other")]
    workspace = a_workspace(an_agent_evidence(bundle, pacts=pacts))
    found = collect_data_requests(workspace, AS_OF)
    assert len(found) == len(set(found))
    assert found == collect_data_requests(workspace, AS_OF)
    assert {request.folder for request in found} == {"evidence/desk/bundles"}
    assert {(request.outcome, request.value) for request in found} == {
        ("success", None),
        ("escalated", None),
        (None, "latency"),
        (None, None),
    }


def test_counts_ask_no_questions() -> None:
    assert collect_data_requests(a_workspace(), AS_OF) == ()
