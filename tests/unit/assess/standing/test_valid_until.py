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
    a_review,
    an_agent,
    an_incident,
    an_obligation,
    an_override,
    days_before,
    runs,
)
from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.follow_through.summary import assess_follow_through
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.assess.standing.reviews import assess_review_cadence
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.assess.standing.valid_until import compute_valid_until
from trustpages.model.results.standing import ValidUntil

EVIDENCE_LEAVES = COLLECTED_TO + timedelta(days=89)


def end(context: Context) -> ValidUntil:
    recorded = find_recorded_triggers(context)
    obligations = evaluate_obligations(context, recorded)
    reviews = assess_review_cadence(context, recorded)
    return compute_valid_until(context, obligations, assess_follow_through(context, obligations), reviews)


def a_risk(until: date) -> Values:
    return {"id": "risk-1", "risk": "-", "why_accepted": "-", "valid_until": until}


REVIEWS = [AS_OF, EVIDENCE_LEAVES + timedelta(days=1)]


def days_after(days: int) -> date:
    return days_before(-days)


@pytest.mark.parametrize(
    ("items", "agent", "pact", "day", "subject"),
    [
        ([], {}, {}, EVIDENCE_LEAVES, "service/task-success"),
        ([], {"cadence": {"review": 40, "evidence": 365}}, {}, COLLECTED_TO + timedelta(days=40), None),
        ([an_override(expires=days_after(7))], {}, {}, days_after(7), "override-1"),
        ([an_override(expires=days_after(7), ended=AS_OF)], {}, {}, EVIDENCE_LEAVES, "service/task-success"),
        ([an_override(expires=days_before(2))], {}, {}, days_before(2), "override-1"),
        ([], {"residual_risks": [a_risk(days_after(9))]}, {}, days_after(9), "risk-1"),
        ([], {}, {"valid_until": days_after(5)}, days_after(5), "service"),
        ([], {}, {"renewal": {"mode": "re-attest", "due": days_after(5)}}, days_after(5), "service"),
        ([], {}, {"renewal": {"mode": "expires", "due": days_after(5)}}, days_after(5), "service"),
        ([], {}, {"renewal": {"mode": "automatic", "due": days_after(5)}}, EVIDENCE_LEAVES, "service/task-success"),
        (
            [],
            {},
            {"renewal": {"mode": "re-attest", "due": days_before(5), "attested": [days_before(5)]}},
            EVIDENCE_LEAVES,
            "service/task-success",
        ),
        (
            [],
            {},
            {"renewal": {"mode": "re-attest", "due": days_before(5), "attested": [days_before(6)]}},
            days_before(5),
            "service",
        ),
        # A major incident must be reviewed within seven days.
        ([an_incident(severity="major", occurred=days_before(4))], {}, {}, days_after(3), "incident-1"),
    ],
)
def test_the_first_end_counts(
    items: list[Values], agent: dict[str, Any], pact: dict[str, Any], day: date, subject: str | None
) -> None:
    promise = an_obligation(window={"rolling": 90, "review_dates": REVIEWS})
    pacts = [a_pact(promise, **pact)]
    context = a_context(a_bundle(runs(), a_review(), *items), agent=an_agent(**agent), pacts=pacts)
    found = end(context)
    assert (found.day, found.subject) == (day, subject)


def test_nothing_in_force_has_no_end() -> None:
    found = end(a_context(agent=an_agent(deployed_since=None), pacts=[]))
    assert found.day is None


@pytest.mark.parametrize(
    ("days", "said"), [(-7, "the override override-1 expires"), (2, "the override override-1 expired")]
)
def test_what_has_ended_is_told_as_past(days: int, said: str) -> None:
    assert end(a_context(a_bundle(runs(), a_review(), an_override(expires=days_before(days))))).reason == said
