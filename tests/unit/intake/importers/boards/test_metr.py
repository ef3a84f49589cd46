"""METR's runs: clustered by family, cut-off runs counted as scored and told, other errors unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.importing import DATA, kinds, read_files, read_shared, read_spoiled, tell
from trustpages.intake.importers.boards.metr import METR


def a_run(name: str, binary: int | None, fatal: str | None = None, **keys: object) -> dict[str, object]:
    return {
        "run_id": name,
        "task_id": "family/task",
        "task_family": "family",
        "model": "o1",
        "score": float(binary or 0),
        "score_binarized": binary,
        "human_minutes": 30.0,
        "human_source": "baseline",
        "fatal_error_from": fatal,
        "started_at": 1734762965464,
        "completed_at": 1734764456560,
        **keys,
    }


RUNS = [
    a_run("1", 1),
    a_run("2", 0, score=0.73, human_source="estimate"),
    a_run("3", 0, "usageLimits"),
    a_run("4", 0, "server"),
    a_run("5", None),
]


def test_runs_are_counted_as_scored_or_unknown_by_whose_error_it_was() -> None:
    (item,) = read_files(METR, {"runs.jsonl": RUNS}).items
    assert tell(item) == {"good": 1, "bad": 2, "error-from-server": 1, "no-score": 1}
    assert {record.task for record in item.records} == {"family"}
    assert kinds(item) == {"usage-limits", "scores-cut", "human-times-estimated"}
    assert item.first is not None
    assert item.first.isoformat() == "2024-12-21"
    assert item.records[0].values["seconds"] == pytest.approx(1491.096)


def test_models_are_apart() -> None:
    items = read_files(METR, {"runs.jsonl": [*RUNS, a_run("6", 1, model="Claude 3 Opus")]}).items
    assert [(item.version, len(item.records)) for item in items] == [("Claude 3 Opus", 1), ("o1", 5)]


def test_no_value_of_another_kind_raises() -> None:
    read_spoiled(METR, {"runs.jsonl": RUNS[:2]})


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_runs() -> None:
    path = "benchmarks/metr_time_horizon/all_runs.sample.jsonl"
    rows = [json.loads(line) for line in Path(DATA, path).read_text().splitlines()]
    items = read_shared(METR, path).items
    assert sum(len(item.records) for item in items) == len(rows)
    assert sum(tell(item).get("good", 0) for item in items) == sum(row["score_binarized"] for row in rows)
