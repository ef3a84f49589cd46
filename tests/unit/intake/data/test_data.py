"""Counts from data files: what a cell means, which rows count, what is refused, and where."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trustpages.intake.data import requests
from trustpages.intake.data.counting import days
from trustpages.intake.data.counting import files as counting
from trustpages.intake.data.counting.fetching import fetch_rows
from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import (
    ClusterAggregate,
    DataAggregate,
    DataRequest,
    DayAggregate,
    StratumAggregate,
    ValueAggregate,
    WeightAggregate,
)
from trustpages.model.documents.items.data_file import Data, Predicate
from trustpages.model.problem import Place, ProblemLevel

FOLDER = "evidence/desk/bundles"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / FOLDER).mkdir(parents=True)
    return tmp_path


def request(file: str = "runs.csv", *, asks: dict[str, Any] | None = None, **data: Any) -> DataRequest:
    """A question about the outcome `good == 1` unless the data say otherwise."""
    described: dict[str, Any] = {"file": file, "success": Predicate(column="good", equals=1), **data}
    return DataRequest(item="desk/runs", folder=FOLDER, data=Data(**described), **(asks or {}))


def answer(root: Path, content: str | bytes, asked: DataRequest) -> DataAggregate | list[str]:
    """The answer about a file with this content, or the problems as `line code sentence`."""
    path = root / FOLDER / str(asked.data.file)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    answers, found = run_requests(root, (asked,))
    problems = [problem for problem in found if problem.level is ProblemLevel.ERROR]
    assert bool(answers) != bool(problems)
    return (
        answers[asked]
        if answers
        else [f"{problem.place.line} {problem.code} {problem.sentence}" for problem in problems]
    )


def counts(found: DataAggregate | list[str]) -> tuple[int, int, int] | list[str]:
    return (found.attempts, found.successes, found.unknown) if isinstance(found, DataAggregate) else found


@pytest.mark.parametrize(
    ("condition", "cells", "expected"),
    [
        ({"equals": 1}, ["1", "1.0", " 1 ", "1e0", "0", "2", ""], (7, 4, 1)),
        ({"equals": 1}, ["nan", "NaN", "1"], (3, 1, 2)),
        ({"equals": 0}, ["0", "-0", "0.0", "1"], (4, 3, 0)),
        ({"equals": True}, ["true", "True", "TRUE", "1", "false", "0", ""], (7, 4, 1)),
        ({"equals": False}, ["true", "False", "0"], (3, 2, 0)),
        ({"equals": True}, ["1.0", "0.0", ""], (3, 1, 1)),
        ({"equals": "good"}, ["good", "Good", "good ", "bad", ""], (5, 1, 1)),
        ({"equals": "1"}, ["1", "1.0"], (2, 1, 0)),
        ({"equals": "it's"}, ["it's", "its"], (2, 1, 0)),
        ({"at_least": 0.5}, ["0.5", "0.49", "7", ""], (4, 2, 1)),
        ({"at_most": -1}, ["-1", "-1.5", "0"], (3, 2, 0)),
        ({"is_in": (1, 2)}, ["1", "2.0", "3", ""], (4, 2, 1)),
        ({"is_in": ("a", "b")}, ["a", "c", ""], (3, 1, 1)),
        ({"is_in": (1, "a")}, ["1.0", "a", "x", ""], (4, 2, 1)),
        ({"equals": 1}, ["1", "yes"], ["3 data-value the column 'good' holds 'yes' where a number is expected"]),
        ({"equals": 1}, ["inf", "1"], ["2 data-value the column 'good' holds 'inf' where a number is expected"]),
        ({"equals": True}, ["maybe"], ["2 data-value the column 'good' holds 'maybe' where true or false is expected"]),
        ({"at_least": 1}, ["1,5"], ["2 data-value the column 'good' holds '1,5' where a number is expected"]),
    ],
)
def test_cell_means_what_the_predicate_expects(root: Path, condition: Any, cells: list[str], expected: Any) -> None:
    asked = request(success=Predicate(column="good", **condition))
    content = "id,good\n" + "".join(f'{number},"{cell}"\n' for number, cell in enumerate(cells))
    assert counts(answer(root, content, asked)) == expected


@pytest.mark.parametrize(
    ("condition", "cells", "told"),
    [
        ({"equals": "PASS"}, ["pass", "fail"], "is 'PASS'; it holds 'pass'"),
        ({"equals": "pass"}, ["pass ", "fail"], "is 'pass'; it holds 'pass '"),
        ({"equals": "1"}, ["1.0", "0.0"], "is '1'; it holds '1.0'"),
        ({"is_in": ("Good", "Fair")}, ["fair", "bad"], "is 'Good' or 'Fair'; it holds 'fair'"),
        ({"equals": "yes"}, ["true", "False"], "it holds nothing but true or false"),
        ({"equals": "yes"}, ["1", "0"], "it holds nothing but numbers"),
        ({"equals": True}, ["PASS", "FAIL", "PASS"], "never holds true or false; it holds 'PASS' or 'FAIL'"),
        ({"equals": 1}, ["yes", "no"], "never holds a number; it holds 'no' or 'yes'"),
    ],
)
def test_condition_that_no_cell_can_meet_is_told_once(root: Path, condition: Any, cells: list[str], told: str) -> None:
    asked = request(success=Predicate(column="good", **condition))
    found = answer(root, "id,good\n" + "".join(f"x,{cell}\n" for cell in cells), asked)
    assert isinstance(found, list)
    (problem,) = found
    assert problem.startswith("1 data-condition ")
    assert problem.endswith(told)


@pytest.mark.parametrize(
    ("condition", "cells"),
    [
        ({"equals": "PASS"}, ["FAIL", "FAIL"]),
        ({"equals": "true"}, ["false", "false"]),
        ({"equals": "1"}, ["0", "0"]),
        ({"equals": "PASS"}, ["", ""]),
        ({"equals": "PASS"}, []),
    ],
)
def test_condition_that_no_run_has_met_yet_is_no_mistake(root: Path, condition: Any, cells: list[str]) -> None:
    asked = request(success=Predicate(column="good", **condition))
    found = answer(root, "id,good\n" + "".join(f"x,{cell}\n" for cell in cells), asked)
    assert isinstance(found, DataAggregate)
    assert found.successes == 0


def test_what_is_said_wrongly_is_a_problem_where_it_is_said(root: Path) -> None:
    (root / FOLDER / "runs.csv").write_text("id,good\na,1\n")
    asked = request(success=Predicate(column="god", equals=1), cluster="task")
    places: dict[tuple[str | int, ...], int] = {("success", "column"): 7, ("cluster",): 9}
    _, problems = run_requests(root, (asked,), where=lambda item, path: Place(f"{item}.yml", places[path], 5))
    assert [(str(problem.place), problem.code) for problem in problems] == [
        ("desk/runs.yml:7:5", "data-column"),
        ("desk/runs.yml:9:5", "data-column"),
    ]


@pytest.mark.parametrize(
    ("null_is", "expected"), [("unknown", (3, 1, 1)), ("failure", (3, 1, 0)), ("success", (3, 2, 0))]
)
def test_empty_outcome_is_unknown_unless_declared_otherwise(root: Path, null_is: str, expected: Any) -> None:
    assert counts(answer(root, "id,good\na,1\nb,0\nc,\n", request(null_is=null_is))) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id,good\n", (0, 0, 0)),
        ("\ufeffid,good\r\na,1\r\n\r\nb,0\r\n", (2, 1, 0)),
        ('id,good\n"two\nlines, ""quoted""",1\nb,0', (2, 1, 0)),
        ("good\n1\n\n0\n", (3, 1, 1)),
        ("", ["0 data-empty the file is empty"]),
        ("\n\n", ["0 data-empty the file is empty"]),
        ("id,good,id\na,1,b\n", ["0 data-column the column 'id' stands twice"]),
        ("id,Good\na,1\n", ["1 data-column no column 'good' in runs.csv"]),
        (
            "id;good\na;1\n",
            ["0 data-form the file is a table whose columns are separated by semicolons, not by commas"],
        ),
        ("id,good\na,1\nb\n", ["3 data-row the row has 1 values, the first line has 2"]),
        ("id,good\na,1\nb,1,1\n", ["3 data-row the row has 3 values, the first line has 2"]),
        ('id,good\na,1\n"b,0\nc,1\n', ["3 data-row the row has an unbalanced quote"]),
        (b"id,good\na,1\n\xff,0\nb,\xfe\n", ["3 data-row the line is not UTF-8"]),
        ('id,good\n"x\ny",1\nb,bad\n', ["4 data-value the column 'good' holds 'bad' where a number is expected"]),
    ],
)  # fmt: skip
def test_csv_is_read_whole_or_refused_with_its_lines(root: Path, content: str | bytes, expected: Any) -> None:
    assert counts(answer(root, content, request())) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"good": 1}\n\n{"good": 1.0}\n{"good": "1"}\n{"good": 0}\n{"good": null}\n{"id": 3}\n', (6, 3, 2)),
        ('{"good": 1}\n{"good": \n', ["2 data-row the line is not JSON"]),
        ('{"good": 1}\n[1]\n', ["2 data-row the line is not a JSON object"]),
        ('{"good": 1}\n{"good": 1, "good": 0}\n', ["2 data-row a key stands twice: 'good'"]),
        ('{"id": 1}\n', ["1 data-column no column 'good' in runs.jsonl"]),
        ('{"id": 1}\n' * 150 + '{"good": 1}\n', (151, 1, 150)),
        ('{"good": true}\n', ["1 data-value the column 'good' holds 'true' where a number is expected"]),
        ('\n{"good": {"a": 1}}\n', ["2 data-value the column 'good' holds '{\"a\":1}' where a number is expected"]),
        ("\n", ["0 data-empty the file holds no row"]),
        (b'{"good": 1, "id": "\xff"}\n', ["1 data-row the line is not UTF-8"]),
        ("[1]\n", ["1 data-row the line is not a JSON object"]),
        ('{"good": ' + "[" * 100_000, ["1 data-row the line is nested too deeply"]),
        ('{"good": ' + "9" * 5000 + "}\n", ["1 data-row a number has too many digits"]),
    ],
)  # fmt: skip
def test_jsonl_is_read_whole_or_refused_with_its_lines(root: Path, content: str | bytes, expected: Any) -> None:
    assert counts(answer(root, content, request("runs.jsonl"))) == expected


