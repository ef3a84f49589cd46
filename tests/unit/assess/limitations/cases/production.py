"""Cases of the rules about production: L41, L42, L43, L44, L45."""

from __future__ import annotations

from typing import Any

from support.builders import an_incident, runs
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents


def watched(**monitoring: Any) -> Workspace:
    """Real use that is watched in some way."""
    return documents(runs(monitoring=monitoring))


CASES = (
    RuleCase(
        "L41",
        fires=documents(runs()),
        clear=documents(runs(), an_incident()),
        says=("No incident in 100 runs", "above 3.7 %"),
        unknown=documents(),
    ),
    RuleCase("L42", fires=documents(), clear=documents(runs()), says=("no real use",)),
    RuleCase(
        "L43",
        fires=documents(runs(), an_incident(severity="major")),
        clear=documents(runs(), an_incident(severity="critical")),
        says=("100 runs", "36.9 per 1,000 runs"),
        unknown=documents(),
    ),
    RuleCase(
        "L44",
        fires=watched(fraction=0.99),
        clear=watched(fraction=1.0, sensitivity=0.6),
        says=("Only 99 % of runs",),
        unknown=documents(runs()),
    ),
    RuleCase(
        "L45",
        fires=documents(runs(by_period=[0, 0, 0, 12, 0, 0, 0, 0])),
        clear=documents(runs(by_period=[1, 2, 1, 2, 1, 2, 1, 2])),
        says=("factor of",),
        unknown=documents(runs()),
    ),
)
