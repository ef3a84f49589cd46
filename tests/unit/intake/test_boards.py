"""Scoreboards in files: rows with their units, names and notes; every fault with file, line and remedy."""

from __future__ import annotations

import csv
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from support.intake.workspaces import InMemory, read_workspace, valid
from trustpages.assess.metrics.rank.outcomes import compare_ranks_with_outcomes
from trustpages.intake.workspace import Intake
from trustpages.model.measured import Measured
from trustpages.model.vocabulary import Audience

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "rank_pairs"
BOARD = "evidence/benchmarks/board.csv"
HEAD = b"system,bench,use,remark\n"
COMPARISON = """
comparisons:
  - id: bench-and-use
    title: Bench beside use
    workflow: The desk
    {more}
    board:
      file: {file}
      columns: {{agent: system, score: bench, outcome: use, note: remark}}
      {board}
"""


def read(rows: bytes, *, file: str = "board.csv", more: str = "stand_in: true", board: str = "ours: [me]") -> Intake:
    files = valid()
    path = next(path for path in files if "/benchmarks/" in path)
    files[path] += COMPARISON.format(more=more, file=file, board=board).encode()
    files[f"evidence/benchmarks/{file}"] = rows
    return read_workspace(InMemory(files), Audience.INTERNAL, date(2026, 11, 20))


def rows_of(intake: Intake) -> list[tuple[str, float | None, float | None, bool, str | None]]:
    assert intake.workspace is not None, intake.problems
    (comparison,) = (found for board in intake.workspace.benchmarks for found in board.comparisons)
    return [(row.agent, row.score, row.outcome, row.ours, row.note) for row in comparison.rows]


def test_a_csv_file_holds_the_rows() -> None:
    found = rows_of(read(HEAD + b'me,0.5,0.25,\n"Name, with comma",0.7,,not matched\n'))
    assert found == [("me", 0.5, 0.25, True, None), ("Name, with comma", 0.7, None, False, "not matched")]


def test_a_jsonl_file_holds_the_rows() -> None:
    first = b'{"system": "me", "bench": 0.5, "use": 0.25, "remark": null}'
    lines = first + b'\n\n{"system": "x", "bench": 0, "use": 1, "remark": ""}\n'
    found = rows_of(read(lines, file="board.jsonl"))
    assert found == [("me", 0.5, 0.25, True, None), ("x", 0.0, 1.0, False, None)]


def test_percentages_become_shares_by_their_digits() -> None:
    found = rows_of(read(HEAD + b"me,57,29.1 %,\n", board="percent: [score, outcome]"))
    assert found == [("me", 0.57, 0.291, False, None)]


def test_any_unit_of_outcome_and_which_side_of_it_is_better() -> None:
    rows = b"".join(b"a%d,%d,%d,\n" % (n, 1300 + 10 * n, 90 - 10 * n) for n in range(6))
    more = "score_unit: Elo points\n    outcome_unit: dollars a task\n    lower_is_better: true"
    intake = read(HEAD + rows, more=more)
    assert intake.workspace is not None, intake.problems
    (found,) = compare_ranks_with_outcomes(intake.workspace)
    assert isinstance(found.rho, Measured)
    assert (found.rho.value, found.n, found.intervals) == (1.0, 6, ())
    assert (found.score_unit, found.outcome_unit, found.points[0].outcome) == ("Elo points", "dollars a task", 40.0)