def test_line_without_end_is_refused_and_not_read_to_its_end(root: Path) -> None:
    line = '{"good": 1, "id": "' + "x" * (17 << 20) + '"}\n'
    assert answer(root, line * 2, request("runs.jsonl")) == ["1 data-row the line has more than 16,777,216 characters"]


def test_file_of_endless_columns_is_answered_or_refused_in_good_time(root: Path) -> None:
    many = [f"c{number}" for number in range(300_000)]
    start = time.process_time()
    assert answer(root, f"good,{','.join(many)}\n", request()) == [
        "0 data-column the file has 300,001 columns, more than 1,000"
    ]
    row = json.dumps({"good": 1} | dict.fromkeys(many, 1))
    assert counts(answer(root, row, request("runs.jsonl"))) == (1, 1, 0)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("column", "condition", "expected"),
    [
        ("whole", {"equals": 1}, (3, 1, 1)),
        ("whole", {"equals": "1"}, (3, 1, 1)),
        ("truth", {"equals": True}, (3, 1, 1)),
        ("short", {"at_least": 0.9}, (3, 2, 1)),
        (
            "truth",
            {"equals": 1},
            ["1 data-condition the column 'truth' of runs.parquet never holds a number; it holds 'false' or 'true'"],
        ),
        (
            "truth",
            {"equals": "yes"},
            [
                "1 data-condition no cell of the column 'truth' of runs.parquet is 'yes'; "
                "it holds nothing but true or false"
            ],
        ),
    ],
)
def test_parquet_is_read_by_its_types(root: Path, column: str, condition: Any, expected: Any) -> None:
    rows = "(1, true, 1.5::FLOAT), (0, false, 0.9::FLOAT), (NULL, NULL, 'nan'::FLOAT)"
    path = root / FOLDER / "runs.parquet"
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {rows}) AS t(whole, truth, short)) TO '{path}' (FORMAT parquet)")  # noqa: S608
    found = counts(
        answer(root, path.read_bytes(), request("runs.parquet", success=Predicate(column=column, **condition)))
    )
    assert found[:1] == expected[:1] if isinstance(expected, list) else found == expected


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("runs.txt", "id,good\n", "0 data-format the format of the file is not known"),
        ("runs.parquet", "PAR1 cut off", "0 data-unreadable the file is not Parquet, or is damaged"),
    ],
)
def test_other_files_are_refused(root: Path, file: str, content: str, expected: str) -> None:
    assert answer(root, content, request(file)) == [expected]


