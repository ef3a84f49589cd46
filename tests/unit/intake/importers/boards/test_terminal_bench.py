"""Terminal-Bench 1: every trial is resolved, not resolved, or unknown by what ended it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.importing import DATA, kinds, read_files, read_shared, read_spoiled, tell
from trustpages.intake.importers.boards.terminal_bench import TERMINAL_BENCH
from trustpages.intake.importers.importer import Imported
from trustpages.intake.importers.inputs import InputFile, Inputs


def a_trial(task: str, resolved: bool | None, failure: str = "unset", **keys: object) -> dict[str, object]:
    return {
        "id": f"id-{task}",
        "trial_name": f"{task}.1-of-1.run",
        "task_id": task,
        "is_resolved": resolved,
        "failure_mode": failure,
        "total_input_tokens": 0,
        "total_output_tokens": 0,
        "trial_started_at": "2025-09-24T13:25:25+00:00",
        **keys,
    }


TRIALS = [
    a_trial("a", True),
    a_trial("b", True, "agent_timeout"),
    a_trial("c", False),
    a_trial("d", None, "parse_error"),
    a_trial("e", None),
]


def results(accuracy: float = 0.4) -> dict[str, object]:
    return {"id": "x", "results": TRIALS, "n_resolved": 2, "n_unresolved": 3, "accuracy": accuracy}


def test_what_was_not_decided_is_unknown_and_counted() -> None:
    (item,) = read_files(TERMINAL_BENCH, {"run/results.json": results()}).items
    assert tell(item) == {"good": 2, "bad": 1, "parse-error": 1, "not-decided": 1}
    assert kinds(item) == {"undecided-counted-as-failed", "resolved-after-timeout"}
    (stated,) = item.headlines
    assert (stated.value, stated.n, stated.recomputed, stated.recomputed_n) == (0.4, 5, 0.4, 5)
    assert item.first is not None
    assert item.first.isoformat() == "2025-09-24"


def test_accuracy_that_the_trials_do_not_give_stands_beside_theirs() -> None:
    (item,) = read_files(TERMINAL_BENCH, {"run/results.json": results(accuracy=0.6)}).items
    assert [(stated.value, stated.recomputed) for stated in item.headlines] == [(0.6, 0.4)]


def test_days_are_those_of_the_rows_by_utc() -> None:
    trial = a_trial("z", True, trial_started_at="2025-09-24T03:00:00+08:00")
    (item,) = read_files(TERMINAL_BENCH, {"results.json": {"results": [trial]}}).items
    assert item.first is not None
    assert (item.first.isoformat(), item.records[0].at) == ("2025-09-23", "2025-09-23T19:00:00+00:00")


def test_tokens_that_an_agent_does_not_count_are_absent() -> None:
    trial = a_trial("z", True, total_input_tokens=7)
    (item,) = read_files(TERMINAL_BENCH, {"results.json": {"results": [*TRIALS, trial]}}).items
    assert [record.values for record in item.records if record.values] == [{"input_tokens": 7.0, "output_tokens": 0.0}]


def test_tasks_of_the_run_without_a_trial_are_unknown() -> None:
    metadata = {"agent_name": "goose", "model_name": "m", "run_id": "r", "task_ids": list("abcdef"), "n_attempts": 1}
    files = {"run/results.json": results(), "run/run_metadata.json": metadata}
    (item,) = read_files(TERMINAL_BENCH, files).items
    assert tell(item)["absent"] == 1
    assert item.version == "goose m"


def test_results_under_another_name_are_read_where_the_format_is_named() -> None:
    content = json.dumps(results()).encode()
    found, named = (TERMINAL_BENCH.read(Inputs((InputFile(name, content),))) for name in ("tb.json", "results.json"))
    assert isinstance(found, Imported)
    assert isinstance(named, Imported)
    assert tell(found.items[0]) == tell(named.items[0])


def test_results_that_no_metadata_names_are_gravely_in_doubt() -> None:
    (item,) = read_files(TERMINAL_BENCH, {"1/results.json": results(), "2/results.json": {"results": []}}).items
    assert [doubt.is_grave for doubt in item.doubts if doubt.kind == "system-not-named"] == [True]


def test_no_value_of_another_kind_raises() -> None:
    metadata = {"agent_name": "goose", "run_id": "r", "task_ids": ["a", "z"], "n_attempts": 1}
    read_spoiled(TERMINAL_BENCH, {"run/results.json": results(), "run/run_metadata.json": metadata})


def test_agents_that_are_named_are_entries_of_the_board_of_their_tasks() -> None:
    metadata = {"run_id": "r", "agent_name": "Droid", "model_name": "m", "dataset_name": "tb", "dataset_version": "0.1"}
    named = {"a/results.json": results(), "a/run_metadata.json": metadata}
    (board,) = read_files(TERMINAL_BENCH, {**named, "b/results.json": results()}).boards
    (entrant,) = board.entrants
    assert [doubt.kind for doubt in board.doubts] == ["runs-left-out"]
    assert (board.name, board.facts) == ("tb-0-1", {"n_tasks": 5})
    assert (entrant.name, entrant.score, entrant.trials, len(entrant.records)) == ("Droid m", 0.4, 1, 5)
    assert str(entrant.day) == "2025-09-24"


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_runs_give_what_their_rows_sum_to() -> None:
    folder = "benchmarks/terminal_bench/terminal-bench-core@0.1.1/20250911_chaterm_claude-4-sonnet"
    rows = [
        row for path in Path(DATA, folder).glob("*/results.json") for row in json.loads(path.read_bytes())["results"]
    ]
    (item,) = read_shared(TERMINAL_BENCH, folder).items
    assert (len(item.records), item.keys["trials"]) == (len(rows), 5)
    assert tell(item)["good"] == sum(row["is_resolved"] is True for row in rows)
    assert tell(item)["bad"] == sum(row["is_resolved"] is False for row in rows)
    assert all(stated.value == pytest.approx(stated.recomputed) for stated in item.headlines)


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_the_real_board_is_the_mean_of_the_stated_accuracies() -> None:
    folder = "benchmarks/terminal_bench/terminal-bench-core@0.1.1"
    (board,) = read_shared(TERMINAL_BENCH, folder).boards
    for entrant in board.entrants:
        stated = [json.loads(Path(file).read_text())["accuracy"] for file in entrant.files]
        assert entrant.score == pytest.approx(sum(stated) / len(stated))
        assert (entrant.n_tasks, entrant.trials) == (80, 5)
