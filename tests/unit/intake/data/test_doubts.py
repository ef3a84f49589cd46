"""Rows and cells that hardly mean what is said of them: near words, other scales, repeats, copies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trustpages.intake.data.requests import run_requests
from trustpages.intake.data.scrutiny import repeats
from trustpages.intake.messages.written_numbers import explain_number
from trustpages.model.aggregate import DataAggregate, DataRequest, FileRows, SharedRows
from trustpages.model.documents.items.data_file import Data
from trustpages.model.problem import Problem, ProblemLevel

FOLDER = "evidence/desk/bundles"


def look(root: Path, *logs: str, **data: Any) -> tuple[list[DataAggregate], list[Problem]]:
    """The answers about one log or several, each of an item of its own, and what is told of them."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    asked = []
    for number, content in enumerate(logs):
        described = {"success": {"column": "ok", "equals": "yes"}} | data | {"file": f"log-{number}.csv"}
        (root / FOLDER / described["file"]).write_text(content)
        asked.append(DataRequest(f"desk/item-{number}", FOLDER, Data.model_validate(described)))
    answers, problems = run_requests(root, tuple(asked))
    assert all(problem.level is ProblemLevel.WARNING for problem in problems), problems
    return [answers[request] for request in asked], list(problems)


def column(*cells: str) -> str:
    """A log with a name for every row and these cells."""
    return "name,ok\n" + "".join(f'n{number * 3},"{cell}"\n' for number, cell in enumerate(cells))


@pytest.mark.parametrize(
    ("condition", "cells", "codes"),
    [
        ({"equals": "yes"}, ["yes", "Yes", "no"], ["data-spelling"]),
        ({"equals": "yes"}, ["yes", "yes ", "no"], ["data-spelling"]),
        ({"equals": "yes"}, ["yes", "\u00a0yes", "no"], ["data-spelling"]),
        ({"equals": "yes"}, ["yes", "true", "no"], ["data-spelling"]),
        ({"equals": "no"}, ["no", "N", "yes"], ["data-spelling"]),
        ({"is_in": ["good", "fair"]}, ["good", "Fair", "bad"], ["data-spelling"]),
        ({"is_in": ["yes", "Yes"]}, ["yes", "Yes", "no"], []),
        ({"equals": "yes"}, ["yes", "yesterday", "no"], []),
        ({"equals": "x"}, ["x", "y", "z"], []),
        ({"equals": "yes"}, ["yes", "N/A", "no"], ["data-unsaid"]),
        ({"equals": "yes"}, ["yes", " unknown ", "no"], ["data-unsaid"]),
        ({"is_in": ["yes", "none"]}, ["yes", "none", "no"], []),
        ({"equals": "none"}, ["none", "None", "no"], ["data-spelling"]),
        ({"equals": "yes"}, ["yes"] * 5, ["data-always-met"]),
        ({"equals": "yes"}, ["yes"] * 4, []),
        ({"equals": "yes"}, ["yes"] * 5 + ["no"], []),
        ({"is_in": ["yes", "no"]}, ["yes", "no"] * 3, ["data-always-met"]),
        ({"at_most": 30}, ["3", "4", "5", "6", "29"], ["data-always-met"]),
        ({"at_least": 0.5}, ["3", "55", "84", "12"], ["data-scale"]),
        ({"at_least": 0.5}, ["0.3", "55"], ["data-scale"]),
        ({"at_most": 0.5}, ["3", "55", "84"], ["data-scale"]),
        ({"at_least": 50}, ["0.3", "0.5", "0.84", "0.2", "0.9"], ["data-scale"]),
        ({"at_least": 0.5}, ["0.3", "0.5", "1", "0"], []),
        ({"at_most": 0.5}, ["0.3", "0.5", "7.5"], []),
        ({"at_least": 3}, ["1", "2", "5", "4"], []),
        ({"equals": True}, ["true"] * 9, []),
    ],
)
def test_cells_that_hardly_mean_what_is_said_are_told(
    tmp_path: Path, condition: dict[str, Any], cells: list[str], codes: list[str]
) -> None:
    _, problems = look(tmp_path, column(*cells), success={"column": "ok", **condition})
    assert [problem.code for problem in problems] == codes


def test_a_perfect_record_is_none_to_doubt_where_the_item_says_what_the_contrary_is(tmp_path: Path) -> None:
    _, problems = look(tmp_path, column(*["yes"] * 20), event={"column": "ok", "equals": "no"})
    assert problems == []