def test_name_of_a_column_is_never_sql(root: Path) -> None:
    name = 'x\' OR "y"; DROP TABLE t; --'
    asked = request(success=Predicate(column=name, equals="a' OR 1=1 --"))
    quoted = name.replace('"', '""')
    assert counts(answer(root, f'"{quoted}"\na\' OR 1=1 --\nb\n', asked)) == (2, 1, 0)
    line = '{"x\' OR \\"y\\"; DROP TABLE t; --": "a\' OR 1=1 --"}\n'
    asked = request("runs.jsonl", success=Predicate(column=name, equals="a' OR 1=1 --"))
    assert counts(answer(root, line, asked)) == (1, 1, 0)


TIMES = """day,good
2024-05-01,1
2024-05-01T23:30:00-05:00,1
2024-05-03T00:10:00+02:00,0
2024-05-04 12:00:00,1
2024-05-04T12:00:00.25Z,
"""


@pytest.mark.parametrize(
    ("first", "last", "expected", "days"),
    [
        (None, None, (5, 3, 1), 3),
        (date(2024, 5, 2), None, (4, 2, 1), 2),
        (date(2024, 5, 2), date(2024, 5, 2), (2, 1, 0), 1),
        (date(2024, 5, 5), None, (0, 0, 0), 0),
    ],
)
def test_window_counts_utc_days_with_both_ends(root: Path, first: Any, last: Any, expected: Any, days: int) -> None:
    found = answer(root, TIMES, request(at="day", asks={"first": first, "last": last}))
    assert isinstance(found, DataAggregate)
    assert counts(found) == expected
    assert found.days == days