@pytest.mark.parametrize(
    ("rows", "code", "line", "says"),
    [
        (HEAD + b"me,0.5,0.25,\nme,0.6,0.3,\n", "duplicate-entrant", 3, "'me' stands in row 1 as well"),
        (HEAD + b"me,0.5,0.25\n", "data-row", 2, "3 values, there are 4 columns"),
        (HEAD + b"me,high,0.25,\n", "data-row", 2, "'high' is no number"),
        (b"version https://git-lfs.github.com/spec/v1\n", "data-form", 0, "a pointer of Git LFS"),
        (HEAD.decode().encode("utf-16"), "data-form", 0, "UTF-16"),
        (HEAD + b"me,57,0.25,\n", "impossible-count", 2, "the score is 57"),
        (HEAD + b"me,nan,0.25,\n", "data-row", 2, "'nan' is no number"),
        (HEAD + b"me,1e999,0.25,\n", "data-row", 2, "'1e999' is no number"),
        (HEAD + b",0.5,0.25,\n", "data-row", 2, "column 'system'"),
        (HEAD + b"me,,0.25,\n", "data-row", 2, "a row has a `score` or a `rank`"),
        (HEAD + b'me,0.5,"0.25,\n', "data-row", 2, "cannot be read"),
        (HEAD + b"me\xff,0.5,0.25,\n", "data-row", 2, "not UTF-8"),
        (HEAD.replace(b"use", b"uses") + b"me,0.5,0.25,\n", "data-column", 2, "no column 'use'"),
        (HEAD.replace(b"use", b"bench") + b"me,0.5,0.25,\n", "data-column", 1, "stands twice"),
        (HEAD, "data-empty", 0, "holds no row"),
        (b"", "data-empty", 0, "is empty"),
        pytest.param(HEAD + b"me,0.5,0.25,\n" * 10_001, "path-too-large", 10_002, "at most 10,000 rows", id="long"),
        pytest.param(HEAD + b"me,0.5,0.25," + b"x" * (1 << 20), "path-too-large", 0, "too large", id="large"),
    ],
)
def test_a_fault_is_told_with_its_line(rows: bytes, code: str, line: int, says: str) -> None:
    intake = read(rows)
    assert intake.workspace is None
    problem = next(problem for problem in intake.problems if problem.code == code)
    assert (problem.place.file, problem.place.line) == (BOARD, line)
    assert says in problem.sentence
    assert problem.remedy


@pytest.mark.parametrize(
    ("lines", "code"), [(b"[1]\n", "data-row"), (b"{\n", "data-row"), (b'{"system": NaN}\n', "data-column")]
)
def test_a_faulty_line_of_json_is_told(lines: bytes, code: str) -> None:
    assert code in {problem.code for problem in read(lines, file="board.jsonl").problems}


def test_the_file_is_bound_and_must_be_there() -> None:
    wrong = read(HEAD + b"me,0.5,0.25,\n", board=f"sha256: '{'0' * 64}'")
    assert "data-digest" in {problem.code for problem in wrong.problems}
    rows = HEAD + b"me,0.5,0.25,\n"
    checked_out = read(rows.replace(b"\n", b"\r\n"), board=f"sha256: '{sha256(rows).hexdigest()}'")
    told = next(problem for problem in checked_out.problems if problem.code == "data-digest")
    assert told.sentence.endswith(": its line ends are others, nothing else")
    assert ".gitattributes" in told.remedy
    outside = read(HEAD, file="../board.csv")
    assert {problem.place.file for problem in outside.problems} == {"evidence/benchmarks/desk-bench.yml"}
    other = read(HEAD + b"me,0.5,0.25,\n", file="board.xlsx")
    assert "data-format" in {problem.code for problem in other.problems}


def test_one_name_twice_in_the_document_is_refused_too() -> None:
    files = valid()
    path = next(path for path in files if "/benchmarks/" in path)
    row = "{agent: a, score: 0.5, outcome: 0.5}"
    files[path] += f"\ncomparisons:\n  - {{id: c, title: C, workflow: w, rows: [{row}, {row}]}}\n".encode()
    intake = read_workspace(InMemory(files), Audience.INTERNAL, date(2026, 11, 20))
    assert [problem.code for problem in intake.problems if problem.code == "duplicate-entrant"] == ["duplicate-entrant"]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real data are not there")
def test_real_boards_give_their_published_correlation() -> None:
    summary: list[dict[str, Any]] = list(csv.DictReader((SHARED / "summary.csv").read_text().splitlines()))
    seen = 0
    for published in summary:
        board = (SHARED / f"{published['pair_id']}.csv").read_bytes()
        columns = "columns: {agent: system, score: score_a, outcome: score_b, note: mapping_note}"
        units = "score_unit: points\n    outcome_unit: points"
        files = valid()
        path = next(path for path in files if "/benchmarks/" in path)
        head = f"\ncomparisons:\n  - id: c\n    title: C\n    workflow: w\n    {units}\n"
        text = f"{head}    board:\n      file: b.csv\n      {columns}\n"
        files[path] += text.encode()
        files["evidence/benchmarks/b.csv"] = board
        intake = read_workspace(InMemory(files), Audience.INTERNAL, date(2026, 11, 20))
        if {problem.code for problem in intake.problems} & {"duplicate-entrant"}:
            continue
        assert intake.workspace is not None, (published["pair_id"], intake.problems)
        (found,) = compare_ranks_with_outcomes(intake.workspace)
        assert isinstance(found.rho, Measured)
        assert found.rho.value == pytest.approx(float(published["spearman_rho"]), abs=1e-6), published["pair_id"]
        seen += 1
    assert seen >= 10
