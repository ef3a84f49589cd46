"""Which agents have the same report on both sides, told without assessing any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from support.assess.histories import a_report, published
from support.builders import AS_OF, a_bundle, a_pact, a_trust, a_workspace, an_agent, an_agent_evidence, runs
from trustpages.assess.same_inputs import AgentInputs, find_same_agents
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import AgentEvidence, Workspace

LOG = "evidence/desk/bundles/log.csv"


def an_evidence(id_: str, *items: dict[str, Any]) -> AgentEvidence:
    bundle = a_bundle(*items, agent=id_)
    return an_agent_evidence(bundle, agent=an_agent(id=id_), pacts=(a_pact(agent=id_),))


def inputs(workspace: Workspace, **changes: Any) -> AgentInputs:
    known = AgentInputs(workspace, AS_OF, Audience.INTERNAL, None, {LOG: "a"})
    return replace(known, **changes)


def two_agents(*items: dict[str, Any], other: tuple[dict[str, Any], ...] = ()) -> Workspace:
    desk = an_evidence("desk", *(items or (runs(id="june"),)))
    chair = an_evidence("chair", *(other or (runs(id="other"),)))
    return replace(a_workspace(), agents=(chair, desk))


BOTH = {"desk", "chair"}
BASE = two_agents()


def with_condition(value: Any) -> Workspace:
    data = {"file": "log.csv", "success": {"column": "reward", "equals": value}}
    return two_agents(runs(None, None, id="june", data=data))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (inputs(BASE), BOTH),
        (inputs(two_agents(runs(94, id="june"))), {"chair"}),
        (inputs(BASE, data={LOG: "b"}), {"chair"}),
        (inputs(BASE, data={}), {"chair"}),
        (inputs(BASE, as_of=date(2026, 7, 1)), set()),
        (inputs(BASE, audience=Audience.PUBLIC), set()),
        (inputs(replace(BASE, trust=a_trust(level=0.9))), set()),
        (inputs(replace(BASE, agents=BASE.agents[:1])), {"chair"}),
    ],
)
def test_an_agent_is_the_same_where_all_that_its_report_is_made_of_is(other: AgentInputs, same: set[str]) -> None:
    assert find_same_agents(inputs(BASE), other) == same
    assert find_same_agents(other, inputs(BASE)) == same


def test_a_number_is_not_taken_for_a_truth_value() -> None:
    one, true = with_condition(1), with_condition(True)
    assert one == true  # as Python has it
    assert find_same_agents(inputs(one), inputs(true)) == {"chair"}


def test_an_item_that_turns_up_with_another_agent_concerns_the_one_that_had_it() -> None:
    previous: PreviousReport = published(a_report(two_agents()))
    gone, moved = two_agents(runs(id="july")), two_agents(runs(id="july"), other=(runs(id="other"), runs(id="june")))
    sides = [inputs(side, previous=previous, audience=Audience.PUBLIC) for side in (gone, moved)]
    assert find_same_agents(*sides) == frozenset()
    without = [inputs(side, audience=Audience.PUBLIC) for side in (gone, moved)]
    assert find_same_agents(*without) == {"desk"}
