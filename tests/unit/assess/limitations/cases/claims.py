"""Cases of the rules about claims: L38, L39, L40, L46, L68, L69, L98."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.builders import a_claim, runs
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

MAY = {"from": date(2026, 5, 1), "to": date(2026, 5, 31)}


def claimed(successes: int, attempts: int, *, n: int | None = 1000, **claim: Any) -> Workspace:
    """A claim of 0.9 on so many tasks, beside real use."""
    said = a_claim(value=0.9, n=n, **claim)
    return documents(runs(successes, attempts, selection="random"), claims=[said])


CASES = (
    RuleCase(
        "L38",
        fires=claimed(80, 100),
        clear=claimed(90, 100),
        says=("claimed failure 10 %", "20 of 100 (20 %)", "3 to 19.1"),
        unknown=documents(claims=[a_claim(n=100)]),
    ),
    RuleCase(
        "L39",
        fires=claimed(90, 100),
        clear=claimed(90_000, 100_000, n=100_000),
        says=("points below to", "points above", "Resolves at least 80 %"),
        unknown=documents(claims=[a_claim(n=100)]),
    ),
    RuleCase(
        "L40",
        fires=claimed(90, 100, n=None),
        clear=claimed(90, 100),
        says=("if it was 50 tasks", "if it was 500", "points"),
        unknown=nothing(),
    ),
    RuleCase(
        "L46",
        fires=claimed(90, 100),
        clear=claimed(90, 100, failure_map="A failed task is a wrong answer."),
        says=("1 of 1 claim: resolves-most",),
        unknown=nothing(),
    ),
    RuleCase(
        "L68",
        fires=documents(runs(702, 1000), claims=[a_claim()]),
        clear=documents(runs(838, 1000), claims=[a_claim()]),
        says=("Resolves at least 80 % of requests", "702 of 1,000", "67.2 %", "73.1 %"),
        unknown=documents(runs()),
    ),
    RuleCase(
        "L69",
        fires=documents(runs(838, 1000), claims=[a_claim(scope={"workflow": "billing"})]),
        clear=documents(runs(838, 1000), claims=[a_claim(scope={"workflow": "service"})]),
        says=("Resolves at least 80 % of requests", "workflow service"),
        unknown=documents(runs()),
    ),
    RuleCase(
        "L98",
        fires=documents(runs(838, 1000), claims=[a_claim(date=date(2026, 4, 30))], collected=MAY),
        clear=documents(runs(838, 1000), claims=[a_claim(date=date(2026, 5, 1))], collected=MAY),
        says=("Resolves at least 80 % of requests", "2026-04-30", "2026-05-01"),
        unknown=documents(runs(838, 1000), claims=[a_claim(scope={"workflow": "billing"})]),
    ),
)
