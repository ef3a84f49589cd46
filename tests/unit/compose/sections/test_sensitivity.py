"""The table of what other choices of policy would change."""

from __future__ import annotations

from support.builders import AS_OF, a_bundle, a_pact, a_workspace, an_agent_evidence, an_obligation, runs
from trustpages.assess.report import assess
from trustpages.compose.sections.limitations import tabulate_sensitivity
from trustpages.model.pages.blocks import Table
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Audience


def table_of(successes: int) -> tuple[Table, AgentReport]:
    evidence = an_agent_evidence(a_bundle(runs(successes, 200, selection="random")), pacts=[a_pact(an_obligation())])
    (agent,) = assess(a_workspace(evidence), AS_OF, Audience.PUBLIC).agents
    return tabulate_sensitivity(agent), agent


def test_a_verdict_that_hangs_on_the_level_is_named_by_its_promise() -> None:
    table, agent = table_of(188)  # 94 % of 200: the target of 90 % is inside of the interval, just
    assert agent.sensitivity is not None
    assert len(table.rows) == len(agent.sensitivity.shifts) > 0
    by_level = [row.cells for row in table.rows if row.cells[0] == "level"]
    assert len(by_level) == 1
    assert by_level[0][:3] == ("level", "0.95", "0.9")
    assert "“Completes the request”: leaning met → met" in str(by_level[0][3])
    assert "posture: restricted" in str(by_level[0][3]) or "posture: conditional" in str(by_level[0][3])


def test_every_row_says_what_changes() -> None:
    table, _ = table_of(200)
    assert all(" → " in str(row.cells[3]) for row in table.rows)
    assert "half and double of each parameter" in table.empty
