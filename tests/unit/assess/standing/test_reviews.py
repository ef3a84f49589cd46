from __future__ import annotations

from datetime import date

import pytest

from support.builders import (
    AS_OF,
    OBLIGATION,
    Values,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_context,
    a_pact,
    a_review,
    an_agent,
    an_incident,
    an_obligation,
    an_override,
    days_before,
    runs,
)
from trustpages.assess.evidence.context import Context
from trustpages.assess.standing.reviews import assess_review_cadence, is_review_overdue
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.follow_through import ReviewCadence, ReviewState


def changes(count: int, kind: str = "prompt", last: int = 1) -> list[Values]:
    return [{"date": days_before(last + n), "kind": kind, "summary": "-"} for n in range(count)]


def cadence_of(context: Context) -> ReviewCadence:
    return assess_review_cadence(context, find_recorded_triggers(context))


@pytest.mark.parametrize(
    ("radius", "count", "interval", "velocity"),
    [
        ("low", 0, 180, "low"),
        ("low", 1, 180, "low"),
        ("low", 2, 90, "medium"),
        ("low", 6, 90, "medium"),
        ("low", 7, 45, "high"),
        ("medium", 7, 22, "high"),
        ("high", 2, 15, "medium"),
        ("high", 7, 7, "high"),
        ("critical", 0, 14, "low"),
        ("critical", 2, 7, "medium"),
        ("critical", 7, 7, "high"),
    ],
)
def test_interval_by_blast_radius_and_velocity(radius: str, count: int, interval: int, velocity: str) -> None:
    found = cadence_of(a_context(agent=an_agent(blast_radius=radius, changes=changes(count))))
    assert (found.interval, found.velocity, found.changes) == (interval, velocity, count)


@pytest.mark.parametrize(("age", "count"), [(89, 1), (90, 0), (-1, 0)])
def test_only_changes_of_the_last_ninety_days_count(age: int, count: int) -> None:
    assert cadence_of(a_context(agent=an_agent(changes=changes(1, last=age)))).changes == count


def test_the_agents_own_cadence_wins() -> None:
    assert cadence_of(a_context(agent=an_agent(cadence={"review": 33}, changes=changes(9)))).interval == 33


@pytest.mark.parametrize(
    ("age", "state", "overdue"),
    [
        (0, ReviewState.CURRENT, 0),
        (143, ReviewState.CURRENT, 0),
        (144, ReviewState.DUE_SOON, 0),
        (180, ReviewState.DUE_SOON, 0),
        (181, ReviewState.OVERDUE, 1),
    ],
)
def test_state_by_the_age_of_the_last_review(age: int, state: ReviewState, overdue: int) -> None:
    context = a_context(a_bundle(a_review(date=days_before(age))))
    found = cadence_of(context)
    assert (found.state, found.overdue, is_review_overdue(found, AS_OF)) == (state, overdue, overdue > 0)


def test_never_reviewed_was_due_with_the_deployment() -> None:
    found = cadence_of(a_context(agent=an_agent(deployed_since=days_before(12))))
    assert (found.state, found.due, found.overdue) == (ReviewState.NEVER, days_before(12), 12)
    assert is_review_overdue(found, AS_OF)


def test_never_reviewed_and_never_deployed_is_not_overdue() -> None:
    found = cadence_of(a_context(agent=an_agent(deployed_since=None)))
    assert (found.state, found.due, found.overdue) == (ReviewState.NEVER, None, 0)
    assert not is_review_overdue(found, AS_OF)


def test_a_review_in_the_future_does_not_count() -> None:
    found = cadence_of(a_context(a_bundle(a_review(date=days_before(-1)))))
    assert found.last is None


def reviewed(*items: Values, **agent: object) -> ReviewCadence:
    """Reviewed yesterday, so that only triggers can make it worse."""
    return cadence_of(a_context(a_bundle(runs(), a_review(date=days_before(1)), *items), agent=an_agent(**agent)))


@pytest.mark.parametrize(
    ("radius", "age", "state"),
    [
        ("critical", 3, ReviewState.DUE_SOON),
        ("critical", 4, ReviewState.OVERDUE),
        ("high", 7, ReviewState.DUE_SOON),
        ("high", 8, ReviewState.OVERDUE),
        ("medium", 14, ReviewState.DUE_SOON),
        ("medium", 15, ReviewState.OVERDUE),
        ("low", 30, ReviewState.DUE_SOON),
        ("low", 31, ReviewState.OVERDUE),
        ("low", 20, ReviewState.CURRENT),
    ],
)
def test_a_material_change_must_be_reviewed_within_the_deadline(radius: str, age: int, state: ReviewState) -> None:
    found = reviewed(blast_radius=radius, cadence={"review": 365}, changes=changes(1, "model", age))
    assert found.state is state