@pytest.mark.parametrize(
    "cell",
    ["1714521600", "1714607999.9", "1714521600000", "1714607999999", "1714521600000000", "2024-05-01T02:00:00+0200"],
)
def test_time_may_be_counted_since_1970(root: Path, cell: str) -> None:
    found = answer(root, f"day,good\n{cell},1\n", request(at="day"))
    assert isinstance(found, DataAggregate)
    assert (found.first, found.last) == (date(2024, 5, 1), date(2024, 5, 1))


@pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMPTZ", "DATE", "TIMESTAMP_MS", "TIMESTAMP_NS"])
def test_times_of_parquet_are_read_by_their_type(root: Path, kind: str) -> None:
    path = root / FOLDER / "runs.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS good, CAST('2024-05-01' AS {kind}) AS day) TO '{path}' (FORMAT parquet)")
    found = answer(root, path.read_bytes(), request("runs.parquet", at="day"))
    assert isinstance(found, DataAggregate)
    assert (found.first, found.last) == (date(2024, 5, 1), date(2024, 5, 1))


def test_dashes_that_only_look_like_one_are_named(root: Path) -> None:
    (root / FOLDER / "runs.csv").write_text("day,good\n2024\u201105\u201101,1\n2024\u201105\u201102,0\n")
    _, (problem,) = run_requests(root, (request(at="day"),))
    assert problem.code == "data-condition"
    assert "the dashes are not '-'" in problem.remedy


def test_days_covered_are_told(root: Path) -> None:
    found = answer(root, TIMES, request(at="day"))
    assert isinstance(found, DataAggregate)
    assert (found.first, found.last) == (date(2024, 5, 1), date(2024, 5, 4))


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "20240501",
        "2024",
        "17172000000000000000",
        "-1717200000",
        "epoch",
        "infinity",
        "2024-02-30",
        "2024-5-1",
        "2024/05/01",
        "01.05.2024",
        "2024-05-01T25:00:00Z",
        "2024-05-01T10:00:00 Europe/Berlin",
    ],
)
def test_time_that_is_none_is_refused(root: Path, cell: str) -> None:
    (problem,) = answer(root, f"day,good\n2024-05-01,1\n{cell},1\n", request(at="day"))  # type: ignore[misc]
    assert problem.startswith("3 data-value the column 'day'")


@pytest.mark.parametrize("moment", ["0000-05-01", "9999-12-31T23:59:59-10:00"])
def test_a_day_beyond_all_that_can_be_written_is_outside(root: Path, moment: str) -> None:
    asked = request(at="at", asks={"collected": (date(2026, 6, 1), date(2026, 6, 30))})
    (found,) = answer(root, f"at,good\n2026-06-01,1\n{moment},1\n", asked)  # type: ignore[misc]
    assert str(found).startswith("3 data-outside ")


