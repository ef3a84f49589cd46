"""An acceptance in force lets a change pass; one that is unknown, ended or by somebody who may not fails the review."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from support.builders import AS_OF, Values, a_bundle, a_workspace, an_agent, an_agent_evidence, runs
from support.review.sides import a_side, review
from trustpages.model.documents.decisions import Decisions
from trustpages.model.results.review import AcceptanceState, ChangeReview
from trustpages.model.workspace import Workspace

RIGHT: Values = {"decision": "accept-change", "owner": "head-of-risk"}


def a_state(good: int, *acceptances: Values, rights: tuple[Values, ...] = (RIGHT,)) -> Workspace:
    evidence = an_agent_evidence(
        a_bundle(runs(good, 200, selection="random")), agent=an_agent(decision_rights=list(rights))
    )
    values = {"kind": "decisions", "schema": "trustpages/1", "id": "accepted", "acceptances": list(acceptances)}
    return a_workspace(evidence, decisions=[Decisions.model_validate(values)] if acceptances else [])


BEFORE = a_side(a_state(198))


def stopping() -> tuple[str, ...]:
    found = review(BEFORE, a_side(a_state(100)))
    return tuple(change.fingerprint for change in found.changes if change.stops)


def accepting(fingerprint: str, **changes: object) -> Values:
    return {
        "id": f"accept-{fingerprint[3:9]}",
        "fingerprint": fingerprint,
        "by": "R. Officer",
        "role": "head-of-risk",
        "date": AS_OF - timedelta(days=1),
        "until": AS_OF + timedelta(days=30),
        "reason": "It is being mended.",
        **changes,
    }


def after(*acceptances: Values, good: int = 100) -> ChangeReview:
    return review(BEFORE, a_side(a_state(good, *acceptances)))


def codes(found: ChangeReview) -> set[str]:
    return {problem.code for problem in found.wrong_acceptances}


def test_what_is_accepted_passes_and_stays_visible() -> None:
    fingerprints = stopping()
    assert fingerprints
    found = after(*map(accepting, fingerprints))
    accepted = [change for change in found.changes if change.accepted is not None]
    assert {change.fingerprint for change in accepted} == set(fingerprints)
    assert all(change.is_gating and not change.stops for change in accepted)
    assert not found.is_stopped


def test_a_worse_state_is_not_what_was_accepted() -> None:
    verdict = next(
        change.fingerprint
        for change in review(a_side(a_state(198)), a_side(a_state(181))).changes
        if change.rule == "verdict"
    )
    found = after(accepting(verdict), good=100)
    assert codes(found) == {"acceptance-unknown"}
    assert found.is_stopped


@pytest.mark.parametrize(
    ("changes", "state", "code"),
    [
        ({"until": AS_OF - timedelta(days=1)}, AcceptanceState.EXPIRED, "acceptance-expired"),
        ({"date": AS_OF + timedelta(days=1)}, AcceptanceState.NOT_YET, "acceptance-expired"),
        ({"role": "owner"}, AcceptanceState.UNAUTHORISED, "acceptance-unauthorised"),
        ({"concerns": ["somebody-else"]}, AcceptanceState.UNAUTHORISED, "acceptance-unauthorised"),
    ],
)
def test_what_does_not_hold_fails(changes: Values, state: AcceptanceState, code: str) -> None:
    fingerprint = stopping()[0]
    found = after(accepting(fingerprint, **changes))
    (change,) = (change for change in found.changes if change.fingerprint == fingerprint)
    assert change.accepted is not None
    assert change.accepted.state is state
    assert change.stops
    assert codes(found) == {code}


def test_it_holds_on_its_last_day() -> None:
    fingerprint = stopping()[0]
    assert codes(after(accepting(fingerprint, until=AS_OF, date=AS_OF))) == set()


def test_nobody_grants_the_right_in_the_change_that_it_lets_pass() -> None:
    before = a_side(a_state(198, rights=()))
    granted = review(before, a_side(a_state(100)))
    fingerprint = next(change.fingerprint for change in granted.changes if change.rule == "verdict")
    found = review(before, a_side(a_state(100, accepting(fingerprint))))
    assert "acceptance-unauthorised" in codes(found)


def test_one_that_was_merged_before_is_not_unknown() -> None:
    old = accepting("fp-0123456789abcdef")
    assert codes(review(a_side(a_state(198, old)), a_side(a_state(198, old)))) == set()
    assert codes(after(old, good=198)) == {"acceptance-unknown"}


def test_of_a_published_version_what_came_later_is_new() -> None:
    published = replace(BEFORE, workspace=None)
    known = accepting("fp-0123456789abcdef", date=BEFORE.record.as_of)
    late = accepting("fp-0123456789abcdef", date=BEFORE.record.as_of + timedelta(days=1))
    later = AS_OF + timedelta(days=2)
    found = [review(published, a_side(a_state(198, acceptance), later), as_of=later) for acceptance in (known, late)]
    assert [codes(each) for each in found] == [set(), {"acceptance-unknown"}]


def test_an_acceptance_is_a_change_itself() -> None:
    found = after(accepting("fp-0123456789abcdef"), good=198)
    assert [(change.rule, change.subject) for change in found.changes] == [("acceptance", "accept-012345")]