def test_what_makes_a_row_a_run_is_looked_at_in_all_rows(tmp_path: Path) -> None:
    log = "n,kind,ok\n" + "".join(f"{number * 3},run,{good}\n" for number, good in enumerate(["yes", "no"] * 3))
    chosen = {"where": {"column": "kind", "equals": "run"}, "run": "n"}
    _, problems = look(tmp_path, f"{log}77,Run,yes\n", **chosen)
    assert [problem.code for problem in problems] == ["data-spelling"]
    _, problems = look(tmp_path, f"{log}77,note,yes\n", **chosen)
    assert problems == []


def test_the_number_of_near_cells_and_one_of_them_are_told(tmp_path: Path) -> None:
    (found,), (problem,) = look(tmp_path, column("yes", "Yes", "yes ", "no"))
    assert problem.sentence.startswith("2 cells of the column 'ok' of log-0.csv nearly are 'yes'")
    assert found.file is not None
    assert (found.file.near, found.successes) == (2, 1)


def numbered(*numbers: int, time: str = "10:00:00") -> str:
    """Three rows with these numbers, two of them alike otherwise."""
    rows = zip(numbers, ("yes", "yes", "no"), strict=True)
    return "n,t,ok\n" + "".join(f"{number},2026-06-01T{time}Z,{good}\n" for number, good in rows)


TWICE = "t,c,ok\n2026-06-01T10:00:00Z,a,yes\n2026-06-01T10:00:00Z,a,yes\n2026-06-02T11:00:00Z,b,no\n"


@pytest.mark.parametrize(
    ("content", "data", "repeated", "clusters"),
    [
        (TWICE, {}, 1, 2),
        (TWICE, {"cluster": "c"}, 1, 2),
        (numbered(1, 2, 3), {}, 1, 2),
        (numbered(1, 2, 3), {"cluster": "n"}, 1, 2),
        (numbered(1, 2, 3), {"run": "n"}, 1, 2),
        (numbered(3, 1, 2), {}, 1, 2),
        (numbered(7, 2, 30), {}, 0, 0),
        (numbered(7, 2, 30), {"run": "n"}, 0, 0),
        (numbered(7, 2, 30), {"cluster": "n"}, 0, 3),
        (numbered(1, 2, 3, time="00:00:00"), {"run": "n"}, 0, 0),
        ("n,at,ok\n1,1780000001,yes\n2,1780000001,yes\n3,1780000009,no\n", {"run": "n", "at": "at"}, 1, 2),
        ("task,ok\n1,yes\n2,yes\n3,no\n", {"cluster": "task"}, 0, 3),
        ("ok\nyes\nyes\nno\n", {}, 1, 2),
    ],
)
def test_rows_that_are_alike_count_as_one(
    tmp_path: Path, content: str, data: dict[str, Any], repeated: int, clusters: int
) -> None:
    (found,), problems = look(tmp_path, content, **data)
    assert found.file is not None
    assert (found.file.repeated, len(found.clusters), found.attempts) == (repeated, clusters, 3)
    assert ("data-repeated" in {problem.code for problem in problems}) is bool(repeated)


def test_of_very_many_rows_a_part_tells_how_many_repeat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "_MOST_DIGESTS", 500)
    lines = "".join(f"r{number},yes\n" for number in range(1000)) * 2
    (found,), _ = look(tmp_path, f"name,ok\n{lines}")
    assert found.file is not None
    assert found.file.repeated == 1000


def test_very_many_groups_of_rows_are_taken_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "_MOST_GROUPS", 16)
    (found,), _ = look(tmp_path, "name,ok\n" + "".join(f"r{number},yes\n" for number in range(200)) * 2)
    assert len(found.clusters) == 16
    assert found.attempts == 400


def log(numbers: range, *, good: bool = True) -> str:
    rows = (f"2026-06-{number % 28 + 1:02d}T10:{number % 60:02d}:00Z,c{number % 7},{number * 3}" for number in numbers)
    return "t,c,seconds,ok\n" + "".join(
        f"{row},{'yes' if good or index % 9 else 'no'}\n" for index, row in enumerate(rows)
    )


