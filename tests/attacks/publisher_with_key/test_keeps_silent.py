"""The publisher leaves out, lets age, or moves the line, in silence: each is told, and what is absent is no number."""

from __future__ import annotations

from datetime import timedelta

from support.assess.histories import (
    LATER,
    a_batch,
    a_report,
    agent_of,
    documents,
    one_after_the_other,
    result_of,
    rules_of,
)
from support.builders import AS_OF, a_pact, an_obligation
from trustpages.model.measured import Unmeasured
from trustpages.model.vocabulary import Posture, Verdict

GOOD, BAD = a_batch("good", 100), a_batch("bad", 60)


def test_what_nobody_measured_is_no_number() -> None:
    report = a_report(documents())
    assert isinstance(result_of(report).quantity, Unmeasured)
    assert result_of(report).verdict is Verdict.MISSING
    assert agent_of(report).posture.posture is Posture.BLOCKED


def test_what_was_published_and_is_left_out_now_takes_the_verdict_along() -> None:
    _, second = one_after_the_other((AS_OF, documents(GOOD, BAD)), (LATER, documents(GOOD)))
    assert [item.name for item in agent_of(second).vanished] == ["bad"]
    assert result_of(second).verdict is not Verdict.MET
    assert "bad" in rules_of(second)["L54"]
    assert agent_of(second).posture.posture is not Posture.SUPPORTED


def test_what_ages_keeps_no_promise_for_ever() -> None:
    report = a_report(documents(GOOD), AS_OF + timedelta(days=500))
    assert result_of(report).verdict is Verdict.MISSING
    assert agent_of(report).posture.posture is Posture.BLOCKED


def test_a_line_that_moved_while_it_is_judged_is_disclosed() -> None:
    strict, lax = (a_pact(an_obligation(threshold={"at_least": line})) for line in (0.95, 0.5))
    _, second = one_after_the_other((AS_OF, documents(BAD, pact=strict)), (LATER, documents(BAD, pact=lax)))
    assert [change.field for change in result_of(second).undeclared] == ["threshold"]
    assert "at least 0.95" in rules_of(second)["L53"]
