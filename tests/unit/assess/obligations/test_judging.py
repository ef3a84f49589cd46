"""Verdicts of record on days of review, and what is said of a promise in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from support.assess.histories import a_batch, documents, one_after_the_other, result_of
from support.builders import (
    AS_OF,
    OBLIGATION,
    Values,
    a_bundle,
    a_context,
    a_pact,
    an_agent,
    an_incident,
    an_obligation,
    days_before,
    runs,
)
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

REVIEW = days_before(15)
JUDGED: Values = {"rolling": 90, "review_dates": [REVIEW, days_before(-60)]}
NEVER: Values = {"rolling": 90, "review_dates": []}
ZERO: dict[str, Any] = {"measure": {"kind": "zero", "event": "a leak"}, "threshold": {"tolerable_rate": 0.05}}


def judged(*items: Values, window: Values = JUDGED, agent: Values | None = None, **changes: Any) -> ObligationResult:
    """The result on the date of the report; items are collected up to 20 days before, unless they say otherwise."""
    bundle = a_bundle(*items, collected={"from": days_before(30), "to": days_before(20)})
    pact = a_pact(an_obligation(window=window, **changes))
    context = a_context(bundle, pacts=[pact], agent=an_agent(**(agent or {})))
    return evaluate_obligations(context, find_recorded_triggers(context))[0]


def later(successes: int, attempts: int = 100, **changes: object) -> Values:
    """Runs from after the review."""
    days = {"from": days_before(10), "to": days_before(1)}
    return runs(successes, attempts, id="later", collected=days, **changes)


@pytest.mark.parametrize(
    ("successes", "selection", "interim"),
    [
        (99, "all", Verdict.ON_TRACK),
        (92, "random", Verdict.ON_TRACK),
        (88, "random", Verdict.AT_RISK),
        (60, "all", Verdict.AT_RISK),
    ],
)
def test_without_a_day_of_review_there_is_no_verdict_of_record(
    successes: int, selection: str, interim: Verdict
) -> None:
    found = judged(runs(successes, selection=selection), window=NEVER)
    assert (found.verdict, found.inferred, found.judged_on, found.next_review) == (interim, interim, None, None)
    assert found.observed is (interim if selection == "all" else None)
    assert "the pact names no day" in found.notes[-1]
    assert found.since is None


def test_unknown_outcomes_and_no_evidence_stay_what_they_are() -> None:
    assert judged(runs(60, unknown=38), window=NEVER).verdict is Verdict.INCOMPLETE
    assert judged(runs(supports=[]), window=NEVER).verdict is Verdict.MISSING


def test_before_the_first_review_it_is_on_track_and_says_when_it_is_judged() -> None:
    found = judged(runs(99), window={"rolling": 90, "review_dates": [days_before(-1)]})
    assert (found.verdict, found.judged_on, found.next_review) == (Verdict.ON_TRACK, None, days_before(-1))
    assert found.notes == ()


def test_what_came_after_the_review_stands_beside_its_verdict() -> None:
    found = judged(runs(99), later(40))
    assert (found.verdict, found.judged_on, found.window) == (Verdict.MET, REVIEW, (days_before(104), REVIEW))
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.k, found.quantity.n) == (99, 100)
    since = found.since_then
    assert since is not None
    assert isinstance(since.quantity, Measured)
    assert (since.verdict, since.quantity.k, since.quantity.n) == (Verdict.AT_RISK, 139, 200)
    assert since.window == (days_before(89), AS_OF)
    assert found.has_turned
    assert found.left_out[0].evidence == "later"
    assert f"after the review of {REVIEW}: the next counts it" in found.left_out[0].reason


def test_nothing_new_says_nothing_new() -> None:
    found = judged(runs(99))
    assert (found.verdict, found.since_then, found.has_turned) == (Verdict.MET, None, False)


def test_a_breach_that_mends_itself_before_the_next_review_stands() -> None:
    found = judged(runs(60), later(1000, 1000))
    assert (found.verdict, found.since) == (Verdict.BREACHED, REVIEW)
    assert found.since_then is not None
    assert (found.since_then.verdict, found.has_turned) == (Verdict.ON_TRACK, True)


def test_a_record_that_is_too_old_lapses() -> None:
    found = judged(runs(99), later(40), evidence_max_age=9)
    assert (found.verdict, found.judged_on) == (Verdict.AT_RISK, None)
    assert f"the review of {REVIEW} decides nothing" in found.notes[-1]


def test_a_material_change_since_the_review_takes_its_verdict_away() -> None:
    change = {"id": "new-model", "date": days_before(12), "kind": "model", "summary": "Another model.", "version": "v1"}
    found = judged(runs(99, agent_version="v0"), later(99), agent={"changes": [change]})
    assert (found.verdict, found.judged_on, found.pooled) == (Verdict.ON_TRACK, None, ("later",))


def test_a_census_of_the_first_days_breaches_nothing() -> None:
    window: Values = {"from": date(2026, 5, 1), "to": date(2026, 7, 31)}
    found = judged(runs(9, 10), window=window, threshold={"at_least": 0.95})
    assert (found.verdict, found.observed, found.next_review) == (Verdict.AT_RISK, None, date(2026, 7, 31))


@pytest.mark.parametrize(
    ("to", "verdict", "observed"),
    [(AS_OF, Verdict.BREACHED, Verdict.BREACHED), (date(2026, 7, 31), Verdict.LEANING_BREACH, None)],
)
def test_a_census_is_one_when_its_window_is_over(to: date, verdict: Verdict, observed: Verdict | None) -> None:
    window: Values = {"from": date(2026, 5, 1), "to": to, "review_dates": [AS_OF]}
    found = judged(runs(92, 100), window=window, threshold={"at_least": 0.95})
    assert (found.verdict, found.observed, found.judged_on) == (verdict, observed, AS_OF)


@pytest.mark.parametrize(("days", "verdict"), [(18, Verdict.BREACHED), (5, Verdict.BREACHED), (100, Verdict.ON_TRACK)])
def test_one_event_breaks_at_once_what_must_never_happen(days: int, verdict: Verdict) -> None:
    event = an_incident(occurred=days_before(days), collected={"from": days_before(days), "to": days_before(days)})
    found = judged(runs(monitoring={"fraction": 1.0}), event, window=NEVER, **ZERO)
    assert found.verdict is verdict
    assert found.since == (days_before(days) if verdict is Verdict.BREACHED else None)


class Failing(dict[DataRequest, DataAggregate]):
    """A run log that holds ten runs of each day, of which half failed, whatever is asked for."""

    def get(self, request: DataRequest, _: object = None) -> DataAggregate:
        first, last = request.first or days_before(80), request.last or days_before(1)
        days = (last - first).days + 1
        return DataAggregate(10 * days, 5 * days, 0)


def test_a_log_that_goes_on_is_cut_at_each_review() -> None:
    rows = {"file": "log.csv", "success": {"column": "ok", "equals": True}, "at": "started"}
    bundle = a_bundle(runs(None, None, data=rows), collected={"from": days_before(80), "to": days_before(1)})
    window = {"rolling": 60, "review_dates": [days_before(70), days_before(45), days_before(15)]}
    context = replace(a_context(bundle, pacts=[a_pact(an_obligation(window=window))]), aggregates=Failing())
    (found,) = evaluate_obligations(context, ())
    assert (found.verdict, found.judged_on, found.last) == (Verdict.BREACHED, days_before(15), days_before(15))
    assert found.since == days_before(70)


def test_one_event_since_the_review_breaks_it_too() -> None:
    event = an_incident(occurred=days_before(5), collected={"from": days_before(5), "to": days_before(5)})
    before, after = (judged(runs(monitoring={"fraction": 1.0}), *more, **ZERO) for more in ([], [event]))
    assert (before.verdict, before.judged_on) == (Verdict.MET, REVIEW)
    assert (after.verdict, after.judged_on, after.since) == (Verdict.BREACHED, AS_OF, days_before(5))


def test_a_record_exists_or_does_not_on_any_day() -> None:
    audit = {"kind": "audit", "id": "audit", "supports": [OBLIGATION], "date": days_before(3), "scope": "All of it."}
    audit |= {"auditor": {"name": "Auditors"}, "result": "fail"}
    audit |= {"collected": {"from": days_before(3), "to": days_before(3)}}
    found = judged(audit, window=NEVER, measure={"kind": "boolean"}, threshold={})
    assert (found.verdict, found.judged_on, found.since) == (Verdict.BREACHED, AS_OF, days_before(3))


def test_the_interval_of_one_review_of_four_is_that_of_its_part_of_the_error() -> None:
    once, often = (
        judged(runs(96), window={"from": date(2026, 1, 1), "to": days_before(1), **more})
        for more in ({}, {"reviews": "quarterly"})
    )
    assert isinstance(once.quantity, Measured)
    assert isinstance(often.quantity, Measured)
    assert (once.quantity.level, often.quantity.level) == (0.95, 0.975)
    assert once.quantity.low is not None
    assert often.quantity.low is not None
    assert often.quantity.low < once.quantity.low


def test_reports_count_how_often_they_showed_it_since_it_was_judged() -> None:
    pact = a_pact(an_obligation(window={"rolling": 90, "review_dates": [days_before(-2)]}))
    workspace = documents(a_batch("june", 99), pact=pact)
    days = (AS_OF, AS_OF, days_before(-1), days_before(-2), days_before(-3))
    reports = one_after_the_other(*((day, workspace) for day in days))
    assert [result_of(report).looks for report in reports] == [1, 2, 3, 1, 2]
    assert [result_of(report).verdict for report in reports] == [Verdict.ON_TRACK] * 3 + [Verdict.MET] * 2


def test_a_promise_that_is_shown_often_and_never_judged_weighs_heavily() -> None:
    workspace = documents(a_batch("june", 99), pact=a_pact(an_obligation(window=NEVER)))
    reports = one_after_the_other(*((days_before(-day), workspace) for day in range(5)))
    severities = [
        [one.severity.value for one in report.agents[0].limitations.triggered if one.rule == "L51"]
        for report in reports
    ]
    assert severities == [["medium"]] * 4 + [["high"]]