@pytest.mark.parametrize(
    ("first", "second", "common"),
    [
        (range(60), range(60), 60),
        (range(60), range(20, 60), 40),
        (range(60), range(30, 90), 30),
        (range(60), range(40, 100), 0),
        (range(60), range(55, 62), 0),
        (range(10_000), range(4_000, 14_000), 6_000),
    ],
)
def test_rows_that_two_items_share_are_told_at_both(tmp_path: Path, first: range, second: range, common: int) -> None:
    found, problems = look(tmp_path, log(first), log(second), cluster="c")
    copies = [answer.file.shared for answer in found if answer.file]
    if not common:
        assert copies == [(), ()]
        return
    assert [[copy.other for copy in shared] for shared in copies] == [["item-1"], ["item-0"]]
    assert [copy.common for shared in copies for copy in shared] == pytest.approx([common, common], rel=0.05)
    assert [problem.code for problem in problems if problem.code == "data-copied"] == ["data-copied"] * 2


def test_a_near_copy_in_another_order_of_rows_and_columns_is_one(tmp_path: Path) -> None:
    head, *rows = log(range(60)).splitlines()
    other = [
        ",".join(reversed(line.split(","))) for line in (head, *reversed(rows[:50]), *[rows[50].replace("yes", "no")])
    ]
    found, _ = look(tmp_path, "\n".join((head, *rows)), "\n".join(other), cluster="c")
    assert found[0].file is not None
    assert found[0].file.shared == (SharedRows("item-1", 50, 51),)


def test_tasks_with_the_same_results_are_no_copies(tmp_path: Path) -> None:
    results = "task,ok\n" + "".join(f"t{number},{'yes' if number % 3 else 'no'}\n" for number in range(60))
    found, _ = look(tmp_path, results, results.replace("t7,yes", "t7,no"), cluster="task")
    assert [answer.file.shared for answer in found if answer.file] == [(), ()]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12%", "write a share, 0.12 for '12%'"),
        ("12.5 %", "write a share, 0.125 for '12.5 %'"),
        ("1,234", "write 1234 for '1,234'"),
        ("1'234.5", "write 1234.5 for"),
        ("1 234", "write 1234 for '1 234'"),
        ("1,5", "write 1.5 for '1,5'"),
        ("12 ms", "write the number alone, 12 for '12 ms'"),
        ("$4.20", "write the number alone, 4.20 for '$4.20'"),
        ("n/a", ""),
        ("12", ""),
        ("PASS", ""),
        ("2026-06-01", ""),
    ],
)
def test_what_a_person_reads_as_a_number_is_told(written: str, said: str) -> None:
    assert said in explain_number(written)
    assert bool(explain_number(written)) is bool(said)


def facts(root: Path, content: str, **data: Any) -> FileRows:
    """What is told of a log's rows."""
    (answer,), _ = look(root, content, **data)
    assert answer.file is not None
    return answer.file


def test_empty_outcomes_are_told_where_they_count_as_good(tmp_path: Path) -> None:
    content = column("yes", "", "no", "")
    assert facts(tmp_path, content, null_is="success").presumed == 2
    assert facts(tmp_path, content, null_is="failure").presumed == 0
    assert facts(tmp_path, content).presumed == 0


def test_words_for_nothing_are_told_where_they_count_as_no_event(tmp_path: Path) -> None:
    content = column("yes", "n/a", "no", "unknown")
    assert facts(tmp_path, content, event={"column": "ok", "equals": "no"}).unsaid == 2
    assert facts(tmp_path, content).unsaid == 0


@pytest.mark.parametrize(
    ("rows", "left_out"),
    [
        (["run,yes", "run,no", "probe,yes", "probe,no", "probe,no"], (1, 2)),
        (["run,yes", "run,no", "start,begun", "start,"], (0, 0)),
        (["run,yes", "run,no"], (0, 0)),
    ],
    ids=["runs of another kind", "rows that are no runs", "all rows"],
)
def test_rows_that_are_left_out_with_an_outcome_are_counted(
    tmp_path: Path, rows: list[str], left_out: tuple[int, int]
) -> None:
    where = {"column": "kind", "equals": "run"}
    assert facts(tmp_path, "\n".join(["kind,ok", *rows, ""]), where=where).left_out == left_out


def test_what_chooses_the_rows_is_not_said_to_be_always_met(tmp_path: Path) -> None:
    content = "kind,ok\n" + "run,yes\nrun,no\n" * 5 + "start,\n"
    assert facts(tmp_path, content, where={"column": "kind", "equals": "run"}).always == ()
    assert facts(tmp_path, column(*["yes"] * 9)).always == ("ok",)