def test_days_outside_of_those_of_collection_are_not_counted_one_by_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[int] = []

    def fetch(*arguments: Any) -> list[tuple[Any, ...]]:
        rows = fetch_rows(*arguments)
        fetched.append(len(rows))
        return rows

    monkeypatch.setattr(days, "fetch_rows", fetch)
    asked = request(at="at", asks={"collected": (date(2026, 6, 10), date(2026, 6, 11))})
    (found,) = answer(root, "at,good\n" + "".join(f"2026-06-{day:02},1\n" for day in range(1, 31)), asked)  # type: ignore[misc]
    assert str(found).startswith("2 data-outside 28 rows, the first of them of '2026-06-01'")
    assert set(fetched) == {4}  # in memory, and again in the file, whose lines the problem names


def test_in_a_window_that_ends_before_it_begins_nothing_lies(root: Path) -> None:
    asked = request(at="at", asks={"first": date(2026, 6, 20), "last": date(2026, 6, 10)})
    found = answer(root, "at,good\n2026-06-05,1\n2026-06-15,0\n2026-06-25,1\n", asked)
    assert isinstance(found, DataAggregate)
    assert (found.attempts, found.first, found.days, found.before, found.after) == (0, None, 0, 2, 1)


def test_outcomes_are_counted_by_day_where_all_days_are_asked_for(root: Path) -> None:
    content = "day,good\n2024-05-02,1\n2024-05-01,0\n2024-05-02T23:30:00-02:00,1\n2024-05-02,\n"
    found = answer(root, content, request(at="day"))
    assert isinstance(found, DataAggregate)
    assert found.by_day == (
        DayAggregate(date(2024, 5, 1), 1, 0, 0),
        DayAggregate(date(2024, 5, 2), 2, 1, 1),
        DayAggregate(date(2024, 5, 3), 1, 1, 0),
    )
    assert sum(day.attempts for day in found.by_day) == found.attempts
    part = answer(root, content, request(at="day", asks={"first": date(2024, 5, 2)}))
    assert isinstance(part, DataAggregate)
    assert (part.attempts, part.by_day) == (3, ())


def test_clusters_are_counted_and_sorted(root: Path) -> None:
    found = answer(root, "task,good\nb,1\na,\nb,0\na,1\n", request(cluster="task"))
    assert isinstance(found, DataAggregate)
    assert found.clusters == (ClusterAggregate("a", 2, 1, 1), ClusterAggregate("b", 2, 1, 0))


def test_row_without_cluster_is_refused(root: Path) -> None:
    assert answer(root, "task,good\nb,1\n,0\n", request(cluster="task")) == [
        "3 data-value the column 'task' is empty where the name of a cluster is expected"
    ]


def test_value_is_summarised_without_the_empty_ones(root: Path) -> None:
    content = "good,ms\n1,10\n0,20\n1,\n0,nan\n1,60\n"
    asks = {"outcome": None, "value": "latency", "limits": (20.0, 5.0)}
    found = answer(root, content, request(values={"latency": "ms"}, asks=asks))
    assert isinstance(found, DataAggregate)
    assert (found.attempts, found.n, found.mean) == (5, 3, 30.0)
    assert found.sd == pytest.approx(26.457513110645905)
    assert found.skewness == pytest.approx(1.4578629673)
    assert found.within == ((20.0, 2), (5.0, 0))


def test_no_value_has_no_mean(root: Path) -> None:
    asks = {"outcome": None, "value": "latency"}
    found = answer(root, "good,ms\n1,\n", request(values={"latency": "ms"}, asks=asks))
    assert isinstance(found, DataAggregate)
    assert (found.n, found.mean, found.sd) == (0, None, None)


def test_events_are_rows_that_are_events(root: Path) -> None:
    found = answer(root, "good,harm\n1,no\n1,yes\n0,\n", request(event=Predicate(column="harm", equals="yes")))
    assert isinstance(found, DataAggregate)
    assert found.events == 1


