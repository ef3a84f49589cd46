from __future__ import annotations

from typing import Any

import pytest

from support.builders import a_benchmark, a_workspace
from trustpages.assess.metrics.benchmarks.quality import assess_benchmarks, assess_section
from trustpages.model.documents.benchmarks.benchmark import CheckResult
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
    assert (outcome.bounds, task.bounds, reporting.bounds) == ((0.5, 0.5), (1.0, 1.0), (6 / 13, 8 / 13))


# Zhu et al. 2025 (arXiv 2507.02825), assessments of the Agentic Benchmark Checklist: items met (1) or not, in order.
AUDITS = {
    "tau-bench": ("11000110", "1111111111", "1100111100000"),
    "webarena": ("1100010101", "1001110000", "1100111000010"),
    "swe-bench": ("10", "1111111111", "1100110000000"),
    "osworld": ("101", "1111101101", "1100111000010"),
    "mle-bench": ("1", "0111111111", "1111111111110"),
    "cy-bench": ("11", "1111111111", "1100111110110"),
}


@pytest.mark.parametrize(
    ("benchmark", "outcome", "task", "reporting"),
    [
        ("tau-bench", (4, 8), (10, 10), (6, 13)),
        ("webarena", (5, 10), (4, 10), (6, 13)),
        ("swe-bench", (1, 2), (10, 10), (4, 13)),
        ("osworld", (2, 3), (8, 10), (6, 13)),
        ("mle-bench", (1, 1), (9, 10), (12, 13)),
        ("cy-bench", (2, 2), (10, 10), (9, 13)),
    ],
)
def test_published_audits(
    benchmark: str, outcome: tuple[int, int], task: tuple[int, int], reporting: tuple[int, int]
) -> None:
    for scores, (met, applicable) in zip(AUDITS[benchmark], (outcome, task, reporting), strict=True):
        checks = {
            f"item.{i}": CheckResult(result="met" if score == "1" else "not_met") for i, score in enumerate(scores)
        }
        section = assess_section("section", checks)
        assert (section.met, section.applicable) == (met, applicable)
        assert section.bounds == (met / applicable, met / applicable)


def test_a_section_without_applicable_items_has_no_share() -> None:
    section = assess_section("section", {"a": CheckResult(result="not_applicable")})
    assert (section.applicable, section.bounds) == (0, None)


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
