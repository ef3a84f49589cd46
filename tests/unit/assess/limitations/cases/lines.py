"""Cases of the rules about lines of promises: L81, L82, L97."""

from __future__ import annotations

from support.builders import Values, an_obligation, runs
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

RATED = an_obligation(measure={"kind": "mean", "value": "score"}, threshold={"at_least": 0.5})


def valued(mean: float) -> Values:
    """A hundred runs with that mean score."""
    return runs(100, 100, values={"score": {"n": 100, "mean": mean, "sd": mean / 10}})


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
    RuleCase(
        "L97",
        fires=documents(valued(84), obligations=[RATED]),
        clear=documents(valued(0.84), obligations=[RATED]),
        says=('"Completes the request" is decided at 0.5, and what was measured is 84 on average',),
        unknown=nothing(),
    ),
)
