"""SARIF: open findings decide the opinion; what was suppressed, is gone or was never looked at is told."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared
from support.imports import read_text
from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.importers.operations.sarif import SARIF
from trustpages.model.problem import Fault

RULES = [
    {"id": "quiet", "defaultConfiguration": {"level": "note"}},
    {"id": "grave", "defaultConfiguration": {"level": "warning"}, "properties": {"security-severity": "9.8"}},
]


def a_result(rule: str = "r", **more: Any) -> dict[str, Any]:
    return {"ruleId": rule, "message": {"text": json.dumps(more)}, **more}


def read(results: list[Any] | None, **run: Any) -> ImportedItem:
    found = {"tool": {"driver": {"name": "Scanner", "version": "1", "rules": RULES}}, **run}
    if results is not None:
        found["results"] = results
    (item,) = read_files(SARIF, {"x.sarif": json.dumps({"version": "2.1.0", "runs": [found]})}).items
    return item


@pytest.mark.parametrize(
    ("results", "opinion", "findings", "scope"),
    [
        ([], "pass", 0, "0 results"),
        ([a_result(level="error")], "fail", 1, "1 error"),
        ([a_result()], "qualified", 1, "1 warning"),
        ([a_result("quiet")], "qualified", 1, "1 note"),
        ([a_result("quiet/sub")], "qualified", 1, "1 note"),
        ([a_result(level="error", kind="pass")], "pass", 0, "1 no finding"),
        ([a_result(level="error", baselineState="absent")], "pass", 0, "1 gone"),
        ([a_result(level="error", suppressions=[{"kind": "inSource"}])], "pass", 0, "1 suppressed"),
        ([a_result(level="error", suppressions=[{"kind": "external", "status": "rejected"}])], "fail", 1, "1 error"),
        ([a_result(level="error", suppressions=[])], "fail", 1, "1 error"),
    ],
)
def test_opinion_follows_from_open_findings(results: list[Any], opinion: str, findings: int, scope: str) -> None:
    item = read(results)
    assert (item.keys["result"], item.keys["findings"]) == (opinion, findings)
    assert scope in str(item.keys["scope"])


@pytest.mark.parametrize(
    ("results", "run", "opinion", "expected"),
    [
        ([], {"invocations": [{"executionSuccessful": False}]}, "qualified", {"scan-not-ended"}),
        (None, {}, "qualified", {"results-absent"}),
        ([a_result(suppressions=[{"kind": "inSource"}])], {}, "pass", {"results-suppressed"}),
        ([a_result(), a_result()], {}, "qualified", {"results-repeated"}),
        ([a_result("grave")], {}, "qualified", {"severity-above-level"}),
    ],
)
def test_what_makes_a_scan_doubtful(
    results: list[Any] | None, run: dict[str, Any], opinion: str, expected: set[str]
) -> None:
    item = read(results, **run)
    assert (item.keys["result"], kinds(item)) == (opinion, expected)


def test_days_are_those_of_the_invocations() -> None:
    times = {"startTimeUtc": "2026-03-01T23:00:00Z", "endTimeUtc": "2026-03-02T01:00:00Z"}
    item = read([], invocations=[{"executionSuccessful": True, **times}])
    assert (str(item.first), str(item.last)) == ("2026-03-01", "2026-03-02")


@pytest.mark.parametrize("version", ["1.0.0", "", "3.0"])
def test_other_versions_are_refused(version: str) -> None:
    found = read_text(SARIF, json.dumps({"version": version, "runs": [{}]}))
    assert isinstance(found, Fault)
    assert found.code == "import-form"


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_scans_are_recounted() -> None:
    assay, trivy = read_shared(SARIF, "eval_outputs/sarif").items
    assert (assay.keys["result"], assay.keys["findings"]) == ("qualified", 3)
    results = json.loads((DATA / "eval_outputs/sarif/trivy_debug-trivy-results.sarif").read_text())["runs"][0][
        "results"
    ]
    levels = Counter(result["level"] for result in results)
    assert (trivy.keys["result"], trivy.keys["findings"]) == ("fail", len(results))
    assert all(f"{number} {level}" in str(trivy.keys["scope"]) for level, number in levels.items())
