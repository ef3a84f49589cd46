"""Cases of the rule about how runs were drawn: L74."""

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
)
