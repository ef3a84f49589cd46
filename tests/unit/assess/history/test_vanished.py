"""Evidence that was published and is gone, or was cut back."""

from __future__ import annotations

from datetime import date

import pytest

from support.assess.histories import (
    LATER,
    a_batch,
    a_report,
    agent_of,
    an_event_review,
    documents,
    one_after_the_other,
    promises,
    result_of,
    rules_of,
)
from support.builders import (
    AS_OF,
    OBLIGATION,
    Values,
    a_benchmark_result,
    a_pact,
    an_incident,
    an_obligation,
    an_override,
    days_before,
)
from trustpages.model.measured import Unmeasured
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Posture, Verdict
from trustpages.model.workspace import Workspace

GOOD, BETTER = a_batch("good", 97), a_batch("better", 99)


def after(first: Workspace, second: Workspace, day: date = LATER) -> Report:
    """The report of the second workspace, held against that of the first."""
    return one_after_the_other((AS_OF, first), (day, second))[1]


def names_of(report: Report) -> list[str]:
    return [item.name for item in agent_of(report).vanished]


def test_without_an_earlier_report_nothing_is_known_to_have_vanished() -> None:
    found = agent_of(a_report(documents(GOOD)))
    assert found.vanished == ()
    assert "L54" in {one.rule for one in found.limitations.not_evaluable}


def test_what_is_all_there_is_clear() -> None:
    report = after(documents(GOOD), documents(GOOD, BETTER))
    assert names_of(report) == []
    assert "L54" in agent_of(report).limitations.clear


def test_what_is_gone_takes_the_verdict_with_it() -> None:
    report = after(documents(GOOD, BETTER), documents(BETTER))
    found = result_of(report)
    assert names_of(report) == ["good"]
    assert "good" in rules_of(report)["L54"]
    assert (found.verdict, found.decided_by, found.observed) == (Verdict.MISSING, "history", None)
    assert isinstance(found.quantity, Unmeasured)
    assert "good" in found.quantity.reason
    assert agent_of(report).posture.posture is Posture.BLOCKED


def test_another_promise_keeps_its_verdict() -> None:
    pact = promises(["task-success", "another"])
    other = a_batch("other", 99, supports=["service/another"])
    report = after(documents(GOOD, BETTER, other, pact=pact), documents(BETTER, other, pact=pact))
    assert result_of(report, "service/another").verdict is Verdict.MET


def test_the_posture_is_conditional_at_best_whatever_is_gone() -> None:
    kept = a_batch("kept", 99, ended=-5)
    first = documents(kept, GOOD | {"supports": []})
    report = after(first, documents(kept), AS_OF)
    assert result_of(after(first, documents(kept))).verdict is Verdict.MET
    assert agent_of(report).posture.posture.rank <= Posture.CONDITIONAL.rank
    assert "good" in agent_of(after(first, documents(kept))).posture.reason


def test_what_no_window_reaches_any_more_leaves_the_verdict_alone() -> None:
    old, new = a_batch("old", 97, ended=80), a_batch("new", 99, ended=-5)
    report = after(documents(old, new), documents(new))
    assert (names_of(report), result_of(report).verdict) == (["old"], Verdict.MET)
    assert "old" in rules_of(report)["L54"]


def test_a_breach_stays_a_breach() -> None:
    failed = a_batch("failed", 50)
    assert result_of(after(documents(failed, GOOD), documents(GOOD))).verdict is Verdict.BREACHED
    assert result_of(after(documents(failed, GOOD), documents(failed))).verdict is Verdict.BREACHED


