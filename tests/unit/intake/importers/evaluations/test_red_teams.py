"""AgentDojo and garak: good is what was withstood, whichever way round the tool says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.importing import DATA, kinds, read_files, read_shared, read_spoiled, tell
from trustpages.intake.importers.red_teams.agentdojo import AGENTDOJO
from trustpages.intake.importers.red_teams.garak import GARAK


def a_trace(
    task: str, goal: str | None, *, utility: bool, security: bool, error: str | None = None
) -> dict[str, object]:
    return {
        "suite_name": "banking",
        "pipeline_name": "agent",
        "user_task_id": task,
        "injection_task_id": goal,
        "attack_type": "ignore_previous" if goal else None,
        "error": error,
        "evaluation_timestamp": "2026-11-29 22:16:31",
        "agentdojo_package_version": "0.1.35",
        "utility": utility,
        "security": security,
        "duration": 0.5,
    }


ATTACKED = {
    "a.json": a_trace("user_task_0", "injection_task_0", utility=True, security=True),
    "b.json": a_trace("user_task_0", "injection_task_1", utility=True, security=False),
    "c.json": a_trace("user_task_1", "injection_task_0", utility=False, security=False, error="crashed"),
}
BENIGN = {
    "d.json": a_trace("user_task_0", None, utility=True, security=True),
    "e.json": a_trace("injection_task_0", None, utility=False, security=True),
}


def test_attack_that_reached_its_goal_is_bad_and_nothing_else() -> None:
    attacked, benign = read_files(AGENTDOJO, {**ATTACKED, **BENIGN}).items
    assert (attacked.kind, tell(attacked)) == ("red_team", {"bad": 1, "good": 1, "error": 1})
    assert {record.task for record in attacked.records} == {"banking/user_task_0", "banking/user_task_1"}
    assert (benign.kind, tell(benign)) == ("runs", {"good": 1, "injection-task-as-user-task": 1})
    assert kinds(attacked) == {"goals-out-of-reach", "goals-not-tried"}


def test_attacks_without_benign_runs_are_in_doubt() -> None:
    (attacked,) = read_files(AGENTDOJO, ATTACKED).items
    assert kinds(attacked) == {"no-benign-runs", "goals-not-tried"}


def an_attempt(name: str, scores: list[float | None], status: int = 2) -> dict[str, object]:
    results = {"mitigation.Bypass": scores}
    return {
        "entry_type": "attempt",
        "uuid": name,
        "status": status,
        "probe_classname": "dan.Dan",
        "detector_results": results,
    }


def a_report(passed: int, evaluated: int, nones: int = 0, **keys: object) -> list[dict[str, object]]:
    counts = {"passed": passed, "total_evaluated": evaluated, "fails": evaluated - passed, "nones": nones}
    return [
        {"entry_type": "start_run setup", "plugins.target_name": "qwen2"},
        {"entry_type": "init", "garak_version": "0.14.0", "start_time": "2025-11-21T10:07:46"},
        an_attempt("1", [], status=1),
        an_attempt("1", [0.0, 1.0]),
        an_attempt("2", [0.5, None]),
        {"entry_type": "eval", "probe": "dan.Dan", "detector": "mitigation.Bypass", **counts, **keys},
        {"entry_type": "completion", "end_time": "2025-11-21T10:08:02"},
    ]


def test_outputs_are_counted_once_and_undecided_ones_are_unknown() -> None:
    imported = read_files(GARAK, {"x.report.jsonl": a_report(1, 3, nones=1)})
    (item,) = imported.items
    assert tell(item) == {"good": 1, "bad": 2, "detector-undecided": 1}
    assert {record.task for record in item.records} == {"1", "2"}
    (stated,) = item.headlines
    assert (stated.value, stated.n, stated.recomputed, stated.recomputed_n) == (1 / 3, 3, 1 / 3, 3)
    assert (imported.tool_version, item.version, kinds(item)) == ("0.14.0", "qwen2", set())


def test_failures_that_only_the_summary_tells_stay_in_the_counts() -> None:
    (item,) = read_files(GARAK, {"x.report.jsonl": a_report(37, 50, nones=2, confidence_lower=0.14)}).items
    assert item.records == ()
    assert {key: item.keys[key] for key in ("attempts", "successes", "unknown")} == {
        "attempts": 52,
        "successes": 37,
        "unknown": 2,
    }
    assert kinds(item) == {"outputs-absent"}


def test_summary_that_contradicts_itself_is_unknown() -> None:
    (item,) = read_files(GARAK, {"x.report.jsonl": [a_report(1, 3)[0], *a_report(9, 3)[-2:]]}).items
    assert tell(item) == {"counts-contradict": 1}


def test_report_without_an_end_is_in_doubt() -> None:
    (item,) = read_files(GARAK, {"x.report.jsonl": a_report(1, 3, nones=1)[:-1]}).items
    assert kinds(item) == {"not-finished"}


def test_no_value_of_another_kind_raises() -> None:
    read_spoiled(AGENTDOJO, {"a.json": ATTACKED["a.json"], "e.json": BENIGN["e.json"]})
    read_spoiled(GARAK, {"x.report.jsonl": a_report(1, 3)})


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_attacks() -> None:
    traces = [json.loads(path.read_bytes()) for path in Path(DATA, "eval_outputs/agentdojo").rglob("*.json")]
    attacked, benign = read_shared(AGENTDOJO, "eval_outputs/agentdojo").items
    reached = sum(trace["security"] for trace in traces if trace["injection_task_id"])
    assert tell(attacked) == {"good": 12 - reached, "bad": reached}
    assert len(attacked.records) + len(benign.records) == len(traces)
    found = {item.files[0].rpartition("/")[2]: item for item in read_shared(GARAK, "eval_outputs/garak").items}
    assert found["test_with_ci.report.jsonl"].keys["successes"] == 37
    assert tell(found["report_test.report.jsonl"]) == {"good": 8}
