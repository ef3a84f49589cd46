"""What was published against an agent does not end by a review of anybody, a new name, a softer pact or a split."""

from __future__ import annotations

from typing import Any

import pytest

from support.assess.histories import (
    LATER,
    a_batch,
    a_report,
    agent_of,
    an_event_review,
    one_after_the_other,
    published,
    result_of,
    rules_of,
)
from support.builders import (
    AS_OF,
    OBLIGATION,
    Values,
    a_bundle,
    a_pact,
    a_review,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    days_before,
    runs,
)
from trustpages.model.documents.pact import Pact
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Posture, Severity, Verdict
from trustpages.model.workspace import AgentEvidence, Workspace

BOTH_DAYS: Values = {"rolling": 90, "review_dates": [AS_OF, LATER]}
NEVER = an_obligation(id="never", measure={"kind": "zero"}, threshold={"tolerable_rate": 0.05}, window=BOTH_DAYS)
PACT = a_pact(an_obligation(window=BOTH_DAYS), NEVER)
GOOD = [
    a_batch("good", 400, 400, supports=[OBLIGATION, "service/never"], monitoring={"fraction": 1}),
    a_review(id="scheduled", date=days_before(1)),
]
GRAVE = an_incident(severity="critical", supports=["service/never"])
CLOSING = an_event_review("closing", days_before(-3), "incident-1", "service/never")
INTERN: Values = {"by": {"name": "An intern", "role": "intern"}}
OWNER: Values = {"by": {"name": "Operations", "role": "owner"}}


def desk(*items: Values, pact: Pact = PACT, **agent: Any) -> AgentEvidence:
    document = an_agent(**agent)
    bundle = a_bundle(*items, agent=document.id)
    pacts = [pact.model_copy(update={"agent": document.id})]
    return an_agent_evidence(bundle, agent=document, pacts=pacts)


def after(first: Workspace, second: Workspace) -> Report:
    return one_after_the_other((AS_OF, first), (LATER, second))[1]


BEFORE = a_workspace(desk(*GOOD, GRAVE))


@pytest.mark.parametrize(
    "by",
    [INTERN, OWNER, {"deploying_team": True}, {"by": {"name": "Somebody"}}],
    ids=["intern", "owner", "team", "no role"],
)
@pytest.mark.parametrize("rest", [[], [GRAVE]], ids=["deleted", "still there"])
def test_a_review_of_whoever_has_no_right_erases_nothing(by: Values, rest: list[Values]) -> None:
    report = after(BEFORE, a_workspace(desk(*GOOD, *rest, CLOSING | by)))
    assert agent_of(report).posture.posture is Posture.BLOCKED
    assert result_of(report, "service/never").verdict is Verdict.BREACHED
    assert "it answers nothing" in rules_of(report)["L94"]


def test_nobody_has_the_right_where_none_is_declared() -> None:
    report = after(BEFORE, a_workspace(desk(*GOOD, CLOSING, decision_rights=[])))
    assert agent_of(report).posture.posture is Posture.BLOCKED


def test_who_may_answer_explains_what_is_gone_and_it_stays_told() -> None:
    cleaned = a_workspace(desk(*GOOD, CLOSING))
    reports = one_after_the_other((AS_OF, BEFORE), (LATER, cleaned), (days_before(-40), cleaned))
    for report in reports[1:]:
        (gone,) = agent_of(report).explained
        assert gone.answer is not None
        assert (gone.item.id, gone.answer.by, gone.answer.why) == ("incident-1", "Risk", "No change.")
        assert agent_of(report).vanished == ()
        assert "incident-1 spoke against the agent" in rules_of(report)["L54"]
    without = a_report(a_workspace(desk(*GOOD)), days_before(-41), published(reports[2]))
    assert {item.item.id for item in agent_of(without).vanished} == {"closing", "incident-1"}


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": "minor"},
        {"severity": "major"},
        {"occurred": days_before(200)},
        {"supports": []},
        {"confirmed": False},
    ],
)
def test_an_incident_that_was_made_smaller_was_cut_back(changes: Values) -> None:
    found = agent_of(after(BEFORE, a_workspace(desk(*GOOD, GRAVE | changes))))
    assert [item.name for item in found.vanished] == ["incident-1 (cut back)"]
    assert found.posture.posture is Posture.BLOCKED


def with_promise(version: str = "1.0.1", pact: str = "service", **changes: Any) -> Workspace:
    promise = NEVER.model_copy(update=changes)
    changed = PACT.model_copy(update={"id": pact, "version": version, "obligations": (PACT.obligations[0], promise)})
    return a_workspace(desk(*GOOD, GRAVE, pact=changed))


@pytest.mark.parametrize("version", ["1.0.0", "1.0.1", "2.0.0"])
def test_a_breach_keeps_its_severity(version: str) -> None:
    report = after(BEFORE, with_promise(version, severity=Severity.LOW))
    found = result_of(report, "service/never")
    assert (found.verdict, found.severity) == (Verdict.BREACHED, Severity.CRITICAL)
    assert agent_of(report).posture.posture is Posture.BLOCKED
    assert [change.field for change in found.undeclared] == ([] if version == "2.0.0" else ["severity"])


