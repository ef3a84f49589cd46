"""Cases of the rules about score reporting: L25, L26, L27, L28."""

from __future__ import annotations

from support.builders import a_claim, runs
from unit.assess.limitations.cases.shared import result
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

THIRD_PARTY = {"name": "Lab", "relationship": "third_party"}


CASES = (
    RuleCase("L25", fires=result(), clear=result(replicated_by=THIRD_PARTY), says=("bench-result",), unknown=nothing()),
    RuleCase(
        "L26",
        fires=result(variants=5),
        clear=result(variants=1),
        says=("best of 5 variants", "5.8 points"),
        unknown=nothing(),
    ),
    RuleCase(
        "L27",
        fires=result(reported="43.1%", score=0.431, average="tasks"),
        clear=result(reported="43%", score=0.43),
        says=("(43.1%) is not a possible result of 100 tasks",),
        unknown=result(n_tasks=None),
    ),
    RuleCase(
        "L28",
        fires=documents(runs(), claims=[a_claim(attempts=2)]),
        clear=documents(runs(), claims=[a_claim()]),
        says=("allows 2 attempts per task; users get one", "95 of 100"),
        unknown=nothing(),
    ),
)
