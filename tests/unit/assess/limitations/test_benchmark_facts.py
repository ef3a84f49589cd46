"""Other cases of the rules about benchmarks: spellings, parts, baselines, repetitions, kinds of evidence."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import Values, a_benchmark, a_benchmark_result, runs
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace
from unit.assess.limitations.cases.freshness import collected
from unit.assess.limitations.cases.shared import on, result
from unit.assess.limitations.cases.version_gains import scored
from unit.assess.limitations.rule_case import compared, documents, fired, limitations_of

SECRET = {"tasks_public": True, "held_out": True}
LAB = {"name": "Lab", "relationship": "third_party"}
CASES = [
    # A version is the same however it is spelled; a version that is named after its split is that split.
    ("L87", result(benchmark={"version": "1.0"}, benchmark_version="v1.0"), 0),
    ("L87", result(benchmark={"version": "V 1.0"}, benchmark_version="Version 1.0"), 0),
    ("L87", result(benchmark={"version": "1.0"}, benchmark_version="1.1"), 1),
    ("L87", result(benchmark={"version": "verified"}, benchmark_version="Verified"), 0),
    # The public part of a benchmark that keeps another part secret.
    ("L87", result(benchmark=SECRET, split="validation"), 1),
    ("L87", result(benchmark=SECRET, split="val"), 1),
    ("L87", result(benchmark=SECRET, split="dev set"), 1),
    ("L87", result(benchmark=SECRET, split="public-test"), 1),
    ("L87", result(benchmark=SECRET, split="test"), 0),
    ("L87", result(benchmark=SECRET, split="private validation"), 0),
    ("L87", result(benchmark={"held_out": False}, split="validation"), 0),
    ("L87", result(benchmark=SECRET | {"splits": [{"name": "test", "held_out": False}]}, split="test"), 1),
    # Tasks left out are held against the part that was run.
    ("L88", result(benchmark={"n_tasks": 466, "splits": [{"name": "Validation", "n_tasks": 100}]}, split="val"), 0),
    ("L88", result(benchmark={"n_tasks": 466, "splits": [{"name": "Validation", "n_tasks": 165}]}, split="val"), 1),
    ("L88", result(benchmark={"n_tasks": 466, "version": "validation"}, split="val"), 1),
    ("L88", result(benchmark={"n_tasks": 466}, split="val"), 0),
    ("L88", result(benchmark={"n_tasks": 466}, benchmark_version="2"), 0),
    # 43 of 100 is not above 40 %; 30 % lies below its interval; at or below it the score speaks against the agent.
    ("L90", result(benchmark={"trivial_baseline": 0.40}), 1),
    ("L90", result(benchmark={"trivial_baseline": 0.30}), 0),
    ("L90", result(benchmark={"trivial_baseline": 0.43}), 0),
    ("L90", result(benchmark={"trivial_baseline": 0.0}), 0),
    ("L90", result(benchmark={"human_baseline": 0.92}), 1),
    ("L90", result(benchmark={"human_baseline": 0.40}), 1),
    ("L90", result(benchmark={"human_baseline": 0.30}), 0),
    # 1 - 0.07 is a little less than 0.93 where numbers are binary.
    ("L90", result(benchmark={"label_noise": 0.07}, score=0.93), 0),
    ("L90", result(benchmark={"label_noise": 0.07}, score=0.94), 1),
    ("L90", result(benchmark={"label_noise": 0}, score=1.0), 0),
]


@pytest.mark.parametrize(("rule", "workspace", "findings"), CASES)
def test_findings(rule: str, workspace: Workspace, findings: int) -> None:
    assert len(fired(limitations_of(workspace), rule)) == findings


def test_people_who_do_better_weigh_less_than_nothing_that_does_as_well() -> None:
    (found,) = fired(limitations_of(result(benchmark={"human_baseline": 0.92})), "L90")
    assert found.severity is Severity.MEDIUM
    assert "People solve 92 % of Bench" in found.text


@pytest.mark.parametrize(
    ("other", "is_repeated"),
    [
        ({}, True),
        ({"benchmark_version": "v1"}, True),
        ({"benchmark_version": "2"}, False),
        ({"split": "validation"}, False),
        ({"agent_version": "v0"}, False),
        ({"producer": {"name": "Paid", "relationship": "contractor"}}, False),
        ({"benchmark": "other"}, False),
    ],
)
def test_a_result_of_a_third_party_on_the_same_tasks_is_a_repetition(other: Values, is_repeated: bool) -> None:
    second = a_benchmark_result(**{"id": "second", "producer": LAB} | other)
    benchmarks = [a_benchmark(), a_benchmark(id="other")]
    found = fired(limitations_of(documents(a_benchmark_result(), second, benchmarks=benchmarks)), "L25")
    assert bool(found) is not is_repeated


BOARD = [{"name": "A", "k": 60, "n": 100}, {"name": "B", "k": 45, "n": 100}, {"name": "C", "k": 20, "n": 100}]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({}, ["Position 3 on the leaderboard of Bench cannot be told apart from positions 2 to 3"]),
        ({"score": 0.98}, []),
        ({"rank": 40, "score": 0.01}, []),
    ],
)
def test_a_position_on_the_board_is_told_with_those_that_it_could_be(item: Values, said: list[str]) -> None:
    found = fired(limitations_of(result(benchmark={"leaderboard": BOARD}, **item)), "L09")
    assert [text for limitation in found if (text := str(limitation.text).split(" given")[0])] == said


def test_the_agents_own_row_is_the_one_marked_as_ours() -> None:
    rows = scored(0.50, 0.52, 0.99, names=("Model X", "Model Y", "Model Z"))
    found = fired(limitations_of(on(compared(rows[0] | {"ours": True}, *rows[1:]))), "L09")
    assert [str(limitation.text).split(" cannot")[0] for limitation in found] == ["Position 3 of Model X"]


@pytest.mark.parametrize("days", [0, 1, 5, 20])
def test_two_kinds_of_unlike_age_are_two_kinds(days: int) -> None:
    def aged(item: Values, age: int) -> dict[str, Any]:
        return item | collected(age)

    workspace = documents(aged(a_benchmark_result(), days), aged(runs(), 0))
    assert not fired(limitations_of(workspace), "L34")