def test_it_stays_gone_through_every_later_report() -> None:
    whole, part = documents(GOOD, BETTER), documents(BETTER)
    reports = one_after_the_other(
        (AS_OF, whole), (days_before(-5), part), (days_before(-6), part), (days_before(-7), whole)
    )
    assert [names_of(report) for report in reports] == [[], ["good"], ["good"], []]
    assert {item.last_cited for item in agent_of(reports[2]).vanished} == {AS_OF}
    assert result_of(reports[3]).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("day", "closes", "explained"),
    [
        (days_before(-3), ["good"], True),
        (AS_OF, ["good"], True),
        (days_before(3), ["good"], False),
        (days_before(-50), ["good"], False),
        (days_before(-3), ["better", OBLIGATION], False),
    ],
    ids=["after", "on the day", "before", "in the future", "of other things"],
)
def test_a_review_that_came_after_and_names_it_explains_it(day: date, closes: list[str], explained: bool) -> None:
    review = an_event_review("looked", day, *closes)
    report = after(documents(GOOD, BETTER), documents(BETTER, review))
    assert names_of(report) == ([] if explained else ["good"])


def test_a_review_from_when_it_was_still_there_explains_nothing() -> None:
    review = an_event_review("looked", AS_OF, "good")
    assert names_of(after(documents(GOOD, review), documents(review))) == ["good"]


@pytest.mark.parametrize(
    ("before", "now", "cut"),
    [
        (GOOD, GOOD | {"attempts": 90, "successes": 87}, True),
        (GOOD, GOOD | {"successes": 99}, True),
        (GOOD, GOOD | {"unknown": 2}, True),
        (GOOD, GOOD | {"supports": []}, True),
        (GOOD, GOOD | {"collected": {"from": days_before(12), "to": days_before(10)}}, True),
        (GOOD, GOOD | {"title": "Another name"}, False),
        (GOOD, GOOD | {"attempts": 150, "successes": 146}, False),
        (GOOD, GOOD | {"collected": {"from": days_before(14), "to": days_before(2)}}, False),
        (GOOD, GOOD | {"successes": 90}, False),
        (an_incident(), an_incident(confirmed=False), True),
        (an_incident(count=3), an_incident(count=2), True),
        (an_incident(count=2), an_incident(count=3), False),
        (a_benchmark_result(), a_benchmark_result(score=0.53), True),
        (a_benchmark_result(), a_benchmark_result(score=0.33), False),
    ],
)
def test_what_shows_less_than_before_was_cut_back(before: Values, now: Values, cut: bool) -> None:
    report = after(documents(before), documents(now))
    assert names_of(report) == ([f"{before['id']} (cut back)"] if cut else [])


def test_an_incident_stands_behind_the_promises_whose_benchmarks_it_calls_in_question() -> None:
    pact = promises(["task-success", "another"])
    bench = a_benchmark_result(supports=["service/task-success", "service/another"])
    record = {
        evidence_record.id: evidence_record
        for evidence_record in agent_of(a_report(documents(an_incident(), bench, pact=pact))).evidence_records
    }
    assert record["incident-1"].bears_on == ("service/another", "service/task-success")
    assert record["incident-1"].supports == (OBLIGATION,)


def test_the_record_of_a_consequence_cannot_be_taken_away_to_regain_authority() -> None:
    lowered = {
        "kind": "consequence",
        "id": "narrowed",
        "obligation": "service/small",
        "action": "narrow-authority",
        "triggered_at": days_before(20),
        "enacted_at": days_before(19),
        "authority": {"before": "review-after", "after": "suspended"},
    }
    small = a_pact(an_obligation(), an_obligation(id="small", severity="low"))
    first, second = documents(GOOD, lowered, pact=small), documents(GOOD, pact=small)
    assert agent_of(a_report(second)).authority.by_rules == "review-after"
    found = agent_of(after(first, second, AS_OF)).authority
    assert (found.by_rules, found.differs) == ("suspended", True)


def test_an_override_bears_on_its_obligation() -> None:
    (record,) = (
        evidence_record
        for evidence_record in agent_of(a_report(documents(an_override()))).evidence_records
        if evidence_record.kind == "override"
    )
    assert record.bears_on == (OBLIGATION,)
