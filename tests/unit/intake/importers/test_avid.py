"""AVID: counts of attacks, where passed is withstood, scores without their number, and reports that hold neither."""

from __future__ import annotations

from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared
from support.imports import read_text
from trustpages.intake.importers.red_teams.avid import AVID
from trustpages.model.problem import Fault


def a_report(*metrics: dict[str, Any]) -> dict[str, Any]:
    return {
        "data_type": "AVID",
        "data_version": "0.3.3",
        "metadata": None,
        "affects": {"artifacts": [{"type": "Model", "name": "model-1"}]},
        "problemtype": {"description": {"value": "Tried by the probe `dan.Dan`."}},
        "metrics": list(metrics),
        "reported_date": "2026-03-10",
    }


def row(passed: int, evaluated: int, score: float | None = None) -> dict[str, Any]:
    return {"results": {"rows": [{"detector": "a.B", "passed": passed, "total_evaluated": evaluated, "score": score}]}}


def test_passed_is_withstood_and_held_against_the_stated_share() -> None:
    (item,) = read_files(AVID, {"x.json": a_report(row(30, 40, 80.0))}).items
    assert (item.kind, item.name, item.version) == ("red_team", "avid-dan-dan-a-b", "model-1")
    assert (item.keys["attempts"], item.keys["successes"]) == (40, 30)
    assert [(stated.value, stated.recomputed) for stated in item.headlines] == [(0.8, 0.75)]


@pytest.mark.parametrize("metric", [row(5, 4), row(0, 0), {"scorer": "x", "metrics": "stderr", "value": 0.1}, {}])
def test_reports_without_figures_are_counted(metric: dict[str, Any]) -> None:
    found = read_files(AVID, {"x.jsonl": [a_report(row(1, 2)), a_report(metric)]})
    assert (found.read, len(found.items)) == (2, 1)
    assert kinds(found.items[0]) == {"outputs-absent", "reports-without-figures"}


def test_scores_without_their_number_stay_scores() -> None:
    (item,) = read_files(AVID, {"x.json": a_report({"scorer": "choice", "metrics": "accuracy", "value": 0.9})}).items
    assert (item.kind, item.keys) == ("published_score", {"score": "choice-accuracy", "value": 0.9})
    assert kinds(item) == {"number-not-stated"}


def test_a_vulnerability_is_no_evidence() -> None:
    found = read_text(AVID, '{"data_type": "AVID", "metrics": null}')
    assert isinstance(found, Fault)
    assert found.code == "import-form"


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_reports() -> None:
    items = read_shared(AVID, "incidents/avid").items
    exercises = [item for item in items if item.kind == "red_team"]
    assert all(stated.value == pytest.approx(stated.recomputed) for item in exercises for stated in item.headlines)
    assert sum(item.keys["successes"] <= item.keys["attempts"] for item in exercises) == len(exercises) > 20  # type: ignore[operator]  # whole numbers