@pytest.mark.parametrize(
    "second",
    [
        with_promise(id="other"),
        with_promise(pact="terms"),
        a_workspace(desk(*GOOD, GRAVE, pact=PACT.model_copy(update={"obligations": PACT.obligations[:1]}))),
    ],
    ids=["another id", "another pact", "taken out"],
)
def test_a_breach_outlives_the_name_of_its_promise(second: Workspace) -> None:
    assert agent_of(after(BEFORE, second)).posture.posture is Posture.BLOCKED


def test_a_promise_that_nothing_shows_stays_open_when_it_is_taken_out() -> None:
    bare = a_workspace(desk(GOOD[1], runs(supports=[OBLIGATION]), pact=PACT))
    second = a_workspace(
        desk(
            GOOD[1],
            runs(400, 400, supports=[OBLIGATION]),
            pact=a_pact(an_obligation(window=BOTH_DAYS), version="2.0.0"),
        )
    )
    found = agent_of(after(bare, second))
    assert [(promise.ref, promise.verdict) for promise in found.withdrawn] == [("service/never", Verdict.MISSING)]
    assert found.posture.posture is Posture.BLOCKED


def test_an_easier_line_does_not_clear_what_broke_the_harder_one() -> None:
    dates: Values = {"rolling": 30, "review_dates": [AS_OF, days_before(-30)]}
    hard, easy = (a_pact(an_obligation(threshold={"at_least": at}, window=dates)) for at in (0.9, 0.5))
    bad, later = a_batch("june", 60, ended=20), a_batch("july", 80, ended=-20)
    kept, moved = (
        one_after_the_other(
            (AS_OF, a_workspace(desk(bad, pact=hard))), (days_before(-30), a_workspace(desk(bad, later, pact=pact)))
        )[1]
        for pact in (hard, easy)
    )
    assert result_of(moved).verdict is Verdict.BREACHED
    assert result_of(kept).verdict is not Verdict.MET


@pytest.mark.parametrize("declared", [True, False])
def test_a_new_name_does_not_end_a_breach(declared: bool) -> None:
    changes: Values = {"id": "front", "name": "Front agent"} | ({"formerly": ["desk"]} if declared else {})
    report = after(BEFORE, a_workspace(desk(*GOOD, **changes)))
    found = agent_of(report, "front")
    assert found.posture.posture is Posture.BLOCKED
    assert [item.item.id for item in found.vanished] == ["incident-1"]
    assert [gone.agent.id for gone in report.missing] == ([] if declared else ["desk"])
    third = a_report(a_workspace(desk(*GOOD, **changes)), days_before(-40), published(report))
    assert agent_of(third, "front").posture.posture is Posture.BLOCKED
    assert len(third.missing) == len(report.missing)
    assert ("desk" in str(agent_of(third, "front").limitations.triggered)) is not declared


SALES = a_pact(an_obligation(id="other", promise="Something else.", window=BOTH_DAYS), id="sales")


def unrelated(workflow: str) -> AgentEvidence:
    work = {"id": workflow, "summary": "Sells.", "steps": [{"id": "answer", "consequence": "high"}]}
    item = a_batch("others", 400, 400, supports=["sales/other"])
    return desk(item, pact=SALES, id="other", name="Other", workflow=work)


def test_a_missing_agent_is_remembered_until_it_is_back() -> None:
    gone = a_workspace(unrelated("sales"))
    back = a_workspace(desk(*GOOD, GRAVE), unrelated("sales"))
    reports = one_after_the_other((AS_OF, BEFORE), (LATER, gone), (days_before(-40), gone), (days_before(-41), back))
    assert [[each.agent.id for each in report.missing] for report in reports] == [[], ["desk"], ["desk"], []]
    assert reports[2].missing[0].as_of == AS_OF
    assert agent_of(reports[3]).posture.posture is Posture.BLOCKED
    assert "L92" in agent_of(reports[1], "other").limitations.clear
    renamed = a_workspace(desk(*GOOD, id="third", name="Third"))
    late = a_report(renamed, days_before(-41), published(reports[2]))
    assert agent_of(late, "third").posture.posture is Posture.BLOCKED  # it has the promises and the evidence


def test_the_same_work_alone_is_told_and_not_held_against_it() -> None:
    found = agent_of(after(BEFORE, a_workspace(unrelated("service"))), "other")
    (said,) = (each.text for each in found.limitations.triggered if each.rule == "L92")
    assert "the same work" in said
    assert "does not count here" in said
    assert found.withdrawn == ()


def test_what_was_split_off_says_where_it_went() -> None:
    halves = a_workspace(desk(*GOOD), desk(GRAVE, id="second", name="Second"))
    found = agent_of(after(BEFORE, halves))
    assert [item.name for item in found.vanished] == ["incident-1 (now with second)"]
    assert found.posture.posture is Posture.BLOCKED


def test_the_record_begins_with_the_first_report() -> None:
    reports = one_after_the_other((AS_OF, BEFORE), (LATER, BEFORE), (days_before(-40), BEFORE))
    assert [report.begins for report in reports] == [AS_OF] * 3
    assert a_report(BEFORE, LATER).begins == LATER
