"""A published breach stands until a full later window or a review clears it."""

from __future__ import annotations

from datetime import date

import pytest

from support.assess.histories import (
    LATER,
    a_batch,
    agent_of,
    an_event_review,
    documents,
    one_after_the_other,
    published,
    result_of,
)
from support.builders import AS_OF, OBLIGATION, Values, a_pact, an_obligation, days_before
from trustpages.model.documents.pact import Pact
from trustpages.model.results.records.history import Breach
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Posture, Verdict

FULL_WINDOW = days_before(-30)
"""The first day on which a window of 30 days does not overlap that of the first report."""
HALF_WINDOW = days_before(-12)
MONTH: Values = {"rolling": 30, "review_dates": [AS_OF, HALF_WINDOW, FULL_WINDOW]}
SHORT = a_pact(an_obligation(window=MONTH))
TERMS = "proportion; at least 0.9; 30 days"
FAILED = a_batch("june", 60, ended=20)


def later(day: date, *items: Values, pact: Pact = SHORT) -> Report:
    """A report of that day after one that published the breach of June."""
    first = documents(FAILED, pact=pact)
    return one_after_the_other((AS_OF, first), (day, documents(FAILED, *items, pact=pact)))[1]


def test_a_breach_says_when_it_was_seen() -> None:
    (report,) = one_after_the_other((AS_OF, documents(FAILED, pact=SHORT)))
    assert result_of(report).breach == Breach(AS_OF, days_before(29), AS_OF, AS_OF, TERMS)
    assert result_of(report).sticky is None


def test_it_stands_after_its_evidence_left_the_window() -> None:
    report = later(HALF_WINDOW, a_batch("july", 99, ended=-8))
    found = result_of(report)
    assert (found.verdict, found.decided_by, found.inferred) == (Verdict.BREACHED, "history", Verdict.MET)
    assert found.breach == Breach(AS_OF, days_before(29), AS_OF, AS_OF, TERMS)
    assert found.since == AS_OF
    assert agent_of(report).posture.posture is Posture.BLOCKED


def test_it_says_what_clears_it() -> None:
    found = result_of(later(HALF_WINDOW, a_batch("july", 99, ended=-8)))
    assert found.sticky is not None
    for part in (str(AS_OF), str(FULL_WINDOW), OBLIGATION):
        assert part in found.sticky
    assert found.would_change.text in found.sticky


@pytest.mark.parametrize(
    ("day", "items", "verdict"),
    [
        # A full window of good runs after the breach; a day earlier the windows overlap.
        (FULL_WINDOW, [a_batch("july", 99, ended=-20)], Verdict.MET),
        (days_before(-29), [a_batch("july", 99, ended=-20)], Verdict.BREACHED),
        # Not enough to show anything: 46 runs without failure would show 90 % in one of three reviews.
        (FULL_WINDOW, [a_batch("july", 45, 45, ended=-20)], Verdict.BREACHED),
        (FULL_WINDOW, [a_batch("july", 46, 46, ended=-20)], Verdict.MET),
        (FULL_WINDOW, [], Verdict.BREACHED),
        # Enough, and on no side: it is no longer called breached.
        (FULL_WINDOW, [a_batch("july", 88, ended=-20, selection="random")], Verdict.LEANING_BREACH),
        # Whoever does not know the outcomes does not know that it is kept.
        (FULL_WINDOW, [a_batch("july", 60, ended=-20, unknown=38)], Verdict.BREACHED),
        # Runs from within the window of the breach clear nothing.
        (FULL_WINDOW, [a_batch("july", 99, ended=-3)], Verdict.BREACHED),
        (FULL_WINDOW, [a_batch("july", 60, ended=-20)], Verdict.BREACHED),
    ],
)
def test_a_full_window_with_enough_evidence_clears_it(day: date, items: list[Values], verdict: Verdict) -> None:
    assert result_of(later(day, *items)).verdict is verdict


@pytest.mark.parametrize(
    ("day", "closes", "verdict"),
    [
        (days_before(-5), OBLIGATION, Verdict.MISSING),
        (AS_OF, OBLIGATION, Verdict.MISSING),
        (days_before(1), OBLIGATION, Verdict.BREACHED),
        (days_before(-40), OBLIGATION, Verdict.BREACHED),
        (days_before(-5), "service/another", Verdict.BREACHED),
        (days_before(-5), "june", Verdict.BREACHED),
    ],
    ids=["after", "on the day", "before", "in the future", "of another promise", "of an item"],
)
def test_a_review_that_came_after_it_and_names_it_clears_it(day: date, closes: str, verdict: Verdict) -> None:
    report = later(HALF_WINDOW, an_event_review("looked", day, closes))
    assert result_of(report).verdict is verdict


