"""Cases of the rules about lines of promises: L81, L82."""

from __future__ import annotations

from support.builders import an_obligation
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

CASES = (
    RuleCase(
        "L81",
        fires=documents(obligations=[an_obligation(promise="Answers 19 of 20.", threshold={"at_least": 0.9})]),
        clear=documents(obligations=[an_obligation(promise="Answers 19 of 20.", threshold={"at_least": 0.95})]),
        says=('The promise "Answers 19 of 20" says 19 of 20 (95 %)', "at_least: 0.9 decides"),
        unknown=nothing(),
    ),
    RuleCase(
        "L82",
        fires=documents(obligations=[an_obligation(threshold={"at_least": 0.001})]),
        clear=documents(obligations=[an_obligation(threshold={"at_least": 0.05})]),
        says=('"Completes the request" can hardly be broken', "3,688 runs that all fail", "content with 1"),
        unknown=nothing(),
    ),
)
