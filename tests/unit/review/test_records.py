"""The record of every quantity in the report: the same keys with and without a number, never without its inputs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.builders import (
    AS_OF,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_claim,
    a_review,
    a_workspace,
    an_agent_evidence,
    an_incident,
    claims_of,
    runs,
)
from trustpages.assess.report import assess
from trustpages.intake.previous.report import read_record
from trustpages.model.documents.trust import Gates
from trustpages.model.results.records.report import GateRecord, ReportRecord
from trustpages.model.vocabulary import Audience
from trustpages.review.records import make_record, record_gate, write_record, write_whole_record

OLDER = Path(__file__).parents[3] / "history/2026-11-01/report.json"
RECORD = {"status", "value", "low", "high", "level", "method", "k", "n", "n_eff", "unit", "unbounded", "inputs"}


def a_report() -> Any:
    items = (runs(unknown=2), a_benchmark_result(), an_incident(), a_review())
    documents = an_agent_evidence(a_bundle(*items), claims=[claims_of(a_claim(n=50))])
    report = assess(a_workspace(documents, benchmarks=[a_benchmark()]), AS_OF, Audience.INTERNAL)
    return json.loads(write_record(make_record(report)))


def records(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    match value:
        case dict():
            if "status" in value and "method" in value and "value" in value:
                yield path, value
            for name, one in value.items():
                yield from records(one, f"{path}/{name}")
        case list():
            for number, one in enumerate(value):
                yield from records(one, f"{path}/{number}")


def test_every_record_has_the_same_keys() -> None:
    found = dict(records(a_report()))
    assert len(found) > 20
    for path, record in found.items():
        assert record.keys() >= RECORD | {"notes", "reason"}, path


def test_every_number_names_what_it_was_computed_from() -> None:
    without = [path for path, one in records(a_report()) if one["value"] is not None and not one["inputs"]]
    assert without == []


def test_every_absence_has_its_reason() -> None:
    absent = [one for _, one in records(a_report()) if one["status"] in {"missing", "insufficient", "undefined"}]
    assert absent
    assert all(one["reason"] and one["value"] is None for one in absent)


def test_every_metric_has_a_headline() -> None:
    (agent,) = a_report()["agents"]
    for name, metric in agent["metrics"].items():
        assert metric.keys() >= RECORD | {"details"}, name


def test_several_results_have_the_headline_of_the_first_and_its_evidence() -> None:
    (agent,) = a_report()["agents"]
    found = agent["metrics"]["claim-incident-gap"]
    (gap,) = found["details"]["gaps"]
    assert (found["value"], found["inputs"]) == (gap["gap"]["value"], gap["evidence"])


def test_what_has_a_key_of_its_own_is_not_told_again_among_metrics() -> None:
    (agent,) = a_report()["agents"]
    assert agent.keys() >= {"obligations", "claims", "consequences", "overrides"}
    assert not {"pact-compliance", "claims"} & agent["metrics"].keys()
    follow = agent["metrics"]["follow-through"]["details"]
    assert "due" in follow
    assert not {"entries", "overrides", "on_time"} & follow.keys()


def unequal(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """Where `after` lacks a value of `before`, or has another one."""
    match before, after:
        case dict(), dict():
            for key, value in before.items():
                yield from unequal(value, after.get(key, "nothing"), f"{path}/{key}")
        case list(), list() if len(before) == len(after):
            for number, (one, other) in enumerate(zip(before, after, strict=True)):
                yield from unequal(one, other, f"{path}/{number}")
        case _:
            if before != after:
                yield path


def test_a_report_that_an_older_version_published_is_read_with_everything_it_says() -> None:
    published = OLDER.read_bytes()
    record = read_record(published, "report.json")
    assert isinstance(record, ReportRecord), record
    before = json.loads(published)
    assert "history" not in before["agents"][0], "this one was written before that key was added"
    assert list(unequal(before, json.loads(write_record(record)))) == []


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_record_is_that_of_its_agents_around_which_stands_what_they_share(count: int) -> None:
    record = read_record(OLDER.read_bytes(), "report.json")
    assert isinstance(record, ReportRecord), record
    whole = replace(record, agents=record.agents[:1] * count, problems=({"agents": []},))
    each = [write_record(agent) for agent in whole.agents]
    assert b"".join(write_whole_record(replace(whole, agents=()), each)) == write_record(whole)


@pytest.mark.parametrize("audience", Audience)
def test_the_state_of_the_gate_is_told_to_those_who_do_not_see_everything(audience: Audience) -> None:
    off = {"off_by": {"name": "Lead"}, "since": "2026-06-01", "reason": "Names of people."}
    gates = Gates.model_validate({"selective_disclosure": off})
    state = record_gate(gates, audience, looks_better=True)
    if audience is Audience.INTERNAL:
        assert state is None
        return
    assert state == GateRecord(
        looks_better=True, holds=False, off_by="Lead", since=date(2026, 6, 1), reason="Names of people."
    )
