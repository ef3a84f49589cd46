"""Breaches by incidents on record do not hang on the window of today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from support.builders import (
    AS_OF,
    OBLIGATION,
    Values,
    a_bundle,
    a_context,
    a_pact,
    an_incident,
    an_obligation,
    days_before,
)
from trustpages.assess.metrics.follow_through.summary import assess_follow_through
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.model.results.follow_through import FollowThrough, LedgerState

SUSPENDS = an_obligation(
    measure={"kind": "zero"},
    threshold={"tolerable_rate": 0.01},
    window={"rolling": 90},
    on_breach={"action": "suspend", "within": 1},
)


def followed(*items: Values, as_of: date = AS_OF) -> FollowThrough:
    context = a_context(a_bundle(*items), pacts=[a_pact(SUSPENDS)], as_of=as_of)
    return assess_follow_through(context, evaluate_obligations(context, ()))


def an_incident_of(age: int, **changes: object) -> Values:
    day = days_before(age)
    return an_incident(id=f"incident-{age}", occurred=day, collected={"from": day, "to": day}, **changes)


def suspended(day: date) -> Values:
    done = {"obligation": OBLIGATION, "action": "suspend", "triggered_at": day, "enacted_at": day}
    return {"kind": "consequence", "id": f"done-{day}"} | done


@pytest.mark.parametrize("later", [0, 89, 90, 400, 2000])
def test_what_was_missed_stays_missed_when_the_window_has_passed(later: int) -> None:
    (entry,) = followed(an_incident_of(10), as_of=AS_OF + timedelta(days=later)).entries
    assert (entry.state, entry.triggered_at) == (LedgerState.MISSED_TRIGGER, days_before(10))


def test_while_one_incident_breaks_it_another_begins_no_new_breach() -> None:
    found = followed(an_incident_of(170), an_incident_of(100), an_incident_of(40))
    assert [entry.triggered_at for entry in found.entries] == [days_before(170)]
    apart = followed(an_incident_of(170), an_incident_of(40))
    assert [entry.triggered_at for entry in apart.entries] == [days_before(170), days_before(40)]


def test_each_breach_needs_its_own_answer() -> None:
    found = followed(an_incident_of(170), an_incident_of(40), suspended(days_before(39)))
    states = [(entry.triggered_at, entry.state) for entry in found.entries]
    assert states == [(days_before(170), LedgerState.MISSED_TRIGGER), (days_before(40), LedgerState.ON_TIME)]


@pytest.mark.parametrize("changes", [{"confirmed": False}, {"supports": []}, {"detected": days_before(50)}])
def test_what_broke_no_promise_calls_for_nothing(changes: Values) -> None:
    assert followed(an_incident_of(170, **changes)).entries == ()
