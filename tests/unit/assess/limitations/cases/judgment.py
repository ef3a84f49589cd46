"""Cases of the rules about judgment: L65, L66, L67."""

from __future__ import annotations

from support.builders import runs
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents, nothing


def rated(table: list[list[int]]) -> Workspace:
    """Outcomes that two people rated."""
    return documents(runs(method="human", ratings={"table": table}))


def judged(positives: int, negatives: int, *, passed: int = 300, of: int = 1000) -> Workspace:
    """So many of 1,000 runs called good by a judge that was right on so many of `of` outcomes of each kind."""
    calibration = {"positives": {"of": of, "correct": positives}, "negatives": {"of": of, "correct": negatives}}
    judge = {"model": "judge", "calibration": calibration}
    return documents(runs(passed, 1000, method="llm_judge", judge=judge))


CASES = (
    RuleCase(
        "L65",
        fires=documents(runs(method="human")),
        clear=documents(runs(), runs(id="by-people", method="human", successes=95, attempts=100)),
        says=("All of the verdict weight", "(100 % people)"),
        unknown=documents(),
    ),
    RuleCase(
        "L66",
        fires=rated([[110, 4], [5, 1]]),
        clear=rated([[500, 20], [20, 460]]),
        says=("june-runs", "111 of 120", "0.14"),
        unknown=nothing(),
    ),
    RuleCase(
        "L67",
        fires=judged(900, 900),
        clear=judged(990, 990),
        says=("june-runs is 25 %", "not 30 %", "300 of 1,000"),
        unknown=documents(runs(method="llm_judge", judge={"model": "judge"})),
    ),
)
