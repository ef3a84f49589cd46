"""L38 to L46, L56 to L73: claims against real use, consequences, reviews, decisions, judgment, authority."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.builders import (
    AS_OF,
    COLLECTED_TO,
    OBLIGATION,
    Values,
    a_claim,
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
RISK: Values = {
    "id": "repeats",
    "risk": "It fails on repeat.",
    "why_accepted": "Rare.",
    "accepted_by": "owner",
    "valid_until": AS_OF,
}


def claimed(successes: int, attempts: int, *, n: int | None = 1000, **claim: Any) -> Workspace:
    """A claim of 0.9 on so many tasks, beside real use."""
    said = a_claim(value=0.9, n=n, **claim)
    return documents(runs(successes, attempts, selection="random"), claims=[said])


def watched(**monitoring: Any) -> Workspace:
    """Real use that is watched in some way."""
    return documents(runs(monitoring=monitoring))


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
    drill: Values = {
        "kind": "drill",
        "id": "drill-1",
        "obligation": OBLIGATION,
        "date": COLLECTED_TO,
        "worked": worked,
    }
    return documents(runs(), drill)


def decided(*cited: str, **decision: Any) -> Values:
    """A purchase that rests on evidence of these classes."""
    return {
        "id": "purchase",
        "date": COLLECTED_TO,
        "about": "Buying it.",
        "consequence": "low",
        "cited": [{"id": f"evidence-{n}", "class": one} for n, one in enumerate(cited)],
        "outcome": "approved",
        "approver": {"name": "Buyer"},
    } | decision


def rated(table: list[list[int]]) -> Workspace:
    """Outcomes that two people rated."""
    return documents(runs(method="human", ratings={"table": table}))


def judged(positives: int, negatives: int) -> Workspace:
    """300 of 1,000 runs called good by a judge that was right on so many of 1,000 of each kind."""
    calibration = {
        "positives": {"of": 1000, "correct": positives},
        "negatives": {"of": 1000, "correct": negatives},
    }
    judge = {"model": "judge", "calibration": calibration}
    return documents(runs(300, 1000, method="llm_judge", judge=judge))


def reviewed(days_ago: int, **agent: Any) -> Workspace:
    """An agent that was last reviewed so many days ago; the next review is due 180 days later."""
    return documents(a_review(date=days_before(days_ago)), agent=agent)


def granted(rung: str) -> Workspace:
    """An agent that may do so much alone, without evidence for its critical promise."""
    ladder = ["suspended", "approve-each", "review-after", "autonomous"]
    return documents(agent={"authority": {"ladder": ladder, "granted": rung}})


CASES = (
    RuleCase(
        "L38",
        fires=claimed(80, 100),
        clear=claimed(90, 100),
        says=("claimed failure 10 %", "20 of 100 (20 %)", "3 to 19.1"),
        severity=Severity.CRITICAL,
        unknown=documents(claims=[a_claim(n=100)]),
    ),
    RuleCase(
        "L39",
        fires=claimed(90, 100),
        clear=claimed(90_000, 100_000, n=100_000),
        says=("points below to", "points above", "Resolves at least 80 %"),
        severity=Severity.MEDIUM,
        unknown=documents(claims=[a_claim(n=100)]),
    ),
    RuleCase(
        "L40",
        fires=claimed(90, 100, n=None),
        clear=claimed(90, 100),
        says=("if it was 50 tasks", "if it was 500", "points"),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L41",
        fires=documents(runs()),
        clear=documents(runs(), an_incident()),
        says=("No incident in 100 runs", "above 3 %"),
        severity=Severity.MEDIUM,
        unknown=documents(),
    ),
    RuleCase(
        "L42",
        fires=documents(),
        clear=documents(runs()),
        says=("no real use",),
        severity=Severity.CRITICAL,
    ),
    RuleCase(
        "L43",
        fires=documents(runs(), an_incident(severity="major")),
        clear=documents(runs(), an_incident(severity="critical")),
        says=("100 runs", "29.6 per 1,000 runs"),
        severity=Severity.MEDIUM,
        unknown=documents(),
    ),
    RuleCase(
        "L44",
        fires=watched(fraction=0.99),
        clear=watched(fraction=1.0),
        says=("Only 99 % of runs",),
        severity=Severity.HIGH,
        unknown=documents(runs()),
    ),
    RuleCase(
        "L45",
        fires=documents(runs(by_period=[0, 0, 0, 12, 0, 0, 0, 0])),
        clear=documents(runs(by_period=[1, 2, 1, 2, 1, 2, 1, 2])),
        says=("factor of",),
        severity=Severity.MEDIUM,
        unknown=documents(runs()),
    ),
    RuleCase(
        "L46",
        fires=claimed(90, 100),
        clear=claimed(90, 100, failure_map="A failed task is a wrong answer."),
        says=("1 of 1 claim: resolves-most",),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L56",
        fires=enacted(date(2026, 6, 6)),
        clear=enacted(date(2026, 6, 5)),
        says=("1 of 1 agreed consequence did", OBLIGATION),
        severity=Severity.CRITICAL,
        unknown=documents(runs()),
    ),
    RuleCase(
        "L57",
        fires=documents(runs()),
        clear=documents(runs(), obligations=[an_obligation(on_breach=CONSEQUENCE)]),
        says=("Completes the request",),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L58",
        fires=drilled(worked=False),
        clear=drilled(worked=True),
        says=("No consequence has been triggered", "1 of 1 drill it did not work"),
        severity=Severity.LOW,
        unknown=nothing(),
    ),
    RuleCase(
        "L59",
        fires=documents(runs(), an_override(), agent={"decision_rights": [RIGHT | {"may_override": []}]}),
        clear=documents(runs(), an_override(), agent={"decision_rights": [RIGHT]}),
        says=("1 of 1 override is not valid", "override-1 lacks decision right"),
        severity=Severity.HIGH,
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
        severity=Severity.HIGH,
    ),
    RuleCase(
        "L62",
        fires=documents(decisions=[decided("benchmark")]),
        clear=documents(decisions=[decided("benchmark", "runtime")]),
        says=("1 of 1 buying decision",),
        severity=Severity.MEDIUM,
        unknown=documents(decisions=[decided()]),
    ),
    RuleCase(
        "L63",
        fires=documents(decisions=[decided()]),
        clear=documents(decisions=[decided("runtime")]),
        says=("1 of 1 buying decision names no evidence",),
        severity=Severity.MEDIUM,
        unknown=documents(),
    ),
    RuleCase(
        "L64",
        fires=documents(),
        clear=documents(agent={"decision_rights": [RIGHT]}),
        says=("narrow, stop or override",),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L65",
        fires=documents(runs(method="human")),
        clear=documents(runs(), runs(id="by-people", method="human", successes=95, attempts=100)),
        says=("All of the verdict weight", "(100 % people)"),
        severity=Severity.MEDIUM,
        unknown=documents(),
    ),
    RuleCase(
        "L66",
        fires=rated([[110, 4], [5, 1]]),
        clear=rated([[500, 20], [20, 460]]),
        says=("june-runs", "111 of 120", "0.14"),
        severity=Severity.MEDIUM,
        unknown=nothing(),
    ),
    RuleCase(
        "L67",
        fires=judged(900, 900),
        clear=judged(990, 990),
        says=("june-runs is 25 %", "not 30 %", "300 of 1,000"),
        severity=Severity.HIGH,
        unknown=documents(runs(method="llm_judge", judge={"model": "judge"})),
    ),
    RuleCase(
        "L68",
        fires=documents(runs(702, 1000), claims=[a_claim()]),
        clear=documents(runs(838, 1000), claims=[a_claim()]),
        says=("Resolves at least 80 % of requests", "702 of 1,000", "67.2 %", "73.1 %"),
        severity=Severity.CRITICAL,
        unknown=documents(runs()),
    ),
    RuleCase(
        "L69",
        fires=documents(runs(838, 1000), claims=[a_claim(scope={"workflow": "billing"})]),
        clear=documents(runs(838, 1000), claims=[a_claim(scope={"workflow": "service"})]),
        says=("Resolves at least 80 % of requests", "workflow service"),
        severity=Severity.HIGH,
        unknown=documents(runs()),
    ),
    RuleCase(
        "L70",
        fires=documents(runs(95, 100, selection="random")),
        clear=None,
        says=("half-life", "of 1 verdict"),
        severity=Severity.LOW,
    ),
    RuleCase(
        "L71",
        fires=documents(runs()),
        clear=documents(runs(), source={"sha256": "0" * 64}),
        says=("1 of 1 item cannot be checked against its source", "june-runs"),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L72",
        fires=documents(agent={"residual_risks": [RISK | {"valid_until": None}]}),
        clear=documents(agent={"residual_risks": [RISK]}),
        says=("1 of 1 accepted risk has no owner or end date: repeats",),
        severity=Severity.HIGH,
        unknown=documents(),
    ),
    RuleCase(
        "L73",
        fires=granted("approve-each"),
        clear=granted("suspended"),
        says=("'approve-each' is granted", "1 rung above 'suspended'", "posture Blocked allows at most"),
        severity=Severity.HIGH,
    ),
)
