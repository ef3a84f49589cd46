"""Cases of the rules about oversight: L56, L57, L58, L59, L60, L61, L64."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.builders import (
    COLLECTED_TO,
    OBLIGATION,
    Values,
    a_review,
    an_incident,
    an_obligation,
    an_override,
    days_before,
    runs,
)
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

RIGHT: Values = {"decision": "narrow-authority", "owner": "owner", "may_override": ["risk"]}


CONSEQUENCE: Values = {"action": "narrow-authority", "within": 4, "decided_by": "owner"}


def enacted(day: date) -> Workspace:
    """A consequence that was due on 5 June and happened on a day."""
    event: Values = {
        "kind": "consequence",
        "id": "narrowed",
        "obligation": OBLIGATION,
        "action": "narrow-authority",
        "triggered_at": date(2026, 6, 1),
        "due_at": date(2026, 6, 5),
        "enacted_at": day,
    }
    return documents(runs(), event)


def drilled(*, worked: bool) -> Workspace:
    """A rehearsal of the consequence."""
    drill: Values = {"kind": "drill", "id": "drill-1", "obligation": OBLIGATION, "date": COLLECTED_TO, "worked": worked}
    return documents(runs(), drill)


def reviewed(days_ago: int, **agent: Any) -> Workspace:
    """An agent that was last reviewed so many days ago; the next review is due 180 days later."""
    return documents(a_review(date=days_before(days_ago)), agent=agent)


CASES = (
    RuleCase(
        "L56",
        fires=enacted(date(2026, 6, 6)),
        clear=enacted(date(2026, 6, 5)),
        says=("1 of 1 agreed consequence did", OBLIGATION),
        unknown=documents(runs()),
    ),
    RuleCase(
        "L57",
        fires=documents(runs()),
        clear=documents(runs(), obligations=[an_obligation(on_breach=CONSEQUENCE)]),
        says=("Completes the request",),
        unknown=nothing(),
    ),
    RuleCase(
        "L58",
        fires=drilled(worked=False),
        clear=drilled(worked=True),
        says=("No consequence has been triggered", "1 of 1 drill it did not work"),
        unknown=nothing(),
    ),
    RuleCase(
        "L59",
        fires=documents(runs(), an_override(), agent={"decision_rights": [RIGHT | {"may_override": []}]}),
        clear=documents(runs(), an_override(), agent={"decision_rights": [RIGHT]}),
        says=("1 of 1 override is not valid", "override-1 lacks decision right"),
        unknown=documents(runs()),
    ),
    RuleCase(
        "L60",
        fires=reviewed(181),
        clear=reviewed(180),
        says=("2026-06-29", "1 day ago"),
        severity=Severity.MEDIUM,
        unknown=nothing(deployed_since=None),
    ),
    RuleCase(
        "L61",
        fires=documents(an_incident(severity="major", occurred=days_before(8))),
        clear=documents(an_incident(severity="major", occurred=days_before(7))),
        says=("Major incident", "2026-06-22", "7 days"),
    ),
    RuleCase(
        "L64",
        fires=documents(agent={"decision_rights": []}),
        clear=documents(agent={"decision_rights": [RIGHT]}),
        says=("narrow, stop or override",),
        unknown=nothing(),
    ),
)