@pytest.mark.parametrize(
    ("item", "id_", "severity"),
    [
        (an_incident(severity="critical", occurred=days_before(9)), "incident-1", "critical"),
        (an_incident(severity="major", occurred=days_before(9)), "incident-1", "high"),
        (an_override(date=days_before(20), expires=days_before(9)), "override-1", "critical"),
    ],
)
def test_events_that_call_for_a_review(item: Values, id_: str, severity: str) -> None:
    (found,) = reviewed(item).triggers
    assert (found.id, found.severity, found.is_overdue(AS_OF)) == (id_, severity, True)


@pytest.mark.parametrize(
    "item",
    [
        an_incident(severity="minor"),
        an_incident(severity="critical", confirmed=False),
        an_override(),
        an_override(date=days_before(20), expires=days_before(9), ended=days_before(9)),
    ],
)
def test_events_that_do_not(item: Values) -> None:
    assert reviewed(item).triggers == ()


def test_minor_changes_call_for_no_review() -> None:
    assert reviewed(changes=changes(3, "prompt")).triggers == ()


def test_an_override_that_was_renewed_in_time_has_not_run_out() -> None:
    first = an_override(date=days_before(20), expires=days_before(9))
    renewal = an_override(id="override-2", date=days_before(9), renews="override-1")
    assert reviewed(first, renewal).triggers == ()


def test_a_new_status_of_a_used_benchmark_calls_for_a_review() -> None:
    context = a_context(
        a_bundle(a_benchmark_result()), benchmarks=[a_benchmark(status="superseded", status_date=days_before(5))]
    )
    (found,) = cadence_of(context).triggers
    assert (found.kind, found.severity, found.on) == ("benchmark-status", "medium", days_before(5))


def test_a_moved_target_calls_for_a_review() -> None:
    moved = {"date": days_before(5), "field": "threshold", "before": "0.95", "after": "0.90"}
    context = a_context(pacts=[a_pact(an_obligation(changes=[moved]))])
    (found,) = cadence_of(context).triggers
    assert OBLIGATION in found.names


@pytest.mark.parametrize(
    ("review", "closed"),
    [
        (a_review(id="r", date=days_before(9), closes=["incident-1"]), True),
        (a_review(id="r", date=days_before(10), closes=["incident-1"]), False),
        (a_review(id="r", date=days_before(2), closes=["incident-2"]), False),
        (a_review(id="r", date=days_before(2)), False),
        (a_review(id="r", date=days_before(-1), closes=["incident-1"]), False),
    ],
)
def test_only_a_review_that_names_it_closes_a_trigger(review: Values, closed: bool) -> None:
    (found,) = reviewed(an_incident(severity="major", occurred=days_before(9)), review).triggers
    assert (found.closed_by == "r") is closed


def test_the_share_of_reviews_on_time() -> None:
    # Due on 1 January (late by 30 days), 31 March (on time), 30 April (open): every 30 days.
    context = a_context(
        a_bundle(
            a_review(id="one", date=date(2026, 1, 31)),
            a_review(id="two", date=date(2026, 3, 1)),
            a_review(id="three", date=date(2026, 3, 31)),
        ),
        agent=an_agent(cadence={"review": 30}),
    )
    found = cadence_of(context).on_time
    assert isinstance(found, Measured)
    assert (found.k, found.n) == (2, 4)


def test_without_a_review_due_there_is_no_share() -> None:
    context = a_context(agent=an_agent(deployed_since=None))
    assert isinstance(cadence_of(context).on_time, Unmeasured)


@pytest.mark.parametrize(("occasion", "expected"), [("event", True), ("scheduled", False)])
def test_a_grave_event_wants_an_event_review(occasion: str, expected: bool) -> None:
    incident = an_incident(severity="major", occurred=days_before(9))
    review = a_review(id="r", date=days_before(5), occasion=occasion, closes=["incident-1"])
    assert reviewed(incident, review).event_review is expected
    assert reviewed().event_review is None


def test_independence_is_that_of_the_last_review() -> None:
    assert reviewed().independent is True
    assert reviewed(a_review(id="own", date=AS_OF, deploying_team=True)).independent is False
    assert cadence_of(a_context()).independent is None


def test_hours_are_added_up_where_they_are_recorded() -> None:
    assert reviewed().hours is None
    assert reviewed(a_review(id="r", hours=2.5)).hours == 2.5
