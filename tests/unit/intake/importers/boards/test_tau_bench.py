"""tau-bench trajectories: tries that ended with an error or are not there are no failures, and none vanishes."""

from __future__ import annotations

from typing import Any

import pytest

from support.imports import count, doubts, read_value
from trustpages.intake.importers.boards.tau_bench import TAU_BENCH


def make_try(task: int, trial: int | None, reward: Any, **changes: Any) -> dict[str, Any]:
    return {"task_id": task, "trial": trial, "reward": reward, "info": {}, "traj": []} | changes


@pytest.mark.parametrize(
    ("run", "outcome"),
    [
        (make_try(0, 0, 1.0), True),
        (make_try(0, 0, 1 - 1e-9), True),
        (make_try(0, 0, 0.5), False),
        (make_try(0, 0, 0.0, info={"error": "RateLimitError", "traceback": "..."}), "error"),
        (make_try(0, 0, 0.0, info={"error": None}), False),
        (make_try(0, 0, None), "no-reward"),
        (make_try(0, 0, "1.0"), "no-reward"),
        (make_try(0, None, 1), True),
        ("not a run", "not-a-run"),
    ],
)
def test_a_try_is_good_bad_or_unknown(run: Any, outcome: Any) -> None:
    assert count(read_value(TAU_BENCH, [run]).items[0]) == {outcome: 1}


def test_a_round_that_was_cut_short_shows() -> None:
    runs = [make_try(task, trial, 1) for trial in range(2) for task in range(3) if (task, trial) != (2, 1)]
    (item,) = read_value(TAU_BENCH, runs).items
    assert count(item) == {True: 5, "absent": 1}
    assert [record.task for record in item.kept if record.unknown] == ["2"]
    assert doubts(item) == {"tries-absent": True}


def test_errors_are_told() -> None:
    runs = [make_try(0, 0, 1), make_try(1, 0, 0.0, info={"error": "x"})]
    assert doubts(read_value(TAU_BENCH, runs).items[0]) == {"errors-counted-as-failed": True}
