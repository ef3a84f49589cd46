"""Spans of OpenTelemetry: which is a run, how it ended, what it used; what is absent or there twice is told."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared, tell
from trustpages.intake.importers.importer import Imported, ImportedItem
from trustpages.intake.importers.operations.traces.openinference import OPENINFERENCE
from trustpages.intake.importers.operations.traces.otel_genai import OTEL_GENAI
from trustpages.intake.importers.operations.traces.span_runs import SpanForest
from trustpages.intake.importers.operations.traces.spans import Span

BEGIN = 1_795_991_380_000_000_000
_NUMBERS = count(1)


def attributes(values: dict[str, Any]) -> list[dict[str, Any]]:
    def encode(value: Any) -> dict[str, Any]:
        kind = {str: "stringValue", int: "intValue", float: "doubleValue", bool: "boolValue"}[type(value)]
        return {kind: str(value) if kind == "intValue" else value}

    return [{"key": key, "value": encode(value)} for key, value in values.items()]


def a_span(id_: str, parent: str = "", trace: str = "t", seconds: float | None = 1.0, **more: Any) -> dict[str, Any]:
    status = {"code": "STATUS_CODE_ERROR"} if more.pop("failed", False) else {}
    events = more.pop("events", [])
    return {
        "traceId": trace,
        "spanId": id_,
        "parentSpanId": parent,
        "name": more.pop("name", id_),
        "startTimeUnixNano": str(BEGIN),
        "endTimeUnixNano": "0" if seconds is None else str(BEGIN + int(seconds * 1e9)),
        "status": status,
        "events": events,
        "attributes": attributes({key.replace("__", "."): value for key, value in more.items()}),
    }


def agent(id_: str, **more: Any) -> dict[str, Any]:
    return a_span(id_, gen_ai__operation__name="invoke_agent", gen_ai__agent__name="desk", **more)


def chat(id_: str, parent: str, tokens: int | None = None, **more: Any) -> dict[str, Any]:
    used: dict[str, Any] = (
        {} if tokens is None else {"gen_ai__usage__input_tokens": tokens, "gen_ai__usage__output_tokens": 1}
    )
    return a_span(id_, parent, gen_ai__operation__name="chat", **used, **more)


def request(*spans: dict[str, Any], schema: str = "", **resource: str) -> dict[str, Any]:
    scope = {"scope": {"name": "pydantic-ai", "version": "2"}, "schemaUrl": schema, "spans": list(spans)}
    named = attributes({key.replace("__", "."): value for key, value in resource.items()})
    return {"resourceSpans": [{"resource": {"attributes": named}, "scopeSpans": [scope]}]}


def read(*spans: dict[str, Any], **resource: str) -> Imported:
    return read_files(OTEL_GENAI, {"x.json": request(*spans, **resource)})


def read_item(*spans: dict[str, Any], **resource: str) -> ImportedItem:
    (item,) = read(*spans, **resource).items
    return item


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([agent("a")], {"good": 1}),
        ([agent("a", failed=True)], {"bad": 1}),
        ([agent("a", error__type="timeout")], {"bad": 1}),
        ([agent("a", seconds=None)], {"not-ended": 1}),
        # A failed step is no failed run.
        ([agent("a"), a_span("b", "a", failed=True, gen_ai__operation__name="execute_tool")], {"good": 1}),
        # An agent that another one asked is a part of its run, also below spans of other kinds.
        ([agent("a"), a_span("b", "a"), agent("c", parent="b", failed=True)], {"good": 1}),
        # Spans are exported when they end: without the agent's, the run was still going on.
        ([agent("a"), chat("b", "x", trace="u")], {"good": 1, "agent-span-absent": 1}),
        ([agent("a"), chat("b", "", trace="u")], {"good": 1, "outside-of-an-agent": 1}),
        ([agent("a"), agent("a")], {"good": 1, "exported-twice": 1}),
        ([agent("a", seconds=None), agent("a")], {"good": 1, "exported-twice": 1}),
        ([agent("a", parent="b"), a_span("b", "a")], {"good": 1}),
    ],
)
def test_every_run_is_accounted_for(spans: list[dict[str, Any]], expected: dict[str, int]) -> None:
    item = read_item(*spans)
    assert tell(item) == expected
    assert item.outcome == "ended-without-error"


def test_tokens_of_calls_are_added_once() -> None:
    nested = chat("c", "b", 10)
    (record,) = read_item(agent("a", seconds=2.5), chat("b", "a", 10), nested, chat("d", "a", 5)).records
    assert record.values == {"seconds": 2.5, "input_tokens": 15.0, "output_tokens": 2.0}


def test_a_call_that_does_not_count_its_tokens_leaves_no_sum() -> None:
    (record,) = read_item(agent("a"), chat("b", "a", 10), chat("c", "a")).records
    assert set(record.values) == {"seconds"}


def test_the_total_of_the_agent_is_not_added_to_that_of_its_calls() -> None:
    total = {"gen_ai.aggregated_usage.input_tokens": 30, "gen_ai.aggregated_usage.output_tokens": 2}
    item = read_item(agent("a", **total), chat("b", "a", 10), chat("c", "a", 10))
    assert item.records[0].values["input_tokens"] == 30
    assert "token-totals-differ" in kinds(item)


@pytest.mark.parametrize(
    ("names", "schema", "expected"),
    [
        ({"gen_ai__provider__name": "x"}, "", "GenAI conventions from 1.37 on, by names of attributes"),
        ({"gen_ai__system": "x"}, "", "GenAI conventions 1.27 to 1.36, by names of attributes"),
        ({}, "https://opentelemetry.io/schemas/1.34.0", "GenAI conventions 1.34.0"),
    ],
)
def test_version_of_the_conventions_is_recorded(names: dict[str, str], schema: str, expected: str) -> None:
    found = read_files(OTEL_GENAI, {"x.json": request(agent("a", **names), schema=schema)})
    assert (found.schema_version, found.tool) == (expected, "pydantic-ai")


def test_calls_of_the_first_generation_are_operations() -> None:
    old: dict[str, Any] = {
        "gen_ai__system": "openai",
        "gen_ai__usage__prompt_tokens": 7,
        "gen_ai__usage__completion_tokens": 3,
    }
    found = read(a_span("a", **old))
    (item,) = found.items
    assert found.schema_version == "GenAI conventions before 1.27, by names of attributes"
    assert item.records[0].values == {"seconds": 1.0, "input_tokens": 7.0, "output_tokens": 3.0}
    assert {doubt.kind for doubt in item.doubts if doubt.is_grave} == {"operations-not-runs"}


@pytest.mark.parametrize(
    ("environment", "setting", "expected"),
    [("production", "production", set()), ("eval", "staging", set()), ("", "staging", {"environment-not-named"})],
)
def test_only_what_is_said_to_be_production_is(environment: str, setting: str, expected: set[str]) -> None:
    item = read_item(agent("a"), deployment__environment__name=environment)
    assert (item.keys["setting"], kinds(item)) == (setting, expected)


def test_versions_are_items_of_their_own() -> None:
    lines = [request(agent("a", trace=version), service__version=version) for version in ("1", "2")]
    found = read_files(OTEL_GENAI, {"x.jsonl": lines})
    assert [(item.name, item.version) for item in found.items] == [("desk-1", "1"), ("desk-2", "2")]


def result(**told: Any) -> dict[str, Any]:
    return {
        "name": "gen_ai.evaluation.result",
        "attributes": attributes(
            {"gen_ai.evaluation.name": "right", **{f"gen_ai.evaluation.score.{k}": v for k, v in told.items()}}
        ),
    }


def test_evaluations_are_outcomes_and_what_was_not_evaluated_is_unknown() -> None:
    ended, judged = read(
        agent("a", trace="1", events=[result(label="pass", value=0.2)]),
        agent("b", trace="2"),
        chat("c", "b", trace="2", events=[result(label="fail", value=0.9)]),
        agent("d", trace="3", events=[result(value=0.5)]),
        agent("e", trace="4"),
        agent("f", trace="5", events=[result(value=1), result(value=0)]),
    ).items
    assert tell(ended) == {"good": 5}
    assert (judged.outcome, judged.keys["method"]) == ("success", "attested")
    assert tell(judged) == {"good": 1, "bad": 1, "score-without-line": 1, "not-evaluated": 1, "evaluators-disagree": 1}
    assert kinds(judged) == {"evaluated-again", "labels-against-scores", "polarity-not-stated"}


def test_log_records_of_evaluations_are_joined() -> None:
    record = {"traceId": "t", "spanId": "a", "eventName": "gen_ai.evaluation.result", **result(label="fail")}
    logs = {"resourceLogs": [{"scopeLogs": [{"logRecords": [record]}]}]}
    _, judged = read_files(OTEL_GENAI, {"logs.json": logs, "x.json": request(agent("a"))}).items
    assert tell(judged) == {"bad": 1}


def inference(id_: str, kind: str, **more: Any) -> dict[str, Any]:
    return a_span(id_, openinference__span__kind=kind, **more)


def test_openinference_takes_the_outermost_agent_and_its_evaluators() -> None:
    chain = inference("r", "CHAIN")
    judge = inference("j", "EVALUATOR", parent="r", **{"eval.name": "right", "eval.label": "fail"})
    model = inference("m", "LLM", parent="j", **{"llm.model_name": "judge-1"})
    used = {"llm.token_count.prompt": 4, "llm.token_count.completion": 2}
    run = (
        inference("a", "AGENT", parent="r", name="desk", **{"session.id": "s"}),
        inference("l", "LLM", parent="a", **used),
    )
    ended, judged = read_files(OPENINFERENCE, {"x.json": request(chain, *run, judge, model)}).items
    assert ended.records[0].values == {"seconds": 1.0, "input_tokens": 4.0, "output_tokens": 2.0}
    assert (ended.name, ended.records[0].task, tell(ended)) == ("desk", "s", {"good": 1})
    assert (tell(judged), judged.keys["judge"]) == ({"bad": 1}, {"model": "judge-1"})


def test_deep_and_circular_traces_end() -> None:
    chain = [agent("0"), *(a_span(str(place), str(place - 1)) for place in range(1, 3000))]
    circle = [chat("x", "y", trace="u"), chat("y", "x", trace="u")]
    assert tell(read_item(*chain, *circle)) == {"good": 1, "outside-of-an-agent": 1}
    spans = [
        Span(
            trace="t",
            id=id_,
            parent=parent,
            name="",
            begin=None,
            end=None,
            has_failed=False,
            attributes={},
            resource={},
            scope="",
            scope_version="",
            schema="",
            file="",
        )
        for id_, parent in (("a", "b"), ("b", "a"))
    ]
    assert len(SpanForest(spans).keep_outermost(spans)) == 1


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_spans_are_recounted() -> None:
    (item,) = read_shared(OTEL_GENAI, "runtime_logs/otel_genai_2026").items
    spans = [
        span
        for path in (DATA / "runtime_logs/otel_genai_2026").glob("*.json")
        for resource in json.loads(path.read_text())["resourceSpans"]
        for scope in resource["scopeSpans"]
        for span in scope["spans"]
    ]
    roots = [span for span in spans if span["name"].startswith("invoke_agent")]
    failed = [span for span in roots if span["status"].get("code") == "STATUS_CODE_ERROR"]
    assert tell(item) == {"good": len(roots) - len(failed), "bad": len(failed)}
    used = sum(
        int(attribute["value"]["intValue"])
        for span in spans
        for attribute in span["attributes"]
        if attribute["key"] == "gen_ai.usage.input_tokens"
    )
    assert sum(record.values["input_tokens"] for record in item.records) == used
    ended, judged = read_shared(OPENINFERENCE, "runtime_logs/openinference").items
    assert (tell(ended), tell(judged)) == ({"good": 4}, {"good": 2, "bad": 2})
    operations = read_shared(OTEL_GENAI, "eval_outputs/otel_genai").items
    assert sum(len(item.records) for item in operations) == 13
