"""MLflow GenAI: every trace is good, bad, or unknown by reason under each scorer; means that leave out rows say so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared, tell
from trustpages.intake.importers.evaluations.mlflow_genai import MLFLOW_GENAI
from trustpages.intake.importers.importer import ImportedItem


def feedback(value: object, name: str = "exact", **keys: object) -> dict[str, object]:
    said = {"value": None, "error": {"error_code": "SCORER_ERROR"}} if value is ERROR else {"value": value}
    source = {"source_type": "CODE", "source_id": name}
    return {"assessment_name": name, "source": source, "feedback": said, "valid": True, **keys}


ERROR = object()
EXPECTED = {"assessment_name": "answer", "source": {"source_type": "HUMAN"}, "expectation": {"value": 1}}


def trace(name: str, *assessments: dict[str, object], **keys: object) -> dict[str, object]:
    info = {
        "trace_id": name,
        "trace_location": {},
        "request_time": "2026-03-01T10:00:00Z",
        "state": "OK",
        "request_preview": name,
        "assessments": [*assessments, EXPECTED],
    }
    return {"info": info | keys, "data": {}}


def run(rows: int, **means: float) -> dict[str, Any]:
    return {
        "data": {
            "metrics": {f"{name}/mean": mean for name, mean in means.items()},
            "tags": {"mlflow.runType": "genai_evaluate"},
        },
        "inputs": {"dataset_inputs": [{"dataset": {"profile": json.dumps({"num_rows": rows})}}]},
    }


def read(*traces: dict[str, object], **files: object) -> tuple[ImportedItem, ...]:
    named = {f"{name}.json": content for name, content in files.items()}
    return read_files(MLFLOW_GENAI, {"traces.jsonl": list(traces), **named}).items


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (trace("a", feedback(True)), "good"),
        (trace("a", feedback("no")), "bad"),
        (trace("a", feedback(0)), "bad"),
        (trace("a", feedback(ERROR)), "scorer-error"),
        (trace("a", feedback(ERROR), state="ERROR"), "agent-error"),
        (trace("a", feedback("a long answer")), "no-score"),
        (trace("a", feedback(True, "other")), "not-scored"),
    ],
)
def test_outcome_of_a_trace(given: dict[str, object], outcome: str) -> None:
    items = {item.name: item for item in read(given, trace("z", feedback(True)))}
    assert tell(items["exact"]) in ({"good": 2}, {"good": 1, outcome: 1})
    assert outcome in tell(items["exact"])


def test_mean_that_leaves_out_errors_says_so() -> None:
    (item,) = read(trace("a", feedback(True)), trace("b", feedback(ERROR)), run=run(2, exact=1.0))
    assert kinds(item) == {"rows-without-score"}
    assert [(stated.value, stated.recomputed, stated.recomputed_n) for stated in item.headlines] == [(1, 1, 1)]


def test_rows_of_the_data_set_without_a_trace_are_unknown() -> None:
    (item,) = read(trace("a", feedback(True)), run=run(3))
    assert tell(item) == {"good": 1, "no-trace": 2}


def test_repeats_of_an_input_are_one_task() -> None:
    (item,) = read(*(trace(name, feedback(True), request_preview="same") for name in "ab"))
    assert len({record.task for record in item.records}) == 1


def test_replaced_assessment_does_not_count_and_is_grave() -> None:
    replaced = feedback(False, valid=False, create_time="2026-03-01T10:00:00Z")
    (item,) = read(trace("a", replaced, feedback(True, overrides="x", create_time="2026-03-02T10:00:00Z")))
    assert tell(item) == {"good": 1}
    assert [(doubt.kind, doubt.is_grave) for doubt in item.doubts] == [("replaced-assessments", True)]


def test_judge_is_named() -> None:
    source = {"source_type": "LLM_JUDGE", "source_id": "openai:/judge-1"}
    (item,) = read(trace("a", feedback("yes", source=source)))
    assert (item.keys["method"], item.keys["judge"]) == ("llm_judge", {"model": "openai:/judge-1"})


def test_shares_of_a_scorer_are_no_outcomes() -> None:
    (item,) = read(trace("a", feedback(0.9)), trace("b", feedback(ERROR)))
    assert (item.kind, item.keys["value"], item.keys["n"], item.records) == ("published_score", 0.9, 1, ())
    assert [doubt.is_grave for doubt in item.doubts] == [True]


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_evaluation_is_recounted() -> None:
    items = {item.name: item for item in read_shared(MLFLOW_GENAI, "eval_outputs/mlflow_genai").items}
    assert tell(items["exact"]) == {"good": 4, "bad": 2, "agent-error": 1}
    assert tell(items["tool-used"]) == {"good": 4, "bad": 1, "agent-error": 1, "scorer-error": 1}
    assert all(stated.value == pytest.approx(stated.recomputed) for item in items.values() for stated in item.headlines)
