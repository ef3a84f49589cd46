from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from support.builders import (
    AS_OF,
    COLLECTED_TO,
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
from trustpages.assess.evidence.context import Context
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

LEFT = COLLECTED_TO + timedelta(days=90)
"""The first day on which no window of 90 days reaches the evidence any more."""


def result(context: Context) -> ObligationResult:
    return evaluate_obligations(context, find_recorded_triggers(context))[0]


def with_window(window: Values, *, as_of: date = AS_OF, **obligation: Any) -> ObligationResult:
    pact = a_pact(an_obligation(window=window, **obligation))
    return result(a_context(a_bundle(), pacts=[pact], as_of=as_of))


@pytest.mark.parametrize(
    ("window", "max_age", "expected"),
    [
        # The window of 90 days is left before the 180 days of the review cadence are over; it is judged until then.
        ({"rolling": 90, "reviews": "monthly"}, None, date(2026, 9, 29)),
        ({"rolling": 90, "review_dates": [AS_OF, LEFT]}, None, LEFT - timedelta(days=1)),
        ({"rolling": 90, "review_dates": [AS_OF, LEFT - timedelta(days=1)]}, None, COLLECTED_TO + timedelta(days=180)),
        ({"rolling": 90, "review_dates": []}, None, LEFT - timedelta(days=1)),
        ({"rolling": 90}, 30, COLLECTED_TO + timedelta(days=30)),
        ({"rolling": 365}, None, COLLECTED_TO + timedelta(days=180)),
        ({"from": date(2026, 6, 1), "to": date(2026, 6, 30)}, None, COLLECTED_TO + timedelta(days=180)),
    ],
)
def test_how_long_a_verdict_holds(window: Values, max_age: int | None, expected: date) -> None:
    assert with_window(window, evidence_max_age=max_age).valid_until == expected


@pytest.mark.parametrize("age", [30, 89])
def test_the_last_good_day_is_the_last_on_which_the_verdict_is_the_same(age: int) -> None:
    found = with_window({"rolling": 90}, evidence_max_age=age)
    assert found.valid_until is not None
    on = with_window({"rolling": 90}, evidence_max_age=age, as_of=found.valid_until)
    after = with_window({"rolling": 90}, evidence_max_age=age, as_of=found.valid_until + timedelta(days=1))
    assert (on.verdict, on.stale) == (found.verdict, False)
    assert after.stale or after.verdict is Verdict.MISSING


def test_a_missing_verdict_holds_for_no_time() -> None:
    assert result(a_context()).valid_until is None


def test_the_facts_of_the_document_are_carried_over() -> None:
    found = with_window({"rolling": 90}, on_breach={"action": "freeze"})
    assert (found.ref, found.step) == ("service/task-success", "answer")
    assert (found.first, found.last) == (days_before(10, COLLECTED_TO), COLLECTED_TO)
    assert [action.action for _, action in found.consequences] == ["freeze"]


@pytest.mark.parametrize(("age", "count"), [(89, 1), (90, 0), (-1, 0)])
def test_changes_of_the_target_inside_the_window(age: int, count: int) -> None:
    change = {"date": days_before(age), "field": "threshold", "before": "0.95", "after": "0.90"}
    assert len(with_window({"rolling": 90}, changes=[change]).changes_in_window) == count


def batch(name: str, age: int, k: int) -> Any:
    days = {"from": days_before(age + 4), "to": days_before(age)}
    return a_bundle(runs(k, 100, id=name), id=name, collected=days)


@pytest.mark.parametrize(
    ("successes", "since"),
    [
        ((60, 60, 60), days_before(60)),
        ((99, 60, 60), days_before(30)),
        ((99, 99, 40), days_before(1)),
        # Broken, mended, broken again: only the last time counts.
        ((80, 100, 60), days_before(1)),
    ],
)
def test_since_when_it_has_been_breached(successes: tuple[int, int, int], since: date) -> None:
    bundles = [batch(f"b{age}", age, k) for age, k in zip((60, 30, 1), successes, strict=True)]
    window = {"rolling": 90, "review_dates": [days_before(age) for age in (60, 30, 1)]}
    found = result(a_context(*bundles, pacts=[a_pact(an_obligation(window=window))]))
    assert (found.verdict, found.since) == (Verdict.BREACHED, since)


def test_a_kept_promise_has_no_such_day() -> None:
    assert result(a_context(a_bundle())).since is None


def test_an_incident_breaches_since_it_was_known() -> None:
    incident = an_incident(occurred=days_before(20), detected=days_before(12))
    pact = a_pact(an_obligation(measure={"kind": "zero"}))
    assert result(a_context(a_bundle(incident), pacts=[pact])).since == days_before(12)


def test_stale_evidence_is_marked() -> None:
    assert with_window({"rolling": 90}, evidence_max_age=9).stale
    assert not with_window({"rolling": 90}, evidence_max_age=10).stale


@pytest.mark.parametrize("part", ["agent", "pact", "bundle"])
def test_what_was_made_up_is_marked(part: str) -> None:
    marked = {part: {"illustrative": True}}
    context = a_context(
        a_bundle(**marked.get("bundle", {})),
        agent=an_agent(**marked.get("agent", {})),
        pacts=[a_pact(**marked.get("pact", {}))],
    )
    found = result(context)
    assert (found.illustrative, found.illustrative_evidence) == (part != "bundle", part == "bundle")
