"""Which steps come first, which are left out, what lifts the posture, and what is said where nothing would."""

from __future__ import annotations

from datetime import date

from support.advise import find_step, list_turned, steps_of
from support.builders import (
    AS_OF,
    OBLIGATION,
    a_bundle,
    a_pact,
    a_review,
    an_agent,
    an_obligation,
    claims_of,
    days_before,
    runs,
)
from trustpages.advise.weighing import is_worth_it, list_gains, order
from trustpages.model.results.next_steps import NextStep, Stage
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.vocabulary import Posture

AGREED = {"action": "escalate", "within": "2 days", "decided_by": "risk"}
LAB = {"name": "Lab", "relationship": "third_party"}


def a_step(id_: str, *changes: ReportChange, taking: int = 0) -> NextStep:
    return NextStep(
        id=id_, kind="review", stage=Stage.RHYTHM, text="Do it", assumes="it goes well", changes=changes, runs=taking
    )


def a_change(topic: ChangeTopic, before: str | None, after: str | None, turn: Turn, subject: str = "x") -> ReportChange:
    return ReportChange("desk", topic, subject, before, after, turn)


LIFTED = a_change(ChangeTopic.POSTURE, "Restricted", "Conditional", Turn.BETTER)
CLAIMED = a_change(ChangeTopic.CLAIM, "stale", "supported", Turn.BETTER)
NO_CRITICAL = a_change(ChangeTopic.LIMITATION, "critical", None, Turn.BETTER, "L30")
NO_HIGH = a_change(ChangeTopic.LIMITATION, "high", None, Turn.BETTER, "L10")
NEW_CRITICAL = a_change(ChangeTopic.LIMITATION, None, "critical", Turn.WORSE, "L80")
MET = a_change(ChangeTopic.VERDICT, "leaning-met", "met", Turn.BETTER)


def test_posture_comes_first_then_claims_grave_limitations_verdicts_and_fewer_runs() -> None:
    steps = [
        a_step("posture", LIFTED),
        a_step("claim", CLAIMED),
        a_step("critical", NO_CRITICAL),
        a_step("high", NO_HIGH),
        a_step("verdict", MET, taking=10),
        a_step("verdict-again", MET, taking=20),
        a_step("adverse", NO_HIGH, NEW_CRITICAL),
    ]
    turned = steps[::-1]
    assert sorted(turned, key=order) == steps


def test_one_rule_about_many_things_counts_once() -> None:
    twice = [ReportChange("desk", ChangeTopic.LIMITATION, "L10", "high", None, Turn.BETTER, about) for about in "ab"]
    assert order(a_step("a", NO_HIGH))[:5] == order(a_step("a", *twice))[:5]


def test_a_step_is_worth_it_only_for_the_better_and_never_at_the_price_of_posture() -> None:
    fallen = a_change(ChangeTopic.POSTURE, "Conditional", "Restricted", Turn.WORSE)
    assert is_worth_it((NO_HIGH,))
    assert not is_worth_it((NO_HIGH, fallen))
    assert not is_worth_it((NEW_CRITICAL,))
    assert not is_worth_it(())


def test_what_would_be_better_if_nobody_contested_it_counts_as_a_gain() -> None:
    contested = a_change(ChangeTopic.VERDICT, "leaning-met", "met", Turn.DISPUTED)
    assert list_gains((contested,))


def test_one_step_that_lifts_the_posture_is_the_smallest_set() -> None:
    found = steps_of(pacts=[a_pact(an_obligation(on_breach=AGREED))])
    assert found.posture is Posture.BLOCKED
    assert found.lift is not None
    assert [step.id for step in found.lift.steps] == [f"first-evidence/{OBLIGATION}"]
    assert found.lift.posture is Posture.SUPPORTED


def test_two_promises_without_evidence_need_two_steps_and_no_third() -> None:
    other = an_obligation(id="other", on_breach=AGREED)
    found = steps_of(pacts=[a_pact(an_obligation(on_breach=AGREED), other)])
    assert found.lift is not None
    assert {step.id for step in found.lift.steps} == {f"first-evidence/{OBLIGATION}", "first-evidence/service/other"}
    assert found.lift.posture.rank > found.posture.rank


def test_a_breach_is_not_lifted_by_more_of_the_same() -> None:
    found = steps_of(a_bundle(runs(20)), pacts=[a_pact(an_obligation(on_breach=AGREED))])
    assert found.lift is not None
    assert not found.lift.steps
    assert found.lift.posture is Posture.BLOCKED
    assert "is breached" in found.lift.reason
    assert "good runs in a row from now on" in found.lift.reason


def test_an_agent_that_is_fine_has_nothing_but_its_next_days() -> None:
    agent = an_agent(
        decision_rights=[{"decision": "escalate", "owner": "risk", "may_override": ["board"]}],
        boundary={"may": ["answer"], "may_not": ["pay"]},
    )
    window = {"rolling": 90, "review_dates": [AS_OF, date(2026, 9, 30)]}
    drill = {"kind": "drill", "id": "drill", "obligation": OBLIGATION, "date": days_before(20), "worked": True}
    found = steps_of(
        a_bundle(runs(99), a_review(), drill, producer=LAB),
        agent=agent,
        pacts=[a_pact(an_obligation(on_breach=AGREED, window=window), requires={"approval": ["runtime"]})],
    )
    assert (found.posture, found.steps, found.lift) == (Posture.SUPPORTED, (), None)
    assert [day.day for day in found.days] == sorted(day.day for day in found.days)
    assert date(2026, 9, 30) in {day.day for day in found.days}
    open_checks = {check.id for check in found.checks if not check.is_done}
    assert open_checks <= {"lines"}  # nothing was ever broken, so that no line has changed anything


def test_a_step_that_adds_nothing_to_those_before_it_is_left_out() -> None:
    old = {"from": days_before(80), "to": days_before(70)}
    pact = a_pact(an_obligation(on_breach=AGREED, severity="low"))
    twins = a_bundle(runs(99), runs(99, id="may-runs"), collected=old)
    found = steps_of(twins, agent=an_agent(cadence={"evidence": 60}), pacts=[pact], claims=[claims_of()])
    repeated = [step for step in found.steps if step.kind == "repeat"]
    assert len(repeated) <= 1 or all(list_turned(step) for step in repeated)


def test_runs_are_supposed_judged_today_on_both_sides() -> None:
    window = {"rolling": 90, "review_dates": [date(2026, 9, 30)]}
    pact = a_pact(an_obligation(on_breach=AGREED, window=window))
    step = find_step(steps_of(a_bundle(runs(95, selection="random")), pacts=[pact]), f"more-runs/{OBLIGATION}")
    assert step is not None
    assert step.judged_on == date(2026, 9, 30)
    assert ("verdict", OBLIGATION, "met") in list_turned(step)
    assert step.runs == 231  # a whole window: what is on record has left it by then
    assert step.next_step == ("trustpages", "new", "bundle", "desk", "next-step-more-service-task-success")
