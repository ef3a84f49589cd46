"""Cases of the rules about what files of other tools say against their own records: L95, L96."""

from __future__ import annotations

from support.builders import Values, runs
from unit.assess.limitations.rule_case import RuleCase, documents

ACCOUNT: Values = {
    "format": "tau-bench",
    "inputs": [{"path": "runs.json", "sha256": "0" * 64}],
    "read": 100,
    "counted": 100,
}
EDITED: Values = {"kind": "edited", "sentence": "Two scores were edited after the run."}
STATED: Values = {"name": "accuracy", "value": 0.97, "n": 100, "recomputed": 0.95, "recomputed_n": 100}


def imported(**account: object) -> Values:
    return runs(imported={**ACCOUNT, **account})


CASES: tuple[RuleCase, ...] = (
    RuleCase(
        "L95",
        fires=documents(imported(doubts=[EDITED])),
        clear=documents(imported()),
        says=("Two scores were edited after the run.",),
        unknown=documents(runs()),
    ),
    RuleCase(
        "L96",
        fires=documents(imported(stated=[STATED])),
        clear=documents(imported(stated=[{**STATED, "recomputed": 0.97}])),
        says=("states accuracy as 0.97 of 100", "give 0.95 of 100"),
        unknown=documents(runs()),
    ),
)