def test_events_are_counted_by_cluster_where_no_outcome_is_asked_for(root: Path) -> None:
    content = "customer,good,harm\nb,1,no\na,1,yes\na,0,yes\nb,0,\n"
    event = Predicate(column="harm", equals="yes")
    found = answer(root, content, request(event=event, cluster="customer", asks={"outcome": None}))
    assert isinstance(found, DataAggregate)
    assert found.clusters == (ClusterAggregate("a", 2, 2, 0), ClusterAggregate("b", 2, 0, 1))
    assert (found.attempts, found.events) == (4, 2)


def test_other_outcome_is_asked_for_by_name(root: Path) -> None:
    data: dict[str, Any] = {"outcomes": {"resolved": Predicate(column="done", equals=True)}}
    content = "good,done\n1,false\n0,true\n0,true\n"
    assert counts(answer(root, content, request(**data, asks={"outcome": "resolved"}))) == (3, 2, 0)
    assert answer(root, content, request(**data, asks={"outcome": "resolvd"})) == [
        "0 data-undefined the data define no outcome 'resolvd'"
    ]


def test_requests_of_one_file_are_answered_together_and_in_any_order(root: Path) -> None:
    (root / FOLDER / "runs.csv").write_text(TIMES)
    asked = [request(at="day"), request(at="day", asks={"first": date(2024, 5, 2)}), request(cluster="day")]
    answers, problems = run_requests(root, tuple(asked))
    assert [problem.code for problem in problems] == ["data-ungrouped"]
    assert [answers[asking].attempts for asking in asked] == [5, 4, 5]
    assert run_requests(root, tuple(reversed(asked))) == (answers, problems)


@pytest.mark.parametrize(("asks", "codes"), [({}, ["data-ungrouped"]), ({"tried_once": True}, [])])
def test_a_group_a_row_is_none_unless_each_task_was_tried_once(root: Path, asks: Any, codes: list[str]) -> None:
    (root / FOLDER / "runs.csv").write_text("task,good\na,1\nb,0\n")
    _, problems = run_requests(root, (request(cluster="task", asks=asks),))
    assert [problem.code for problem in problems] == codes


def test_file_that_is_not_the_stated_or_the_snapshotted_one_is_refused(root: Path) -> None:
    content = "id,good\na,1\n"
    right = hashlib.sha256(content.encode()).hexdigest()
    assert counts(answer(root, content, request(sha256=right))) == (1, 1, 0)
    assert answer(root, content, request(sha256="0" * 64)) == [
        "0 data-digest the file is not the one that was stated or read before"
    ]
    _, problems = run_requests(root, (request(),), {f"{FOLDER}/runs.csv": "0" * 64})
    assert [problem.code for problem in problems] == ["data-digest"]


@pytest.mark.parametrize("large", [True, False])
def test_a_file_that_is_written_while_it_is_counted_gives_no_answer(
    large: bool, root: Path, monkeypatch: pytest.MonkeyPatch, figure: Callable[[int, str, str], None]
) -> None:
    file, count_before = root / FOLDER / "runs.csv", counting.count_rows
    file.write_text("id,good\na,1\n")
    read_before = {f"{FOLDER}/runs.csv": hashlib.sha256(file.read_bytes()).hexdigest()}
    monkeypatch.setattr(requests, "_SMALL", 0 if large else 1 << 20)

    def count_of_other_rows(*asked: Any) -> Any:
        with file.open("r+") as same:  # the same file, as an editor or a log writes to it
            same.write("id,good\na,0\n")
        return count_before(*asked)

    monkeypatch.setattr(requests, "count_rows", count_of_other_rows)
    answers, problems = run_requests(root, (request(),), read_before)
    assert (answers, [problem.code for problem in problems]) == ({}, ["data-digest"])
    figure(30, "data files written between digest and count: counts are told", "0/1")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (request("none.csv"), "path-missing"),
        (request("../../../../etc/passwd"), "path-outside"),
        (request("link.csv"), "path-link"),
        (
            DataRequest("desk/runs", FOLDER, Data(table="runs", success=Predicate(column="good", equals=1))),
            "data-table",
        ),
    ],
)
def test_nothing_but_a_regular_file_of_the_workspace_is_read(root: Path, asked: DataRequest, code: str) -> None:
    (root / FOLDER / "link.csv").symlink_to("/etc/passwd")
    answers, problems = run_requests(root, (asked,))
    assert answers == {}
    assert [problem.code for problem in problems] == [code]


def test_all_broken_rows_are_told(root: Path) -> None:
    found = answer(root, "id,good\nb\na,1\nc,1,1\n", request())
    assert [one[:10] for one in found] == ["2 data-row", "4 data-row"]  # type: ignore[union-attr]


