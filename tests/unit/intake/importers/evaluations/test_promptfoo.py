"""Results of promptfoo: a column is an item; errors, crashed checks and rows without checks are no outcomes."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from support.importing import DATA
from support.imports import count, doubts, read_shared, read_text, read_value, shared
from trustpages.intake.importers.evaluations.promptfoo import PROMPTFOO
from trustpages.intake.importers.importer import Imported
from trustpages.model.problem import Fault

OLD, NEW = "eval_outputs/promptfoo/promptfoo-results.json", "eval_outputs/promptfoo_0_121/results"


def make_row(passed: bool, *checks: str, **changes: Any) -> dict[str, Any]:
    components = [{"pass": passed, "assertion": {"type": check}} for check in checks]
    row = {
        "success": passed,
        "failureReason": 0 if passed else 1,
        "gradingResult": {"pass": passed, "componentResults": components},
        "promptIdx": 0,
        "testIdx": 0,
        "provider": {"id": "file://agent.js", "label": "agent"},
        "vars": {"a": 1},
        "latencyMs": 1500,
        "cost": 0.5,
    }
    return row | changes


def make_results(*rows: dict[str, Any], **stats: int) -> dict[str, Any]:
    return {"evalId": "e", "results": {"version": 3, "results": list(rows), **({"stats": stats} if stats else {})}}


def crashed(*others: bool) -> dict[str, Any]:
    components: list[dict[str, Any]] = [{"pass": False, "reason": "Custom function threw error: x"}]
    components += [{"pass": passed, "reason": "equal or not"} for passed in others]
    return make_row(False, gradingResult={"pass": False, "componentResults": components})


def test_results_before_version_3_are_told_apart_by_provider() -> None:
    rows = [make_row(passed, "equals", provider={"id": name}) for name, passed in (("a", True), ("b", False))]
    old = [{key: value for key, value in row.items() if not key.endswith("Idx")} for row in rows]
    for whole in ({"evalId": None}, {}):
        found = read_value(PROMPTFOO, whole | {"results": {"version": 2, "results": old}, "config": {}})
        assert [(item.version, count(item)) for item in found.items] == [("a", {True: 1}), ("b", {False: 1})]


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (make_row(True, "equals"), True),
        (make_row(False, "equals"), False),
        (make_row(False, failureReason=2, error="529"), "error"),
        (make_row(False, gradingResult=None, error="529"), "error"),
        (crashed(True), "check-crashed"),
        (crashed(False), False),
        (make_row(True), "no-check"),
        (make_row(True, "equals", success=None), "no-outcome"),
    ],
)
def test_outcome_of_a_row(row: dict[str, Any], outcome: Any) -> None:
    assert count(read_value(PROMPTFOO, make_results(row)).items[0]) == {outcome: 1}


def test_answers_that_nobody_looked_at_are_said() -> None:
    rows = make_row(True, "latency", "cost"), make_row(True, "latency", "equals")
    assert doubts(read_value(PROMPTFOO, make_results(*rows)).items[0]) == {"answer-not-checked": True}


def test_results_that_are_stated_and_absent_are_said() -> None:
    results = make_results(make_row(True, "equals"), successes=3, failures=1, errors=0)
    assert doubts(read_value(PROMPTFOO, results).items[0]) == {"results-absent": True}


def test_cached_answers_cost_nothing_and_are_said() -> None:
    item = read_value(PROMPTFOO, make_results(make_row(True, "equals", response={"cached": True}))).items[0]
    assert (doubts(item), item.records[0].values) == ({"cached-answers": False}, {})


def test_measured_values_have_units_and_errors_have_none() -> None:
    rows = make_row(True, "equals"), make_row(False, failureReason=2)
    item = read_value(PROMPTFOO, make_results(*rows)).items[0]
    assert [record.values for record in item.records] == [{"cost_usd": 0.5, "seconds": 1.5}, {}]


def test_repeats_share_their_task() -> None:
    rows = [make_row(True, "equals", testIdx=place, vars={"a": place // 2}) for place in range(4)]
    assert [record.task for record in read_value(PROMPTFOO, make_results(*rows)).items[0].records] == [
        "test-0",
        "test-0",
        "test-2",
        "test-2",
    ]


def test_each_prompt_with_its_provider_is_an_item() -> None:
    rows = [make_row(True, "equals", promptIdx=place, provider="b" if place == 2 else "a") for place in range(3)]
    items = read_value(PROMPTFOO, make_results(*rows)).items
    assert [(item.name, item.version) for item in items] == [
        ("a-with-prompt-1", "a"),
        ("a-with-prompt-2", "a"),
        ("b", "b"),
    ]


@pytest.mark.parametrize(
    ("check", "method", "kind"),
    [
        ("equals", "deterministic", "runs"),
        ("llm-rubric", "llm_judge", "runs"),
        ("not-llm-rubric", "llm_judge", "runs"),
        ("human", "human", "runs"),
        ("promptfoo:redteam:harmful", "llm_judge", "red_team"),
    ],
)
def test_method_is_that_of_the_checks(check: str, method: str, kind: str) -> None:
    item = read_value(PROMPTFOO, make_results(make_row(True, check))).items[0]
    assert (item.keys["method"], item.kind) == (method, kind)


def test_rows_alone_are_read_and_tell_no_totals() -> None:
    text = "\n".join(json.dumps(make_row(passed, "equals")) for passed in (True, False))
    found = read_text(PROMPTFOO, text, "results.jsonl")
    assert isinstance(found, Imported)
    assert (count(found.items[0]), doubts(found.items[0])) == ({True: 1, False: 1}, {"no-totals": False})


@pytest.mark.parametrize("text", ["", "[]", '{"evalId": "e", "results": {"version": 3, "results": []}}'])
def test_file_without_rows_is_refused(text: str) -> None:
    assert isinstance(read_text(PROMPTFOO, text), (Fault, Imported))


class TestOfRealResults:
    pytestmark = shared

    def test_figures_are_those_of_the_rows(self) -> None:
        rows = json.loads((DATA / f"{NEW}.json").read_text())["results"]["results"]
        passed = Counter(row["promptIdx"] for row in rows if row["success"])
        items = read_shared(PROMPTFOO, f"{NEW}.json").items
        assert [item.headlines[0].recomputed for item in items] == [passed[place] / 12 for place in range(4)]
        assert [item.headlines[0].value for item in items] == [6 / 12, 6 / 12, 4 / 12, 3 / 12]
        assert sum(count(item).get("error", 0) for item in items) == 16

    def test_rows_alone_tell_the_same(self) -> None:
        whole, rows = (read_shared(PROMPTFOO, f"{NEW}.{end}").items for end in ("json", "jsonl"))
        assert [count(item) for item in whole] == [count(item) for item in rows]

    def test_older_results(self) -> None:
        (item,) = read_shared(PROMPTFOO, OLD).items
        assert (count(item), str(item.first)) == ({True: 2, False: 1}, "2026-04-22")
