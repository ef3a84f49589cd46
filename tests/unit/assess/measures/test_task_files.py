"""Measures over tasks from files as the field publishes them: read by the database, decided as any other promise."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from support.builders import (
    AS_OF,
    Values,
    a_bundle,
    a_context,
    a_pact,
    a_workspace,
    an_agent_evidence,
    an_obligation,
    runs,
)
from trustpages.assess.data_requests import collect_data_requests
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.intake.data.requests import run_requests
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.problem import ProblemLevel
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

DATA = Path(__file__).resolve().parents[5] / "shared/data"
real = pytest.mark.skipif(not DATA.exists(), reason="the real data are not there")


def result_of(
    root: Path, rows: Iterable[dict[str, Any]], columns: Values, measure: Values, threshold: Values
) -> ObligationResult:
    """The result of one promise on a file of runs beside the bundle, counted by the database."""
    listed = list(rows)
    folder = root / "evidence/desk/bundles"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "runs.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)
    item = runs(None, None, data={"file": "runs.csv", **columns}, setting="staging", selection="random")
    pact = a_pact(an_obligation(measure=measure, threshold=threshold))
    bundle = a_bundle(item)
    workspace = a_workspace(an_agent_evidence(bundle, pacts=[pact]))
    answers, problems = run_requests(root, collect_data_requests(workspace, AS_OF))
    assert not [problem for problem in problems if problem.level is ProblemLevel.ERROR]
    context = a_context(bundle, pacts=[pact], aggregates=answers)
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


def quantity(found: ObligationResult) -> Measured:
    assert isinstance(found.quantity, Measured), found
    return found.quantity


def stated(confidence: float, good: int, number: int) -> list[Values]:
    return [{"task": f"{confidence} {n}", "ok": int(n < good), "sure": confidence} for n in range(number)]


def test_a_brier_score_takes_the_confidence_of_each_run(tmp_path: Path) -> None:
    rows = [*stated(0.9, 90, 100), *stated(0.5, 50, 100)]
    columns = {"success": {"column": "ok", "equals": 1}, "cluster": "task", "values": {"confidence": "sure"}}
    measure = {"kind": "calibration", "by": "brier"}
    found = result_of(tmp_path, rows, columns, measure, {"at_most": 0.25})
    assert quantity(found).value == pytest.approx((100 * (0.9 * 0.01 + 0.1 * 0.81) + 100 * 0.25) / 200)
    assert found.verdict is Verdict.MET
    over = result_of(tmp_path, rows, columns, {"kind": "calibration"}, {"at_most": 0.1})
    assert quantity(over).value == pytest.approx(0, abs=1e-12)


def test_success_on_changed_tasks_stands_in_a_column_of_its_own(tmp_path: Path) -> None:
    rows = [{"task": n, "plain": 1, "rephrased": int(n % 10 > 0)} for n in range(100)]
    columns = {
        "success": {"column": "plain", "equals": 1},
        "outcomes": {"rephrased": {"column": "rephrased", "equals": 1}},
        "cluster": "task",
    }
    found = result_of(tmp_path, rows, columns, {"kind": "robustness"}, {"at_least": 0.7})
    assert (quantity(found).value, found.verdict) == (pytest.approx(0.9), Verdict.MET)


@real
def test_tau_bench_trials_give_pass_hat_2_and_consistency(tmp_path: Path) -> None:
    trials = json.loads((DATA / "runtime_logs/tau_bench/gpt-4o-airline.trials0-1.json").read_text("utf-8"))
    known = json.loads((DATA / "ground_truth/tau_bench_gpt4o_airline.json").read_text("utf-8"))
    rows = [{"task": trial["task_id"], "reward": trial["reward"]} for trial in trials]
    columns = {"success": {"column": "reward", "equals": 1}, "cluster": "task"}
    both = result_of(tmp_path, rows, columns, {"kind": "repeated", "tries": 2}, {"at_least": 0.4})
    assert quantity(both).value == pytest.approx(known["pass_hat_2"])
    assert (both.verdict, both.units) == (Verdict.BREACHED, known["tasks"])
    alike = result_of(tmp_path, rows, columns, {"kind": "repeated", "need": "same"}, {"at_least": 0.4})
    # Both succeed in 24 %, one of two in 2 x (43 - 24) %, so that 62 % agree.
    assert quantity(alike).value == pytest.approx(1 - 2 * (known["pass_hat_1"] - known["pass_hat_2"]))


def read_terminal_bench(submission: str) -> list[Values]:
    rows: list[Values] = []
    for file in sorted(
        (DATA / "benchmarks/terminal_bench/terminal-bench-core@0.1.1" / submission).glob("*/results.json")
    ):
        rows += [
            {"task": trial["task_id"], "solved": "" if trial["is_resolved"] is None else str(trial["is_resolved"])}
            for trial in json.loads(file.read_text("utf-8"))["results"]
        ]
    return rows


@real
def test_terminal_bench_runs_are_five_tries_with_some_unknown(tmp_path: Path) -> None:
    rows = read_terminal_bench("20250924_droid_gpt-5")
    assert len(rows) == 400
    columns = {"success": {"column": "solved", "equals": True}, "cluster": "task"}
    found = result_of(tmp_path, rows, columns, {"kind": "repeated", "tries": 5}, {"at_least": 0.6})
    assert (found.unknown, found.units) == (16, 80)
    assert found.bounds is not None
    assert found.bounds[0] < quantity(found).value <= found.bounds[1]
    by_task: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_task[row["task"]].append(row["solved"])
    whole = [tries for tries in by_task.values() if "" not in tries]
    assert quantity(found).value == pytest.approx(sum(set(tries) == {"True"} for tries in whole) / len(whole))


@real
def test_openhands_instances_give_cost_per_success(tmp_path: Path) -> None:
    file = DATA / "benchmarks/openhands_index/results/GLM-5/instance_results/swe-bench.json"
    instances = json.loads(file.read_text("utf-8"))
    rows = [{"id": id_, "resolved": run["resolved"], "cost": run["cost"]} for id_, run in instances.items()]
    columns = {"success": {"column": "resolved", "equals": True}, "cluster": "id", "values": {"cost": "cost"}}
    measure = {"kind": "cost_per_success", "unit": "dollars", "most": 10}
    found = result_of(tmp_path, rows, columns, measure, {"at_most": 1.75})
    good = sum(run["resolved"] for run in instances.values())
    assert quantity(found).value == pytest.approx(sum(run["cost"] for run in instances.values()) / good)
    assert found.verdict is Verdict.MET
    assert result_of(tmp_path, rows, columns, measure, {"at_most": 1.2}).verdict is Verdict.BREACHED


@real
def test_metr_runs_are_too_few_for_a_time_horizon_and_say_so(tmp_path: Path) -> None:
    lines = (DATA / "benchmarks/metr_time_horizon/all_runs.sample.jsonl").read_text("utf-8").splitlines()
    kept = ("task_id", "task_family", "human_minutes", "score_binarized", "equal_task_weight")
    rows = [{key: run[key] for key in kept} for run in map(json.loads, lines) if run["alias"] == "o1"]
    columns = {
        "success": {"column": "score_binarized", "equals": 1},
        "cluster": "task_id",
        "values": {"human-minutes": "human_minutes", "weight": "equal_task_weight"},
    }
    found = result_of(tmp_path, rows, columns, {"kind": "time_horizon"}, {"at_least": 60})
    assert quantity(found).low is not None
    # 31 of 32 runs at four lengths: no length is excluded above them, and four tasks decide nothing.
    assert quantity(found).value > 124
    assert found.verdict is Verdict.LEANING_MET
    by_family = columns | {"cluster": "task_family"}
    two = result_of(tmp_path, rows, by_family, {"kind": "time_horizon"}, {"at_least": 60})
    assert isinstance(two.quantity, Unmeasured)
    weighed = result_of(tmp_path, rows, columns, {"kind": "weighted_score", "value": "weight"}, {"at_least": 0.5})
    assert quantity(weighed).value == pytest.approx((3 + 7 / 8) / 4)


@real
def test_agentdojo_attacks_are_changed_tasks(tmp_path: Path) -> None:
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: {"plain": [], "attacked": []})
    for file in sorted((DATA / "eval_outputs/agentdojo/runs").rglob("*.json")):
        run = json.loads(file.read_text("utf-8"))
        if run["user_task_id"].startswith("user_task"):
            way = "plain" if run["attack_type"] in (None, "none") else "attacked"
            found[f"{run['suite_name']}/{run['user_task_id']}"][way].append(run["utility"])
    rows = [
        {"task": task, "plain": plain, "attacked": attacked}
        for task, ways in found.items()
        for plain in ways["plain"]
        for attacked in ways["attacked"]
    ]
    columns = {
        "success": {"column": "plain", "equals": True},
        "outcomes": {"attacked": {"column": "attacked", "equals": True}},
        "cluster": "task",
    }
    robust = result_of(tmp_path, rows, columns, {"kind": "robustness", "changed": "attacked"}, {"at_least": 0.9})
    pairs = [(mean(ways["attacked"]), mean(ways["plain"])) for ways in found.values() if all(ways.values())]
    attacked, plain = (mean(side) for side in zip(*pairs, strict=True))
    assert quantity(robust).value == pytest.approx(attacked / plain)


@real
def test_an_arena_rating_is_a_published_score() -> None:
    board = json.loads((DATA / "real_usage/lmarena/leaderboard-text_2025-12-11.json").read_text("utf-8"))
    entry = board["chinese"]["gemini-2.5-pro"]
    item = {
        "kind": "published_score",
        "id": "arena",
        "supports": ["service/task-success"],
        "score": "arena-rating",
        "value": entry["rating"],
        "low": entry["rating_q025"],
        "high": entry["rating_q975"],
        "level": 0.95,
    }
    for line, verdict in ((1500, Verdict.MET), (1515, Verdict.LEANING_MET), (1530, Verdict.BREACHED)):
        pact = a_pact(an_obligation(measure={"kind": "score", "score": "arena-rating"}, threshold={"at_least": line}))
        context = a_context(a_bundle(item), pacts=[pact])
        assert evaluate_obligation(Case(context, pact, pact.obligations[0])).verdict is verdict