def test_a_review_of_that_day_that_was_already_published_clears_nothing() -> None:
    looked = an_event_review("looked", AS_OF, OBLIGATION)
    workspace = documents(FAILED, looked, pact=SHORT)
    _, second = one_after_the_other((AS_OF, workspace), (HALF_WINDOW, workspace))
    assert result_of(second).verdict is Verdict.BREACHED


def test_it_stands_through_every_report_until_it_is_cleared() -> None:
    workspace = documents(FAILED, a_batch("july", 99, ended=-20), pact=SHORT)
    days = [AS_OF, HALF_WINDOW, days_before(-20), days_before(-29), FULL_WINDOW, days_before(-31)]
    reports = one_after_the_other(*((day, workspace) for day in days))
    verdicts = [result_of(report).verdict for report in reports]
    assert verdicts == [Verdict.BREACHED] * 4 + [Verdict.MET] * 2
    assert [result_of(report).breach is None for report in reports] == [False] * 4 + [True] * 2


def test_each_further_breach_starts_the_clock_anew() -> None:
    workspace = documents(FAILED, pact=SHORT)
    _, second = one_after_the_other((AS_OF, workspace), (days_before(-5), workspace))
    found = result_of(second)
    assert found.breach is not None
    assert (found.breach.seen_on, found.sticky) == (days_before(-5), None)


def test_a_reason_not_to_apply_does_not_undo_it() -> None:
    excused = {"reason": "Out of scope.", "decided_by": "owner", "date": AS_OF}
    pact = a_pact(an_obligation(window={"rolling": 30}, not_applicable=excused))
    first = documents(FAILED, pact=SHORT)
    _, second = one_after_the_other((AS_OF, first), (LATER, documents(FAILED, pact=pact)))
    assert result_of(second).verdict is Verdict.BREACHED


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ({"from": date(2026, 6, 11), "to": date(2026, 6, 30)}, "Only a review"),
        ({"from": date(2026, 7, 1), "to": date(2026, 9, 30)}, "2026-09-30"),
    ],
)
def test_a_fixed_window_clears_it_only_if_it_is_a_later_one_and_over(window: Values, words: str) -> None:
    june = a_pact(an_obligation(window={"from": date(2026, 6, 1), "to": date(2026, 6, 30)}))
    then = documents(FAILED, a_batch("july", 99, ended=-20), pact=a_pact(an_obligation(window=window)))
    _, second = one_after_the_other((AS_OF, documents(FAILED, pact=june)), (LATER, then))
    assert result_of(second).verdict is Verdict.BREACHED
    assert words in result_of(second).would_change.text


def test_a_fixed_window_that_is_over_clears_it() -> None:
    june, july = (
        a_pact(an_obligation(window={"from": date(2026, month, 1), "to": date(2026, month, 30)})) for month in (6, 7)
    )
    then = documents(FAILED, a_batch("july", 99, ended=-20), pact=july)
    _, second = one_after_the_other((AS_OF, documents(FAILED, pact=june)), (LATER, then))
    assert result_of(second).verdict is Verdict.MET


def test_the_agreed_consequence_is_still_owed() -> None:
    pact = a_pact(an_obligation(window=MONTH, on_breach={"action": "freeze", "within": 2}))
    report = later(HALF_WINDOW, a_batch("july", 99, ended=-8), pact=pact)
    (owed,) = agent_of(report).findings.follow_through.entries
    assert (owed.obligation, owed.triggered_at) == (OBLIGATION, AS_OF)


def test_a_breached_promise_cannot_be_taken_out_of_its_pact() -> None:
    without = documents(FAILED, pact=a_pact(an_obligation(id="another", severity="low"), version="2.0.0"))
    first, second, third = one_after_the_other(
        (AS_OF, documents(FAILED, pact=SHORT)), (LATER, without), (LATER, without)
    )
    for report in (second, third):
        found = agent_of(report)
        assert [withdrawn_breach.ref for withdrawn_breach in found.withdrawn] == [OBLIGATION]
        assert (found.posture.posture, found.posture.decided_by) == (Posture.BLOCKED, OBLIGATION)
    reviewed = documents(
        FAILED,
        an_event_review("looked", LATER, OBLIGATION),
        pact=a_pact(an_obligation(id="another", severity="low"), version="2.0.0"),
    )
    (fourth,) = one_after_the_other((LATER, reviewed), previous=published(first))
    assert agent_of(fourth).withdrawn == ()
    assert agent_of(fourth).posture.posture is Posture.PROVISIONAL


def test_a_promise_that_comes_back_is_still_breached() -> None:
    without = documents(FAILED, pact=a_pact(an_obligation(id="another"), version="2.0.0"))
    again = documents(FAILED, pact=SHORT)
    reports = one_after_the_other((AS_OF, again), (HALF_WINDOW, without), (days_before(-13), again))
    assert result_of(reports[2]).verdict is Verdict.BREACHED
    assert [promise.id for promise in agent_of(reports[2]).withdrawn] == ["another"]  # it never had any evidence
