from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.builders import AS_OF, days_before
from trustpages.assess.standing.authority import decide_authority
from trustpages.model.documents.agent import Authority
from trustpages.model.documents.bundle import StateChange
from trustpages.model.documents.policy import Policy
from trustpages.model.results.follow_through import LedgerEntry, LedgerState
from trustpages.model.results.standing import AuthorityResult, PostureResult
from trustpages.model.vocabulary import Action, Posture, Severity, Trigger

LADDER = ("suspended", "approve-each", "review-after", "autonomous")


def granted(rung: str) -> Authority:
    return Authority(ladder=LADDER, granted=rung)


def an_entry(**changes: Any) -> LedgerEntry:
    values: dict[str, Any] = {
        "id": "event-1",
        "obligation": "service/task-success",
        "severity": Severity.CRITICAL,
        "trigger": Trigger.ON_BREACH,
        "action": Action.NARROW_AUTHORITY,
        "to": "approve-each",
        "decided_by": None,
        "triggered_at": days_before(10),
        "due_at": None,
        "enacted_at": days_before(9),
        "state": LedgerState.ON_TIME,
        "days_late": 0,
        "override": None,
        "authority": None,
        "routing": None,
        "settlement": None,
        "proof": (),
        "text": "",
    }
    return LedgerEntry(**(values | changes))


def result(posture: Posture, rung: str, *entries: LedgerEntry, as_of: date = AS_OF) -> AuthorityResult:
    return decide_authority(granted(rung), PostureResult(posture, 1, None, ""), Policy(), entries, as_of)


@pytest.mark.parametrize(
    ("posture", "rung", "expected"),
    [
        (Posture.SUPPORTED, "autonomous", "autonomous"),
        (Posture.PROVISIONAL, "autonomous", "autonomous"),
        (Posture.CONDITIONAL, "autonomous", "review-after"),
        (Posture.CONDITIONAL, "suspended", "suspended"),
        (Posture.RESTRICTED, "autonomous", "approve-each"),
        (Posture.RESTRICTED, "suspended", "suspended"),
        (Posture.BLOCKED, "autonomous", "suspended"),
    ],
)
def test_the_rung_that_posture_allows(posture: Posture, rung: str, expected: str) -> None:
    found = result(posture, rung)
    assert (found.by_rules, found.granted, found.differs) == (expected, rung, expected != rung)
    assert bool(found.reasons) is found.differs


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "approve-each"),
        ({"enacted_at": None}, "autonomous"),
        ({"enacted_at": days_before(-1)}, "autonomous"),
        ({"reversed_at": days_before(1)}, "autonomous"),
        ({"reversed_at": days_before(-1)}, "approve-each"),
        ({"action": Action.SUSPEND, "to": None}, "suspended"),
        ({"action": Action.FREEZE}, "autonomous"),
        ({"to": None}, "review-after"),
        ({"to": None, "authority": StateChange(before="autonomous", after="suspended")}, "suspended"),
    ],
)
def test_an_enacted_consequence_lowers_it_until_it_is_taken_back(changes: dict[str, Any], expected: str) -> None:
    found = result(Posture.SUPPORTED, "autonomous", an_entry(**changes))
    assert found.by_rules == expected
    assert found.lowered_by == (() if expected == "autonomous" else ("event-1",))


def test_a_consequence_never_lifts_it() -> None:
    found = result(Posture.BLOCKED, "approve-each", an_entry(to="autonomous"))
    assert found.by_rules == "suspended"
