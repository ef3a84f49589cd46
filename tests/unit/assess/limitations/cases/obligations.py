"""Cases of the rules about obligations: L47, L48, L49, L50."""

from __future__ import annotations

from typing import Any

from support.builders import an_obligation, runs
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents, nothing


def sampled(successes: int, attempts: int, **obligation: Any) -> Workspace:
    """A random sample of runs, and the promise changed by the keywords."""
    return documents(runs(successes, attempts, selection="random"), obligations=[an_obligation(**obligation)])


def by_part(unknown: int) -> Workspace:
    """Runs in two parts: 10 of 152 without outcome in one, `unknown` of 260 in the other."""
    strata = [
        {"name": "mail", "attempts": 152, "successes": 130, "unknown": 10},
        {"name": "chat", "attempts": 260, "successes": 230, "unknown": unknown},
    ]
    return documents(runs(360, 412, unknown=10 + unknown, strata=strata))


CASES = (
    RuleCase(
        "L47",
        fires=sampled(35, 35),
        clear=sampled(36, 36),
        says=("success in at least 90 % of runs", "35 runs", "36 are needed"),
        unknown=documents(),
    ),
    RuleCase(
        "L48",
        fires=sampled(95, 100),
        clear=sampled(970, 1000),
        says=("95 of 100 met", "Completes the request", "at least 90 %", "About "),
        unknown=nothing(),
    ),
    RuleCase(
        "L49",
        fires=documents(runs(180, 215, unknown=25, selection="random")),
        clear=documents(runs(180, 190, selection="random")),
        says=("25 of 215 runs", "83.7 % to 95.3 %"),
        unknown=documents(),
    ),
    RuleCase(
        "L50",
        fires=by_part(2),
        clear=by_part(12),
        says=("10 of 152 in mail", "2 of 260 in chat"),
        unknown=documents(runs(180, 215, unknown=25)),
    ),
)
