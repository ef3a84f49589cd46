"""Corpora of other projects: nothing is read wrongly, nothing escapes, everything ends in good time."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from trustpages.intake.yaml import load
from trustpages.model.problem import Problem
from trustpages.model.source_map import Located

HOSTILE = Path(__file__).parents[5] / "shared" / "hostile"

Figure = Callable[[int, str, str], None]
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared corpora are not here")]


@cache
def records(name: str) -> list[dict[str, Any]]:
    path = HOSTILE / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("ascii").splitlines()] if path.exists() else []


def read(data: bytes) -> tuple[Located | None, tuple[Problem, ...]]:
    began = time.process_time()
    document, problems = load(data, "f.yml")
    assert time.process_time() - began < 3  # 1 s on a quiet machine
    assert (document is None) == bool(problems)
    assert all(problem.remedy for problem in problems)
    assert all(problem.place.line or problem.code == "yaml-empty" for problem in problems)
    return document, problems


def test_yaml_that_must_fail_fails(figure: Figure) -> None:
    tried = [record for record in records("yaml_test_suite") if record["must_error"]]
    accepted = [
        record["id"]
        for record in records("yaml_test_suite")
        if record["must_error"] and read(base64.b64decode(record["b64"]))[0]
    ]
    assert accepted == []
    figure(12, "must fail: refused", f"{len(tried) - len(accepted)}/{len(tried)}")


def test_yaml_that_is_valid_is_read_rightly_or_refused(figure: Figure) -> None:
    wrong = []
    for record in records("yaml_test_suite"):
        document, _ = read(base64.b64decode(record["b64"]))
        if document and not record["must_error"] and record["has_json"]:
            expected = json.loads(base64.b64decode(record["in_json_b64"]))
            wrong += [record["id"]] if document.value != expected else []
    assert wrong == []
    figure(12, "read wrongly", f"{len(wrong)}/{len(records('yaml_test_suite'))}")


def test_files_that_break_another_parser_break_nothing() -> None:
    for record in records("pyyaml_error_files"):
        read(base64.b64decode(record["b64"]))


def test_json_is_read_as_json_or_refused() -> None:
    wrong = []
    for record in records("json_test_suite"):
        data = base64.b64decode(record["b64"])
        document, _ = read(data)
        if document and record["expect"] == "accept":
            wrong += [record["id"]] if document.value != json.loads(data) else []
    assert wrong == []


def test_naughty_strings_come_back_as_they_were_or_are_refused() -> None:
    for record in records("naughty_strings"):
        for text in (json.dumps({"value": record["text"]}), json.dumps([record["text"]], ensure_ascii=False)):
            document, problems = read(text.encode("utf-8", "surrogatepass"))
            if document:
                assert document.value == json.loads(text)
            else:
                assert {problem.code for problem in problems} == {"yaml-control-character"}
