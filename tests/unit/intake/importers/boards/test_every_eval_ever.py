"""Every Eval Ever: samples are counted where they are there, and a score alone stays what was published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.importing import DATA, kinds, read_files, read_shared, read_spoiled, tell
from trustpages.intake.importers.boards.every_eval_ever import EVERY_EVAL_EVER


def an_aggregate(score: float, n: int | None = None, **metric: object) -> dict[str, object]:
    uncertainty = {} if n is None else {"uncertainty": {"standard_error": {"value": 0.25}, "num_samples": n}}
    return {
        "schema_version": "0.3.0",
        "evaluation_id": "e",
        "evaluation_timestamp": "1742874628.0",
        "source_metadata": {"source_type": "evaluation_run"},
        "model_info": {"id": "org/m"},
        "evaluation_results": [
            {
                "evaluation_result_id": "r",
                "evaluation_name": "bench",
                "metric_config": {
                    "metric_name": "accuracy",
                    "lower_is_better": False,
                    "min_score": 0.0,
                    "max_score": 1.0,
                    **metric,
                },
                "score_details": {"score": score, **uncertainty},
            }
        ],
    }


def a_sample(name: str, correct: bool | None, error: str | None = None) -> dict[str, object]:
    return {
        "evaluation_id": "e",
        "evaluation_result_id": "r",
        "sample_id": name,
        "interaction_type": "single_turn",
        "evaluation": {"score": float(correct or 0), "is_correct": correct},
        "token_usage": {"input_tokens": 3, "output_tokens": 4},
        "performance": {"latency_ms": 2500.0},
        "error": error,
    }


SAMPLES = [a_sample("1", True), a_sample("2", False), a_sample("3", None), a_sample("4", False, "timeout")]


def test_samples_that_are_not_there_are_unknown() -> None:
    (item,) = read_files(EVERY_EVAL_EVER, {"a.json": an_aggregate(0.35, 79), "a_samples.jsonl": SAMPLES}).items
    assert tell(item) == {"good": 1, "bad": 1, "not-decided": 1, "error": 1, "absent": 75}
    assert [(stated.value, stated.n, stated.recomputed, stated.recomputed_n) for stated in item.headlines] == [
        (0.35, 79, 0.25, 4)
    ]
    assert "samples-absent" in kinds(item)
    assert item.first is not None
    assert (item.first.isoformat(), item.version) == ("2025-03-25", "org/m")


def test_a_sample_that_is_written_twice_fills_no_gap() -> None:
    files = {"a.json": an_aggregate(0.35, 6), "a_samples.jsonl": [*SAMPLES, SAMPLES[0]]}
    (item,) = read_files(EVERY_EVAL_EVER, files).items
    assert tell(item) == {"good": 1, "bad": 1, "not-decided": 1, "error": 1, "written-twice": 1, "absent": 2}


def test_samples_without_their_aggregate_are_counted() -> None:
    (item,) = read_files(EVERY_EVAL_EVER, {"a_samples.jsonl": SAMPLES}).items
    assert (len(item.records), item.headlines) == (4, ())


def test_samples_with_another_digest_are_in_doubt() -> None:
    details = {"file_path": "data/a_samples.jsonl", "hash_algorithm": "sha256", "checksum": "0" * 64}
    aggregate = {**an_aggregate(0.25, 4), "detailed_evaluation_results": details}
    (item,) = read_files(EVERY_EVAL_EVER, {"a.json": aggregate, "a_samples.jsonl": SAMPLES}).items
    assert kinds(item) == {"digest-differs"}


def test_share_is_a_benchmark_result() -> None:
    (item,) = read_files(EVERY_EVAL_EVER, {"a.json": an_aggregate(0.75, 4)}).items
    assert item.kind == "benchmark_result"
    assert item.keys == {"score": 0.75, "reported": "0.75", "split": "bench", "n_tasks": 4, "se": 0.25}


@pytest.mark.parametrize("metric", [{"lower_is_better": True}, {"max_score": 100.0}, {"min_score": None}])
def test_what_is_no_share_of_the_best_stays_in_its_unit(metric: dict[str, object]) -> None:
    (item,) = read_files(EVERY_EVAL_EVER, {"a.json": an_aggregate(0.75, None, **metric)}).items
    assert (item.kind, item.keys["value"]) == ("published_score", 0.75)
    assert "samples-not-counted" in kinds(item)
    assert ("lower-is-better" in kinds(item)) == bool(metric.get("lower_is_better"))


def test_no_value_of_another_kind_raises() -> None:
    read_spoiled(EVERY_EVAL_EVER, {"a.json": an_aggregate(0.75, 4), "a_samples.jsonl": SAMPLES[:1]})


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_aggregates_keep_every_score() -> None:
    folder = "benchmarks/hal_eee/hal-gaia"
    scores = [
        result["score_details"]["score"]
        for path in Path(DATA, folder).rglob("*.json")
        for result in json.loads(path.read_bytes())["evaluation_results"]
    ]
    items = read_shared(EVERY_EVAL_EVER, folder).items
    assert len(items) == len({item.name for item in items}) == len(scores)
    assert sum(float(str(item.keys["score"])) for item in items) == pytest.approx(sum(scores))


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_samples_are_fewer_than_stated() -> None:
    items = read_shared(EVERY_EVAL_EVER, "benchmarks/eee_v03").items
    assert sorted((item.kind, len(item.records)) for item in items) == [("runs", 1), ("runs", 2), ("runs", 79)]
    assert [tell(item) for item in items if len(item.records) == 79] == [{"bad": 1, "absent": 78}]
