"""Reports of SWE-bench: each instance has one outcome, and what was not submitted does not leave the denominator."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.importing import DATA
from support.imports import count, doubts, read_shared, read_text, read_value, shared
from trustpages.intake.importers.boards.swebench_report import SWEBENCH_REPORT
from trustpages.intake.importers.importer import Imported
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.problem import Fault

REAL = "eval_outputs/swebench_report/agentless.lite_eval_20_no_test_patch.json"


def make_report(**lists: list[str]) -> dict[str, Any]:
    return {
        "total_instances": len({name for names in lists.values() for name in names}),
        "submitted_instances": len({name for key, names in lists.items() if key != "incomplete_ids" for name in names}),
        "resolved_instances": len(lists.get("resolved_ids", ())),
        "schema_version": 2,
        **lists,
    }


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        ("resolved_ids", True),
        ("unresolved_ids", False),
        ("empty_patch_ids", False),
        ("error_ids", "error"),
        ("incomplete_ids", "not-submitted"),
        ("completed_ids", "no-outcome"),
    ],
)
def test_outcome_of_an_instance(key: str, outcome: Any) -> None:
    assert count(read_value(SWEBENCH_REPORT, make_report(**{key: ["a"]})).items[0]) == {outcome: 1}


def test_instance_with_two_outcomes_has_none() -> None:
    item = read_value(SWEBENCH_REPORT, make_report(resolved_ids=["a"], unresolved_ids=["a", "b"])).items[0]
    assert (count(item), doubts(item)) == ({"contradiction": 1, False: 1}, {"contradiction": True})


def test_instances_that_are_not_listed_are_said() -> None:
    report = make_report(resolved_ids=["a"]) | {"total_instances": 5}
    item = read_value(SWEBENCH_REPORT, report).items[0]
    assert doubts(item) == {"instances-not-listed": True}
    assert (item.headlines[0].value, item.headlines[0].recomputed) == (0.2, 1.0)


def test_reports_of_single_instances_are_one_set_of_runs() -> None:
    verdicts: dict[str, Any] = {
        "a__a-1": {"patch_exists": True, "patch_successfully_applied": True, "resolved": True},
        "a__a-2": {"patch_exists": True, "patch_successfully_applied": False, "resolved": False},
        "a__a-3": {"patch_exists": True, "patch_successfully_applied": True},
    }
    files = [
        InputFile(f"run/{name}/report.json", json.dumps({name: {**found, "resolved": found.get("resolved")}}).encode())
        for name, found in verdicts.items()
    ]
    assert all(SWEBENCH_REPORT.recognise(file) for file in files)
    found = SWEBENCH_REPORT.read(Inputs((*files, InputFile("run/run_instance.log", b"log"))))
    assert isinstance(found, Imported)
    (item,) = found.items
    assert (count(item), doubts(item)) == ({True: 1, False: 1, "no-outcome": 1}, {"whole-not-known": True})


def test_report_without_ids_is_refused() -> None:
    found = read_text(SWEBENCH_REPORT, '{"total_instances": 3, "resolved_instances": 1}')
    assert isinstance(found, Fault)
    assert found.code == "import-form"


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason=shared[1].kwargs["reason"])
def test_real_report() -> None:
    (item,) = read_shared(SWEBENCH_REPORT, REAL).items
    report = json.loads((DATA / REAL).read_text())
    assert count(item) == {
        True: len(report["resolved_ids"]),
        False: len(report["unresolved_ids"]),
        "not-submitted": len(report["incomplete_ids"]),
    }
    assert [headline.recomputed for headline in item.headlines] == [3 / 300, 3 / 18]
    assert (item.keys["selection"], doubts(item)) == ("convenience", {"not-submitted": True})
