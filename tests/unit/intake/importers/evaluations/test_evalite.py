"""evalite: scorers apart, failed results unknown, and an average that mixes scorers said to be one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared, tell
from trustpages.intake.importers.evaluations.evalite import EVALITE
from trustpages.intake.importers.importer import ImportedItem


def result(given: str, status: str = "success", **scores: float | None) -> dict[str, Any]:
    return {
        "input": given,
        "status": status,
        "duration": 3,
        "createdAt": "2026-03-01T10:00:00.000Z",
        "scores": [{"name": name, "score": score} for name, score in scores.items()],
    }


def read(*results: dict[str, Any], average: float | None = None) -> tuple[ImportedItem, ...]:
    evaluation = {"name": "Sums", "averageScore": average, "results": list(results)}
    value = {"run": {"id": 1, "runType": "full"}, "evals": [evaluation]}
    return read_files(EVALITE, {"results.json": value}).items


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (result("a", exact=1), "good"),
        (result("a", exact=0), "bad"),
        (result("a", exact=None), "not-scored"),
        (result("a", "fail"), "failed"),
        (result("a", "running"), "not-finished"),
    ],
)
def test_outcome_of_a_result(given: dict[str, Any], outcome: str) -> None:
    (item,) = read(given)
    assert tell(item) == {outcome: 1}


def test_repeats_of_an_input_are_one_task() -> None:
    (item,) = read(result("a", exact=1), result("a", exact=0))
    assert len({record.task for record in item.records}) == 1


def test_average_over_scorers_is_found_again_and_said_to_be_mixed() -> None:
    exact, length = read(result("a", exact=1, length=0.5), result("b", "fail"), average=0.75)
    assert [(stated.value, stated.recomputed) for stated in exact.headlines] == [(0.75, 0.75)]
    assert kinds(exact) == {"mixed-average", "failed-left-out"}
    assert (length.kind, length.keys["value"], length.headlines) == ("published_score", 0.5, ())


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_export_is_recounted() -> None:
    exact, length = read_shared(EVALITE, "eval_outputs/evalite/results.json").items
    (evaluation,) = json.loads(Path(DATA, "eval_outputs/evalite/results.json").read_bytes())["evals"]
    scores = [score for entry in evaluation["results"] for score in entry["scores"] if score["name"] == "exact"]
    right = sum(score["score"] for score in scores)
    assert tell(exact) == {"good": right, "bad": len(scores) - right, "failed": 1}
    assert tell(length) == {"good": 7, "failed": 1}
    (stated,) = exact.headlines
    assert (stated.value, stated.recomputed_n) == (pytest.approx(stated.recomputed), 7)
