"""Claims that say something else than they did when they were published."""

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
    changes_after,
    documents,
    one_after_the_other,
)
from support.builders import AS_OF, Values, a_claim, a_workspace, claims_of
from trustpages.assess.history.claim_changes import describe_predicate
from trustpages.model.documents.claims import Claim
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.results.records.changes import ChangeTopic
from trustpages.model.results.report import Report
from trustpages.model.workspace import Workspace

MUCH_LATER = date(2026, 8, 15)


def saying(*items: Values, **changes: Any) -> Workspace:
    """A workspace in which the default claim is said with these changes."""
    evidence = documents(a_batch("june", 97), *items).agents[0]
    return a_workspace(replace(evidence, claims=(claims_of(a_claim(**changes)),)))


def changes_that_wait(report: Report) -> list[OpenTrigger]:
    return [trigger for trigger in agent_of(report).findings.reviews.triggers if trigger.kind == "claim-change"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "Resolves nearly everything."}, ("text", "Resolves nearly everything.")),
        ({"value": 0.6}, ("predicate", "0.6")),
        ({"operator": "about"}, ("predicate", "about")),
        ({"scope": {"population": "pilot customers"}}, ("predicate", "population pilot customers")),
    ],
)
def test_a_changed_claim_calls_for_a_review(changes: Values, said: tuple[str, str]) -> None:
    before, report = one_after_the_other((AS_OF, saying()), (LATER, saying(**changes)))
    (found,) = changes_that_wait(report)
    assert (found.id, found.on, found.closed_by) == (f"claim/resolves-most@{LATER}", LATER, None)
    field, words = said
    assert found.text.startswith(f"The {field} of ")
    assert words in found.text
    listed = [
        change for change in changes_after(before, report) if change.changed is ChangeTopic.CLAIM and change.aspect
    ]
    assert [one.aspect for one in listed] == [field]


@pytest.mark.parametrize(
    "changes", [{}, {"where": "on the front page"}, {"evidence": ["june"]}, {"value": 0.6, "withdrawn": LATER}]
)
def test_what_says_the_same_or_nothing_any_more_calls_for_none(changes: Values) -> None:
    _, report = one_after_the_other((AS_OF, saying()), (LATER, saying(**changes)))
    assert changes_that_wait(report) == []


def test_without_an_earlier_report_there_is_no_change() -> None:
    (report,) = one_after_the_other((AS_OF, saying(value=0.6)))
    assert changes_that_wait(report) == []


def test_the_change_waits_until_a_review_names_the_claim() -> None:
    first, changed = (AS_OF, saying()), (LATER, saying(value=0.6))
    *_, still = one_after_the_other(first, changed, (MUCH_LATER, saying(value=0.6)))
    assert [change.on for change in changes_that_wait(still)] == [LATER]
    review = an_event_review("looked-at", LATER, "resolves-most")
    _, closed = one_after_the_other(first, (LATER, saying(review, value=0.6)))
    assert [change.closed_by for change in changes_that_wait(closed)] == ["looked-at"]
    later = an_event_review("looked-at", MUCH_LATER, "resolves-most")
    *_, settled = one_after_the_other(first, changed, (MUCH_LATER, saying(later, value=0.6)))
    assert changes_that_wait(settled) == []


def test_a_predicate_is_told_in_words() -> None:
    scope = {"workflow": "support", "version": "2.0"}
    claim = Claim.model_validate(a_claim(n=50, scope=scope))
    assert describe_predicate(claim) == (
        "metric success, n 50, obligation service/task-success, operator at_least, value 0.8, "
        "version 2.0, workflow support"
    )
