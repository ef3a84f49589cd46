"""tau2-bench: tries repeat a task, absent ones are unknown; the scores of submissions cannot be recounted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.importing import DATA, kinds, read_files, read_shared, read_spoiled, tell
from trustpages.intake.importers.boards.tau2 import TAU2
from trustpages.intake.importers.boards.tau2_submission import TAU2_SUBMISSION


def a_simulation(task: str, trial: int, reward: float | None, ended: str = "user_stop") -> dict[str, object]:
    return {
        "id": f"{task}-{trial}",
        "task_id": task,
        "start_time": "2026-06-30T11:40:23.773211",
        "duration": 352.9,
        "termination_reason": ended,
        "trial": trial,
        "agent_cost": 0.0,
        "reward_info": None if reward is None else {"reward": reward},
    }


SIMULATIONS = [
    a_simulation("1", 0, 1.0),
    a_simulation("1", 1, 0.0),
    a_simulation("2", 0, None, "infrastructure_error"),
    a_simulation("2", 1, None),
]


def results(simulations: list[dict[str, object]], **criteria: object) -> dict[str, object]:
    info = {
        "num_trials": 2,
        "user_info": {"llm": "user"},
        "agent_info": {"llm": "agent"},
        "environment_info": {"domain_name": "retail"},
    }
    tasks = [{"id": task, "evaluation_criteria": criteria} for task in ("1", "2", "3")]
    return {"info": info, "tasks": tasks, "simulations": simulations}


def test_every_try_of_every_task_is_counted() -> None:
    (item,) = read_files(TAU2, {"results.json": results(SIMULATIONS)}).items
    assert tell(item) == {"good": 1, "bad": 1, "infrastructure-error": 1, "no-reward": 1, "absent": 2}
    assert (item.keys["trials"], item.keys["method"], item.version) == (2, "deterministic", "agent")
    assert kinds(item) == {"tries-absent"}
    assert "cost_usd" not in item.records[0].values


def test_simulations_in_files_of_their_own_are_those_of_the_results_beside() -> None:
    apart = {f"x/simulations/{run['id']}.json": run for run in SIMULATIONS}
    (item,) = read_files(TAU2, {"x/results.json": results([]), **apart}).items
    assert tell(item) == {"good": 1, "bad": 1, "infrastructure-error": 1, "no-reward": 1, "absent": 2}


def test_model_that_decides_rewards_is_told() -> None:
    (item,) = read_files(TAU2, {"results.json": results(SIMULATIONS, reward_basis=["DB", "NL_ASSERTION"])}).items
    assert item.keys["method"] == "llm_judge"
    assert "judge-not-named" in kinds(item)


def a_submission(scores: dict[str, float | None], **keys: object) -> dict[str, object]:
    return {
        "model_name": "m",
        "submitting_organization": "o",
        "submission_date": "2026-02-26",
        "trajectories_available": True,
        "results": {"airline": scores},
        "methodology": {
            "evaluation_date": "2026-02-20",
            "verification": {"modified_prompts": False, "omitted_questions": False},
        },
        **keys,
    }


def test_first_and_steadiest_score_of_a_domain_become_items() -> None:
    one, all_four = read_files(
        TAU2_SUBMISSION, {"s.json": a_submission({"pass_1": 84.0, "pass_2": 77.67, "pass_4": 70.0})}
    ).items
    assert (one.kind, one.keys["score"], one.keys["reported"]) == ("benchmark_result", 0.84, "84%")
    assert (all_four.kind, all_four.keys["value"]) == ("published_score", 0.7)
    assert kinds(one) == {"tasks-not-counted"}


@pytest.mark.parametrize(
    ("scores", "keys", "expected"),
    [
        ({"pass_1": 50.0, "pass_2": 60.0}, {}, "impossible-scores"),
        ({"pass_1": 50.0, "pass_2": None}, {}, "tried-once"),
        ({"pass_1": 50.0}, {"trajectories_available": False}, "no-trajectories"),
        ({"pass_1": 50.0}, {"submission_type": "custom"}, "custom-scaffold"),
        ({"pass_1": 50.0}, {"methodology": {"verification": {"modified_prompts": True}}}, "modified-prompts"),
        ({"pass_1": 50.0}, {"methodology": {"verification": {}}}, "omitted-questions-unknown"),
    ],
)
def test_what_a_submission_says_against_itself_is_told(
    scores: dict[str, float | None], keys: dict[str, object], expected: str
) -> None:
    assert expected in kinds(read_files(TAU2_SUBMISSION, {"s.json": a_submission(scores, **keys)}).items[0])


def test_no_value_of_another_kind_raises() -> None:
    read_spoiled(TAU2, {"results.json": results(SIMULATIONS[:2], reward_basis=["DB"])})
    read_spoiled(TAU2_SUBMISSION, {"s.json": a_submission({"pass_1": 84.0, "pass_4": 70.0})})


def test_submissions_are_entries_of_a_board_a_domain() -> None:
    files = {
        f"{name}/submission.json": a_submission(
            {"pass_1": score, "pass_4": 10.0}, model_name=name, methodology={"user_simulator": simulator}
        )
        for name, score, simulator in (("a", 50.0, "x"), ("b", 60.0, "y"), ("c", None, "y"))
    }
    (board,) = read_files(TAU2_SUBMISSION, files).boards
    assert [(entrant.name, entrant.score) for entrant in board.entrants] == [("b", 0.6), ("a", 0.5), ("c", None)]
    assert board.entrants[0].values["pass_hat_4"] == 0.1
    assert [doubt.kind for doubt in board.doubts] == ["several-simulators"]


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_files() -> None:
    folder = Path(DATA, "benchmarks/tau2")
    scores = [
        scores["pass_1"]
        for path in folder.glob("*/submission.json")
        for scores in json.loads(path.read_bytes())["results"].values()
        if scores and scores["pass_1"] is not None
    ]
    items = [item for item in read_shared(TAU2_SUBMISSION, "benchmarks/tau2").items if item.kind == "benchmark_result"]
    assert sum(float(str(item.keys["score"])) for item in items) == pytest.approx(sum(scores) / 100)
    assert len({item.name for item in items}) == len(scores)
    (voice,) = read_shared(TAU2, "eval_outputs/tau2_trajectories/voice_experiment").items
    assert tell(voice) == {"no-reward": 1}
