"""Harbor jobs: each trial that was started is counted, whatever the mean of the job leaves out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.importing import DATA, kinds, read_files, read_shared, read_spoiled, tell
from trustpages.intake.importers.boards.harbor import HARBOR


def a_trial(
    name: str, rewards: dict[str, float] | None, exception: str | None = None, **keys: object
) -> dict[str, object]:
    return {
        "task_name": name.partition("__")[0],
        "trial_name": name,
        "task_checksum": "c",
        "config": {"job_id": "j"},
        "agent_info": {"name": "agent", "version": "1", "model_info": {"name": "m"}},
        "agent_result": {"n_input_tokens": 660, "n_output_tokens": 28, "cost_usd": 0.002},
        "verifier_result": None if rewards is None else {"rewards": rewards},
        "exception_info": None if exception is None else {"exception_type": exception},
        "started_at": "2026-11-29T22:19:44.2Z",
        "agent_execution": {"started_at": "2026-11-29T22:19:44Z", "finished_at": "2026-11-29T22:19:48Z"},
        **keys,
    }


def a_job(mean: float, total: int = 4, stats: dict[str, object] | None = None, **keys: object) -> dict[str, object]:
    described = {
        "n_trials": 2,
        "metrics": [{"mean": mean}],
        "reward_stats": {"reward": {"1.0": ["a__1"], "0.0": ["a__2"]}},
        "exception_stats": {"AgentTimeoutError": ["a__2"], "RuntimeError": ["b__1", "b__2"]},
        **(stats or {}),
    }
    times = {"started_at": "2026-11-29T22:19:42", "finished_at": "2026-11-29T22:19:52"}
    return {"id": "j", **times, "n_total_trials": total, "stats": {"evals": {"agent__m__t": described}}, **keys}


TRIALS = {
    "job/a__1/result.json": a_trial("a__1", {"reward": 1.0}),
    "job/a__2/result.json": a_trial("a__2", {"reward": 0.0}, "AgentTimeoutError"),
    "job/b__1/result.json": a_trial("b__1", None, "RuntimeError"),
    "job/b__2/result.json": a_trial("b__2", None, "RuntimeError"),
}


@pytest.mark.parametrize("trials", [TRIALS, {}], ids=["with their files", "only the job"])
def test_trials_without_a_reward_are_unknown_by_what_stopped_them(trials: dict[str, object]) -> None:
    (item,) = read_files(HARBOR, {"job/result.json": a_job(0.5, schema_version=1), **trials}).items
    assert tell(item) == {"good": 1, "bad": 1, "runtime-error": 2}
    assert {record.task for record in item.records} == {"a", "b"}


def test_mean_is_recomputed_as_the_version_defines_it() -> None:
    (new,) = read_files(HARBOR, {"job/result.json": a_job(0.5, schema_version=1), **TRIALS}).items
    (old,) = read_files(HARBOR, {"job/result.json": a_job(0.25), **TRIALS}).items
    assert [(stated.recomputed, stated.recomputed_n) for stated in (*new.headlines, *old.headlines)] == [
        (0.5, 2),
        (0.25, 4),
    ]
    assert "over all 4 that were started it is 0.25" in new.doubts[0].sentence
    assert "counts 2 of 4 trials without a reward as failed" in old.doubts[0].sentence


def test_trials_that_were_not_run_are_unknown_and_the_job_is_in_doubt() -> None:
    job = a_job(0.5, total=6, schema_version=1, finished_at=None)
    (item,) = read_files(HARBOR, {"job/result.json": job, **TRIALS}).items
    assert tell(item)["not-run"] == 2
    assert "unfinished" in kinds(item)


def test_key_that_a_task_never_gives_is_not_taken_for_its_zero() -> None:
    trials = {**TRIALS, "job/a__1/result.json": a_trial("a__1", {"reward": 1.0, "format_ok": 1.0})}
    stats: dict[str, object] = {"metrics": [{"reward": 0.5, "format_ok": 0.5}]}
    (item,) = read_files(HARBOR, {"job/result.json": a_job(0, schema_version=1, stats=stats), **trials}).items
    assert [(stated.name, stated.recomputed) for stated in item.headlines] == [("reward", 0.5), ("format_ok", 0.5)]
    assert "reward-not-given" in kinds(item)


def test_several_rewards_without_a_main_one_decide_nothing() -> None:
    trials = {**TRIALS, "job/a__1/result.json": a_trial("a__1", {"x": 1.0, "y": 0.0})}
    (item,) = read_files(HARBOR, {"job/result.json": a_job(0, schema_version=1), **trials}).items
    assert tell(item)["several-rewards"] == 1


def test_reference_solution_is_no_agent() -> None:
    job = a_job(0.5, schema_version=1)
    job["stats"] = {"evals": {"oracle__t": {"reward_stats": {"reward": {"1.0": ["a__1"]}}}}}
    (item,) = read_files(HARBOR, {"job/result.json": job}).items
    assert {doubt.kind for doubt in item.doubts if doubt.is_grave} >= {"no-agent"}


def test_task_that_changed_between_its_trials_is_told() -> None:
    trials = {**TRIALS, "job/a__1/result.json": a_trial("a__1", {"reward": 1.0}, task_checksum="other")}
    (item,) = read_files(HARBOR, {"job/result.json": a_job(0.5, schema_version=1), **trials}).items
    assert "task-changed" in kinds(item)


def test_no_value_of_another_kind_raises() -> None:
    stats: dict[str, object] = {"pass_at_k": {"2": 0.5, "9" * 5000: 1.0}}
    read_spoiled(
        HARBOR, {"job/result.json": a_job(0.5, stats=stats), "job/a__1/result.json": a_trial("a__1", {"reward": 1})}
    )


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
@pytest.mark.parametrize("job", ["job_0.26_scripted_k5", "job_0.1.40_scripted_k3", "job_0.26_oracle_k1"])
def test_real_jobs_give_what_their_trials_say(job: str) -> None:
    trials = [json.loads(path.read_bytes()) for path in Path(DATA, "eval_outputs/harbor", job).glob("*/result.json")]
    rewards = [trial["verifier_result"]["rewards"]["reward"] for trial in trials if trial["verifier_result"]]
    (item,) = read_shared(HARBOR, f"eval_outputs/harbor/{job}").items
    assert len(item.records) == len(trials)
    assert tell(item)["good"] == sum(reward == 1 for reward in rewards)
    assert sum(record.good is None for record in item.records) == len(trials) - len(rewards)
    assert all(stated.value == pytest.approx(stated.recomputed) for stated in item.headlines)
