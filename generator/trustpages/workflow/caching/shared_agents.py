"""Agents on whom reports for different readers say the same, so that these are computed once.

Only for a process that sees everything: what is taken over from the report on all of the evidence never leaves it.
"""

from __future__ import annotations

from dataclasses import replace

from trustpages.assess.same_inputs import AgentInputs, find_same_agents
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.report import AgentReport, Report
from trustpages.workflow.reading import ReadWorkspace


def gather_inputs(reading: ReadWorkspace, previous: PreviousReport | None) -> AgentInputs | None:
    """All that the report of a workspace that was read is made of; None where there will be none."""
    workspace, as_of = reading.intake.workspace, reading.intake.as_of
    if workspace is None:
        return None
    return AgentInputs(workspace, as_of, reading.audience, previous, reading.trees.data_digests())


def find_shared_agents(inputs: AgentInputs | None, other: Report, others: AgentInputs | None) -> dict[str, AgentReport]:
    """The reports on agents, by id, that are the same in the `other` report, which was made of `others`.

    What concerns all agents together is the same in both. The audience itself changes nothing.
    """
    if inputs is None or others is None:
        return {}
    same = find_same_agents(inputs, replace(others, audience=inputs.audience))
    return {agent.id: agent for agent in other.agents if agent.id in same}