def test_problem_with_one_file_leaves_the_others_their_answers(root: Path) -> None:
    (root / FOLDER / "runs.csv").write_text("id,good\na,1\n")
    answers, problems = run_requests(root, (request(), request("none.csv")))
    assert len(answers) == 1
    assert len(problems) == 1


CELLS = st.sampled_from(["1", "0", "1.0", "", " 1", "2", "0.0"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "it's"]), CELLS), max_size=30))
def test_counts_are_those_of_plain_python(root: Path, rows: list[tuple[str, str]]) -> None:
    content = "task,good\n" + "".join(f"{task},{cell}\n" for task, cell in rows)
    found = answer(root, content, request(cluster="task"))
    assert isinstance(found, DataAggregate)
    known = [(task, float(cell) == 1) for task, cell in rows if cell.strip()]
    assert counts(found) == (len(rows), sum(good for _, good in known), len(rows) - len(known))
    assert sum(cluster.attempts for cluster in found.clusters) == found.attempts
    assert sum(cluster.successes for cluster in found.clusters) == found.successes
    shuffled = "task,good\n" + "".join(f"{task},{cell}\n" for task, cell in reversed(rows))
    assert answer(root, shuffled, request(cluster="task")) == found


# USEPA 2002, OSWER 9285.6-10, exhibit 9: EnvStats prints a skew of 2.365778.
EXPOSURE = (
    "16 17 17 17 18 18 20 20 20 21 21 21 21 21 21 22 22 22 23 23 23 23 24 24 24 25 25 25 25 25 25 26 26 26 26 27 27 28 "
    "28 28 28 29 29 30 30 31 32 32 32 33 33 35 35 97 98 105 107 111 117 119"
)


@pytest.mark.parametrize(
    ("cells", "skewness"),
    [
        (EXPOSURE.split(), 2.365778),
        (["5", "5", "5"], None),
        (["5", "6"], None),
        # Beside the cubes of such numbers nothing is left of a spread of one.
        ([str(100_000 + k * k) for k in range(4)], None),
    ],
)
def test_skewness_of_a_value(root: Path, cells: list[str], skewness: float | None) -> None:
    asks = {"outcome": None, "value": "latency"}
    content = "good,ms\n" + "".join(f"1,{cell}\n" for cell in cells)
    found = answer(root, content, request(values={"latency": "ms"}, asks=asks))
    assert isinstance(found, DataAggregate)
    assert found.skewness == (None if skewness is None else pytest.approx(skewness, abs=1e-6))


def test_values_are_summarised_by_cluster(root: Path) -> None:
    content = "task,good,ms\nb,1,10\na,0,20\na,1,\nb,0,10\nc,1,nan\n"
    asks = {"outcome": None, "value": "latency", "limits": (20.0,)}
    found = answer(root, content, request(values={"latency": "ms"}, cluster="task", asks=asks))
    assert isinstance(found, DataAggregate)
    assert found.clusters == ()
    assert found.value_clusters == (
        ValueAggregate("a", 2, 1, 20.0, None, ((20.0, 1),)),
        ValueAggregate("b", 2, 2, 10.0, 0.0, ((20.0, 2),)),
        ValueAggregate("c", 1, 0, None, None, ((20.0, 0),)),
    )


def test_parts_are_counted_with_their_clusters(root: Path) -> None:
    content = "task,lang,good\na,de,1\na,en,0\nb,de,\nb,en,1\na,de,0\n"
    found = answer(root, content, request(cluster="task", stratum="lang"))
    assert isinstance(found, DataAggregate)
    assert found.strata == (
        StratumAggregate("de", 3, 1, 1, (ClusterAggregate("a", 2, 1, 0), ClusterAggregate("b", 1, 0, 1))),
        StratumAggregate("en", 2, 1, 0, (ClusterAggregate("a", 1, 0, 0), ClusterAggregate("b", 1, 1, 0))),
    )
    alone = answer(root, content, request(stratum="lang"))
    assert isinstance(alone, DataAggregate)
    assert alone.strata == (StratumAggregate("de", 3, 1, 1), StratumAggregate("en", 2, 1, 0))


