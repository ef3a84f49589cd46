"""Terms and pacts that changed, went on or lost a promise without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from support.assess.histories import (
    LATER,
    a_batch,
    agent_of,
    an_event_review,
    documents,
    one_after_the_other,
    result_of,
    rules_of,
)
from support.builders import AS_OF, Values, a_pact, an_obligation, days_before
from trustpages.assess.history.undeclared_changes import describe_terms
from trustpages.assess.report import assess
from trustpages.model.documents.pact import Pact
from trustpages.model.results.records.history import UndeclaredChange
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Audience
from trustpages.review.records import make_record

RUNS = a_batch("june", 97)
STRICT, LAX = {"threshold": {"at_least": 0.95}}, {"threshold": {"at_least": 0.90}}


def reports(*pacts: Pact, days: tuple[date, ...] = (AS_OF, LATER)) -> tuple[Report, ...]:
    """A report for each pact, each held against the one before."""
    return one_after_the_other(*((day, documents(RUNS, pact=pact)) for day, pact in zip(days, pacts, strict=True)))


def a_change(**changes: object) -> Values:
    return {"date": days_before(-10), "field": "threshold", "before": "0.95", "after": "0.90"} | changes


def test_a_target_that_moved_without_a_word_is_disclosed() -> None:
    _, second = reports(a_pact(an_obligation(**STRICT)), a_pact(an_obligation(**LAX)))
    change = UndeclaredChange("threshold", "at least 0.95", "at least 0.9", AS_OF, LATER)
    assert result_of(second).undeclared == (change,)
    for part in ("target", "at least 0.95", "at least 0.9", "2026-06-30", "2026-07-31", "does not say so"):
        assert part in rules_of(second)["L53"]


@pytest.mark.parametrize(
    ("changes", "undeclared"),
    [
        ([a_change()], 0),
        ([a_change(date=AS_OF)], 0),
        # The report of that day still had the old target.
        ([a_change(date=days_before(1))], 1),
        ([a_change(date=days_before(-40))], 1),
        ([a_change(field="window")], 1),
    ],
    ids=["declared", "on the day of the report", "before it", "in the future", "of the window"],
)
def test_a_pact_declares_a_change_by_its_day(changes: list[Values], undeclared: int) -> None:
    _, second = reports(a_pact(an_obligation(**STRICT)), a_pact(an_obligation(**LAX, changes=changes)))
    assert len(result_of(second).undeclared) == undeclared


@pytest.mark.parametrize(
    ("changed", "same_version", "new_version"),
    [
        ({"window": {"rolling": 60}}, ["window"], ["window"]),
        ({"window": {"rolling": 90, "min_samples": 10}}, ["window"], ["window"]),
        ({"window": {"rolling": 90, "reviews": "monthly"}}, ["window"], ["window"]),
        ({"window": {"rolling": 90, "review_dates": [LATER]}}, ["window"], ["window"]),
        ({"population_shares": [{"stratum": "EU", "share": 1.0}]}, ["population_shares"], ["population_shares"]),
        ({"severity": "low"}, ["severity"], []),
        ({"verification": "attested"}, ["verification"], []),
        ({"measure": {"kind": "zero", "of": "runs"}}, ["measure"], []),
        ({"on_breach": {"action": "freeze"}}, ["consequences"], []),
        ({"promise": "In other words."}, [], []),
    ],
)
def test_other_terms_are_announced_by_a_new_version(
    changed: Values, same_version: list[str], new_version: list[str]
) -> None:
    for version, expected in (("1.0.0", same_version), ("2.0.0", new_version)):
        _, second = reports(a_pact(), a_pact(an_obligation(**changed), version=version))
        assert [change.field for change in result_of(second).undeclared] == expected


def test_it_is_disclosed_for_a_full_window() -> None:
    days = (AS_OF, LATER, days_before(-90), days_before(-120), days_before(-121))
    window = {"rolling": 90, "review_dates": days}
    before, after = (a_pact(an_obligation(**terms, window=window)) for terms in (STRICT, LAX))
    found = reports(before, after, after, after, after, days=days)
    assert [len(result_of(report).undeclared) for report in found] == [0, 1, 1, 1, 0]
    assert {one.until for one in result_of(found[3]).undeclared} == {LATER}


def test_a_declaration_that_comes_late_takes_its_place() -> None:
    before, after = a_pact(an_obligation(**STRICT)), a_pact(an_obligation(**LAX))
    declared = a_pact(an_obligation(**LAX, changes=[a_change()]))
    third = reports(before, after, declared, days=(AS_OF, LATER, days_before(-40)))[2]
    assert result_of(third).undeclared == ()
    assert "does not say so" not in rules_of(third)["L53"]


def silence(pact: Values, then: Values, day: date = LATER) -> tuple[str, ...]:
    _, second = reports(a_pact(**pact), a_pact(**then), days=(AS_OF, day))
    (record,) = agent_of(second).pact_records
    return record.in_silence


DUE = date(2026, 7, 15)


def renewal(mode: str = "re-attest", due: date | None = DUE, *attested: date) -> Values:
    return {"renewal": {"mode": mode, "due": due, "attested": list(attested)}}


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (renewal(), renewal(), "goes on past 2026-07-15"),
        (renewal("automatic"), renewal("automatic"), "renewed itself on 2026-07-15"),
        (renewal(), renewal("re-attest", date(2027, 7, 15)), "moved to 2027-07-15"),
        (renewal(), {}, "goes on past 2026-07-15"),
        ({"valid_until": DUE}, {"valid_until": DUE}, "goes on past 2026-07-15, its last day"),
        ({"valid_until": DUE}, {"valid_until": date(2027, 7, 15)}, "moved to 2027-07-15"),
        ({"valid_until": DUE}, {}, "taken away"),
    ],
)
def test_a_pact_that_goes_on_in_silence_says_so(before: Values, now: Values, words: str) -> None:
    (said,) = silence(before, now)
    assert words in said
    for openly in ({"version": "1.0.1"}, renewal("re-attest", None, date(2026, 7, 20))):
        assert silence(before, now | openly) == ()


@pytest.mark.parametrize(
    ("pact", "day"),
    [
        (renewal(), date(2026, 7, 15)),
        (renewal("re-attest", date(2026, 6, 1), date(2026, 6, 3)), LATER),
        ({"valid_until": DUE}, date(2026, 7, 15)),
        ({}, LATER),
    ],
    ids=["not past its day", "attested before", "its last day", "without an end"],
)
def test_a_pact_in_order_says_nothing(pact: Values, day: date) -> None:
    assert silence(pact, pact, day) == ()


def test_silence_stands_on_the_promises_of_the_pact() -> None:
    _, second = reports(a_pact(**renewal()), a_pact(**renewal()))
    assert any("goes on past 2026-07-15" in note for note in result_of(second).notes)


def test_it_stays_until_a_new_version_or_attestation() -> None:
    pact, moved = a_pact(**renewal()), a_pact(**renewal("re-attest", date(2027, 7, 15)))
    attested = a_pact(**renewal("re-attest", date(2027, 7, 15), date(2026, 8, 2)))
    days = (AS_OF, LATER, date(2026, 8, 1), date(2026, 8, 3))
    found = reports(pact, moved, moved, attested, days=days)
    said = [agent_of(report).pact_records[0].in_silence for report in found]
    assert (said[0], said[1] == said[2], len(said[2]), said[3]) == ((), True, 1, ())


def test_a_promise_that_was_taken_out_without_a_new_version_is_named() -> None:
    both, one = (an_obligation(), an_obligation(id="another")), (an_obligation(),)
    _, second = reports(a_pact(*both), a_pact(*one))
    assert "another" in agent_of(second).pact_records[0].in_silence[0]
    _, second = reports(a_pact(*both), a_pact(*one, version="2.0.0"))
    assert agent_of(second).pact_records[0].in_silence == ()


@pytest.mark.parametrize(
    ("changed", "term", "words"),
    [
        ({}, "threshold", "at least 0.9"),
        ({"threshold": {}}, "threshold", "none"),
        (
            {"window": {"rolling": 90, "min_samples": 50, "min_coverage": 0.8, "reviews": "monthly"}},
            "window",
            "90 days, 50 outcomes or more, 0.8 of its days, judged monthly",
        ),
        (
            {"window": {"rolling": 90, "review_dates": [date(2026, 9, 30), AS_OF]}},
            "window",
            "90 days, judged on 2026-06-30, 2026-09-30",
        ),
        ({"window": {"from": date(2026, 1, 1)}}, "window", "2026-01-01 to today"),
        ({"measure": {"kind": "quantile", "value": "seconds", "q": 0.9}}, "measure", "quantile, q 0.9, value seconds"),
        (
            {"on_breach": {"action": "narrow-authority", "to": "suspended", "within": 2}},
            "consequences",
            "on_breach: narrow-authority, to suspended, within 2 days",
        ),
        ({}, "consequences", "none"),
        ({}, "population_shares", "none"),
        (
            {"population_shares": [{"stratum": "US", "share": 0.6}, {"stratum": "EU", "share": 0.4}]},
            "population_shares",
            "EU 0.4, US 0.6",
        ),
    ],
)
def test_terms_are_told_in_words(changed: Values, term: str, words: str) -> None:
    assert getattr(describe_terms(an_obligation(**changed)), term) == words


def test_a_target_changed_without_a_word_calls_for_a_review_that_can_close_it() -> None:
    strict, loose = ({"threshold": {"at_least": value}} for value in (0.95, 0.85))
    items = (a_batch("june", 100),)
    before = documents(*items, pact=a_pact(an_obligation(**strict)))
    after = a_pact(an_obligation(**loose))
    name = f"service/task-success@{LATER}"
    _, silent = one_after_the_other((AS_OF, before), (LATER, documents(*items, pact=after)))
    (found,) = [trigger for trigger in agent_of(silent).findings.reviews.triggers if trigger.kind == "silent-change"]
    assert (found.id, found.on, found.closed_by) == (name, LATER, None)
    assert "from at least 0.95 to at least 0.85" in found.text
    review = an_event_review("looked-at", LATER, name)
    _, reviewed = one_after_the_other((AS_OF, before), (LATER, documents(*items, review, pact=after)))
    (closed,) = [trigger for trigger in agent_of(reviewed).findings.reviews.triggers if trigger.kind == "silent-change"]
    assert closed.closed_by == "looked-at"


def weighted(eu: float, **changes: Any) -> Pact:
    shares = [{"stratum": "EU", "share": eu}, {"stratum": "US", "share": 1 - eu}]
    return a_pact(an_obligation(population_shares=shares, **changes))


def test_weights_of_the_parts_that_moved_are_told_unless_they_are_declared() -> None:
    _, second = reports(weighted(0.5), weighted(0.25))
    assert "The weight of each part" in rules_of(second)["L53"]
    declared = a_change(field="population_shares", before="EU 0.5, US 0.5", after="EU 0.25, US 0.75")
    _, second = reports(weighted(0.5), weighted(0.25, changes=[declared]))
    assert result_of(second).undeclared == ()


def test_records_of_before_weights_were_terms_tell_of_no_change() -> None:
    first, _ = reports(weighted(0.5), weighted(0.5))
    record = make_record(first)
    (agent,) = record.agents
    (pact,) = agent.pacts
    terms = tuple(replace(each, population_shares=None) for each in pact.obligations)
    older = replace(record, agents=(replace(agent, pacts=(replace(pact, obligations=terms),)),))
    workspace = documents(RUNS, pact=weighted(0.25))
    found = assess(workspace, LATER, Audience.INTERNAL, previous=PreviousReport(older, "0" * 64))
    assert result_of(found).undeclared == ()
