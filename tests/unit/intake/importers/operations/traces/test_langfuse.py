"""Langfuse: traces in any form are runs, scores are outcomes or values, and what nobody scored is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared, tell
from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.importers.operations.traces.langfuse import LANGFUSE


def a_trace(id_: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "name": "desk",
        "timestamp": "2026-03-01T23:30:00.000Z",
        "bookmarked": False,
        "projectId": "p",
        **more,
    }


def an_observation(id_: str, trace: str, parent: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "traceId": trace,
        "parentObservationId": parent,
        "type": "SPAN",
        "startTime": "2026-03-01T10:00:00.000Z",
        "endTime": "2026-03-01T10:00:02.500Z",
        "level": "DEFAULT",
        **more,
    }


def a_score(trace: str, name: str, value: Any, kind: str = "BOOLEAN", **more: Any) -> dict[str, Any]:
    return {"id": f"{trace}-{name}", "traceId": trace, "name": name, "value": value, "dataType": kind, **more}


def read(**files: Any) -> dict[str | None, ImportedItem]:
    named = {name.replace("_json", ".json"): content for name, content in files.items()}
    return {item.outcome: item for item in read_files(LANGFUSE, named).items}


@pytest.mark.parametrize(
    ("observations", "expected"),
    [
        ([an_observation("a", "t")], {"good": 1}),
        ([an_observation("a", "t", level="ERROR")], {"bad": 1}),
        ([an_observation("a", "t"), an_observation("b", "t", "a", level="ERROR")], {"good": 1}),
        ([an_observation("a", "t", endTime=None)], {"not-ended": 1}),
        ([an_observation("a", "t", "gone")], {"not-ended": 1}),
        ([an_observation("a", "t"), an_observation("b", "u")], {"good": 2}),
    ],
)
def test_a_trace_is_a_run(observations: list[Any], expected: dict[str, int]) -> None:
    assert tell(read(x_json=observations)["ended-without-error"]) == expected


def test_a_trace_without_its_observations_tells_no_outcome() -> None:
    (item,) = read(x_json={"data": [a_trace("t", latency=2.0)], "meta": {"totalItems": 1}}).values()
    assert tell(item) == {"error-not-told": 1}
    assert item.records[0].values == {"seconds": 2.0}


def test_tokens_and_cost_are_those_of_generations() -> None:
    generation = {"type": "GENERATION", "usageDetails": {"input": 40, "output": 9}, "totalCost": 0.25}
    rows = [an_observation("a", "t"), *(an_observation(id_, "t", "a", **generation) for id_ in "bc")]
    record = read(x_json=rows)["ended-without-error"].records[0]
    assert record.values == {"seconds": 2.5, "input_tokens": 80.0, "output_tokens": 18.0, "cost_usd": 0.5}


def test_exports_in_the_names_of_the_warehouse_are_the_same() -> None:
    row = {
        "id": "a",
        "trace_id": "t",
        "parent_observation_id": "",
        "type": "AGENT",
        "start_time": "2026-03-01 10:00:00.000000",
        "end_time": "2026-03-01 10:00:02.500000",
        "level": "ERROR",
        "environment": "production",
        "trace_name": "desk",
    }
    score = {"id": "s", "trace_id": "t", "name": "ok", "value": 0, "data_type": "BOOLEAN", "source": "ANNOTATION"}
    found = read(x_json=[row], y_json=[score])
    ended, judged = found["ended-without-error"], found["success"]
    assert (tell(ended), ended.keys["setting"], str(ended.first)) == ({"bad": 1}, "production", "2026-03-01")
    assert (tell(judged), judged.keys["method"]) == ({"bad": 1}, "human")


def test_scores_are_outcomes_and_traces_without_one_are_unknown() -> None:
    observations = [an_observation("a", trace) for trace in ("t", "u", "v", "w")]
    scores = [
        a_score("t", "correct", 1.0, source="EVAL"),
        a_score("u", "correct", 0, source="EVAL"),
        a_score("v", "correct", 1, observationId="a"),
        a_score("t", "quality", 0.8, "NUMERIC"),
        a_score("t", "tone", "formal", "CATEGORICAL"),
        a_score("gone", "correct", 1),
    ]
    found = read(x_json=observations, y_json=scores)
    judged = found["success"]
    assert tell(judged) == {"good": 1, "bad": 1, "not-evaluated": 2}
    assert judged.keys["method"] == "llm_judge"
    assert judged.records[0].values["score-quality"] == 0.8
    assert judged.records[0].marks == {"score-tone": "formal"}
    assert kinds(judged) == {"polarity-not-stated", "scores-of-steps", "scores-without-trace"}


def test_a_score_that_is_better_false_is_a_grave_doubt() -> None:
    found = read(x_json=[an_observation("a", "t")], y_json=[a_score("t", "hallucination", 1)])
    assert [doubt.kind for doubt in found["success"].doubts if doubt.is_grave] == ["polarity-not-stated"]


def test_scores_alone_do_not_tell_what_nobody_scored() -> None:
    (item,) = read(x_json=[a_score("t", "correct", 1), a_score("u", "correct", 0)]).values()
    assert tell(item) == {"good": 1, "bad": 1}
    assert "traces-absent" in {doubt.kind for doubt in item.doubts if doubt.is_grave}


def test_pages_that_are_missing_are_told() -> None:
    page = {"data": [an_observation("a", "t")], "meta": {"page": 1, "totalItems": 30}}
    assert "pages-absent" in kinds(read(x_json=page)["ended-without-error"])


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_spans_with_their_scores() -> None:
    ended, judged = read_shared(LANGFUSE, "runtime_logs/langfuse").items
    assert tell(ended) == {"good": 5}
    # The one that nobody scored had a step that failed.
    assert tell(judged) == {"good": 4, "not-evaluated": 1}
    assert "steps-failed" in kinds(ended)
    assert sum(record.values["cost_usd"] for record in ended.records) == pytest.approx(0.001)
