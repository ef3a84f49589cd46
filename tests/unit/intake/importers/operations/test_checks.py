"""Great Expectations and Evidently: checks become an audit, and those that came to no result stay open."""

from __future__ import annotations

from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared
from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.importers.operations.evidently import EVIDENTLY
from trustpages.intake.importers.operations.great_expectations import GREAT_EXPECTATIONS


def expectation(success: bool, *, raised: bool = False, **result: Any) -> dict[str, Any]:
    config = {"type": "expect_x", "kwargs": {"column": "reward"}}
    info = {"some metric": {"raised_exception": True}} if raised else {"raised_exception": False}
    return {"success": success, "expectation_config": config, "result": result, "exception_info": info}


def validate(*results: dict[str, Any], percent: float | None = None) -> ImportedItem:
    value = {
        "success": all(result["success"] for result in results),
        "results": list(results),
        "suite_name": "quality",
        "statistics": {"evaluated_expectations": len(results), "success_percent": percent},
        "meta": {"validation_time": "2026-03-01T23:30:00-05:00"},
    }
    (item,) = read_files(GREAT_EXPECTATIONS, {"x.json": value}).items
    return item


@pytest.mark.parametrize(
    ("results", "opinion", "findings"),
    [
        ([expectation(True)], "pass", 0),
        ([expectation(True), expectation(False)], "fail", 1),
        ([expectation(True), expectation(False, raised=True)], "qualified", 1),
        ([expectation(False), expectation(False, raised=True)], "fail", 2),
    ],
)
def test_opinion_follows_from_the_expectations(results: list[dict[str, Any]], opinion: str, findings: int) -> None:
    item = validate(*results)
    assert (item.kind, item.keys["result"], item.keys["findings"]) == ("audit", opinion, findings)
    assert ("checks-without-result" in kinds(item)) == any(
        result["exception_info"] != {"raised_exception": False} for result in results
    )


def test_day_of_the_validation_is_that_in_utc() -> None:
    assert str(validate(expectation(True)).last) == "2026-03-02"


def test_what_is_tolerated_and_what_is_passed_over_is_said() -> None:
    item = validate(expectation(True, unexpected_count=3, element_count=60, missing_count=9), percent=90.0)
    assert kinds(item) == {"tolerated", "empty-passed-over"}
    assert [(stated.value, stated.recomputed) for stated in item.headlines] == [(0.9, 1.0)]


def evidently_test(status: str, metric: str = "a", kind: str = "RowCount") -> dict[str, Any]:
    return {"name": "Rows", "status": status, "metric_config": {"metric_id": metric, "params": {"type": kind}}}


@pytest.mark.parametrize(
    ("statuses", "opinion"),
    [(["SUCCESS"], "pass"), (["SUCCESS", "FAIL"], "fail"), (["WARNING"], "qualified"), (["ERROR"], "qualified")],
)
def test_opinion_follows_from_the_tests(statuses: list[str], opinion: str) -> None:
    tests = [evidently_test(status, str(place)) for place, status in enumerate(statuses)]
    value = {"metrics": [{"metric_name": "x", "config": {"type": "evidently:metric_v2:X"}}], "tests": tests}
    items = read_files(EVIDENTLY, {"a/report.json": value, "b/report.json": value}).items
    assert [item.name for item in items] == ["report", "report-2"]
    assert {item.keys["result"] for item in items} == {opinion}


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_reports_are_recounted() -> None:
    (validation,) = read_shared(GREAT_EXPECTATIONS, "eval_outputs/great_expectations").items
    assert (validation.keys["result"], validation.keys["findings"]) == ("fail", 5)
    assert kinds(validation) == {"empty-passed-over", "checks-without-result"}
    assert [stated.recomputed for stated in validation.headlines] == [pytest.approx(2 / 7)]
    (report,) = read_shared(EVIDENTLY, "eval_outputs/evidently").items
    assert (report.keys["result"], report.keys["findings"], report.first) == ("fail", 4, None)
