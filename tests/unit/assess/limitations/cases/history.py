"""Cases of the rules about what earlier reports say: L54, L92, L94."""

from __future__ import annotations

from support.builders import COLLECTED_TO, Values, a_review, an_incident, runs
from unit.assess.limitations.rule_case import RuleCase, documents

AUDIT: Values = {
    "kind": "audit",
    "id": "audit-1",
    "date": COLLECTED_TO,
    "scope": "All of it.",
    "auditor": {"name": "Auditor"},
    "result": "pass",
}
GRAVE: Values = an_incident(severity="critical")
CLOSING: Values = a_review(occasion="event", closes=["incident-1"])
INTERN: Values = {"by": {"name": "An intern", "role": "intern"}}

CASES: tuple[RuleCase, ...] = (
    RuleCase(
        "L54",
        fires=documents(runs()),
        clear=documents(runs(), AUDIT),
        says=("1 item cited in the last report is gone: audit-1",),
        before=documents(runs(), AUDIT),
    ),
    RuleCase(
        "L92",
        fires=documents(runs(), agent={"id": "front-desk"}),
        clear=documents(runs(), agent={"id": "front-desk", "formerly": ["desk"]}),
        says=("The agent desk was Blocked on", "the same name", "the same promises", "incident-1", "it counts here"),
        before=documents(runs(), GRAVE, runs(10, id="bad-runs")),
    ),
    RuleCase(
        "L94",
        fires=documents(GRAVE, CLOSING | INTERN),
        clear=documents(GRAVE, CLOSING),
        says=("review-1", "An intern", "closes incident-1", "lacks decision right"),
        unknown=documents(GRAVE),
    ),
)
