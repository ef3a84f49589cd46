"""Accepted changes: the right to accept, the last day, and what is out of sight."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from support.builders import AS_OF, a_workspace, an_agent, an_agent_evidence, days_before, decisions_of
from trustpages.assess.standing.acceptances import check_acceptances
from trustpages.model.documents.agent import Agent
from trustpages.model.results.follow_through import AcceptanceFinding

ALLOWED = an_agent(decision_rights=[{"decision": "accept-change", "owner": "risk-officer", "may_override": ["board"]}])
OTHER = an_agent(id="other", decision_rights=[{"decision": "narrow-authority", "owner": "risk-officer"}])


def checked(*agents: Agent, **changes: Any) -> tuple[AcceptanceFinding, ...]:
    acceptance = {
        "id": "cheaper-model",
        "fingerprint": "fp-0123456789abcdef",
        "by": "Kim",
        "role": "risk-officer",
        "date": days_before(10),
        "until": AS_OF,
        "reason": "It costs a tenth.",
        "concerns": [ALLOWED.id],
        **changes,
    }
    documents = decisions_of(decisions=[{**_BOUGHT}], acceptances=[acceptance])
    workspace = a_workspace(*(an_agent_evidence(agent=agent) for agent in agents), decisions=[documents])
    return check_acceptances(workspace, AS_OF)


_BOUGHT = {
    "id": "bought",
    "date": days_before(10),
    "about": "A purchase",
    "consequence": "low",
    "outcome": "approved",
    "approver": {"name": "Board"},
}


@pytest.mark.parametrize(
    ("changes", "lacks", "holds"),
    [
        ({}, (), True),
        ({"role": "board"}, (), True),
        ({"role": "engineer"}, ("decision right",), False),
        ({"until": AS_OF - timedelta(days=1)}, (), False),
        ({"concerns": ["other"]}, ("decision right",), False),
        ({"concerns": [ALLOWED.id, "other"]}, ("decision right",), False),
        ({"concerns": []}, ("decision right",), False),  # all of the workspace, so the other agent, too
        ({"concerns": ["unseen"]}, ("decision right",), False),
    ],
)
def test_acceptance_holds_by_a_right_of_all_that_it_concerns(
    changes: dict[str, Any], lacks: tuple[str, ...], *, holds: bool
) -> None:
    (finding,) = checked(ALLOWED, OTHER, **changes)
    assert (finding.lacks, finding.holds) == (lacks, holds)


def test_acceptance_of_everything_takes_the_right_of_every_agent() -> None:
    (finding,) = checked(ALLOWED, concerns=[])
    assert finding.holds


def test_acceptance_that_lies_ahead_is_not_one_yet() -> None:
    assert checked(ALLOWED, date=AS_OF + timedelta(days=1), until=AS_OF + timedelta(days=9)) == ()
