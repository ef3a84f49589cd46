"""aider's boards: rates of what ran or of what was planned, keys that stand twice, programs that were changed."""

from __future__ import annotations

import re

import pytest

from support.importing import DATA, read_files, read_shared
from trustpages.intake.importers.importer import ImportedBoard
from trustpages.intake.importers.leaderboards.aider import AIDER
from trustpages.intake.importers.leaderboards.entrants import make_item


def an_entry(**keys: object) -> str:
    told = {
        "dirname": "2025-02-25--a",
        "test_cases": 225,
        "model": "A",
        "edit_format": "whole",
        "commit_hash": "2fccd47",
        "pass_rate_1": 20.4,
        "pass_rate_2": 35.6,
        "pass_num_1": 46,
        "pass_num_2": 80,
        "total_tests": 225,
        "date": "2025-02-25",
        **keys,
    }
    lines = [f"{key}: {value}" for key, value in told.items() if value is not None]
    return "- " + "\n  ".join(lines) + "\n"


def read_board(*entries: str) -> ImportedBoard:
    (board,) = read_files(AIDER, {"polyglot_leaderboard.yml": "".join(entries)}).boards
    return board


@pytest.mark.parametrize(
    ("keys", "n", "kinds"),
    [
        ({}, 225, []),
        ({"commit_hash": "a755079-dirty"}, 225, ["changed-program"]),
        ({"pass_num_2": 79}, 225, ["rate-differs"]),
        ({"test_cases": 224, "pass_rate_2": 61.8, "pass_num_2": 139}, 225, ["exercises-left-out"]),
        ({"test_cases": 222, "pass_rate_2": 48.6, "pass_num_2": 108}, 222, ["exercises-left-out"]),
        ({"test_cases": 132, "pass_rate_2": 71.4, "pass_num_2": None, "total_tests": None}, 132, ["no-whole-number"]),
    ],
)
def test_a_rate_is_of_the_exercises_that_give_it(keys: dict[str, object], n: int, kinds: list[str]) -> None:
    (entrant,) = read_board(an_entry(**keys)).entrants
    assert (entrant.n_tasks, [doubt.kind for doubt in entrant.doubts]) == (n, kinds)


def test_an_entry_as_evidence_says_that_there_were_two_tries() -> None:
    board = read_board(an_entry())
    item = make_item(board, board.entrants[0])
    assert item.kind == "benchmark_result"
    assert (item.keys["score"], item.keys["k"], item.keys["n_tasks"], item.keys["attempts_allowed"]) == (
        0.356,
        80,
        225,
        2,
    )
    assert str(item.last) == "2025-02-25"


def test_a_key_that_stands_twice_is_told_and_the_last_holds() -> None:
    board = read_board(an_entry() + "  model: B\n")
    assert board.entrants[0].name == "B"
    assert [doubt.kind for doubt in board.doubts] == ["key-twice"]


def test_costs_of_nothing_are_not_known() -> None:
    (entrant,) = read_board(an_entry(total_cost="0.0000", seconds_per_case=34.8)).entrants
    assert "cost_usd" not in entrant.values
    assert entrant.values["seconds_a_task"] == 34.8


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
@pytest.mark.parametrize("name", ["architect", "deepseek-down", "polyglot_leaderboard", "quant"])
def test_every_entry_of_the_real_boards_is_there(name: str) -> None:
    text = (DATA / f"benchmarks/aider/{name}.yml").read_text()
    (board,) = read_shared(AIDER, f"benchmarks/aider/{name}.yml").boards
    rates = [float(rate) / 100 for rate in re.findall(r"^ +pass_rate_2: ([0-9.]+)", text, re.MULTILINE)]
    assert [entrant.score for entrant in board.entrants] == pytest.approx(rates)
    assert len(rates) == text.count("dirname:")
