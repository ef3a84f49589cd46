"""Which rows of which file are runs: paths, lists in documents, compressed files, conditions, and disguises."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from trustpages.intake.data import formats, requests
from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.documents.items.data_file import Data
from trustpages.model.problem import Problem

FOLDER = "evidence/desk/bundles"
NESTED = [{"checks": [{"passed": True}], "meta": {"lang": "de"}}, {"checks": [{"passed": False}]}]
SPANS = {"resourceSpans": [{"scopeSpans": [{"spans": [{"ok": 1}, {"ok": 0}]}, {"spans": [{"ok": 1}]}]}]}


def packed(content: bytes) -> bytes:
    """The content as gzip has it, at any time."""
    return gzip.compress(content, mtime=0)


def look(root: Path, content: str | bytes, **data: Any) -> tuple[DataAggregate | None, tuple[Problem, ...]]:
    """The answer about the outcome, and all that is said of the file."""
    described = {"file": "runs.csv", "success": {"column": "ok", "equals": 1}} | data
    outcome, value = described.pop("outcome", "success"), described.pop("value", None)
    collected = described.pop("collected", None)
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / described["file"]).write_bytes(content if isinstance(content, bytes) else content.encode())
    asked = DataRequest(
        "desk/runs", FOLDER, Data.model_validate(described), outcome=outcome, value=value, collected=collected
    )
    answers, problems = run_requests(root, (asked,))
    return answers.get(asked), problems


def count(root: Path, content: str | bytes, **data: Any) -> tuple[int, int, int]:
    """Runs, good ones, unknown ones; the file has to be readable."""
    found, problems = look(root, content, **data)
    assert found is not None, problems
    return found.attempts, found.successes, found.unknown


@pytest.mark.parametrize(
    ("name", "content", "data"),
    [
        ("runs.jsonl", "".join(f"{json.dumps(row)}\n" for row in NESTED), {}),
        ("runs.json", json.dumps(NESTED, indent=2), {}),
        ("runs.json", json.dumps({"meta": 1, "results": {"runs": NESTED}}), {"rows": "results.runs"}),
        ("runs.jsonl", json.dumps({"runs": NESTED}) + "\n", {"rows": "runs"}),
        ("runs.jsonl.gz", packed("".join(f"{json.dumps(row)}\n" for row in NESTED).encode()), {}),
        ("runs.json.gz", packed(json.dumps(NESTED).encode()), {}),
    ],
)
def test_a_path_leads_into_rows_of_json(tmp_path: Path, name: str, content: str | bytes, data: dict[str, Any]) -> None:
    success = {"column": "checks.0.passed", "equals": True}
    assert count(tmp_path, content, file=name, success=success, **data) == (2, 1, 0)
    language = {"column": "meta.lang", "equals": "de"}
    assert count(tmp_path, content, file=name, success=language, **data) == (2, 1, 1)


def test_lists_on_the_way_to_the_runs_are_opened(tmp_path: Path) -> None:
    rows = "resourceSpans.scopeSpans.spans"
    assert count(tmp_path, json.dumps(SPANS), file="trace.json", rows=rows) == (3, 2, 0)


def test_a_key_with_dots_is_a_key_first(tmp_path: Path) -> None:
    row = '{"a.ok": 1, "a": {"ok": 0}}\n'
    for name in ("runs.jsonl", "runs.json"):
        assert count(tmp_path, row, file=name, success={"column": "a.ok", "equals": 1}) == (1, 1, 0)


def test_a_path_leads_into_nested_parquet(tmp_path: Path) -> None:
    made = tmp_path / "made.parquet"
    duckdb.sql(f"COPY (SELECT {{'ok': 1, 'by': {{'n': 'x'}}}} AS r UNION ALL SELECT {{'ok': 0, 'by': {{'n': 'y'}}}}) "
               f"TO '{made}' (FORMAT parquet)")  # fmt: skip
    content = made.read_bytes()
    assert count(tmp_path, content, file="runs.parquet", success={"column": "r.ok", "equals": 1}) == (2, 1, 0)
    assert count(tmp_path, content, file="runs.parquet", success={"column": "r.by.n", "equals": "x"}) == (2, 1, 0)
    _, problems = look(tmp_path, content, file="runs.parquet", success={"column": "r.good", "equals": 1})
    assert [problem.code for problem in problems] == ["data-column"]


def test_csv_may_be_compressed(tmp_path: Path) -> None:
    assert count(tmp_path, packed(b"ok,t\n1,a\n0,b\n"), file="runs.csv.gz") == (2, 1, 0)
    _, problems = look(tmp_path, packed(b"ok,t\n1,a\nx,b\n"), file="runs.csv.gz")
    assert [(problem.code, problem.place.line) for problem in problems] == [("data-value", 3)]


def test_only_the_rows_that_are_chosen_are_runs(tmp_path: Path) -> None:
    events = '{"type":"start"}\n{"type":"match","ok":1}\n{"type":"match","ok":0}\n{"type":"match"}\n{"ok":"none"}\n'
    data = {"file": "runs.jsonl", "where": {"column": "type", "equals": "match"}}
    assert count(tmp_path, events, **data) == (3, 1, 1)
    found, _ = look(tmp_path, events, **data)
    assert found is not None
    assert found.file is not None
    assert (found.file.read, found.file.chosen) == (5, 3)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({"column": "kind", "equals": "other"}, (1, "data-condition", "no row of runs.csv meets 'where'")),
        ({"column": "kind", "at_least": 1}, (1, "data-condition", "never holds a number")),
        ({"column": "sort", "equals": "run"}, (1, "data-column", "no column 'sort'")),
    ],
)
def test_a_condition_on_rows_that_chooses_none_is_told(tmp_path: Path, where: Any, told: tuple[int, str, str]) -> None:
    _, (problem,) = look(tmp_path, "kind,ok\nrun,1\nnote,0\n", where=where)
    assert (problem.place.line, problem.code) == told[:2]
    assert told[2] in problem.sentence


def test_a_bad_cell_is_found_in_its_line_among_rows_that_are_no_runs(tmp_path: Path) -> None:
    content = "kind,ok\nnote,x\nrun,1\nnote,y\nrun,z\n"
    _, (problem,) = look(tmp_path, content, where={"column": "kind", "equals": "run"})
    assert (problem.code, problem.place.line) == ("data-value", 5)


def test_a_value_is_the_seconds_between_two_moments(tmp_path: Path) -> None:
    content = (
        "begin,end,ok\n2026-06-01T10:00:00Z,2026-06-01T10:01:30Z,1\n"
        "2026-06-01T10:00:00+02:00,2026-06-01T08:00:00.5Z,1\n1780000000,1780000004,0\n2026-06-01T10:00:00Z,,0\n"
    )
    found, _ = look(tmp_path, content, durations={"wait": {"from": "begin", "to": "end"}}, outcome=None, value="wait")
    assert found is not None
    assert (found.attempts, found.n) == (4, 3)
    assert found.mean == pytest.approx((90 + 0.5 + 4) / 3)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-06-01T10:00:09Z,2026-06-01T10:00:00Z", "after the one at which it begins"),
        ("soon,2026-06-01T10:00:00Z", "a moment is expected"),
        ("2026-06-01T10:00:00Z,2026-06-02", "after the one at which it begins"),
    ],
)
def test_what_ends_before_it_begins_or_has_no_time_of_day_is_refused(tmp_path: Path, row: str, told: str) -> None:
    good = "2026-06-01T10:00:00Z,2026-06-01T10:00:09Z,1\n"
    durations = {"wait": {"from": "begin", "to": "end"}}
    content = f"begin,end,ok\n{good}{row},1\n{good}"
    _, problems = look(tmp_path, content, durations=durations, outcome=None, value="wait")
    assert [(problem.code, problem.place.line) for problem in problems] == [("data-value", 3)]
    assert told in problems[0].sentence


LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 1\n"
PRETTY = json.dumps([{"ok": 1}, {"ok": 0}], indent=2)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("runs.csv", LFS, "a pointer of Git LFS"),
        ("runs.parquet", LFS, "a pointer of Git LFS"),
        ("runs.jsonl", LFS, "a pointer of Git LFS"),
        ("runs.csv.gz", LFS, "a pointer of Git LFS"),
        ("runs.csv", "\ufeffid;ok\na;1\n", "separated by semicolons"),
        ("runs.csv", "id\tok\na\t1\n", "separated by tabs"),
        ("runs.csv", "id|ok\na|1\n", "separated by vertical bars"),
        ("runs.csv", "id\tok\na\t1\n".encode("utf-16"), "UTF-16"),
        ("runs.csv", "id,ok\na,1\n".encode("utf-16-le"), "UTF-16"),
        ("runs.csv", "Exported on 1 June\nid,ok\na,1\n", "the names of the columns stand in line 2"),
        ("runs.csv", "Export,,\n,,\nid,ok,t\na,1,x\n", "the names of the columns stand in line 3"),
        ("runs.csv", "<!DOCTYPE html>\n<html>", "a web page"),
        ("runs.csv", b"PK\x03\x04rest", "an archive or a workbook"),
        ("runs.csv", packed(b"ok\n1\n"), "compressed by gzip"),
        ("runs.csv.gz", "ok\n1\n", "not compressed"),
        ("runs.csv", b"PAR1rest", "Parquet"),
        ("runs.jsonl", PRETTY, "one JSON document"),
        ("runs.jsonl", json.dumps({"runs": [{"ok": 1}]}, indent=1), "one JSON document"),
        ("runs.jsonl", json.dumps([{"ok": 1}]), "one JSON document"),
        ("runs.json", json.dumps({"config": {"tests": [{"a": 1}]}, "x": 1}), "one JSON object, not a list of runs"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_told_once(
    tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    found, (problem,) = look(tmp_path, content, file=name)
    assert found is None
    assert (problem.code, problem.place.line) == ("data-form", 0)
    assert told in problem.sentence
    assert problem.remedy


def test_the_lists_of_a_document_are_named(tmp_path: Path) -> None:
    _, (problem,) = look(tmp_path, json.dumps({"results": {"results": [{"ok": 1}]}}), file="runs.json")
    assert "'results.results'" in problem.remedy
    _, (problem,) = look(tmp_path, json.dumps(SPANS), file="runs.json")
    assert "'resourceSpans.scopeSpans.spans'" in problem.remedy


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[{"ok": 1},\n{"ok": }]', (2, "data-row", "the document is not JSON from here on")),
        ('[1, {"ok": 1}]', (0, "data-row", "1 of 2 entries are no JSON object")),
        ("[]", (0, "data-empty", "the file holds no row")),
    ],
)
def test_a_damaged_document_is_refused_once(tmp_path: Path, content: str, told: tuple[int, str, str]) -> None:
    _, (problem,) = look(tmp_path, content, file="runs.json")
    assert (problem.place.line, problem.code, problem.sentence) == told


@pytest.mark.parametrize("ending", ["eval", "xlsx", "tsv", "zip", "txt"])
def test_other_formats_are_named(tmp_path: Path, ending: str) -> None:
    _, (problem,) = look(tmp_path, "PK", file=f"runs.{ending}")
    assert problem.code == "data-format"
    assert ending == "txt" or "cannot be read as a run log" in problem.sentence


def test_a_compressed_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LARGEST_UNPACKED", 1 << 20)
    monkeypatch.setattr(requests, "is_bounded", lambda _: False)  # another process would not know of the line above
    _, (problem,) = look(tmp_path, packed(b"ok\n" + b"1\n" * (1 << 20)), file="runs.csv.gz")
    assert problem.code == "data-unreadable"
    _, (problem,) = look(tmp_path, packed(b"ok\n1\n" * 99)[:-9], file="runs.csv.gz")
    assert problem.sentence == "the compressed file is damaged"


def test_rows_on_the_first_and_last_day_of_collection_are_inside(tmp_path: Path) -> None:
    days = (date(2026, 6, 1), date(2026, 6, 30))
    inside = "day,ok\n2026-06-01,1\n2026-06-30T23:59:59Z,1\n"
    assert count(tmp_path, inside, at="day", collected=days) == (2, 2, 0)
    _, (problem,) = look(tmp_path, f"{inside}2026-06-30T23:30:00-02:00,1\n2026-05-31,0\n", at="day", collected=days)
    assert (problem.code, problem.place.line) == ("data-outside", 4)
    assert problem.sentence.startswith("2 rows, the first of them of '2026-06-30T23:30:00-02:00', lie outside")