def test_parts_are_cut_to_the_days_that_count(root: Path) -> None:
    content = "day,lang,good\n2024-05-01,de,1\n2024-05-02,en,0\n"
    found = answer(root, content, request(at="day", stratum="lang", asks={"first": date(2024, 5, 2)}))
    assert isinstance(found, DataAggregate)
    assert found.strata == (StratumAggregate("en", 1, 0, 0),)


def test_outcomes_are_counted_by_weight_and_cluster(root: Path) -> None:
    content = "task,w,good\na,2.5,1\na,1,0\nb,2.5,\nb,2.5,1\na,1,0\n"
    weight = {"column": "w", "at_most": 2.5}
    found = answer(root, content, request(cluster="task", weight=weight))
    assert isinstance(found, DataAggregate)
    assert found.weights == (
        WeightAggregate("a", 1.0, 2, 0, 0),
        WeightAggregate("a", 2.5, 1, 1, 0),
        WeightAggregate("b", 2.5, 2, 1, 1),
    )
    named = "".join(f"{line},{name}\n" for line, name in zip(content.splitlines(), ("run", *"pqrst"), strict=True))
    alone = answer(root, named, request(weight=weight, run="run"))
    assert isinstance(alone, DataAggregate)
    assert alone.weights == (WeightAggregate("", 1.0, 2, 0, 0), WeightAggregate("", 2.5, 3, 2, 1))


@pytest.mark.parametrize("cell", ["", "0", "-1", "3", "nan", "heavy"])
def test_a_weight_that_the_plan_does_not_allow_is_refused(root: Path, cell: str) -> None:
    found = answer(root, f"w,good\n1,1\n{cell},0\n", request(weight={"column": "w", "at_most": 2.5}))
    assert isinstance(found, list)
    (problem,) = found
    assert problem.startswith("3 data-value the column 'w'")
    assert "a weight above 0 and at most 2.5" in problem


def test_row_without_part_is_refused(root: Path) -> None:
    assert answer(root, "lang,good\nde,1\n,0\n", request(stratum="lang")) == [
        "3 data-value the column 'lang' is empty where the name of a part is expected"
    ]


TRIES = "good,task,minutes\n" + "".join(f"{good},{task},{task[1:]}\n" for good, task in (
    *((1, "t5"),) * 3, (0, "t5"), ("", "t5"), (1, "t60"), (0, "t60"), (0, "t7"),
))  # fmt: skip


def test_an_outcome_and_a_value_are_counted_together_by_cluster(root: Path) -> None:
    asked = request(values={"minutes": "minutes"}, cluster="task", asks={"value": "minutes"})
    found = answer(root, TRIES, asked)
    assert isinstance(found, DataAggregate)
    assert (found.attempts, found.successes, found.unknown, found.n) == (8, 4, 1, 8)
    seen = [(part.cluster, part.attempts, part.successes, part.unknown, part.mean) for part in found.value_clusters]
    assert seen == [("t5", 5, 3, 1, 5.0), ("t60", 2, 1, 0, 60.0), ("t7", 1, 0, 0, 7.0)]
    value_alone = {"value": "minutes", "outcome": None}
    alone = answer(root, TRIES, request(values={"minutes": "minutes"}, cluster="task", asks=value_alone))
    assert isinstance(alone, DataAggregate)
    assert [(part.successes, part.unknown) for part in alone.value_clusters] == [(None, None)] * 3


def test_clusters_are_split_by_the_value(root: Path) -> None:
    rows = "good,family,minutes\n1,a,30\n0,a,2\n1,a,30\n0,b,30\n1,b,\n"
    split = {"value": "minutes", "split": True}
    asked = request(values={"minutes": "minutes"}, cluster="family", asks=split)
    found = answer(root, rows, asked)
    assert isinstance(found, DataAggregate)
    seen = [(part.cluster, part.mean, part.attempts, part.successes, part.n) for part in found.value_clusters]
    assert seen == [("a", 2.0, 1, 0, 1), ("a", 30.0, 2, 2, 2), ("b", 30.0, 1, 0, 1), ("b", None, 1, 1, 0)]


def test_alike_cells_that_cannot_be_read_are_one_problem(root: Path) -> None:
    found = answer(root, "good\n" + "yes\nno\n1\n" * 30, request())
    assert found == [
        "2 data-value the column 'good' holds 'yes' where a number is expected, 30 times",
        "3 data-value the column 'good' holds 'no' where a number is expected, 30 times",
    ]
