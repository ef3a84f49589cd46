"""Rows of any file by a mapping: the same counts as `data` would give, each row accounted for, one clear problem."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.importing import tell
from trustpages.intake.data.requests import run_requests
from trustpages.intake.importers.importer import Imported, ImportedItem
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.mapped.mapping_file import make_importer
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data, RowColumns
from trustpages.model.documents.items.mapping import RowMapping
from trustpages.model.problem import Fault
from trustpages.workflow.importing.rows import describe_rows, write_rows

MAPPING: dict[str, Any] = {
    "setting": "production",
    "where": {"column": "type", "equals": "run"},
    "run": "id",
    "success": {"column": "result.status", "equals": "ok"},
    "unknown": {"timeout": {"column": "result.status", "equals": "timeout"}},
    "cluster": "task",
    "at": "start",
    "values": {"cost-usd": "usd"},
    "durations": {"seconds": {"from": "start", "to": "end"}},
}

ROWS: list[dict[str, Any]] = [
    {"id": "a", "type": "run", "task": "t", "result": {"status": "ok"}, "start": "2026-03-01T10:00:00Z", "usd": 1},
    {"id": "b", "type": "run", "task": "t", "result": {"status": "no"}, "start": "2026-03-01T23:30:00-05:00"},
    {"id": "c", "type": "run", "task": "u", "result": {"status": "timeout"}, "start": "2026-03-03T10:00:00Z"},
    {"id": "d", "type": "run", "task": "u", "result": {"status": None}, "start": "2026-03-03T10:00:00Z"},
    {"id": "e", "type": "note"},
]
ROWS[0]["end"] = "2026-03-01T12:00:05+02:00"


def read(mapping: dict[str, Any], content: bytes, name: str = "x.jsonl") -> Imported | Fault:
    file = InputFile("reviews.yml", format_yaml(mapping).encode())
    importer = make_importer(file)
    return importer if isinstance(importer, Fault) else importer.read(Inputs((file, InputFile(name, content))))


def read_item(mapping: dict[str, Any], content: bytes, name: str = "x.jsonl") -> ImportedItem:
    found = read(mapping, content, name)
    assert isinstance(found, Imported), found
    (item,) = found.items
    assert found.read == len(item.records)
    return item


def lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


def test_each_row_is_good_bad_unknown_or_not_chosen() -> None:
    item = read_item(MAPPING, lines(ROWS))
    assert tell(item) == {"good": 1, "bad": 1, "timeout": 1, "empty": 1, "not-chosen": 1}
    assert item.kept[0].values == {"cost-usd": 1.0, "seconds": 5.0}
    assert [str(record.at) for record in item.kept[:2]] == ["2026-03-01T10:00:00+00:00", "2026-03-02T04:30:00+00:00"]
    assert (str(item.first), str(item.last)) == ("2026-03-01", "2026-03-03")
    assert (item.name, item.keys) == (
        "reviews",
        {"setting": "production", "method": "attested", "selection": "convenience"},
    )


def test_the_same_rows_in_any_form_are_the_same_records(tmp_path: Path) -> None:
    import duckdb

    expected = read_item(MAPPING, lines(ROWS)).records
    wrapped = json.dumps({"results": [{"runs": ROWS[:2]}, {"runs": ROWS[2:]}]}).encode()
    (tmp_path / "x.jsonl").write_bytes(lines(ROWS))
    duckdb.sql(f"COPY (FROM read_json('{tmp_path}/x.jsonl')) TO '{tmp_path}/x.parquet'")
    forms = {
        "x.json": (MAPPING, json.dumps(ROWS).encode()),
        "y.json": ({**MAPPING, "rows": "results.runs"}, wrapped),
        "x.jsonl.gz": (MAPPING, gzip.compress(lines(ROWS))),
        "x.parquet": (MAPPING, (tmp_path / "x.parquet").read_bytes()),
    }
    for name, (mapping, content) in forms.items():
        assert read_item(mapping, content, name).records == expected, name


def test_further_outcomes_events_and_weights_are_columns_of_the_rows(tmp_path: Path) -> None:
    further = {
        "outcomes": {"cheap": {"column": "usd", "at_most": 1}},
        "event": {"column": "result.status", "equals": "no"},
        "weight": {"column": "w", "at_most": 8},
    }
    rows = [{**row, "w": 2 + number} for number, row in enumerate(ROWS)]
    item = read_item(MAPPING | further, lines(rows))
    assert [dict(record.marks) for record in item.kept] == [
        {"cheap": True, "run_event": False, "run_weight": 2.0},
        {"cheap": None, "run_event": True, "run_weight": 3.0},
        {"cheap": None, "run_event": False, "run_weight": 4.0},
        {"cheap": None, "run_event": None, "run_weight": 5.0},
    ]
    content = write_rows(item)
    (tmp_path / "log.jsonl").write_bytes(content)
    data = Data.model_validate(describe_rows(item, "log.jsonl", content))
    asked = {name: DataRequest("a/b", ".", data, outcome=name) for name in ("success", "cheap", None)}
    answers, problems = run_requests(tmp_path, tuple(asked.values()))
    assert problems == ()
    counts = {name: answers[request] for name, request in asked.items()}
    assert (counts["cheap"].successes, counts["cheap"].unknown, counts[None].events) == (1, 3, 1)
    assert sum(weight.weight for weight in counts["success"].weights) == 2 + 3 + 4 + 5


def test_times_without_zone_are_told() -> None:
    item = read_item(
        {"setting": "production", "success": {"column": "ok", "equals": True}, "at": "at"},
        b"ok,at\n1,2026-03-01 10:00:00\n0,2026-03-01\n",
        "x.csv",
    )
    assert [record.at for record in item.records] == ["2026-03-01T10:00:00+00:00", "2026-03-01"]
    assert [doubt.kind for doubt in item.doubts] == ["times-without-zone"]


def test_rows_that_are_alike_are_told() -> None:
    content = b"ok,note\n" + b"1,x\n" * 3 + b"0,y\n"
    item = read_item({"setting": "production", "success": {"column": "ok", "equals": True}}, content, "x.csv")
    assert {doubt.kind for doubt in item.doubts} == {"data-repeated"}
    assert len({record.run for record in item.records}) == 4


@pytest.mark.parametrize(
    ("changes", "content", "name", "code", "sentence"),
    [
        ({"seting": 1}, b"x", "x.csv", "unknown-key", "reviews.yml:"),
        ({"success": None}, b"x", "x.csv", "inconsistent", "success"),
        ({"kind": "red_team"}, lines(ROWS), "x.jsonl", "inconsistent", "scope"),
        ({"values": {"good": "usd"}}, lines(ROWS), "x.jsonl", "inconsistent", "good"),
        ({"outcomes": {"timeout": {"column": "id", "equals": 1}}}, b"x", "x.csv", "inconsistent", "timeout"),
        ({"stratum": "id", "weight": {"column": "usd", "at_most": 2}}, b"x", "x.csv", "inconsistent", "weight"),
        ({"weight": {"column": "usd", "at_most": 0.5}}, lines(ROWS[:1] * 2), "x.jsonl", "data-", "weight above 0"),
        ({"cluster": "tusk"}, lines(ROWS), "x.jsonl", "data-column", "no column 'tusk' in x.jsonl"),
        ({"values": {"cost": "id"}}, lines(ROWS), "x.jsonl", "data-condition", "reviews.yml:"),
        ({}, lines([{**ROWS[0], "usd": 1}, {**ROWS[1], "usd": "free"}]), "x.jsonl", "data-value", "x.jsonl:2"),
        ({"run": "task"}, lines(ROWS), "x.jsonl", "data-run-twice", "task"),
        ({}, b"", "x.jsonl", "data-empty", "x.jsonl"),
        ({}, lines(ROWS)[:-5], "x.jsonl", "data-row", "x.jsonl:5"),
        ({}, lines(ROWS), "x.csv", "data-", "x.csv"),
        ({}, lines(ROWS), "x.xlsx", "data-format", "x.xlsx"),
        ({}, b"PAR1" + b"\0" * 50, "x.parquet", "data-unreadable", "x.parquet"),
        ({}, b"\x1f\x8b" + b"\0" * 50, "x.jsonl.gz", "data-unreadable", "x.jsonl.gz"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_what_is_wrong_is_one_problem_with_its_place(
    changes: dict[str, Any],
    content: bytes,
    name: str,
    code: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = read({**MAPPING, **changes}, content, name)
    assert isinstance(found, Fault)
    assert found.code.startswith(code)
    assert sentence in found.sentence
    assert not list(tmp_path.iterdir())


def test_keys_that_mappings_share_with_data_mean_the_same() -> None:
    for name, field in RowColumns.model_fields.items():
        assert Data.model_fields[name].annotation == RowMapping.model_fields[name].annotation == field.annotation


cells = st.sampled_from(["ok", "no", "timeout", "", None])


@settings(max_examples=15)
@given(st.lists(st.tuples(cells, st.sampled_from(["t", "u"]), st.none() | st.integers(0, 9)), min_size=1, max_size=12))
def test_counts_are_those_that_data_would_give(rows: list[tuple[Any, str, Any]]) -> None:
    mapping = {
        "setting": "production",
        "run": "id",
        "success": {"column": "status", "is_in": ["ok", "fine"]},
        "cluster": "task",
        "values": {"cost": "usd"},
    }
    content = lines(
        [{"id": str(n), "status": status, "task": task, "usd": usd} for n, (status, task, usd) in enumerate(rows)]
    )
    found = read(mapping, content)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "x.jsonl").write_bytes(content)
        columns = {key: value for key, value in mapping.items() if key != "setting"}
        data = Data.model_validate({"file": "x.jsonl", **columns})
        requests = DataRequest("a/b", ".", data), DataRequest("a/b", ".", data, outcome=None, value="cost")
        answers, problems = run_requests(Path(folder), requests)
    if isinstance(found, Fault):
        assert found.code in {problem.code for problem in problems}
        return
    outcome, cost = (answers[request] for request in requests)
    (item,) = found.items
    told = Counter(record.good for record in item.records)
    assert (outcome.attempts, outcome.successes, outcome.unknown) == (len(rows), told[True], told[None])
    by_task = {cluster.cluster: cluster.attempts for cluster in outcome.clusters}
    assert by_task == Counter(record.task for record in item.records)
    known = [record.values["cost"] for record in item.records if "cost" in record.values]
    assert (cost.n, cost.mean) == (len(known), pytest.approx(sum(known) / len(known)) if known else None)
    assert len(write_rows(item).splitlines()) == len(rows)
