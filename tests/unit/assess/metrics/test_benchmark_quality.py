from __future__ import annotations

from typing import Any

import pytest

from support.builders import a_benchmark, a_workspace
from trustpages.assess.metrics.benchmarks.quality import assess_benchmarks
from trustpages.model.results.benchmarks import BenchmarkQuality

Values = dict[str, Any]


def of(**changes: Any) -> BenchmarkQuality:
    (found,) = assess_benchmarks(a_workspace(benchmarks=[a_benchmark(**changes)]))
    return found


def items(met: int = 0, not_met: int = 0, unknown: int = 0, not_applicable: int = 0) -> Values:
    counts = {"met": met, "not_met": not_met, "unknown": unknown, "not_applicable": not_applicable}
    return {f"{result}.{i}": {"result": result} for result, n in counts.items() for i in range(1, n + 1)}


def board(*solved: int, n: int = 500) -> list[Values]:
    return [{"name": f"entry-{i}", "k": k, "n": n} for i, k in enumerate(solved)]


def test_sections_are_counted_apart() -> None:
    found = of(
        checklist={
            "name": "ABC",
            "outcome_validity": items(met=4, not_met=4, not_applicable=2),
            "task_validity": items(met=10),
            "reporting": items(met=6, not_met=5, unknown=2),
        }
    )
    outcome, task, reporting = found.sections
    assert (outcome.name, outcome.met, outcome.applicable, outcome.unknown) == ("outcome validity", 4, 8, 0)
    assert outcome.failed == ("not_met.1", "not_met.2", "not_met.3", "not_met.4")
    assert (task.met, task.applicable) == (10, 10)
    assert (reporting.met, reporting.applicable, reporting.unknown) == (6, 13, 2)


def test_no_audit_is_no_section() -> None:
    assert of().sections == ()
    assert of(checklist={"name": "ABC", "reporting": items(met=1)}).sections[0].name == "reporting"


@pytest.mark.parametrize(
    ("changes", "saturated"),
    [
        ({}, None),
        ({"leaderboard": board(400, 300)}, None),
        ({"leaderboard": board(400, 300, 200)}, False),
        ({"leaderboard": board(400, 398, 397, 100)}, True),
        ({"leaderboard": board(400, 398, 300)}, False),
        ({"leaderboard": board(500)}, True),
        ({"leaderboard": board(480), "label_noise": 0.03}, True),
        ({"leaderboard": board(480), "label_noise": 0.02}, None),
        ({"leaderboard": [{"name": "x", "score": 0.99}, *board(400, 398, 397)]}, None),
        ({"leaderboard": [*board(400, 398, 397), {"name": "x", "score": 0.1}]}, True),
    ],
)
def test_saturation(changes: Values, saturated: bool | None) -> None:
    assert of(**changes).saturated is saturated


def test_worked_example_of_saturation() -> None:
    found = of(leaderboard=board(479, 478, 476))
    assert found.saturation_words == (
        "the 3 best entries cannot be told apart: first and last of them differ by 0.6 points (-2.1 to 3.3)"
    )


def test_baseline_is_carried_over_and_never_assumed() -> None:
    assert of(trivial_baseline=0.38).baseline == 0.38
    assert of().baseline is None
