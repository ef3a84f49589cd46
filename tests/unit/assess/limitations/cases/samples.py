"""Cases of the rules about how runs were drawn and whether their level held: L74, L77."""

from __future__ import annotations

from support.builders import runs
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

CASES = (
    RuleCase(
        "L74",
        fires=documents(runs(selection="convenience")),
        clear=documents(runs(selection="random")),
        says=("Completes the request", "runs recorded for convenience"),
        unknown=nothing(),
    ),
    RuleCase(
        "L77",
        fires=documents(runs(86, 100, by_period=[0] * 8 + [3, 4, 4, 3])),
        clear=documents(runs(86, 100, by_period=[1, 2, 0, 1, 2, 1, 0, 2, 1, 1, 2, 1])),
        says=("0 in 8 periods, then 14 in 4",),
        unknown=documents(runs(86, 100)),
    ),
)
