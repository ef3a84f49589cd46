"""Reports of pydantic-evals: tries that raised an error stay in the denominator that its averages leave."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.importing import DATA
from support.imports import count, doubts, read_shared, read_value, shared
from trustpages.intake.importers.evaluations.pydantic_evals import PYDANTIC_EVALS

FOLDER = "eval_outputs/pydantic_evals"


def make_case(*values: bool, source: str = "Equals", **changes: Any) -> dict[str, Any]:
    assertions = {f"a{place}": {"value": value, "source": {"name": source}} for place, value in enumerate(values)}
    return {"name": "c", "assertions": assertions, "evaluator_failures": []} | changes


def make_report(*cases: dict[str, Any], failures: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"name": "agent", "cases": list(cases), "failures": list(failures)}


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        (make_case(True, True), True),
        (make_case(True, False), False),
        (make_case(True, evaluator_failures=[{"name": "x"}]), "evaluator-error"),
        (make_case(False, evaluator_failures=[{"name": "x"}]), False),
        (make_case(), "no-assertion"),
        (make_case(assertions={"a": {"value": 0.5}}), "no-outcome"),
    ],
)
def test_outcome_of_a_case(case: dict[str, Any], outcome: Any) -> None:
    assert count(read_value(PYDANTIC_EVALS, make_report(case)).items[0]) == {outcome: 1}


def test_tries_that_raised_an_error_are_unknown_and_said() -> None:
    item = read_value(PYDANTIC_EVALS, make_report(make_case(True), failures=({"name": "d"},))).items[0]
    assert (count(item), doubts(item)) == ({True: 1, "error": 1}, {"tries-not-averaged": True})


def test_repeats_share_the_case_that_they_are_of() -> None:
    cases = [make_case(True, name=f"c [{number}/2]", source_case_name="c") for number in (1, 2)]
    item = read_value(PYDANTIC_EVALS, make_report(*cases)).items[0]
    assert [(record.run, record.task) for record in item.records] == [("c [1/2]", "c"), ("c [2/2]", "c")]
    assert item.keys["trials"] == 2


@pytest.mark.parametrize(
    ("source", "method"), [("Equals", "deterministic"), ("LLMJudge", "llm_judge"), ("MyOwn", "attested")]
)
def test_method_is_that_of_the_evaluators(source: str, method: str) -> None:
    assert read_value(PYDANTIC_EVALS, make_report(make_case(True, source=source))).items[0].keys["method"] == method


@pytest.mark.shared
@pytest.mark.skipif(*shared[1].args, **shared[1].kwargs)
@pytest.mark.parametrize("name", ["report_products", "report_products_repeat3"])
def test_real_reports(name: str) -> None:
    report = json.loads((DATA / FOLDER / f"{name}.json").read_text())
    wrong = sum(any(not found["value"] for found in case["assertions"].values()) for case in report["cases"])
    (item,) = read_shared(PYDANTIC_EVALS, f"{FOLDER}/{name}.json").items
    assert len(item.records) == len(report["cases"]) + len(report["failures"])
    assert (count(item)[False], count(item)["error"]) == (wrong, len(report["failures"]))
