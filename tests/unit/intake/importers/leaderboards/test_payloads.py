"""Payloads of Vals and Mercor: percentages and shares, errors and intervals, pages that are missing."""

from __future__ import annotations

import json

import pytest

from support.importing import DATA, read_files, read_shared, read_spoiled
from trustpages.intake.importers.leaderboards.entrants import make_item
from trustpages.intake.importers.leaderboards.mercor import MERCOR
from trustpages.intake.importers.leaderboards.vals import VALS

VALS_PAYLOAD = {
    "benchmarks": [
        {
            "metadata": {
                "benchmark": "Finance Agent (v1.1)",
                "benchmark_id": "finance_agent",
                "dataset_type": "private",
                "tasks": {"overall": "Overall", "planning": "Planning"},
                "updated": "2026-04-23",
            },
            "tasks": {
                "overall": {"a": {"accuracy": 53.333, "stderr": 9.11}, "b": {"accuracy": 77.778, "stderr": None}},
                "planning": {"a": {"accuracy": 88.889, "stderr": 6.667, "reasoning_effort": "high"}},
            },
        }
    ]
}


def a_page(total: int = 1, runs: int = 3840) -> dict[str, object]:
    row = {
        "evaluatedAt": "2026-01-08T04:10:41Z",
        "benchmark": {"id": "c", "name": "APEX-Agents"},
        "model": {"name": "m", "config": {"agentName": "ReAct", "reasoningEffort": "high"}},
        "metrics": {"passAt1": {"value": 0.24, "ci95": {"lower": 0.208, "upper": 0.273}}, "passAt8": {"value": 0.367}},
        "numTrials": runs,
    }
    return {
        "benchmarks": {"benchmarks": [{"benchmarkId": "c", "numTasks": 480}]},
        "leaderboards": {"rows": [row], "total": total, "dataAsOf": "2026-06-30T20:32:54Z"},
    }


def test_vals_has_a_board_for_each_part_with_errors_as_shares() -> None:
    overall, planning = read_files(VALS, {"v.json": VALS_PAYLOAD}).boards
    assert [(entrant.name, entrant.score) for entrant in overall.entrants] == [("b", 0.77778), ("a", 0.53333)]
    assert overall.facts == {"tasks_public": False}
    assert [doubt.kind for doubt in (*overall.each, *overall.doubts)] == ["tasks-not-counted", "no-error"]
    assert make_item(planning, planning.entrants[0]).keys == {
        "score": 0.88889,
        "reported": "88.889%",
        "se": 0.06667,
        "split": "planning",
    }


@pytest.mark.parametrize(("runs", "trials", "note"), [(3840, 8, ""), (3841, None, "no whole number of tries")])
def test_mercor_counts_runs_of_all_tasks_not_tries(runs: int, trials: int | None, note: str) -> None:
    (board,) = read_files(MERCOR, {"m.json": a_page(runs=runs)}).boards
    (entrant,) = board.entrants
    assert (entrant.score, entrant.n_tasks, entrant.trials, entrant.low) == (0.24, 480, trials, 0.208)
    assert note in entrant.note


def test_entries_on_other_pages_are_a_grave_doubt() -> None:
    (board,) = read_files(MERCOR, {"m.json": a_page(total=250)}).boards
    assert [(doubt.kind, doubt.is_grave) for doubt in board.doubts] == [("entries-absent", True)]


def test_no_value_of_another_kind_raises() -> None:
    read_spoiled(VALS, {"v.json": VALS_PAYLOAD})
    read_spoiled(MERCOR, {"m.json": a_page()})


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_every_score_of_the_real_payloads_is_there() -> None:
    path = "benchmarks/leaderboard_payloads/vals_ai_finance_agent_payload.json"
    tasks = json.loads((DATA / path).read_text())["benchmarks"][0]["tasks"]
    boards = read_shared(VALS, path).boards
    assert [len(board.entrants) for board in boards] == [len(models) for models in tasks.values()]
    (board,) = read_shared(MERCOR, "benchmarks/leaderboard_payloads/mercor_apex_agents_payload.json").boards
    assert [(entrant.score, entrant.trials, entrant.values["pass_hat_8"]) for entrant in board.entrants] == [
        (0.24, 8, 0.134)
    ]
