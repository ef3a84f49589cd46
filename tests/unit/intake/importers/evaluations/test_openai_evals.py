"""Logs of OpenAI Evals: events are joined by sample, and a log that broke off is said to have done so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.imports import count, doubts, read_shared, read_text, shared
from trustpages.intake.importers.evaluations.openai_evals import OPENAI_EVALS
from trustpages.intake.importers.importer import Imported, ImportedItem
from trustpages.model.problem import Fault

REAL = "eval_outputs/openai_evals/230417220821DPM75QNS_auto_gpt_completion_fn_test-match.jsonl"
SPEC = {"spec": {"completion_fns": ["agent"], "eval_name": "sums", "run_config": {"max_samples": None}}}


def make_event(sample: str, kind: str, **data: Any) -> dict[str, Any]:
    return {"sample_id": sample, "type": kind, "data": data, "created_at": "2026-01-01 22:10:13.1+00:00"}


def read(*events: dict[str, Any], accuracy: float | None = 0.5) -> ImportedItem:
    lines = [SPEC, *([{"final_report": {"accuracy": accuracy}}] if accuracy is not None else []), *events]
    found = read_text(OPENAI_EVALS, "\n".join(map(json.dumps, lines)), "x.jsonl")
    assert isinstance(found, Imported), found
    return found.items[0]


@pytest.mark.parametrize(
    ("event", "outcome"),
    [
        (make_event("a", "match", correct=True), True),
        (make_event("a", "match", correct=False), False),
        (make_event("a", "match", correct=None), "no-outcome"),
        (make_event("a", "metrics", score=1.0), True),
        (make_event("a", "metrics", score=0.5), False),
        (make_event("a", "metrics", score=17), "no-share"),
        (make_event("a", "sampling", sampled="x"), "no-outcome"),
        (make_event("a", "error", message="x"), "error"),
    ],
)
def test_outcome_of_a_sample(event: dict[str, Any], outcome: Any) -> None:
    assert count(read(event)) == {outcome: 1}


def test_metrics_that_repeat_a_match_are_left_out() -> None:
    item = read(make_event("a", "match", correct=True), make_event("a", "metrics", score=0.0))
    assert count(item) == {True: 1, "repeats-the-match": 1}


def test_sample_that_was_decided_twice_is_two_tries_of_one_task() -> None:
    item = read(make_event("a", "match", correct=True), make_event("a", "match", correct=False))
    assert [(record.run, record.task) for record in item.records] == [("a-match-1", "a"), ("a-match-2", "a")]
    assert [headline.recomputed for headline in item.headlines] == [0.5]


def test_log_without_its_report_broke_off() -> None:
    assert doubts(read(make_event("a", "match", correct=True), accuracy=None)) == {"run-unfinished": True}


@pytest.mark.parametrize("text", ["", "{}", json.dumps(SPEC), json.dumps(make_event("a", "match"))])
def test_log_without_spec_or_events_is_refused(text: str) -> None:
    found = read_text(OPENAI_EVALS, text, "x.jsonl")
    assert isinstance(found, Fault)
    assert found.code == "import-form"


@pytest.mark.shared
@pytest.mark.skipif(*shared[1].args, **shared[1].kwargs)
def test_real_log() -> None:
    (item,) = read_shared(OPENAI_EVALS, REAL).items
    assert (count(item), item.version, str(item.first)) == ({True: 1, False: 2}, "auto_gpt_completion_fn", "2023-04-17")
    (headline,) = item.headlines
    assert headline.value == headline.recomputed == pytest.approx(1 / 3)
