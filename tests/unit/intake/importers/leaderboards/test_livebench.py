"""LiveBench: means of categories, which only their file tells, and no mean where a task is absent."""

from __future__ import annotations

import csv
import json
from statistics import fmean

import pytest

from support.importing import DATA, read_files, read_shared
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.leaderboards.livebench import LIVEBENCH
from trustpages.model.problem import Fault

TABLE = "model,AMPS_Hard,zebra_puzzle,spatial,other\na,50.0,20,40,1\nb,50,,40,1\n"
CATEGORIES = {"Reasoning": ["zebra_puzzle", "spatial"], "Mathematics": ["AMPS_Hard"], "Language": []}
NAMES = ("table_2025_11_25.csv", "categories_2025_11_25.json")


def test_the_score_is_the_mean_of_categories_and_none_without_a_task() -> None:
    grouping = {name: tasks for name, tasks in CATEGORIES.items() if tasks} | {"Language": ["AMPS_Hard"]}
    (board,) = read_files(LIVEBENCH, {NAMES[0]: TABLE, NAMES[1]: grouping}).boards
    whole, partial = board.entrants
    assert whole.score == pytest.approx(fmean([0.3, 0.5, 0.5]), abs=1e-6)
    assert (partial.score, partial.unknown, partial.note) == (None, "task-absent", "without a score for zebra_puzzle")
    assert {doubt.kind for doubt in board.doubts} == {"tasks-left-out", "tasks-absent"}
    assert str(board.day) == "2025-11-25"


def test_a_table_without_its_categories_has_no_score() -> None:
    for other in ({}, {"categories_2024_11_25.json": json.dumps(CATEGORIES)}):
        files = [InputFile(name, text.encode()) for name, text in {NAMES[0]: TABLE, **other}.items()]
        assert isinstance(LIVEBENCH.read(Inputs(tuple(files))), Fault)


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_releases_stay_apart() -> None:
    boards = read_shared(LIVEBENCH, "benchmarks/livebench").boards
    assert [(str(board.day), len(board.entrants)) for board in boards] == [
        ("2024-11-25", 65),
        ("2025-05-30", 70),
        ("2025-11-25", 65),
    ]
    for board in boards:
        release = f"{board.day}".replace("-", "_")
        grouping = json.loads((DATA / f"benchmarks/livebench/categories_{release}.json").read_text())
        with (DATA / f"benchmarks/livebench/table_{release}.csv").open() as stream:
            rows = list(csv.DictReader(stream))
        for entrant, row in zip(board.entrants, rows, strict=True):
            if any(not row[task] for tasks in grouping.values() for task in tasks):
                assert entrant.score is None
                continue
            means = [fmean(float(row[task]) for task in tasks) for tasks in grouping.values()]
            assert entrant.score == pytest.approx(fmean(means) / 100, abs=1e-6)
