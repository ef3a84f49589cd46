"""What followed from an incident, and what followed from another one."""

from __future__ import annotations

from datetime import date

import pytest

from support.assess.histories import a_report
from support.builders import (
    OBLIGATION,
    Values,
    a_bundle,
    a_trust,
    a_workspace,
    an_agent_evidence,
    an_incident,
    days_before,
    runs,
)
from support.compose.blocks import tables_of
from trustpages.compose.composition import Composition
from trustpages.compose.pages.incident import compose_incident_page
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.values import Said
from trustpages.model.workspace import Origins


def a_consequence(id_: str, day: date, **changes: object) -> Values:
    values: Values = {"kind": "consequence", "id": id_, "obligation": OBLIGATION, "action": "escalate"}
    return values | {"trigger": "on_incident", "triggered_at": day} | changes


def followed(id_: str, *items: Values) -> list[Said]:
    """The days of the consequences that stand on the page of the incident."""
    first = an_incident(id="first", occurred=days_before(60), detected=days_before(58))
    second = an_incident(id="second", occurred=days_before(20), detected=days_before(18))
    bundle = a_bundle(runs(95, 100), first, second, *items)
    composition = Composition(a_report(a_workspace(an_agent_evidence(bundle))), a_trust(), Origins())
    agent = composition.report.agents[0]
    evidence = next(item for item in agent.evidence if item.id == id_)
    assert isinstance(evidence.item, Incident)
    (table,) = tables_of(compose_incident_page(composition, agent, evidence, evidence.item))
    return [row.cells[3] for row in table.rows]


BOTH = (a_consequence("after-first", days_before(57)), a_consequence("after-second", days_before(17)))


@pytest.mark.parametrize(("id_", "day"), [("first", date(2026, 5, 4)), ("second", date(2026, 6, 13))])
def test_each_incident_has_its_own_consequence(id_: str, day: date) -> None:
    assert followed(id_, *BOTH) == [day]


def test_a_breach_after_it_followed_and_one_before_it_did_not() -> None:
    breach = a_consequence("breach", days_before(40), trigger="on_breach")
    assert followed("first", breach) == [date(2026, 5, 21)]
    assert followed("second", breach) == []


def test_what_names_it_as_proof_belongs_to_it() -> None:
    named = a_consequence("named", days_before(17), proof=["first"])
    assert followed("first", named) == followed("second", named) == [date(2026, 6, 13)]
